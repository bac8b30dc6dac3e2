use super::super::guess::guess;
use super::super::vocabulary::tests::known;
use super::*;
use std::io::{Seek, Write};

/// A table from the text of a CSV.
pub(crate) fn table(csv: &str) -> Table {
    let mut file = tempfile::tempfile().expect("a file");
    file.write_all(csv.as_bytes()).expect("a table");
    file.rewind().expect("its start");
    Table::read(file, None, &Watch::default()).expect("a table")
}

fn import(csv: &str, change: impl Fn(&mut Mapping)) -> Import {
    let table = table(csv);
    let mut mapping = guess(&table, &known(), None);
    change(&mut mapping);
    read(&table, "t.csv", &mapping, &known(), 2025, &Watch::default()).expect("a reading")
}

fn sourced(mapping: &mut Mapping) {
    "年报".clone_into(&mut mapping.fixed.source);
}

/// Figures as `institution year metric value`.
fn figures(import: &Import) -> Vec<String> {
    let table = &import.table;
    let name = |figure: &ImportedFigure| table.institutions[figure.institution as usize].id.clone();
    let metric = |figure: &ImportedFigure| table.metrics[figure.metric as usize].id.clone();
    table.figures.iter().map(|figure| format!("{} {} {} {}", name(figure), figure.year, metric(figure), figure.value)).collect()
}

/// Refusals as `line: reason`.
fn refusals(import: &Import) -> Vec<String> {
    import.refused.iter().map(|refused| format!("{}: {}", refused.line, refused.message.en)).collect()
}

#[test]
fn a_long_table() {
    let import = import(
        "机构,类型,年份,指标,数值,单位,来源,页码,备注\n\
         中国工商银行,国有大行,2024,科技投入,285.18,亿元,工行年报,第12页,\n\
         甲城商行,城商行,2023,科技投入,\"122,960\",万元,访谈,,母公司口径\n\
         甲城商行,城商行,2024,线上交易占比,98.2%,,访谈,,\n",
        |_| {},
    );
    assert_eq!(
        figures(&import),
        ["icbc 2024 it_investment 285.18", "甲城商行 2023 it_investment 12.296", "甲城商行 2024 线上交易占比 98.2"]
    );
    assert_eq!(import.refused_count, 0, "{:?}", import.refused);
    let table = &import.table;
    assert_eq!(table.institutions[0].kind, "state_bank");
    assert_eq!(table.institutions[1].kind, "city_bank");
    assert_eq!(table.sources, ["工行年报", "访谈"]);
    assert_eq!((table.figures[0].place.clone(), table.figures[1].place.clone()), (Place::Locator("第12页".to_owned()), Place::Line(3)));
    assert_eq!((table.figures[1].decimals, table.figures[1].note.as_str()), (4, "母公司口径"));
    assert_eq!(table.metrics[1].unit, "%");
    let told: Vec<&str> = import.notices.iter().map(|notice| notice.en.as_str()).collect();
    assert!(told.iter().any(|notice| notice.contains("甲城商行")) && told.iter().any(|notice| notice.contains("线上交易占比")), "{told:?}");
}

#[test]
fn a_wide_table() {
    let import = import(
        "银行,2023年科技投入（万元）,2024科技投入,科技人员占比%\n工商银行,2722900,285.18亿,—\n乙行,—,,\n合计,1,1,1\n数据来源：各行年报\n",
        |mapping| {
            mapping.fixed.year = Some(2024);
        },
    );
    assert_eq!(figures(&import), ["icbc 2023 it_investment 272.29", "icbc 2024 it_investment 285.18"]);
    assert_eq!(refusals(&import), ["4: `合计` sums up other rows and is no institution; it is not read"]);
    assert_eq!(import.table.sources, ["各行年报"]);
    assert_eq!(import.table.institutions.len(), 1, "乙行 has no figure");
    assert_eq!(import.missing, 1 + 3 + 3);
}

