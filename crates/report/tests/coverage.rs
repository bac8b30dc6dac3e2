//! The workbook of policy coverage: LibreOffice computes it anew and finds the given findings, and text stays text.

#![expect(clippy::expect_used, clippy::panic, reason = "a test that cannot be set up must fail loudly")]

mod common;

use calamine::{Data, Reader};
use common::{coverage, office};
use shuheng_report::*;

const MATRIX_FIRST: u32 = 5;
const READINESS: u32 = 4;
const INFERRED: u32 = 5;
const STATUS: u32 = 7;
const GAP: u32 = 8;
const EVIDENCE: u32 = 10;
const COMPLETE: u32 = 14;
const GRID_SCORE: u32 = 4;

fn pick<'a>(language: Language, zh: &'a str, en: &'a str) -> &'a str {
    if language == Language::Zh { zh } else { en }
}

fn word(language: Language, status: ClauseStatus) -> &'static str {
    match status {
        ClauseStatus::Ready => pick(language, "已就绪", "Ready"),
        ClauseStatus::Partly => pick(language, "基本就绪", "Partly ready"),
        ClauseStatus::Gap => pick(language, "存在缺口", "Gap"),
        ClauseStatus::Pending => pick(language, "待补评", "To be rated"),
        ClauseStatus::Undetermined => pick(language, "待判断", "To be judged"),
        ClauseStatus::Excluded => pick(language, "不适用", "Not applicable"),
        ClauseStatus::NotBinding => pick(language, "不计入", "Not counted"),
    }
}

/// The sheets of the documents, in order.
fn matrices(bytes: &[u8], input: &CoverageInput) -> Vec<String> {
    let book: calamine::Xlsx<_> = calamine::Xlsx::new(std::io::Cursor::new(bytes.to_vec())).expect("the workbook opens");
    book.sheet_names().into_iter().skip(2).take(input.documents.len()).collect()
}

/// Every clause with its sheet and its row.
fn placed<'a>(bytes: &[u8], input: &'a CoverageInput) -> Vec<(String, u32, &'a Clause)> {
    let mut all = Vec::new();
    for (sheet, document) in matrices(bytes, input).into_iter().zip(&input.documents) {
        let mut row = MATRIX_FIRST;
        for chapter in document.chapters.iter().filter(|chapter| !chapter.clauses.is_empty()) {
            row += 1;
            for clause in &chapter.clauses {
                all.push((sheet.clone(), row, clause));
                row += 1;
            }
        }
    }
    all
}

/// Every finding of the input against a recalculated workbook.
fn agree(bytes: &[u8], input: &CoverageInput, found: &office::Values) {
    let tenth = |value: f64| format!("{value:.1}").parse::<f64>().expect("a number");
    for (sheet, row, clause) in placed(bytes, input) {
        let (number, text) = (|col| office::number(found, &sheet, (row, col)), |col| office::text(found, &sheet, (row, col)));
        let (at, own) = (format!("{sheet} {}", clause.cited), &clause.inference);
        assert_eq!(text(STATUS), word(input.language, clause.status), "status of {at}");
        if clause.status == ClauseStatus::NotBinding {
            assert_eq!((text(READINESS), text(INFERRED), text(EVIDENCE)), ("—".into(), String::new(), "—".into()), "{at}");
            continue;
        }
        assert_eq!(text(INFERRED), word(input.language, own.status), "inferred status of {at}");
        assert_eq!(number(EVIDENCE), Some(f64::from(clause.evidence_count)), "evidence of {at}");
        match (number(READINESS), own.score) {
            (Some(live), Some(score)) => assert!((live - score).abs() < 1e-9, "readiness of {at}: {live}, {score} expected"),
            (live, score) => assert_eq!(live, score, "readiness of {at}: {}", text(READINESS)),
        }
        let excluded = clause.judgement.as_ref().is_some_and(|judgement| judgement.verdict == Some(Verdict::NotApplicable));
        let gap = own.score.filter(|_| !excluded).map(|score| tenth(score + 1e-9) - input.lines.ready);
        match (number(GAP), gap) {
            (Some(live), Some(gap)) => assert!((live - gap).abs() < 1e-9, "gap of {at}: {live}, {gap} expected"),
            (live, gap) => assert_eq!(live, gap, "gap of {at}"),
        }
    }
    let cover = pick(input.language, "封面", "Cover");
    for (row, document) in (10..).zip(&input.documents) {
        let own = &document.counts;
        let [first, second] = [
            [own.binding, own.ready, own.partly, own.gap, own.pending],
            [own.undetermined, own.excluded, own.not_binding, own.without_evidence, own.judged],
        ];
        for (col, count) in (2..).zip(first.into_iter().chain(second)) {
            assert_eq!(office::number(found, cover, (row, col)), Some(f64::from(count)), "count {col} of {}", document.title);
        }
    }
}

