//! A model goes out as a workbook and comes back with the same content, whatever stands in it and whoever saved it in between.

#![expect(clippy::expect_used, clippy::panic, reason = "a test that cannot be set up must fail loudly")]

mod common;

use common::edited::{Edited, Put};
use common::models::{every_key, files_of, made, shipped};
use common::office;
use proptest::prelude::*;
use shuheng_model::file::{Lines, ModelFiles, Number};
use shuheng_model::{ModelSource, Text, digest, load};
use shuheng_report::model_workbook::{SheetFault, export, import};

fn told(faults: &[SheetFault]) -> String {
    faults.iter().map(|fault| format!("{fault}\n")).collect()
}

fn exported(source: &ModelSource) -> Vec<u8> {
    let (files, model) = files_of(source);
    export(&files, &model).unwrap_or_else(|faults| panic!("{}", told(&faults)))
}

fn imported(bytes: &[u8]) -> ModelFiles {
    import(bytes).unwrap_or_else(|faults| panic!("{}", told(&faults)))
}

#[test]
fn the_shipped_model_comes_back_as_it_went() {
    for source in [shipped(), every_key()] {
        let bytes = exported(&source);
        let (files, _) = files_of(&source);
        let back = imported(&bytes);
        assert_eq!(back, files);
        assert_eq!(digest(&back.to_source()), digest(&source));
        assert_eq!(exported(&back.to_source()), bytes, "equal models give equal bytes");
    }
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::with_cases(24) })]

    #[test]
    fn every_model_comes_back_as_it_went(seed in any::<u64>()) {
        let files = made(seed);
        let source = files.to_source();
        let model = load(source.clone()).map_err(|faults| TestCaseError::fail(format!("{faults:#?}")))?.model;
        let bytes = export(&files, &model).map_err(|faults| TestCaseError::fail(told(&faults)))?;
        let back = import(&bytes).map_err(|faults| TestCaseError::fail(told(&faults)))?;
        prop_assert_eq!(&back, &files);
        prop_assert_eq!(digest(&back.to_source()), digest(&source));
    }
}

/// LibreOffice opens and saves the workbook, as somebody would who edits it there.
#[test]
fn another_program_may_save_it_in_between() {
    let mut sources = vec![shipped(), every_key()];
    sources.extend((0..4).map(|seed| made(seed).to_source()));
    let books: Vec<Vec<u8>> = sources.iter().map(exported).collect();
    for (at, (source, saved)) in sources.iter().zip(office::saved_again(&books)).enumerate() {
        let back = imported(&saved);
        assert_eq!(back, files_of(source).0, "book {at}");
        assert_eq!(digest(&back.to_source()), digest(source), "book {at}");
    }
}

/// A text that the workbook can hold comes back; one that it cannot is refused, and never changed.
fn refused_or_unchanged(change: impl Fn(&mut ModelFiles)) -> Result<bool, TestCaseError> {
    let (mut files, model) = files_of(&every_key());
    change(&mut files);
    let Ok(bytes) = export(&files, &model) else { return Ok(false) };
    let back = import(&bytes).map_err(|faults| TestCaseError::fail(told(&faults)))?;
    prop_assert_eq!(&back, &files);
    prop_assert_eq!(digest(&back.to_source()), digest(&files.to_source()));
    Ok(true)
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::with_cases(48) })]

    #[test]
    fn texts_and_numbers_come_back_or_are_refused(
        text in prop_oneof![any::<String>(), "[ -~\\n\\t]{1,40}", "(_x[0-9A-Fa-f]{4}_|<r>|</r>|&#?[a-z0-9]{1,3};|\\PC){1,6}"],
        number in prop_oneof![0.0..1e12_f64, 0.0..1e-200_f64, Just(5e-324), Just(0.1 + 0.2), Just(1e12)],
    ) {
        refused_or_unchanged(|files| files.model.name.zh.clone_from(&text))?;
        refused_or_unchanged(|files| {
            let indicator = &mut files.dimensions.get_mut("a.toml").and_then(|file| file.indicator.as_mut()).expect("indicators")[0];
            indicator.pitfalls = Some(Lines(vec![Text::new("甲", &text), Text::new(&text, "A")]));
        })?;
        let kept = refused_or_unchanged(|files| {
            files.model.domain.as_mut().expect("domains")[0].weight = Number::new(number + f64::MIN_POSITIVE).expect("a finite number");
        })?;
        prop_assert!(kept, "no number is refused");
    }
}

