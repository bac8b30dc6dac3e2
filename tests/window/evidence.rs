//! Behind an answer in the real window: a note and a link as evidence, the past of the indicator, an earlier level restored, undo.

use crate::main_job::engagement;
use shuheng_acceptance::shuheng;
use shuheng_acceptance::window::Window;

/// Waits until this level is the chosen one and is saved.
async fn chosen(window: &Window, level: u8) {
    window.select(&format!("[data-testid='level-{level}'][aria-checked='true']")).await;
    window.wait_text("saved-state", |text| text.contains("已保存")).await;
}

/// Waits until a piece of evidence of this title stands in the list.
async fn piece(window: &Window, title: &str) {
    window.select(&format!("[aria-label='证据“{title}”的详情']")).await;
}

/// Waits until the past of the indicator in front tells all of this, also where it has to be scrolled to.
async fn told(window: &Window, words: &[&str]) {
    let script = "return document.querySelector('[data-testid=indicator-history]')?.textContent ?? '';";
    let mut text = String::new();
    for _ in 0..400 {
        text = window.script(script).await.as_str().unwrap_or_default().to_owned();
        if words.iter().all(|word| text.contains(word)) {
            return;
        }
        tokio::time::sleep(std::time::Duration::from_millis(25)).await;
    }
    assert_eq!(text, "", "the past does not tell all of {words:?}");
}

#[test]
fn note_and_link_the_past_restore_and_undo() {
    let home = tempfile::tempdir().expect("a folder");
    Window::run(home.path(), &["--sample"], async |window| {
        window.resize(1440, 900).await;
        // The sample is open once its score stands there; the page opens on an indicator that nobody has rated.
        window.click("nav-score").await;
        window.get("overall-score").await;
        window.keys("2").await;
        chosen(window, 2).await;
        window.keys("4").await;
        chosen(window, 4).await;

        window.click("add-evidence").await;
        window.fill("evidence-title", "现场访谈纪要").await;
        window.fill("evidence-locator", "第3页").await;
        window.click("save-evidence").await;
        piece(window, "现场访谈纪要").await;
        window.wait_gone("evidence-title").await;

        window.click("add-evidence").await;
        window.click("evidence-source-link").await;
        window.fill("evidence-title", "年度报告").await;
        window.fill("evidence-locator", "example.org/report").await;
        window.click("save-evidence").await;
        window.wait_text("field-error", |text| text.contains("https://")).await;
        window.fill("evidence-locator", "https://example.org/report").await;
        window.click("save-evidence").await;
        piece(window, "年度报告").await;

        window.click("show-history").await;
        told(window, &["由L2改为L4", "“现场访谈纪要”", "“年度报告”"]).await;
        // The latest step is what counts now: the first one that can be restored is the level before it.
        let restore = window.select("[data-testid^='restore-']").await;
        let id = restore.attr("data-testid").await.expect("the window answers").expect("a test id");
        window.click(&id).await;
        window.click("restore-do").await;
        window.wait_text("field-error", |text| text.contains("原因")).await;
        window.fill("restore-reason", "复核后仍为二级").await;
        window.click("restore-do").await;
        chosen(window, 2).await;
        told(window, &["由L4改为L2", "复核后仍为二级"]).await;

        window.click("undo").await;
        chosen(window, 4).await;
        told(window, &["撤销"]).await;
        window.click("support-back").await;
        piece(window, "年度报告").await;
    });
    let file = engagement(home.path()).display().to_string();
    assert_eq!(shuheng(home.path(), &["verify", &file]).code, 0, "the trail holds what was done");
}