#[test]
fn nothing_is_read_while_the_mapping_leaves_something_open() {
    let open = |csv: &str, change: &dyn Fn(&mut Mapping)| {
        let import = import(csv, change);
        assert!(import.table.figures.is_empty());
        import.problems.into_iter().map(|problem| problem.en).collect::<Vec<_>>().join("; ")
    };
    let csv = "机构,年份,指标,数值\n甲行,2024,科技投入,1\n";
    assert!(open(csv, &|_| {}).contains("no figure is loaded without"));
    assert!(open("机构,指标,数值\n甲行,科技投入,1\n", &sourced).contains("the year is open"));
    assert!(open("机构,年份,数值\n甲行,2024,1\n", &sourced).contains("the metric is open"));
    let forget = |role: Role| {
        move |mapping: &mut Mapping| {
            sourced(mapping);
            mapping.columns.iter_mut().filter(|found| **found == role).for_each(|found| *found = Role::Ignored);
        }
    };
    assert!(open(csv, &forget(Role::Institution)).contains("no column holds the institution"));
    assert!(open(csv, &forget(Role::Value)).contains("no column holds figures"));
    let twice = open(csv, &|mapping| {
        sourced(mapping);
        mapping.columns[1] = Role::Value;
        mapping.fixed.year = Some(2024);
    });
    assert!(twice.contains("columns B and D"), "{twice}");
    let mixed = open(csv, &|mapping| {
        sourced(mapping);
        mapping.columns.push(Role::Figures(FigureColumn::default()));
    });
    assert!(mixed.contains("as well as"), "{mixed}");
    assert!(
        open(csv, &|mapping| {
            sourced(mapping);
            mapping.header = 9;
        })
        .contains("line 9 is empty")
    );
}

#[test]
fn rows_that_cannot_be_used_are_told_with_their_lines() {
    let import = import(
        "机构,类型,年份,指标,数值,数据性质\n\
         甲行,城商行,2024,科技投入,1,披露\n\
         ,城商行,2024,科技投入,1,披露\n\
         乙行,火星银行,2024,科技投入,1,披露\n\
         甲行,城商行,2031,科技投入,1,披露\n\
         甲行,城商行,2024,科技投入,-1,披露\n\
         甲行,城商行,2023,科技投入,1e308,披露\n\
         甲行,城商行,2022,科技投入,约1,披露\n\
         甲行,城商行,2022,满意度,9,披露\n\
         甲行,城商行,2022,科技投入,1,听说\n\
         甲行,城商行,2024,科技投入,1.0,披露\n\
         丙行,城商行,2024,科技投入,2,披露\n\
         丙行,城商行,2024,科技投入,3,披露\n",
        sourced,
    );
    assert_eq!(figures(&import), ["甲行 2024 it_investment 1"]);
    let told = refusals(&import);
    let expected = [
        "3: the institution is empty",
        "4: unknown kind of institution `火星银行`",
        "5: 2031 is still to come",
        "6: `-1` is negative",
        "7: `1e308` lies beyond",
        "8: `约1` is no number",
        "9: the metric `满意度` is not known and no unit",
        "10: unknown quality `听说`",
        "11: repeats line 2",
        "12: another value for the same",
        "13: contradicts line 12",
    ];
    assert_eq!(told.len(), expected.len(), "{told:#?}");
    assert_eq!(import.refused_count, expected.len());
    for (told, expected) in told.iter().zip(expected) {
        assert!(told.starts_with(expected), "{told} ≠ {expected}");
    }
}

#[test]
fn what_was_assumed_is_told() {
    let import = import("机构,年份,科技投入,科技人员占比\n甲行,2024,1.5,12.5%\n乙行,2024,2,0.13\n", sourced);
    let told: Vec<String> = import.notices.iter().map(|notice| notice.en.clone()).collect();
    assert!(told.iter().any(|notice| notice.contains("2 figures of") && notice.contains("read in 亿元")), "{told:?}");
    assert!(told.iter().any(|notice| notice.contains("1 with a per cent sign (first on line 2), 1 without (first on line 3)")), "{told:?}");
}

#[test]
fn a_reading_that_is_called_off_gives_nothing() {
    let table = table("机构,年份,科技投入\n甲行,2024,1\n");
    let watch = Watch::default();
    watch.cancel();
    let outcome = read(&table, "t.csv", &guess(&table, &known(), None), &known(), 2025, &watch);
    assert!(matches!(outcome, Err(TableError::Cancelled)));
}
