//! What keeps a table as a whole from being read with a mapping.

use super::mapping::{FigureColumn, Mapping, Role};
use shuheng_table::{Sentence, Table, column_letters};

/// Everything that has to be settled before any figure can be read; empty when nothing has.
pub(crate) fn problems(table: &Table, mapping: &Mapping) -> Vec<Sentence> {
    let mut problems = Vec::new();
    let mut say = |zh: String, en: String| problems.push(Sentence::new(zh, en));
    let columns = &mapping.columns;
    let has = |role: Role| columns.contains(&role);
    let fixed = &mapping.fixed;
    if !table.grid.rows().iter().any(|row| row.line == mapping.header) {
        say(
            format!("第{}行没有内容，不能作为表头；选列名所在的行", mapping.header),
            format!("line {} is empty and cannot be the heading; choose the line of the column names", mapping.header),
        );
    }
    for (first, last) in table.merged.iter().filter(|(first, last)| (first.0..=last.0).contains(&mapping.header.saturating_sub(1))) {
        let range = format!("{}{}:{}{}", column_letters(first.1), first.0 + 1, column_letters(last.1), last.0 + 1);
        say(
            format!("表头中{range}是合并单元格，看不出各列是什么；取消合并，每列各写列名，或换一行作表头"),
            format!(
                "{range} of the heading are merged, which hides what the columns are; unmerge them and name every column, or choose another line"
            ),
        );
    }
    if !has(Role::Institution) && !has(Role::InstitutionId) {
        say("没有指定机构列；指定哪一列是机构".to_owned(), "no column holds the institution; say which one does".to_owned());
    }
    let figures: Vec<&FigureColumn> = mapping.figure_columns().map(|(_, figures)| figures).collect();
    let long = has(Role::Value);
    if !long && figures.is_empty() {
        say(
            "没有指定数值列；指定哪一列是数值，或哪些列是指标".to_owned(),
            "no column holds figures; say which one does, or which columns are metrics".to_owned(),
        );
    }
    if long && !figures.is_empty() {
        say(
            "同时指定了数值列与指标列；长表只留数值列，宽表只留指标列".to_owned(),
            "there is a column of values as well as columns of metrics; keep the first for a long table, the others for a wide one"
                .to_owned(),
        );
    }
    let metric_open = long || figures.iter().any(|figures| figures.metric.trim().is_empty());
    if metric_open && !has(Role::Metric) && fixed.metric.trim().is_empty() {
        say(
            "没有指定指标；指定指标列，或为整表选一个指标".to_owned(),
            "the metric is open; say which column holds it, or choose one for the whole table".to_owned(),
        );
    }
    let year_open = long || figures.iter().any(|figures| figures.year.is_none());
    if year_open && !has(Role::Year) && fixed.year.is_none() {
        say(
            "没有指定年份；指定年份列，或为整表填写年份".to_owned(),
            "the year is open; say which column holds it, or give one for the whole table".to_owned(),
        );
    }
    if !has(Role::Source) && fixed.source.trim().is_empty() {
        say(
            "没有来源，数据不能载入；指定来源列，或为整表填写来源".to_owned(),
            "there is no source, and no figure is loaded without one; say which column holds it, or give one for the whole table"
                .to_owned(),
        );
    }
    for (index, role) in columns.iter().enumerate() {
        let single = !matches!(role, Role::Ignored | Role::Figures(_));
        if single && columns[..index].contains(role) {
            let (column, first) = (letters(index), letters(columns.iter().position(|found| found == role).unwrap_or(0)));
            say(
                format!("{first}列与{column}列指定成了同一内容；只留一列"),
                format!("columns {first} and {column} are said to hold the same; keep one of them"),
            );
        }
    }
    problems
}

fn letters(column: usize) -> String {
    column_letters(u32::try_from(column).unwrap_or(u32::MAX))
}