/// Every stored result of our own file is what the spreadsheet finds.
fn stored_results_are_true(bytes: &[u8], found: &office::Values) -> usize {
    let ours = office::stored(bytes);
    let mut checked = 0;
    for (sheet, cells) in office::formulas(bytes) {
        for (at, formula) in cells {
            let here = ours.get(&sheet).and_then(|cells| cells.get(&at)).cloned().unwrap_or(Data::Empty);
            let there = found.get(&sheet).and_then(|cells| cells.get(&at)).cloned().unwrap_or(Data::Empty);
            let same = match (&here, &there) {
                (Data::Float(a), Data::Float(b)) => (a - b).abs() < 1e-9,
                (a, b) => a.to_string().trim_end() == b.to_string().trim_end(),
            };
            assert!(same, "{sheet} {at:?} ={formula}: stored {here:?}, recalculated {there:?}");
            checked += 1;
        }
    }
    checked
}

/// The cells at the end of the notes that compare the formulas with the product.
fn checks(input: &CoverageInput, found: &office::Values) -> [Option<f64>; 2] {
    let notes = pick(input.language, "说明", "Notes");
    let labels = [pick(input.language, "核对：就绪度", "Check: readiness"), pick(input.language, "核对：状态", "Check: statuses")];
    labels.map(|label| {
        let (row, _) = *found[notes].iter().find(|(_, cell)| matches!(cell, Data::String(text) if text == label)).expect("the check").0;
        office::number(found, notes, (row, 1))
    })
}

#[test]
fn every_finding_of_a_bank_in_both_languages() {
    for language in [Language::Zh, Language::En] {
        let input = coverage::bank(language);
        let bytes = coverage_workbook(&input).expect("a workbook");
        let found = office::recalculated(&bytes);
        agree(&bytes, &input, &found);
        assert!(stored_results_are_true(&bytes, &found) > 400);
        assert_eq!(checks(&input, &found), [Some(0.0); 2]);
    }
}

#[test]
fn sixty_clauses_with_three_hundred_links() {
    let mut input = coverage::many(Language::Zh, 60, 300);
    coverage::fill(&mut input);
    let known = &input.documents[0].counts;
    let kinds = [known.ready, known.partly, known.gap, known.pending, known.undetermined, known.excluded, known.not_binding];
    assert!(kinds.iter().all(|count| *count > 0), "the sample must hold clauses of every status: {kinds:?}");
    let bytes = coverage_workbook(&input).expect("a workbook");
    let found = office::recalculated(&bytes);
    agree(&bytes, &input, &found);
    assert!(stored_results_are_true(&bytes, &found) > 900);
}

/// The findings are replaced by nonsense: the spreadsheet must find the truth from the scores alone, and its checks must show it.
#[test]
fn the_recalculation_is_real() {
    let mut truth = coverage::many(Language::En, 60, 300);
    coverage::fill(&mut truth);
    let mut wrong = truth.clone();
    wrong.documents[0].counts = CoverageCounts::default();
    for clause in wrong.documents[0].chapters.iter_mut().flat_map(|chapter| &mut chapter.clauses) {
        if clause.status != ClauseStatus::NotBinding {
            clause.inference.score = clause.inference.score.map(|_| 1.0);
            clause.inference.status = ClauseStatus::Gap;
            clause.inference.complete = !clause.inference.complete || clause.links.is_empty();
            clause.status = ClauseStatus::Pending;
        }
    }
    let bytes = coverage_workbook(&wrong).expect("a workbook");
    let is_scored = |clause: &Clause| clause.status != ClauseStatus::NotBinding && clause.inference.score.is_some();
    let (sheet, row, _) = placed(&bytes, &truth).into_iter().find(|(_, _, clause)| is_scored(clause)).expect("a clause with a score");
    assert_eq!(office::number(&office::stored(&bytes), &sheet, (row, READINESS)), Some(1.0), "the stored result must be the nonsense");
    let found = office::recalculated(&bytes);
    agree(&bytes, &truth, &found);
    let [difference, words] = checks(&truth, &found);
    assert!(difference.is_some_and(|largest| largest > 50.0) && words.is_some_and(|count| count > 20.0), "{difference:?} {words:?}");
}

