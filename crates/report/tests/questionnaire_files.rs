//! Files that are no questionnaire, are locked, damaged or made to do harm: refused as a whole with a sentence, and never a panic.

#![expect(clippy::expect_used, clippy::panic, reason = "a test that cannot be set up must fail loudly")]

mod common;

use std::io::{Cursor, Write};
use std::sync::OnceLock;

use common::edited::Edited;
use common::questionnaire::{Filler, Put, SHEET, answered, part, short, whole};
use common::{office, sample};
use proptest::prelude::*;
use shuheng_report::questionnaire::{Filled, Questionnaire, Received, Scale, read, write};
use shuheng_report::{Language, ReportError};

fn filled_in() -> (Questionnaire, Vec<u8>) {
    static FILLED: OnceLock<(Questionnaire, Vec<u8>)> = OnceLock::new();
    let make = || {
        let questionnaire = short(Language::Zh);
        let mut filler = Filler::new(write(&questionnaire).expect("a workbook"));
        answered(&questionnaire, &mut filler);
        (questionnaire, filler.bytes())
    };
    FILLED.get_or_init(make).clone()
}

/// Why a file is refused as a whole.
fn refused(bytes: &[u8]) -> String {
    match read(bytes, &short(Language::Zh).form) {
        Err(refusal) => {
            assert!(!refusal.why.zh.is_empty() && !refusal.next.zh.is_empty() && !refusal.next.en.is_empty());
            assert_eq!(refusal.indicator, None);
            refusal.why.en.clone()
        }
        Ok(filled) => panic!("it was read: {filled:?}"),
    }
}

#[test]
fn files_of_another_kind_are_refused() {
    assert!(refused(b"").contains("no readable .xlsx"));
    assert!(refused("编码,作答\nA1.1,3\n".as_bytes()).contains("no readable .xlsx"));
    assert!(refused(&[0xD0, 0xCF, 0x11, 0xE0, 0xA1, 0xB1, 0x1A, 0xE1]).contains("old binary format"));
    let locked = [vec![0xD0, 0xCF, 0x11, 0xE0], "EncryptedPackage".encode_utf16().flat_map(u16::to_le_bytes).collect()].concat();
    assert!(refused(&locked).contains("password"));
    assert!(refused(&vec![b'P'; (16 << 20) + 1]).contains("too large"));
    let report = shuheng_report::workbook(&sample::bank(Language::Zh)).expect("a workbook");
    assert!(refused(&report).contains("no Shuheng questionnaire"));
    let (_, bytes) = filled_in();
    assert!(refused(&bytes[..bytes.len() / 2]).contains("no readable .xlsx"));
}

/// LibreOffice saves the questionnaire in its own format and in the old one of Excel.
#[test]
fn other_formats_of_a_spreadsheet_are_refused_by_name() {
    let (_, bytes) = filled_in();
    let folder = tempfile::tempdir().expect("a folder");
    let source = folder.path().join("book.xlsx");
    std::fs::write(&source, bytes).expect("the workbook is written");
    for (format, why) in [("ods", "OpenDocument (.ods)"), ("xls", "old binary format")] {
        office::convert(&source, folder.path(), format);
        let saved = std::fs::read(folder.path().join(format!("book.{format}"))).expect("LibreOffice saved it");
        assert!(refused(&saved).contains(why), "{format}: {}", refused(&saved));
    }
}

/// The package with one more part, however large, deflated.
fn with_part(bytes: &[u8], name: &str, size: usize) -> Vec<u8> {
    let mut writer = zip::ZipWriter::new_append(Cursor::new(bytes.to_vec())).expect("a package");
    let deflated = zip::write::SimpleFileOptions::default().compression_method(zip::CompressionMethod::Deflated);
    writer.start_file(name, deflated).expect("a part");
    let zeros = vec![0; 1 << 20];
    (0..size.div_ceil(zeros.len())).for_each(|_| writer.write_all(&zeros).expect("its content"));
    writer.finish().expect("a package").into_inner()
}

#[test]
fn macros_and_bombs_are_refused_before_anything_is_read() {
    let (_, bytes) = filled_in();
    for name in ["xl/vbaProject.bin", "xl/VBAPROJECT.BIN", "xl/macrosheets/sheet1.xml"] {
        assert!(refused(&with_part(&bytes, name, 0)).contains("carries macros"), "{name}");
    }
    let bomb = with_part(&bytes, "xl/media/image1.bin", 130 << 20);
    assert!(bomb.len() < 1 << 20, "it looks harmless: {}", bomb.len());
    assert!(refused(&bomb).contains("too large"));
}