#[test]
fn what_a_cell_cannot_hold_is_refused_with_its_place() {
    let (files, model) = files_of(&every_key());
    let refused = |change: &dyn Fn(&mut ModelFiles)| {
        let mut files = files.clone();
        change(&mut files);
        let faults = export(&files, &model).expect_err("must be refused");
        faults.iter().map(|fault| format!("{} {}", fault.place(), fault.message.en)).collect::<Vec<_>>()
    };
    assert_eq!(
        refused(&|files| files.model.name.zh = "甲\u{b}".to_owned()),
        ["模型!C7 the text has the character U+000B, which a cell cannot hold"]
    );
    assert_eq!(refused(&|files| files.model.name.en = "a".repeat(32_768)), ["模型!C8 the text has 32768 characters, a cell holds 32767"]);
    assert_eq!(refused(&|files| files.model.id = " ".to_owned()), ["模型!C4 the text is blank"]);
    let two = refused(&|files| {
        files.model.summary.zh = "<r>x</r>".to_owned();
        let indicators = files.dimensions.get_mut("a.toml").and_then(|file| file.indicator.as_mut()).expect("indicators");
        indicators[0].was = Some(vec!["a\nb".to_owned()]);
    });
    assert_eq!(two.len(), 2, "all of them at once: {two:?}");
    assert!(two[1].starts_with("指标!E3 an entry of a list has a line break"), "{two:?}");
    let twice = refused(&|files| {
        let indicators = files.dimensions.get_mut("a.toml").and_then(|file| file.indicator.as_mut()).expect("indicators");
        let first = indicators[0].clone();
        indicators.push(first);
    });
    assert_eq!(twice, [" `a.b.rubric` stands twice, and rows could not tell them apart"]);
    let foreign = refused(&|files| drop(files.other.insert("notes.toml".to_owned(), String::new())));
    assert_eq!(foreign, [" no dimension names the file `notes.toml`, and no sheet can hold it"]);
    assert_eq!(refused(&|files| files.dimensions.clear()), [" the file `a.toml` of a dimension is missing"]);
}

/// Faults of a workbook after a change, as place and English words.
fn faults_after(change: impl FnOnce(&mut Edited)) -> Vec<String> {
    let mut book = Edited::new(&exported(&every_key()));
    change(&mut book);
    let faults = import(&book.bytes()).expect_err("must be refused");
    for fault in &faults {
        for text in [&fault.message, &fault.hint] {
            assert!(!text.zh.is_empty() && !text.en.is_empty(), "both languages");
        }
    }
    faults.iter().map(|fault| format!("{} {}", fault.place(), fault.message.en)).collect()
}

/// One change, one fault, at the cell that was changed unless another is named.
fn one_fault(sheet: &str, key: &str, nth: u32, put: impl Into<Put>, words: &str) {
    let mut place = String::new();
    let faults = faults_after(|book| place = book.put(sheet, key, nth, put));
    assert_eq!(faults.len(), 1, "{faults:#?}");
    assert!(faults[0].starts_with(&format!("{place} ")) && faults[0].contains(words), "{place} {words}: {faults:?}");
}

#[test]
fn cells_of_the_wrong_kind_are_told() {
    assert_eq!(imported(&Edited::new(&exported(&every_key())).bytes()), files_of(&every_key()).0, "unchanged it is sound");
    one_fault("指标", "weight", 0, "viel", "there should be a number, found `viel`");
    one_fault("指标", "weight", 0, "inf", "there should be a number");
    one_fault("指标", "weight", 0, Put::Truth(true), "there should be a number, found TRUE or FALSE");
    one_fault("出处", "locator", 0, 3.0, "there should be text, found the number 3");
    one_fault("指标", "applies_to", 0, 3.0, "there should be text");
    one_fault("文件", "date", 0, Put::Date(45_000.0), "a date or a time");
    one_fault("指标", "name.zh", 0, Put::Formula("=1+1"), "the cell holds a formula");
    one_fault("条款对照", "strength", 0, "fully", "unknown word `fully`");
    one_fault("指标", "kind", 0, "rubrik", "unknown word `rubrik`");
    one_fault("等级", "level", 0, 1.5, "a whole number from 1 to 5");
    one_fault("定量", "goalposts.cap", 0, "maybe", "TRUE or FALSE");
    one_fault("量规", "evidence.en", 0, "None\n\nNothing", "an empty line between entries");
    one_fault("量规", "evidence.en", 0, "None", "`evidence` has 2 Chinese and 1 English lines");
    one_fault("模型", "format", 0, 2.0, "format 1 only");
    let merged = faults_after(|book| {
        let at = book.at("指标", "was", 1);
        book.merge("指标", at);
    });
    assert!(merged[0].starts_with("指标!E4 cells are merged"), "{merged:?}");
}

