//! Departments that do not agree: the rule makes answers of what they said, the workshop walks through what is disputed.

use shuheng_acceptance::respondents::{DISPUTED, disagree};
use shuheng_acceptance::shuheng;
use shuheng_acceptance::window::Window;

#[test]
fn a_disputed_indicator_is_moderated_and_the_rule_can_have_it_back() {
    let home = tempfile::tempdir().expect("a folder");
    assert_eq!(shuheng(home.path(), &["sample", "a.shuheng"]).code, 0);
    let file = home.path().join("a.shuheng");
    disagree(&file);
    let answer = |home: &std::path::Path| {
        let answers = shuheng(home, &["answers", "a.shuheng"]).json;
        let all = answers["answers"].as_array().cloned().unwrap_or_default();
        all.into_iter().find(|answer| answer["indicator"] == DISPUTED).expect("the indicator")
    };
    Window::run(home.path(), &[&file.display().to_string()], async |window| {
        window.click("nav-team").await;
        window.get("respondent-1").await;
        window.click("rule-mean").await;
        window.click("rule-median").await;
        window.click("team-workshop").await;
        window.click(&format!("workshop-{DISPUTED}")).await;
        assert_eq!(window.texts("response").await.len(), 2);
        window.wait_text("workshop-value", |text| text.contains("L2")).await;

        window.click("decide-3").await;
        window.wait_text("workshop-value", |text| text.contains("L3")).await;
        window.fill("workshop-rationale", "试点已覆盖三条业务线").await;
        window.wait_text("basis", |text| text.contains("研讨")).await;
        window.wait_text("saved-state", |text| text.contains("已保存")).await;
        window.click("follow-rule").await;
        window.wait_text("workshop-value", |text| text.contains("L2")).await;
        window.click("decide-4").await;
        window.wait_text("workshop-value", |text| text.contains("L4")).await;
        window.wait_text("saved-state", |text| text.contains("已保存")).await;
    });
    let answer = answer(home.path());
    assert_eq!(answer["value"]["level"], 4, "{answer}");
    assert_eq!(answer["basis"]["type"], "moderated", "{answer}");
}