/// The scores of indicators and the lines change, as when a reader changes them, while the findings stay old.
#[test]
fn a_changed_score_moves_everything() {
    let mut new = coverage::many(Language::Zh, 60, 300);
    let mut stale = new.clone();
    coverage::fill(&mut stale);
    let change = |input: &mut CoverageInput| {
        (input.lines.ready, input.lines.partly) = (70.0, 30.0);
        for link in input.documents[0].chapters.iter_mut().flat_map(|chapter| &mut chapter.clauses).flat_map(|clause| &mut clause.links) {
            match link.indicator.as_str() {
                "i3" | "i18" | "i33" => link.result = IndicatorResult::Scored { score: 71.25, level: Some(4) },
                "i13" | "i28" => link.result = IndicatorResult::Scored { score: 12.5, level: Some(1) },
                "i5" | "i20" => link.result = IndicatorResult::Unanswered,
                "i7" | "i22" => link.result = IndicatorResult::NotApplicable,
                "i14" => link.result = IndicatorResult::Scored { score: 90.0, level: Some(5) },
                _ => {}
            }
        }
    };
    change(&mut stale);
    change(&mut new);
    coverage::fill(&mut new);
    assert_ne!(stale.documents[0].counts, new.documents[0].counts);
    let bytes = coverage_workbook(&stale).expect("a workbook");
    agree(&bytes, &new, &office::recalculated(&bytes));
}

fn link(indicator: &str, result: IndicatorResult, strength: LinkStrength) -> ClauseLink {
    ClauseLink {
        indicator: indicator.into(),
        code: indicator.into(),
        name: indicator.into(),
        result,
        strength,
        reason: String::new(),
        weakest: false,
    }
}

/// A statement on all links does not hold for those that are left when a necessary one does not apply.
#[test]
fn what_does_not_apply_leaves_its_part_open() {
    use LinkStrength::{Covers, Partly, Relates};
    let (gone, high) = (IndicatorResult::NotApplicable, IndicatorResult::Scored { score: 90.0, level: Some(5) });
    let cases = [
        (true, vec![link("A1", high, Partly), link("A9", gone, Partly)], "基本就绪", "否"),
        (true, vec![link("A1", high, Partly), link("A9", gone, Covers)], "基本就绪", "否"),
        (false, vec![link("A1", high, Covers), link("A9", gone, Partly)], "已就绪", "是"),
        (true, vec![link("A1", high, Partly), link("A9", gone, Relates)], "已就绪", "是"),
        (true, vec![link("A1", high, Partly), link("A2", high, Partly)], "已就绪", "是"),
        (true, vec![link("A9", gone, Covers)], "待判断", "否"),
    ];
    let mut input = coverage::frame(Language::Zh);
    let mut own = coverage::document("一份", "一份");
    let clauses = cases.iter().enumerate().map(|(number, (stated, links, ..))| {
        let mut clause = coverage::clause(&number.to_string(), "一项", "标题");
        (clause.links, clause.inference.stated) = (links.clone(), *stated);
        clause
    });
    own.chapters.push(Chapter { name: "一".into(), clauses: clauses.collect() });
    input.documents.push(own);
    coverage::fill(&mut input);
    let bytes = coverage_workbook(&input).expect("a workbook");
    let found = office::recalculated(&bytes);
    agree(&bytes, &input, &found);
    stored_results_are_true(&bytes, &found);
    assert_eq!(checks(&input, &found), [Some(0.0); 2]);
    for (row, (stated, links, status, complete)) in (6..).zip(cases) {
        let live = (office::text(&found, "一份", (row, STATUS)), office::text(&found, "一份", (row, COMPLETE)));
        assert_eq!(live, (status.to_owned(), complete.to_owned()), "{stated} {links:?}");
    }
}

#[test]
fn what_is_not_rated_is_never_zero() {
    let mut input = coverage::frame(Language::Zh);
    let mut own = coverage::document("一份", "一份");
    let mut clause = coverage::clause("1", "第1项", "标题");
    clause.links = vec![
        link("A1", IndicatorResult::Unanswered, LinkStrength::Covers),
        link("A2", IndicatorResult::NotApplicable, LinkStrength::Partly),
        link("A3", IndicatorResult::Scored { score: 0.0, level: None }, LinkStrength::Relates),
    ];
    own.chapters.push(Chapter { name: "一".into(), clauses: vec![clause] });
    input.documents.push(own);
    coverage::fill(&mut input);
    let bytes = coverage_workbook(&input).expect("a workbook");
    let found = office::recalculated(&bytes);
    agree(&bytes, &input, &found);
    assert_eq!(office::text(&found, "一份", (6, READINESS)), "—");
    assert_eq!(office::text(&found, "一份", (6, STATUS)), "待补评");
    let scores: Vec<String> = (3..6).map(|col| office::text(&found, "条款指标矩阵", (GRID_SCORE, col))).collect();
    assert_eq!(scores, ["未评", "不适用", "0"]);
    let links: Vec<String> = (3..6).map(|row| office::text(&found, "关联", (row, 6))).collect();
    assert_eq!(links, ["未评", "不适用", "0"]);
}

