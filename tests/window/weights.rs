//! The view 权重 in the real window: compare pairs by keyboard, see consistency and score, save, undo; and judgements that contradict
//! each other.

use shuheng_acceptance::window::{Key, Window};

async fn open_comparison(window: &Window) {
    window.resize(1440, 900).await;
    // The sample is open once its score stands there.
    window.click("nav-score").await;
    window.get("overall-score").await;
    window.click("nav-diagnosis").await;
    window.click("diagnosis-weights").await;
    window.get("no-schemes").await;
    window.click("add-pairwise").await;
    window.get("scheme-dialog").await;
    window.focus("point-1").await;
}

/// Saaty's textbook matrix 1, 3, 5 / 1/3, 1, 3 / 1/5, 1/3, 1: weights 0.637, 0.258, 0.105, λmax 3.0385, CI 0.0193 and, with the
/// random index 0.58 of three, CR 0.03. (*The Analytic Hierarchy Process*, 1980.)
#[test]
fn compare_the_dimensions_by_keyboard_save_and_undo() {
    let home = tempfile::tempdir().expect("a folder");
    Window::run(home.path(), &["--sample"], async |window| {
        open_comparison(window).await;
        window.press(Key::Left, 2).await;
        window.wait_text("pair-sentence", |text| text.contains("经济价值") && text.contains('3')).await;
        // Down leads to the next pair and takes the focus along.
        window.press(Key::Down, 1).await;
        window.press(Key::Left, 4).await;
        window.press(Key::Down, 1).await;
        window.press(Key::Left, 2).await;
        window.wait_text("consistency-ratio", |text| text == "0.03").await;
        for weight in ["63.70%", "25.83%", "10.47%"] {
            window.wait_text("scheme-dialog", |text| text.contains(weight)).await;
        }
        let live = window.wait_text("live-score", |text| text != "—").await;
        let difference = window.wait_text("live-difference", |text| text.starts_with(['+', '−'])).await;
        window.fill("scheme-name", "指标研讨会").await;
        window.click("save-scheme").await;
        window.wait_gone("scheme-dialog").await;
        window.get("scheme-1").await;
        let column = window.texts("scheme-1").await.join("");
        assert!(column.contains("指标研讨会"), "{column}");
        assert!(column.contains(&live) && column.contains(&difference) && column.contains("0.03"), "{column}");
        assert_eq!(window.text("scheme-score-1").await, live);

        // The score under the scheme explains itself with the weights of the scheme.
        window.click("scheme-score-1").await;
        window.wait_text("explain-score", |text| text == live).await;
        let told = window.text("explain-dialog").await;
        assert!(told.contains("指标研讨会") && told.contains("63.70%"), "{told}");
        window.press(Key::Escape, 1).await;
        window.wait_gone("explain-dialog").await;

        window.click("undo").await;
        window.wait_gone("scheme-1").await;
        window.get("no-schemes").await;
    });
}

#[test]
fn judgements_that_contradict_each_other_lead_to_the_pair() {
    let home = tempfile::tempdir().expect("a folder");
    Window::run(home.path(), &["--sample"], async |window| {
        open_comparison(window).await;
        // A over B and B over C, and yet C over A.
        window.press(Key::Left, 8).await;
        window.press(Key::Down, 1).await;
        window.press(Key::Right, 8).await;
        window.press(Key::Down, 1).await;
        window.press(Key::Left, 8).await;
        // λmax = 1 + 9 + 1/9 by hand, CI = (λmax − 3) ÷ 2 = 3.556, and CR = CI ÷ 0.58.
        window.wait_text("consistency-ratio", |text| text == "6.13").await;
        window.wait_text("consistency", |text| text.contains("建议复核")).await;
        let doubtful = "return document.querySelector('td.doubtful button')?.dataset.testid ?? null;";
        let cell = window.script(doubtful).await.as_str().expect("a pair that fits least").to_owned();
        window.click(if cell == "cell-0-1" { "cell-0-2" } else { "cell-0-1" }).await;
        let front = "return document.querySelector('button[aria-current=true][data-testid^=cell]')?.dataset.testid ?? null;";
        assert_ne!(window.script(front).await.as_str(), Some(cell.as_str()));
        window.click("look-at-pair").await;
        window.settle().await;
        assert_eq!(window.script(front).await.as_str(), Some(cell.as_str()));
        window.wait_text("group-root", |text| text.contains("6.13")).await;
    });
}
