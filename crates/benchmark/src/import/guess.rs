//! A mapping proposed from the headings of a table, in Chinese or English, and from what stands above and below the table itself.

use super::figure_text::{self, FigureText};
use super::mapping::{FigureColumn, Fixed, ImportQuality, Mapping, Role};
use super::unit::Unit;
use super::vocabulary::{Vocabulary, plain};
use super::year;
use shuheng_table::{Grid, GridRow, Table};

/// Rows among which the headings are looked for.
const FIRST_ROWS: usize = 15;
/// Rows below the table in which a source may be named.
const LAST_ROWS: usize = 5;
/// Rows that are looked at to know what a column without a known heading holds.
const SAMPLED: usize = 50;

/// Headings of columns, as [`plain`] makes them.
const HEADINGS: &[(Role, &[&str])] = &[
    (
        Role::Institution,
        &[
            "机构",
            "机构名称",
            "机构简称",
            "银行",
            "银行名称",
            "名称",
            "公司",
            "公司名称",
            "单位名称",
            "券商",
            "企业",
            "企业名称",
            "institution",
            "institutionname",
            "name",
            "bank",
            "company",
            "firm",
            "peer",
        ],
    ),
    (Role::InstitutionId, &["机构代码", "代码", "机构编号", "编号", "证券代码", "股票代码", "institutionid", "id", "code", "ticker"]),
    (Role::Kind, &["机构类型", "类型", "类别", "机构类别", "机构性质", "type", "kind", "category", "institutiontype"]),
    (Role::Tier, &["规模", "规模档", "规模档次", "规模分层", "层级", "档次", "tier", "sizetier", "size"]),
    (Role::Year, &["年份", "年度", "年", "报告期", "报告年度", "会计年度", "统计年度", "year", "fiscalyear", "fy", "period", "date"]),
    (Role::Metric, &["指标", "指标名称", "科目", "项目", "metric", "indicator", "variable", "item", "measure"]),
    (Role::Value, &["数值", "数据", "值", "金额", "指标值", "value", "amount", "figure"]),
    (Role::Unit, &["单位", "计量单位", "unit", "units"]),
    (Role::Source, &["来源", "数据来源", "资料来源", "出处", "source", "sourceid", "sources"]),
    (Role::Locator, &["位置", "页码", "页", "出处页码", "章节", "locator", "page", "section"]),
    (Role::Note, &["备注", "说明", "注", "注释", "note", "notes", "remark", "remarks", "comment"]),
    (Role::Quality, &["数据性质", "数据质量", "性质", "披露方式", "quality"]),
];

/// Proposes how a table is read, with the headings on a certain line, or on the one that looks most like them. What cannot be told from the
/// table is left open.
#[must_use]
pub fn guess(table: &Table, vocabulary: &Vocabulary, header: Option<u32>) -> Mapping {
    let grid = &table.grid;
    let rows = grid.rows();
    let roles = |row: &GridRow| -> Vec<Role> {
        (0..grid.width(row))
            .map(|column| {
                let hidden = u32::try_from(column).is_ok_and(|column| table.hidden_columns.contains(&column));
                if hidden { Role::Ignored } else { role(grid.cell(row, column), vocabulary) }
            })
            .collect()
    };
    let known = |row: &GridRow| roles(row).iter().filter(|role| **role != Role::Ignored).count();
    // Of rows that say equally much the first is the heading.
    let found = match header {
        Some(line) => rows.iter().enumerate().find(|(_, row)| row.line == line),
        None => rows.iter().take(FIRST_ROWS).enumerate().rev().max_by_key(|(_, row)| known(row)),
    };
    let Some((index, header)) = found else {
        return Mapping { header: header.unwrap_or(1), ..Mapping::default() };
    };
    let mut columns = roles(header);
    settle(&mut columns);
    if !columns.contains(&Role::Institution)
        && let Some(column) = institution_column(grid, &rows[index + 1..], &columns, vocabulary)
    {
        columns[column] = Role::Institution;
    }
    let around = rows[..index].iter().chain(rows[index + 1..].iter().rev().take(LAST_ROWS));
    let fixed = fixed(grid, around, &rows[..index], &columns);
    Mapping { header: header.line, columns, fixed, hidden_rows: false }
}

