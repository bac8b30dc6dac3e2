//! What a reader finds in the file: text that stays text, equal bytes for equal input, names, and faults that are refused.

#![expect(clippy::expect_used, clippy::panic, reason = "a test that cannot be set up must fail loudly")]

mod common;

use common::{awkward, office, sample};
use shuheng_report::*;

#[test]
fn equal_input_gives_equal_bytes() {
    for input in [sample::bank(Language::Zh), awkward::tree()] {
        assert_eq!(workbook(&input).expect("a workbook"), workbook(&input).expect("a workbook"));
    }
}

#[test]
fn text_that_looks_like_a_formula_stays_text() {
    let input = awkward::tree();
    let bytes = workbook(&input).expect("a workbook");
    let values = office::stored(&bytes);
    for (sheet, cells) in office::formulas(&bytes) {
        for (at, formula) in cells {
            assert!(!formula.contains("HYPERLINK") && !formula.contains("cmd|") && !formula.contains("事实"), "{sheet} {at:?}: {formula}");
        }
    }
    let all: Vec<String> = values.values().flat_map(|cells| cells.values()).map(ToString::to_string).collect();
    for hostile in ["=HYPERLINK(\"http://x\",\"点我\")", "=1+1", "-2+3", "@指标\n", "+综合", "=事实1", "\t=cmd|' /C calc'!A0", "=甲"]
    {
        assert!(all.iter().any(|text| text.contains(hostile)), "{hostile:?} must be in the file as text");
    }
    assert!(all.iter().all(|text| !text.contains(['\u{0}', '\u{1}', '\u{b}'])), "control characters must be gone");
    let longest = all.iter().map(|text| text.encode_utf16().count()).max().unwrap_or(0);
    assert!((30_000..=32_767).contains(&longest), "a long text is cut to what a cell holds: {longest}");
    assert!(all.iter().any(|text| text.ends_with("超出Excel单元格上限，以下从略）")));
}

#[test]
fn sheets_stand_in_order_and_the_total_has_a_name() {
    use calamine::Reader;
    let expected = [
        (Language::Zh, vec!["封面", "摘要", "指标", "贡献", "清单", "IT投入对标", "行业背景", "方法"], "综合得分", "贡献!$I$9"),
        (
            Language::En,
            vec!["Cover", "Summary", "Indicators", "Contributions", "Checklists", "IT spending", "Sector", "Method"],
            "Overall_score",
            "Contributions!$I$9",
        ),
    ];
    for (language, sheets, name, address) in expected {
        let bytes = workbook(&sample::bank(language)).expect("a workbook");
        let book: calamine::Xlsx<_> = calamine::Xlsx::new(std::io::Cursor::new(bytes)).expect("the workbook opens");
        assert_eq!(book.sheet_names(), sheets);
        let named = book.defined_names().iter().find(|(own, _)| own == name).expect("the name of the total");
        assert_eq!(named.1.replace('\'', ""), address);
    }
}

#[test]
fn empty_parts_leave_no_empty_sheets() {
    use calamine::Reader;
    let mut input = sample::bank(Language::Zh);
    (input.benchmark, input.context, input.pictures) = (Vec::new(), Vec::new(), Vec::new());
    for node in &mut input.nodes {
        if let Some(indicator) = &mut node.indicator
            && matches!(indicator.kind, Kind::Checklist { .. })
        {
            (indicator.kind, indicator.answer) = (Kind::Rubric { points: [0.0; 5] }, Answer::None);
        }
    }
    let bytes = workbook(&input).expect("a workbook");
    let book: calamine::Xlsx<_> = calamine::Xlsx::new(std::io::Cursor::new(bytes)).expect("the workbook opens");
    assert_eq!(book.sheet_names(), ["封面", "摘要", "指标", "贡献", "方法"]);
}

#[test]
fn the_source_is_named_wherever_figures_of_the_report_stand() {
    let values = office::stored(&workbook(&sample::bank(Language::Zh)).expect("a workbook"));
    let said = |sheet: &str, text: &str| values[sheet].values().any(|cell| cell.to_string().contains(text));
    assert!(said("封面", "来源：中国信息通信研究院"));
    assert!(said("IT投入对标", "来源：中国信息通信研究院《数字金融创新发展研究报告（2025年）》表3"));
    assert!(said("行业背景", "来源：中国信息通信研究院"));
    assert!(said("封面", "不是中国信息通信研究院或监管机构的官方评估工具"));
}

#[test]
fn faults_are_refused_with_a_reason() {
    let bank = sample::bank(Language::Zh);
    let spoilt = |spoil: &dyn Fn(&mut ReportInput)| {
        let mut input = bank.clone();
        spoil(&mut input);
        workbook(&input).expect_err("must be refused")
    };
    assert!(matches!(spoilt(&|input| input.nodes.clear()), ReportError::NoNodes));
    assert!(matches!(spoilt(&|input| input.nodes[3].parent = Some(9)), ReportError::Tree { index: 3, .. }));
    assert!(matches!(spoilt(&|input| input.nodes.swap(2, 9)), ReportError::Tree { .. }));
    assert!(matches!(spoilt(&|input| input.model.levels.clear()), ReportError::Levels));
    assert!(matches!(spoilt(&|input| input.model.levels.swap(0, 1)), ReportError::Levels));
    assert!(matches!(spoilt(&|input| input.nodes[1].score = Some(f64::NAN)), ReportError::NotFinite { .. }));
    assert!(matches!(spoilt(&|input| input.pictures[0].png = vec![1, 2, 3]), ReportError::Picture { index: 0, .. }));
    let out = |input: &mut ReportInput| input.model.gates[0].rule = Some(GateRule { node: 0, cap: 3, watch: 9_999, below: 1.0 });
    assert!(matches!(spoilt(&out), ReportError::Index { index: 9_999, .. }));
    let misfit = |input: &mut ReportInput| {
        if let Some(indicator) = input.nodes.iter_mut().find_map(|node| node.indicator.as_mut()) {
            indicator.answer = Answer::Level(6);
        }
    };
    assert!(matches!(spoilt(&misfit), ReportError::Answer { .. }));
}

#[test]
fn the_stamp_of_the_input_dates_the_document() {
    let input = sample::bank(Language::Zh);
    let mut other = input.clone();
    other.generated_at = "不是日期".into();
    assert_ne!(workbook(&input).expect("a workbook"), workbook(&other).expect("a stamp that is no date is no fault"));
}
