//! 「这个数怎么来的」 in the real window: from a score on every page, and down to an indicator.

use shuheng_acceptance::window::{Key, Window};

/// Opens the explanation of a score; its columns add up to the number that was clicked.
async fn explain(window: &Window, id: &str) {
    // While the page is being drawn the driver sees no text.
    let shown = window.wait_text(id, |text| !text.is_empty()).await;
    window.click(id).await;
    window.wait_text("explain-score", |text| text == shown).await;
    foots(window, id).await;
}

/// The contributions that are listed sum to the total, and that is the score; an indicator has none.
async fn foots(window: &Window, place: &str) {
    let tenths = |text: &String| text.parse::<f64>().map_or(0, |points| (points * 10.0).round() as i64);
    let parts = window.texts("explain-contribution").await;
    if !parts.is_empty() {
        let total = tenths(&window.text("explain-total").await);
        assert_eq!(parts.iter().map(tenths).sum::<i64>(), total, "{place}: {parts:?}");
        assert_eq!(total, tenths(&window.text("explain-score").await), "{place}");
    }
}

async fn close(window: &Window) {
    window.press(Key::Escape, 1).await;
    window.wait_gone("explain-dialog").await;
}

/// Goes to a part and waits until it is explained.
async fn step(window: &Window, id: &str, node: &str) {
    window.click(id).await;
    window.select(&format!("[data-testid='explain-head'][data-node='{node}']")).await;
    foots(window, node).await;
}

#[test]
fn from_every_page_down_to_an_indicator() {
    let home = tempfile::tempdir().expect("a folder");
    Window::run(home.path(), &["--sample"], async |window| {
        window.resize(1440, 900).await;
        window.click("nav-score").await;
        explain(window, "overall-score").await;
        // The cost–income ratio of the sample is 36.15%, between 45% (0) and 25% (100).
        for (id, node) in [
            ("explain-part-economic_value", "economic_value"),
            ("explain-part-economic_value.input_output", "economic_value.input_output"),
            ("explain-part-economic_value.input_output.cost_income_ratio", "economic_value.input_output.cost_income_ratio"),
        ] {
            step(window, id, node).await;
        }
        assert_eq!(window.text("explain-formula").await, "(45 − 36.15) ÷ (45 − 25) × 100 = 44.25");
        let rounding = window.text("explain-rounding").await;
        assert!(rounding.contains("44.25") && rounding.contains("44.3"), "{rounding}");
        assert!(window.text("explain-dialog").await.contains("置信度高"));
        step(window, "explain-parent", "economic_value.input_output").await;
        // B4.4 is 不适用 in the sample: a quarter goes to its three siblings.
        close(window).await;

        window.click("nav-home").await;
        explain(window, "home-score").await;
        step(window, "explain-part-technology_application", "technology_application").await;
        step(window, "explain-part-technology_application.ai", "technology_application.ai").await;
        let transfers = window.text("explain-transfers").await;
        assert!(transfers.contains("不适用，25.00%") && transfers.contains("+8.33%"), "{transfers}");
        close(window).await;

        window.click("nav-diagnosis").await;
        explain(window, "diagnosis-score").await;
        let level = window.text("explain-level").await;
        assert!(level.contains("经济价值") && level.contains("低于40"), "the gates of the whole: {level}");
        close(window).await;
        window.click("diagnosis-weights").await;
        explain(window, "scheme-score-inForce").await;
        close(window).await;
        explain(window, "scheme-score-equal").await;
        close(window).await;

        window.click("nav-policy").await;
        window.click("clause-nfra-2025-95-15").await;
        explain(window, "link-score-technology_application.core.core_systems").await;
        close(window).await;
    });
}
