//! Review in the real window: a comment stands in the way of final, is resolved, the assessment is locked and copied on.

use crate::main_job::{engagement, score_of};
use shuheng_acceptance::shuheng;
use shuheng_acceptance::window::Window;

async fn stage(window: &Window) -> String {
    window.get("stage").await.attr("data-stage").await.expect("the window answers").unwrap_or_default()
}

async fn wait_stage(window: &Window, wanted: &str) {
    window.select(&format!("[data-testid='stage'][data-stage='{wanted}']")).await;
}

async fn disabled(window: &Window, id: &str) -> bool {
    window.get(id).await.attr("disabled").await.expect("the window answers").is_some()
}

/// The button that resolves the first open comment.
async fn resolvable(window: &Window) -> Option<String> {
    let found = window.script("return document.querySelector(\"button[data-testid^='resolve-']\")?.dataset.testid ?? null;").await;
    found.as_str().map(str::to_owned)
}

#[test]
fn commented_blocked_resolved_final_and_copied_on() {
    let home = tempfile::tempdir().expect("a folder");
    let mut locked_score = String::new();
    Window::run(home.path(), &[], async |window| {
        window.resize(1440, 900).await;
        window.click("open-sample").await;
        window.get("page-score").await;
        locked_score = window.text("overall-score").await;
        window.click("nav-team").await;
        window.click("team-review").await;
        // The sample may have been given to review already.
        if stage(window).await == "draft" {
            window.click("move-inReview").await;
            window.fill("review-role", "评估人").await;
            window.click("stage-do").await;
        }
        wait_stage(window, "inReview").await;

        window.click("add-comment").await;
        window.click("comment-do").await;
        window.wait_text("field-error", |text| text.contains("内容")).await;
        window.fill("comment-text", "高置信度但没有证据的指标请逐项补齐。").await;
        window.fill("review-role", "复核人").await;
        window.click("comment-do").await;
        window.wait_gone("comment-dialog").await;
        window.wait_text("obstacle-openComments", |text| text.contains("须先处理")).await;
        assert!(disabled(window, "move-final").await, "an open comment stands in the way");

        // Whatever is open is resolved one by one, each saying how.
        window.click("comments-open").await;
        while let Some(button) = resolvable(window).await {
            let button = button.as_str();
            window.click(button).await;
            window.fill("comment-text", "已补充台账并写明位置。").await;
            window.click("comment-do").await;
            window.wait_gone("resolve-dialog").await;
            window.wait_gone(button).await;
        }
        window.wait_gone("obstacle-openComments").await;

        // Taken back, the comment stands in the way again.
        window.click("undo").await;
        window.get("obstacle-openComments").await;
        window.click("redo").await;
        window.wait_gone("obstacle-openComments").await;

        window.click("team-versions").await;
        window.click("take-snapshot").await;
        window.fill("state-name", "定稿前").await;
        window.click("name-do").await;
        window.wait_gone("name-dialog").await;
        window.wait_text("difference-finding", |text| text.contains("0项指标不同")).await;

        window.click("team-review").await;
        window.click("move-final").await;
        window.wait_text("stage-warning", |text| text.contains("锁定")).await;
        window.click("stage-do").await;
        wait_stage(window, "final").await;
        window.wait_text("locked", |text| text.contains("复制为新评估")).await;
        assert!(disabled(window, "add-comment").await, "nothing can be added to what is final");

        // Editing is refused: neither click nor key changes the score.
        window.click("nav-score").await;
        window.get("page-score").await;
        window.keys("1").await;
        window.keys("5").await;
        window.get("toast").await;
        // The driver does not count a passing message as shown text.
        let told = window.script("return document.querySelector(\"[data-testid='toast']\").textContent;").await;
        assert!(told.as_str().is_some_and(|told| told.contains("已定稿")), "{told}");
        assert_eq!(window.text("overall-score").await, locked_score);
    });
    let before = score_of(home.path());
    let file = engagement(home.path()).display().to_string();
    assert_eq!(shuheng(home.path(), &["stage", &file]).json["stage"], "final");
    assert_eq!(shuheng(home.path(), &["verify", &file]).code, 0);

    Window::run(home.path(), &[&file], async |window| {
        window.resize(1440, 900).await;
        window.get("page-score").await;
        window.click("nav-team").await;
        window.click("team-review").await;
        wait_stage(window, "final").await;
        window.click("copy-on").await;
        window.fill("assessment-name", "下一年度自评").await;
        window.click("begin-do").await;
        wait_stage(window, "draft").await;
        window.click("nav-score").await;
        let before = window.text("overall-score").await;
        assert_eq!(before, locked_score, "the content came along");
        let level = window.select("[data-testid='level-5']").await.attr("aria-checked").await.expect("an answer");
        window.keys(if level.as_deref() == Some("true") { "1" } else { "5" }).await;
        window.wait_text("overall-score", |text| text != before).await;
        window.wait_text("saved-state", |text| text.contains("已保存")).await;
    });
    assert_ne!(score_of(home.path())["score"], before["score"], "the copy is worked on");
    let listed = shuheng(home.path(), &["assessments", &file, "list"]).json;
    let stages: Vec<&str> = listed["assessments"].as_array().into_iter().flatten().filter_map(|one| one["stage"].as_str()).collect();
    assert_eq!(stages, ["final", "draft"], "the final one stays as it is");
}
