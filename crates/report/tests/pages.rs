//! The printed pages: LibreOffice turns the workbook into a PDF. With `SHUHENG_PAGES` set to a folder, the files stay there to be looked at.

#![expect(clippy::expect_used, clippy::panic, reason = "a test that cannot be set up must fail loudly")]

mod common;

use common::questionnaire::{Filler, answered, whole};
use common::{coverage, office, sample};
use shuheng_report::*;

/// A questionnaire, answered up to its middle.
fn filled_in(language: Language) -> Vec<u8> {
    let mut questionnaire = whole(language);
    let mut filler = Filler::new(questionnaire::write(&questionnaire).expect("a workbook"));
    questionnaire.form.questions.truncate(30);
    answered(&questionnaire, &mut filler);
    filler.bytes()
}

#[test]
fn both_languages_print() {
    let kept = std::env::var_os("SHUHENG_PAGES").map(std::path::PathBuf::from);
    let temporary = tempfile::tempdir().expect("a folder");
    let folder = kept.unwrap_or_else(|| temporary.path().to_path_buf());
    for (language, name) in [(Language::Zh, "zh"), (Language::En, "en")] {
        let books = [
            (name.to_owned(), workbook(&sample::bank(language)).expect("a workbook")),
            (format!("questionnaire-{name}"), filled_in(language)),
            (format!("coverage-{name}"), coverage_workbook(&coverage::bank(language)).expect("a workbook")),
        ];
        for (name, bytes) in books {
            let source = folder.join(format!("{name}.xlsx"));
            std::fs::write(&source, bytes).expect("the workbook is written");
            office::convert(&source, &folder, "pdf");
            let pdf = std::fs::read(folder.join(format!("{name}.pdf"))).expect("a PDF");
            assert!(pdf.starts_with(b"%PDF"));
        }
    }
}
