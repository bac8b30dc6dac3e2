//! The views of the page 诊断 in the real window: 稳健性 with its settings, and what stands there before anything is answered.

use shuheng_acceptance::shuheng;
use shuheng_acceptance::window::{Key, Window};

async fn enter(window: &Window, id: &str, number: &str) {
    window.fill(id, number).await;
    window.press(Key::Enter, 1).await;
}

#[test]
fn the_interval_follows_its_settings_and_the_same_seed_gives_the_same_numbers() {
    let home = tempfile::tempdir().expect("a folder");
    Window::run(home.path(), &["--sample"], async |window| {
        window.resize(1440, 900).await;
        window.click("nav-score").await;
        let score = window.text("overall-score").await;
        // The interval beside the score leads to where it comes from.
        window.click("to-robustness").await;
        let first = window.wait_text("robustness-headline", |text| text.contains("90%区间")).await;
        assert!(first.contains(&score), "{first} tells the score {score}");
        window.click("ask-indices").await;
        window.get("index-row").await;
        let indices = window.texts("index-row").await;
        assert!(indices.iter().all(|row| row.contains('±')), "{indices:?}");

        enter(window, "draws", "500").await;
        window.wait_text("robustness-method", |text| text.contains("500次") && !text.contains("2000")).await;
        assert!(!window.has("index-row").await, "indices of other settings are gone");
        window.click("spread-none").await;
        window.wait_text("robustness-headline", |text| text != first).await;
        enter(window, "seed", "7").await;
        window.wait_text("robustness-method", |text| text.contains("种子7")).await;

        window.click("spread-0.25").await;
        enter(window, "seed", "1").await;
        enter(window, "draws", "2000").await;
        window.wait_text("robustness-method", |text| text.contains("2000") && text.contains("种子1")).await;
        window.wait_text("robustness-headline", |text| text == first).await;
        window.click("ask-indices").await;
        window.get("index-row").await;
        assert_eq!(window.texts("index-row").await, indices);
        enter(window, "draws", "7").await;
        window.get("field-error").await;
    });
}

#[test]
fn before_anything_is_answered() {
    let home = tempfile::tempdir().expect("a folder");
    let file = home.path().join("某行.shuheng").display().to_string();
    let new = ["new", &file, "--model", "caict-value-2025", "--institution", "某行", "--type", "city_bank", "--year", "2025"];
    assert_eq!(shuheng(home.path(), &new).code, 0);
    Window::run(home.path(), &[&file], async |window| {
        window.resize(1120, 720).await;
        window.click("nav-diagnosis").await;
        window.click("diagnosis-robustness").await;
        let empty = window.wait_text("page-diagnosis", |text| text.contains("还没有")).await;
        assert!(!window.has("robustness").await && !empty.contains("NaN"), "{empty}");
        window.click("diagnosis-weights").await;
        window.get("no-schemes").await;
        assert_eq!(window.text("scheme-score-inForce").await, "—");
        // What has no score says so, too.
        window.click("scheme-score-inForce").await;
        window.wait_text("explain-score", |text| text == "—").await;
        assert!(!window.has("explain-rounding").await && !window.has("explain-formula").await);
    });
}
