//! How long it takes to read what a whole institution sends back. Only an optimised build is held to the time:
//! `cargo test --release -p shuheng-report --test questionnaire_speed -- --nocapture`.

#![expect(clippy::expect_used, clippy::panic, reason = "a test that cannot be set up must fail loudly")]

mod common;

use std::time::{Duration, Instant};

use common::questionnaire::{Filler, answered, whole};
use shuheng_report::Language;
use shuheng_report::questionnaire::{read, write};

#[test]
fn twenty_respondents_with_sixty_indicators_are_read_in_a_second() {
    let respondents: u32 = if cfg!(debug_assertions) { 2 } else { 20 };
    let mut questionnaire = whole(Language::Zh);
    questionnaire.form.questions.truncate(60);
    let files: Vec<Vec<u8>> = (0..respondents)
        .map(|number| {
            questionnaire.identity.respondent = format!("department-{number}");
            let mut filler = Filler::new(write(&questionnaire).expect("a workbook"));
            answered(&questionnaire, &mut filler);
            filler.bytes()
        })
        .collect();
    let begin = Instant::now();
    let answers: usize =
        files.iter().map(|bytes| read(bytes, &questionnaire.form).unwrap_or_else(|refusal| panic!("{refusal}")).answers.len()).sum();
    let taken = begin.elapsed();
    assert_eq!(answers, 60 * files.len());
    println!("{} files of {} bytes read in {taken:?}", files.len(), files[0].len());
    assert!(cfg!(debug_assertions) || taken < Duration::from_secs(1), "{taken:?}");
}