#[test]
fn what_is_missing_is_told() {
    let cleared = |sheet: &'static str, key: &'static str| faults_after(|book| drop(book.clear(sheet, key, 0)));
    assert_eq!(cleared("指标", "name.en"), ["指标!K3 `name.en` is not filled in"]);
    assert_eq!(cleared("模型", "version"), ["模型!C5 `version` is not filled in"]);
    assert_eq!(cleared("模型", "readiness.partly"), ["模型!C18 `readiness.partly` is not filled in"]);
    assert_eq!(cleared("能力域", "short.zh"), ["能力域!F3 `short.zh` is not filled in"]);
    assert_eq!(cleared("分类目标", "target"), ["分类目标!E3 neither target nor weight is filled in"]);
    assert_eq!(faults_after(|book| book.without_sheet("清单")).first().map(String::as_str), Some("清单 the sheet `清单` is missing"));
    let renamed = faults_after(|book| drop(book.sheet("维度").insert((1, 0), Put::from("ID"))));
    assert!(
        renamed.contains(&"维度!A2 unknown key `ID`".to_owned()) && renamed.contains(&"维度 the key `id` is missing".to_owned()),
        "{renamed:?}"
    );
    let twice = faults_after(|book| drop(book.sheet("文件").insert((1, 20), Put::from("id"))));
    assert_eq!(twice, ["文件!U2 the key `id` stands twice"]);
    let loose = faults_after(|book| drop(book.sheet("文件").insert((5, 20), Put::from("remark"))));
    assert_eq!(loose, ["文件!U2 there is content here but no key"]);
    assert_eq!(faults_after(|book| book.remove_row("定量", 0))[0], "指标!B4 the indicator has no row on the sheet 定量");
    let sources = faults_after(|book| (0..5).for_each(|_| book.remove_row("出处", 0)));
    assert_eq!(sources.len(), 3, "each indicator without a source is told: {sources:?}");
}

#[test]
fn references_that_lead_nowhere_are_told() {
    one_fault("量规", "indicator", 4, "nowhere", "there is no `nowhere` on the sheet 指标");
    one_fault("条款对照", "indicator", 0, "nowhere", "there is no `nowhere` on the sheet 指标");
    one_fault("指标", "file", 0, "b.toml", "there is no `b.toml` on the sheet 维度");
    one_fault("出处", "node", 0, "nowhere", "there is no `nowhere` on the sheet 指标");
    one_fault("分类目标", "type", 0, "nobody", "there is no `nobody` on the sheet 机构类型");
    one_fault("量规", "indicator", 0, "a.b.list", "`a.b.list` is of kind checklist and has nothing on this sheet");
    one_fault("指标", "empty", 0, "clauses", "`clauses` is said to be empty, and is not");
    one_fault("维度", "empty", 0, "indicator", "`indicator` is said to be empty, and is not");
    one_fault("维度", "empty", 0, "sources", "`sources` is said to be empty, and is not");
    one_fault("定量", "empty", 0, "goalposts_by_type", "`goalposts_by_type` is said to be empty, and is not");
    one_fault("机构类型", "empty", 0, "targets", "`targets` is said to be empty, and is not");
    one_fault("模型", "empty", 0, "gate", "`gate` is said to be empty, and is not");
    one_fault("模型", "empty", 0, "crosswalk", "`crosswalk` is said to be empty, and is not");
    one_fault("指标", "empty", 0, "names", "`names` is no key that can be left empty");
    one_fault("机构类型", "type", 1, "bank", "`bank` stands twice");
    one_fault("分类门柱", "type", 1, "bank", "`bank` stands twice");
    let twice = faults_after(|book| drop(book.put("指标", "id", 2, "a.b.rubric")));
    assert_eq!(twice[0], "指标!B5 `a.b.rubric` stands twice");
}

