//! A new assessment from the form, and files that cannot be opened.

use crate::main_job::score_of;
use shuheng_acceptance::window::Window;

#[test]
fn a_new_assessment_starts_empty_and_takes_its_first_answers() {
    let home = tempfile::tempdir().expect("a folder");
    Window::run(home.path(), &[], async |window| {
        window.click("new-assessment").await;
        window.click("protect-plain").await;
        window.click("create-file").await;
        window.get("field-error").await;
        window.fill("institution-name", "长名字农村商业银行股份有限公司（示例）").await;
        window.click("create-file").await;
        window.get("page-score").await;
        assert_eq!(window.text("overall-score").await, "—");
        window.keys("3").await;
        window.wait_text("overall-score", |text| text == "50.0").await;
        window.keys("n").await;
        window.wait_text("overall-score", |text| text == "—").await;
    });
    let score = score_of(home.path());
    assert_eq!((score["answered"].as_u64(), score["notApplicable"].as_u64().map(|n| n > 0)), (Some(0), Some(true)));
}

#[test]
fn a_damaged_file_is_refused_with_a_sentence() {
    let home = tempfile::tempdir().expect("a folder");
    let broken = home.path().join("broken.shuheng");
    std::fs::write(&broken, "not a database").expect("written");
    Window::run(home.path(), &[&broken.display().to_string()], async |window| {
        let text = window.text("error-notice").await;
        assert!(text.contains("SH-2103"), "{text}");
    });
    assert_eq!(std::fs::read(&broken).expect("still there"), b"not a database");
}