/// What a heading says.
fn role(heading: &str, vocabulary: &Vocabulary) -> Role {
    let (heading, unit) = without_unit(heading);
    let named = plain(&heading);
    if let Some((role, _)) = HEADINGS.iter().find(|(_, names)| names.contains(&named.as_str())) {
        return role.clone();
    }
    let (year, metric) = match year::in_heading(&heading) {
        Some((year, rest)) => (Some(year), rest),
        None => (None, heading),
    };
    if metric.is_empty() {
        return if year.is_some() { Role::Figures(FigureColumn { metric, year, unit }) } else { Role::Ignored };
    }
    match vocabulary.metric(&metric) {
        Some(known) => Role::Figures(FigureColumn { metric: known.id.clone(), year, unit }),
        None if !unit.is_empty() => Role::Figures(FigureColumn { metric, year, unit }),
        None => Role::Ignored,
    }
}

/// A heading without the unit in brackets or the `%` behind it, and that unit.
fn without_unit(heading: &str) -> (String, String) {
    let heading = heading.trim();
    let is_unit = |text: &str| {
        Unit::parse(text).is_some_and(|unit| unit.power != 0 || ["元", "人", "户", "家", "件", "个", "%"].contains(&unit.base.as_str()))
    };
    for (open, close) in [('（', '）'), ('(', ')'), ('[', ']'), ('【', '】')] {
        if let Some((before, rest)) = heading.rsplit_once(open)
            && let Some((inside, behind)) = rest.split_once(close)
        {
            let inside = inside.trim().trim_start_matches("单位").trim_start_matches([':', '：']).trim();
            if is_unit(inside) {
                return (format!("{}{}", before.trim_end(), behind.trim()), inside.to_owned());
            }
        }
    }
    match heading.strip_suffix(['%', '％']) {
        Some(before) if !before.trim().is_empty() => (before.trim_end().to_owned(), "%".to_owned()),
        _ => (heading.to_owned(), String::new()),
    }
}

/// Makes one form of what the headings say: a table is long or wide, and each role but figures stands once.
fn settle(columns: &mut [Role]) {
    let has = |columns: &[Role], role: &Role| columns.contains(role);
    let dated = columns.iter().any(|role| matches!(role, Role::Figures(FigureColumn { year: Some(_), .. })));
    let wide = columns.iter().any(|role| matches!(role, Role::Figures(_)));
    let long = has(columns, &Role::Value) && (has(columns, &Role::Metric) || !wide) && !dated;
    for index in 0..columns.len() {
        let dropped = match &columns[index] {
            Role::Figures(_) => long,
            Role::Value if !long => true,
            Role::Ignored => false,
            role => columns[..index].contains(role),
        };
        if dropped {
            columns[index] = Role::Ignored;
        }
    }
}

/// The column in which most known institutions stand.
fn institution_column(grid: &Grid, rows: &[GridRow], columns: &[Role], vocabulary: &Vocabulary) -> Option<usize> {
    let known = |column: usize| rows.iter().take(SAMPLED).filter(|row| vocabulary.institution(grid.cell(row, column)).is_some()).count();
    let text = |column: usize| {
        let cells = rows.iter().take(SAMPLED).map(|row| grid.cell(row, column)).filter(|cell| !cell.is_empty());
        cells.filter(|cell| !matches!(figure_text::read(cell, true), Ok(FigureText::Figure(..)))).count()
    };
    let open = (0..columns.len()).filter(|column| columns[*column] == Role::Ignored);
    open.rev().max_by_key(|column| (known(*column), text(*column))).filter(|column| text(*column) > 0)
}

