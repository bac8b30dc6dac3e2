//! The workbook as a whole: its sheets, whose it is, and what it cannot be made from.

use super::form::{Questionnaire, Scale};
use super::identity::MOST_CHARACTERS;
use super::layout::Layout;
use super::{cover, question_sheet};
use crate::error::ReportError;
use crate::frame::Frame;
use crate::input::Language;
use crate::style::Style;
use crate::text::property_text;
use rust_xlsxwriter::{DocProperties, ProtectionOptions, Workbook, Worksheet};
use std::collections::BTreeSet;

/// Name of the very hidden sheet that says whose questionnaire it is. It is found by its keys, not by this name.
const IDENTITY_SHEET: &str = "shuheng";

/// The questionnaire being made.
pub(super) struct Book<'a> {
    pub(super) input: &'a Questionnaire,
    pub(super) layout: Layout<'a>,
    style: Style,
}

impl Frame for Book<'_> {
    fn language(&self) -> Language {
        self.input.identity.language
    }

    fn style(&self) -> &Style {
        &self.style
    }

    fn foot(&self) -> &str {
        &self.input.cover.attribution
    }

    fn confidential_note(&self) -> &str {
        &self.input.cover.confidential_note
    }
}

impl Book<'_> {
    /// Name of the sheet of questions.
    pub(super) fn questions_name(&self) -> &'static str {
        self.t("问卷", "Questionnaire")
    }
}

/// Builds the workbook (`.xlsx`). Equal input gives equal bytes.
///
/// # Errors
/// [`ReportError::NoQuestions`], [`ReportError::Question`] and [`ReportError::Identity`] for input that could not be found again in a
/// filled file; [`ReportError::Write`].
pub fn write(input: &Questionnaire) -> Result<Vec<u8>, ReportError> {
    check(input)?;
    let book = Book { input, layout: Layout::new(&input.form), style: Style::new(input.identity.language) };
    let mut workbook = Workbook::new();
    workbook.set_properties(&properties(&book)?);
    workbook.push_worksheet(cover::sheet(&book)?);
    workbook.push_worksheet(question_sheet::sheet(&book)?);
    workbook.push_worksheet(identity_sheet(&book)?);
    Ok(workbook.save_to_buffer()?)
}

/// Protects a sheet without a password: against accidents, not against intent. Rows may be made higher and columns wider, and rows
/// filtered and sorted.
pub(super) fn protect(cells: &mut Worksheet) {
    let options =
        ProtectionOptions { format_rows: true, format_columns: true, sort: true, use_autofilter: true, ..ProtectionOptions::new() };
    cells.protect_with_options(&options);
}

fn check(input: &Questionnaire) -> Result<(), ReportError> {
    if let Some(key) = input.identity.unfit() {
        return Err(ReportError::Identity { key });
    }
    if input.form.questions.is_empty() {
        return Err(ReportError::NoQuestions);
    }
    let fits = |id: &str| {
        id.trim() == id && !id.is_empty() && id.chars().count() <= MOST_CHARACTERS && !id.contains('#') && !id.chars().any(char::is_control)
    };
    let mut ids = BTreeSet::new();
    for question in &input.form.questions {
        let fault = |reason| Err(ReportError::Question { id: question.id.clone(), reason });
        if !fits(&question.id) {
            return fault("its id is blank, too long, or has spaces around it, control characters or a #");
        }
        if !ids.insert(&question.id) {
            return fault("it stands twice");
        }
        match &question.scale {
            Scale::Rubric { .. } if input.form.levels.is_empty() => return fault("a rubric needs levels"),
            Scale::Rubric { .. } => {}
            Scale::Metric { range, .. } => {
                if range.is_some_and(|(least, most)| !(least.is_finite() && most.is_finite() && least <= most)) {
                    return fault("the range of its figures is none");
                }
            }
            Scale::Checklist { items } => {
                let mut own = BTreeSet::new();
                if items.is_empty() || !items.iter().all(|item| fits(&item.id) && own.insert(&item.id)) {
                    return fault("a checklist needs items, each with an id of its own");
                }
            }
        }
    }
    Ok(())
}

fn properties(book: &Book) -> Result<DocProperties, ReportError> {
    let (cover, identity) = (&book.input.cover, &book.input.identity);
    let title = book.t("数字金融成熟度问卷", "Digital finance maturity questionnaire");
    let plain = DocProperties::new()
        .set_title(property_text(&format!("{title} · {} · {}", cover.institution, cover.respondent)))
        .set_company(property_text(&cover.institution))
        .set_author(property_text(&format!("{} {}", book.t("数衡", "Shuheng"), cover.product_version)))
        .set_comment(property_text(&cover.attribution))
        .set_creation_datetime(&crate::created(&identity.issued_at, 2000)?);
    Ok(identity.entries().into_iter().fold(plain, |properties, (key, text)| properties.set_custom_property(key, text)))
}

/// The sheet that says whose questionnaire it is, a key and its entry a row.
fn identity_sheet(book: &Book) -> Result<Worksheet, ReportError> {
    let mut cells = Worksheet::new();
    cells.set_name(IDENTITY_SHEET)?.set_very_hidden(true);
    let format = book.style.base().set_num_format("@");
    for (row, (key, text)) in (0..).zip(book.input.identity.entries()) {
        cells.write_string_with_format(row, 0, key, &format)?.write_string_with_format(row, 1, text, &format)?;
    }
    protect(&mut cells);
    Ok(cells)
}