const IDENTITY: &str = "xl/worksheets/sheet3.xml";
const PROPERTIES: &str = "docProps/custom.xml";
const STRINGS: &str = "xl/sharedStrings.xml";

#[test]
fn whose_it_is_stands_twice_and_must_not_contradict_itself() {
    let (questionnaire, bytes) = filled_in();
    let identity = |bytes: &[u8]| Received::open(bytes).map(|received| received.identity().clone()).map_err(|refusal| refusal.why.en);
    let damaged = |part_name: &'static str, from: &'static str, to: &'static str| {
        part(&bytes, part_name, move |xml| {
            assert!(xml.contains(from), "{xml}");
            xml.replace(from, to)
        })
    };
    assert_eq!(identity(&bytes), Ok(questionnaire.identity.clone()));
    // Either place alone is enough.
    assert_eq!(identity(&damaged(PROPERTIES, "shuheng.", "other.")), Ok(questionnaire.identity.clone()));
    assert_eq!(identity(&damaged(STRINGS, "shuheng.", "other.")), Ok(questionnaire.identity.clone()));
    assert_eq!(identity(&part(&bytes, IDENTITY, |xml| xml.replace("<v>", "<v>9"))), Ok(questionnaire.identity));
    let neither = part(&damaged(PROPERTIES, "shuheng.", "other."), STRINGS, |xml| xml.replace("shuheng.", "other."));
    assert!(refused(&neither).contains("got lost"));
    assert!(refused(&damaged(PROPERTIES, "it-department", "risk-department")).contains("two different questionnaires"));
    assert!(refused(&damaged(PROPERTIES, "<vt:lpwstr>1</vt:lpwstr>", "<vt:lpwstr>2</vt:lpwstr>")).contains("newer version"));
    let mut copied = Edited::new(&bytes);
    copied.without_sheet("shuheng");
    assert!(refused(&copied.bytes()).contains("got lost"), "the sheets were copied into another workbook");
}

#[test]
fn another_program_may_mark_errors_and_a_damaged_sheet_is_told() {
    let (questionnaire, bytes) = filled_in();
    let id = questionnaire.form.questions[0].id.clone();
    let mut filler = Filler::new(bytes.clone());
    filler.put(&id, "answer", Put::Formula("#REF!", 3.0));
    let error = part(&filler.bytes(), SHEET, |xml| xml.replace("<f>#REF!</f><v>3</v>", "<v>#REF!</v>"));
    let at = filler.address(&id, "answer");
    let error = part(&error, SHEET, |xml| xml.replace(&format!("<c r=\"{at}\""), &format!("<c r=\"{at}\" t=\"e\"")));
    let filled = read(&error, &questionnaire.form).expect("it is read");
    assert!(filled.refusals[0].why.en.contains("error value"));
    let torn = part(&bytes, SHEET, |xml| xml.replace("</sheetData>", "</sheet"));
    assert!(refused(&torn).contains("the sheet was not read"), "{}", refused(&torn));
}

#[test]
fn what_could_not_be_found_again_is_not_written() {
    let fault = |change: &dyn Fn(&mut Questionnaire)| {
        let mut questionnaire = short(Language::En);
        change(&mut questionnaire);
        write(&questionnaire).expect_err("a fault")
    };
    assert!(matches!(fault(&|of| of.form.questions.clear()), ReportError::NoQuestions));
    assert!(matches!(fault(&|of| of.identity.respondent.clear()), ReportError::Identity { .. }));
    assert!(matches!(fault(&|of| of.form.levels.clear()), ReportError::Question { .. }));
    assert!(matches!(fault(&|of| of.form.questions[1].id = of.form.questions[0].id.clone()), ReportError::Question { .. }));
    assert!(matches!(fault(&|of| of.form.questions[0].id = "a#b".to_owned()), ReportError::Question { .. }));
    assert!(matches!(fault(&|of| of.form.questions[2].scale = Scale::Checklist { items: Vec::new() }), ReportError::Question { .. }));
}