#[test]
fn text_that_looks_like_a_formula_stays_text() {
    let input = coverage::hostile();
    let bytes = coverage_workbook(&input).expect("a workbook");
    assert_eq!(matrices(&bytes, &input), ["(六十条)---", "六十条"]);
    for (sheet, cells) in office::formulas(&bytes) {
        for (at, formula) in cells {
            for text in ["HYPERLINK", "cmd|", "标题", "句", "证据\"", "另一份", "结论"] {
                assert!(!formula.contains(text), "{sheet} {at:?}: {formula}");
            }
        }
    }
    let values = office::stored(&bytes);
    let all: Vec<String> = values.values().flat_map(|cells| cells.values()).map(ToString::to_string).collect();
    for hostile in [
        "=HYPERLINK(\"http://x\",\"点我\")",
        "@SUM(A1)",
        "-不代表",
        "+模型",
        "=线",
        "=标题",
        "=号",
        "=章 节",
        "=1",
        "TRUE",
        "1e5",
        "+第1条",
        "@标题\n\n-標題",
        "=理由",
        "\t=cmd|' /C calc'!A0",
        "=空着",
        "=因为",
        "#N/A",
        "=证据",
        "-2+3",
        "=名称",
        "inf",
        "=句",
        "=结论",
        "=另一份",
        "<r>R&D</r>",
        "<r><t>页</t></r>",
        "<r>另一个<结论</r>",
    ] {
        assert!(all.iter().any(|text| text.contains(hostile)), "{hostile:?} must be in the file as text");
    }
    assert!(all.iter().all(|text| !text.contains(['\u{0}', '\u{1}', '\u{b}'])), "control characters must be gone");
    assert!(all.iter().any(|text| text.ends_with("超出Excel单元格上限，以下从略）")));
    let found = office::recalculated(&bytes);
    agree(&bytes, &input, &found);
    stored_results_are_true(&bytes, &found);
}

#[test]
fn documents_without_clauses_or_links() {
    for language in [Language::Zh, Language::En] {
        let mut input = coverage::frame(language);
        input.documents = vec![coverage::document("", ""), coverage::document("", "")];
        let bytes = coverage_workbook(&input).expect("a workbook");
        let found = office::recalculated(&bytes);
        agree(&bytes, &input, &found);
        stored_results_are_true(&bytes, &found);
        let book: calamine::Xlsx<_> = calamine::Xlsx::new(std::io::Cursor::new(bytes)).expect("the workbook opens");
        let expected = if language == Language::Zh {
            ["封面", "说明", "文件", "文件 (2)"]
        } else {
            ["Cover", "Notes", "Document", "Document (2)"]
        };
        assert_eq!(book.sheet_names(), expected);

        let mut one = coverage::document("一份", "一份");
        one.chapters.push(Chapter { name: "一".into(), clauses: vec![coverage::clause("1", "第1项", "标题")] });
        input.documents = vec![one];
        coverage::fill(&mut input);
        let bytes = coverage_workbook(&input).expect("a workbook");
        let found = office::recalculated(&bytes);
        agree(&bytes, &input, &found);
        assert_eq!(checks(&input, &found), [Some(0.0); 2]);
    }
}

#[test]
fn sheets_stand_in_order_and_the_lines_have_names() {
    let expected = [
        (
            Language::Zh,
            vec!["封面", "说明", "金办发〔2025〕95号", "2024行动方案", "条款说明", "关联", "条款指标矩阵", "证据"],
            ("就绪线", "说明!$B$4"),
        ),
        (
            Language::En,
            vec!["Cover", "Notes", "NFRA (2025) No. 95", "2024 Action Plan", "Clauses", "Links", "Clause by indicator", "Evidence"],
            ("Readiness_line", "Notes!$B$4"),
        ),
    ];
    for (language, sheets, (name, address)) in expected {
        let bytes = coverage_workbook(&coverage::bank(language)).expect("a workbook");
        let book: calamine::Xlsx<_> = calamine::Xlsx::new(std::io::Cursor::new(bytes)).expect("the workbook opens");
        assert_eq!(book.sheet_names(), sheets);
        let named = book.defined_names().iter().find(|(own, _)| own == name).expect("the name of the line");
        assert_eq!(named.1.replace('\'', ""), address);
    }
}