/// Faults that only the model as a whole has are told at the cells they come from.
#[test]
fn faults_of_the_model_are_told_at_their_cells() {
    one_fault("模型", "id", 0, "A B", "`A B` is not a valid model id");
    one_fault("模型", "based_on", 0, "x", "not the id and version of a model");
    one_fault("模型", "minimum_coverage", 0, 30.0, "not within 0–1");
    one_fault("模型", "readiness.ready", 0, 30.0, "the readiness lines are out of order");
    one_fault("等级", "level", 2, 4.0, "level number 3 is called 4");
    one_fault("否决门槛", "node", 0, "nowhere", "there is no node `nowhere`");
    one_fault("否决门槛", "cap", 0, 9.0, "there is no level 9");
    one_fault("否决门槛", "below", 0, 101.0, "101 is not a score");
    one_fault("出处", "doc", 2, "nothing", "there is no document `nothing`");
    one_fault("条款对照", "clause", 2, "thirteen", "`thirteen` is not a clause id");
    one_fault("定量", "goalposts.low", 0, 2000.0, "the low post 2000 is not below the high post 1000");
    one_fault("分类门柱", "low", 0, 70.0, "the low post 70 is not below the high post 5");
    one_fault("分类门柱", "low", 1, 70.0, "the low post 70 is not below the high post 10");
    one_fault("对照结论", "clause", 0, "doc-1/99", "no indicator is linked to `doc-1/99`");
    one_fault("清单", "id", 1, "first", "`first` stands twice");
    one_fault("机构类型", "target", 1, 600.0, "600 is not a score");
    one_fault("分类目标", "node", 1, "nowhere", "there is no node `nowhere`");
    one_fault("分类目标", "target", 1, 600.0, "600 is not a score");
    let found = faults_after(|book| book.remove_row("量规", 4));
    assert_eq!(found, ["指标!B3 the rubric has levels [1, 2, 3, 4], it needs [1, 2, 3, 4, 5]"]);
    let found = faults_after(|book| drop(book.put("指标", "weight", 0, -1.0)));
    assert_eq!(found, ["指标!B3 the weight of `a.b.rubric` is not within 0 to 10¹²"]);
}

#[test]
fn all_faults_come_out_at_once_in_the_order_of_the_workbook() {
    let faults = faults_after(|book| {
        drop(book.put("条款对照", "strength", 1, "fully"));
        drop(book.clear("指标", "name.en", 0));
        drop(book.put("指标", "weight", 2, "viel"));
        drop(book.put("模型", "minimum_coverage", 0, "little"));
        book.without_sheet("对照结论");
    });
    let places: Vec<&str> = faults.iter().map(|fault| fault.split(' ').next().unwrap_or_default()).collect();
    assert_eq!(places, ["模型!C15", "指标!K3", "指标!G5", "条款对照!E4", "对照结论"]);
}

#[test]
fn what_does_not_count_may_be_moved_and_added() {
    let mut book = Edited::new(&exported(&every_key()));
    // A row of a rubric after those of others, a remark, a sheet of one's own, and columns that change places.
    let rubrics = book.sheet("量规");
    let first: Vec<_> = rubrics.iter().filter(|((row, _), _)| *row == 2).map(|((_, col), put)| ((90, *col), put.clone())).collect();
    let last: Vec<_> = rubrics.iter().filter(|((row, _), _)| *row == 6).map(|((_, col), put)| ((91, *col), put.clone())).collect();
    rubrics.retain(|(row, _), _| *row != 6 && *row != 2);
    rubrics.extend(last);
    let order: Vec<_> = first.into_iter().map(|((_, col), put)| ((2, col), put)).collect();
    rubrics.extend(order);
    book.sheet("指标").extend([((1, 40), Put::from("#remark")), ((2, 40), Put::from("ask again")), ((9, 0), Put::from("remark"))]);
    book.sheet("草稿").insert((0, 0), Put::Formula("=1+1"));
    let documents = std::mem::take(book.sheet("文件"));
    *book.sheet("文件") = documents.into_iter().map(|((row, col), put)| ((row, 30 - col), put)).collect();
    assert_eq!(imported(&book.bytes()), files_of(&every_key()).0);
}