/// Texts from people stay text and within what a cell, a drop-down and a property hold.
#[test]
fn hostile_texts_make_a_workbook_that_is_read() {
    let mut questionnaire = short(Language::Zh);
    let hostile = "=HYPERLINK(\"http://x\"),<r>&\u{1}</r>".repeat(50);
    let cover = &mut questionnaire.cover;
    for text in [
        &mut cover.institution,
        &mut cover.respondent,
        &mut cover.deadline,
        &mut cover.note,
        &mut cover.confidential_note,
        &mut cover.attribution,
    ] {
        text.clone_from(&hostile);
    }
    for level in &mut questionnaire.form.levels {
        level.name.clone_from(&hostile);
    }
    for question in &mut questionnaire.form.questions {
        for text in [
            &mut question.code,
            &mut question.name,
            &mut question.text,
            &mut question.previous,
            &mut question.dimension.code,
            &mut question.domain.name,
        ] {
            text.clone_from(&hostile);
        }
        if let Scale::Metric { unit, formula, .. } = &mut question.scale {
            unit.clone_from(&hostile);
            formula.clone_from(&hostile);
        }
    }
    let bytes = write(&questionnaire).expect("a workbook");
    assert!(office::formulas(&bytes).values().flat_map(|cells| cells.values()).all(|formula| !formula.starts_with("HYPERLINK")));
    let filled = read(&bytes, &questionnaire.form).expect("it is read");
    assert_eq!((filled.identity, filled.answers.len(), filled.refusals.len()), (questionnaire.identity, 0, 0));
}

/// What is read of a damaged file is an answer to a question that was asked, on a scale that it has.
fn sound(filled: &Filled, questionnaire: &Questionnaire) {
    for answer in &filled.answers {
        assert!(questionnaire.form.questions.iter().any(|question| question.id == answer.indicator));
    }
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::with_cases(100) })]

    #[test]
    fn damaged_bytes_end_in_a_refusal_or_in_answers(
        changes in prop::collection::vec((any::<prop::sample::Index>(), any::<u8>()), 1..20),
        cut in prop::option::of(any::<prop::sample::Index>()),
    ) {
        let (questionnaire, mut bytes) = filled_in();
        for (at, byte) in &changes {
            let at = at.index(bytes.len());
            bytes[at] = *byte;
        }
        if let Some(cut) = cut {
            bytes.truncate(cut.index(bytes.len()));
        }
        if let Ok(filled) = read(&bytes, &questionnaire.form) {
            sound(&filled, &questionnaire);
        }
    }

    #[test]
    fn damaged_parts_end_in_a_refusal_or_in_answers(
        name in prop::sample::select(vec![SHEET, IDENTITY, STRINGS, PROPERTIES, "xl/workbook.xml", "xl/styles.xml", "xl/_rels/workbook.xml.rels"]),
        changes in prop::collection::vec((any::<prop::sample::Index>(), "[ -~]|数|</c>|<row>|<f>|9999999"), 1..8),
    ) {
        let (questionnaire, bytes) = filled_in();
        let damaged = part(&bytes, name, |xml| {
            let mut damaged: Vec<char> = xml.chars().collect();
            for (at, put) in &changes {
                let at = at.index(damaged.len());
                damaged.splice(at..=at, put.chars());
            }
            damaged.into_iter().collect()
        });
        if let Ok(filled) = read(&damaged, &questionnaire.form) {
            sound(&filled, &questionnaire);
        }
    }

    #[test]
    fn any_text_in_an_answer_is_taken_or_refused(
        text in "\\PC{0,12}|[L第]?[0-9０-９一二三四五]{1,2}[级%％ .,稳健]{0,3}|(_x000D_|\n|\t|=|不适用|N/A){1,4}",
        column in prop::sample::select(vec!["answer", "na_reason", "confidence", "rationale", "evidence"]),
    ) {
        let (questionnaire, bytes) = filled_in();
        let mut filler = Filler::new(bytes);
        for question in &questionnaire.form.questions {
            filler.put(&question.id, column, text.as_str());
        }
        let Ok(filled) = read(&filler.bytes(), &questionnaire.form) else { return Err(TestCaseError::fail("the file itself is sound")) };
        sound(&filled, &questionnaire);
        for refusal in &filled.refusals {
            prop_assert_eq!(&refusal.sheet, "问卷");
            prop_assert!(refusal.cell.len() >= 2);
        }
    }
}

#[test]
fn the_whole_model_in_english_fits_its_cells() {
    let bytes = write(&whole(Language::En)).expect("a workbook");
    assert!(Received::open(&bytes).is_ok());
}