#[test]
fn every_sheet_says_what_the_numbers_are_not() {
    let input = coverage::bank(Language::Zh);
    let values = office::stored(&coverage_workbook(&input).expect("a workbook"));
    for sheet in ["封面", "说明", "金办发〔2025〕95号", "2024行动方案"] {
        assert!(values[sheet].values().any(|cell| cell.to_string().contains(&input.caution)), "{sheet}");
    }
}

/// Every sheet as text, as a person would see the cells.
#[test]
fn the_cells_read_as_text() {
    let input = coverage::bank(Language::Zh);
    let dir = tempfile::tempdir().expect("a folder");
    let source = dir.path().join("book.xlsx");
    std::fs::write(&source, coverage_workbook(&input).expect("a workbook")).expect("the workbook is written");
    office::convert(&source, dir.path(), "csv:Text - txt - csv (StarCalc):44,34,76,1,,0,false,true,true,false,false,-1");
    let read = |sheet: &str| std::fs::read_to_string(dir.path().join(format!("book-{sheet}.csv"))).expect("a table");
    let matrix = read("金办发〔2025〕95号");
    assert!(!matrix.contains("#N") && !matrix.contains("Err:"), "no formula fails");
    let waiting = input.documents[0]
        .chapters
        .iter()
        .flat_map(|chapter| &chapter.clauses)
        .find(|clause| clause.inference.status == ClauseStatus::Pending && clause.inference.score.is_some())
        .expect("a clause that waits for answers");
    let score = waiting.inference.score.expect("a bound");
    assert!(matrix.contains(&format!("≤ {score:.1}")), "a readiness that can only fall is an upper bound");
    assert!(matrix.contains("−10.0"), "a shortfall has a minus sign");
    let links = read("关联");
    assert!(links.contains("● 完全覆盖") && links.contains("◐ 部分覆盖") && links.contains("○ 相关"));
    assert!(read("封面").contains(&input.documents[0].finding));
}

#[test]
fn equal_input_gives_equal_bytes() {
    for input in [coverage::bank(Language::En), coverage::hostile()] {
        assert_eq!(coverage_workbook(&input).expect("a workbook"), coverage_workbook(&input).expect("a workbook"));
    }
}

#[test]
fn faults_are_refused_with_a_reason() {
    let bank = coverage::bank(Language::Zh);
    let spoilt = |spoil: &dyn Fn(&mut CoverageInput)| {
        let mut input = bank.clone();
        spoil(&mut input);
        coverage_workbook(&input).expect_err("must be refused")
    };
    fn linked(input: &mut CoverageInput) -> &mut Clause {
        let clauses = input.documents[0].chapters.iter_mut().flat_map(|chapter| &mut chapter.clauses);
        clauses.into_iter().find(|clause| clause.links.len() > 1).expect("a clause with links")
    }
    assert!(matches!(spoilt(&|input| input.documents.clear()), ReportError::NoDocuments));
    for (partly, ready) in [(61.0, 60.0), (-1.0, 60.0), (40.0, 101.0), (f64::NAN, 60.0), (40.0, f64::INFINITY)] {
        let error = spoilt(&|input| (input.lines.partly, input.lines.ready) = (partly, ready));
        assert!(matches!(error, ReportError::ReadinessLines { .. }), "{error}");
    }
    assert!(matches!(spoilt(&|input| linked(input).inference.score = Some(f64::NAN)), ReportError::NotFinite { .. }));
    let infinite = |input: &mut CoverageInput| {
        for link in
            input.documents.iter_mut().flat_map(|own| &mut own.chapters).flat_map(|own| &mut own.clauses).flat_map(|own| &mut own.links)
        {
            link.result = IndicatorResult::Scored { score: f64::INFINITY, level: None };
        }
    };
    assert!(matches!(spoilt(&infinite), ReportError::NotFinite { .. }));
    let twice = |input: &mut CoverageInput| {
        let links = &mut linked(input).links;
        links[1].indicator = links[0].indicator.clone();
    };
    assert!(matches!(spoilt(&twice), ReportError::LinkedIndicator { .. }));
}