/// What titles above the table and notes below it say for all of it.
fn fixed<'a>(grid: &Grid, around: impl Iterator<Item = &'a GridRow>, above: &[GridRow], columns: &[Role]) -> Fixed {
    let mut fixed = Fixed::default();
    for row in around {
        for cell in (0..grid.width(row)).map(|column| grid.cell(row, column)) {
            let said = |words: &[&str]| {
                let (word, rest) = cell.split_once(['：', ':'])?;
                let rest = rest.trim().trim_end_matches(['）', ')', '。']);
                (words.contains(&plain(word).as_str()) && !rest.is_empty()).then(|| rest.to_owned())
            };
            if fixed.unit.is_empty() {
                fixed.unit = said(&["单位", "金额单位", "计量单位", "unit", "units"]).unwrap_or_default();
            }
            if fixed.source.is_empty() && !columns.contains(&Role::Source) {
                fixed.source = said(&["来源", "数据来源", "资料来源", "出处", "source", "sources"]).unwrap_or_default();
            }
        }
    }
    let dated = columns.iter().any(|role| matches!(role, Role::Year | Role::Figures(FigureColumn { year: Some(_), .. })));
    if !dated {
        let cells = above.iter().flat_map(|row| (0..grid.width(row)).map(|column| grid.cell(row, column)));
        fixed.year = cells.filter_map(year::in_heading).map(|(year, _)| year).next();
    }
    if ["年报", "年度报告", "公告", "annual report"].iter().any(|word| fixed.source.to_lowercase().contains(word)) {
        fixed.quality = ImportQuality::Disclosed;
    }
    fixed
}

#[cfg(test)]
mod tests {
    use super::super::reading::tests::table;
    use super::super::vocabulary::tests::known;
    use super::*;

    fn guessed(csv: &str) -> Mapping {
        guess(&table(csv), &known(), None)
    }

    fn figures(metric: &str, year: Option<i32>, unit: &str) -> Role {
        Role::Figures(FigureColumn { metric: metric.to_owned(), year, unit: unit.to_owned() })
    }

    #[test]
    fn a_long_table() {
        let mapping = guessed("机构名称,机构类型,年份,指标,数值,单位,数据来源,页码,备注\n甲行,城商行,2024,科技投入,1,亿元,年报,3,\n");
        let roles =
            [Role::Institution, Role::Kind, Role::Year, Role::Metric, Role::Value, Role::Unit, Role::Source, Role::Locator, Role::Note];
        assert_eq!((mapping.header, mapping.columns), (1, roles.to_vec()));
        let english = guessed("institution,year,metric,value,unit,source\nicbc,2024,it_investment,1,亿元,x\n");
        assert_eq!(english.columns, [Role::Institution, Role::Year, Role::Metric, Role::Value, Role::Unit, Role::Source]);
    }

    #[test]
    fn a_wide_table_with_titles_and_notes() {
        let mapping = guessed(
            "各银行科技投入\n,,单位：万元\n银行,2023年科技投入,2024年科技投入（亿元）,科技人员占比(%),数字化贡献（万元）\n工商银行,1,2,3,4\n资料来源：各行年报\n",
        );
        assert_eq!(mapping.header, 3);
        assert_eq!(
            mapping.columns,
            [
                Role::Institution,
                figures("it_investment", Some(2023), ""),
                figures("it_investment", Some(2024), "亿元"),
                figures("it_staff_share", None, "%"),
                figures("数字化贡献", None, "万元"),
            ]
        );
        assert_eq!((mapping.fixed.unit.as_str(), mapping.fixed.source.as_str()), ("万元", "各行年报"));
        assert_eq!(mapping.fixed.quality, ImportQuality::Disclosed);
    }

    #[test]
    fn headings_on_a_line_that_was_chosen() {
        let csv = table("机构,年份,科技投入\n名称,FY,IT spend\n甲行,2024,1\n");
        assert_eq!(guess(&csv, &known(), None).header, 1);
        let chosen = guess(&csv, &known(), Some(2));
        assert_eq!((chosen.header, chosen.columns[1].clone()), (2, Role::Year));
        assert_eq!(guess(&csv, &known(), Some(9)).columns, []);
    }

    #[test]
    fn years_as_headings_and_metrics_in_rows() {
        let mapping = guessed("名称,指标,2022,2023\n甲行,科技投入,1,2\n");
        assert_eq!(mapping.columns, [Role::Institution, Role::Metric, figures("", Some(2022), ""), figures("", Some(2023), "")]);
    }

    #[test]
    fn a_year_in_the_title_and_institutions_by_what_stands_there() {
        let mapping = guessed("2024年对比,\nx,科技投入\n中国工商银行,285\n中国银行,238\n");
        assert_eq!(mapping.fixed.year, Some(2024));
        assert_eq!(mapping.columns, [Role::Institution, figures("it_investment", None, "")]);
    }
}
