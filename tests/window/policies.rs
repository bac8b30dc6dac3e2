//! The page 政策对照 in the real window: judge a clause, see inference and judgement side by side, jump to an indicator, undo, export.

use crate::main_job::engagement;
use shuheng_acceptance::shuheng;
use shuheng_acceptance::window::Window;

/// Waits until the details of the clause in front say all of this.
async fn detail(window: &Window, words: &[&str]) {
    let script = "return document.querySelector('[data-testid=clause-detail]')?.textContent ?? '';";
    let mut text = String::new();
    for _ in 0..200 {
        text = window.script(script).await.as_str().unwrap_or_default().to_owned();
        if words.iter().all(|word| text.contains(word)) {
            return;
        }
        tokio::time::sleep(std::time::Duration::from_millis(25)).await;
    }
    assert_eq!(text, "", "the details do not say all of {words:?}");
}

#[test]
fn judge_a_clause_jump_undo_and_export() {
    let home = tempfile::tempdir().expect("a folder");
    let out = home.path().join("coverage");
    Window::run(home.path(), &["--sample"], async |window| {
        window.resize(1440, 900).await;
        // The sample is open once its score stands there.
        window.click("nav-score").await;
        window.get("overall-score").await;
        window.click("nav-policy").await;
        window.click("clause-nfra-2025-95-15").await;
        detail(window, &["推断", "本工具概括", "基本就绪"]).await;
        window.click("verdict-notMet").await;
        window.wait_text("saved-state", |text| text.contains("已保存")).await;
        // The inference stands beside the judgement.
        detail(window, &["存在缺口", "基本就绪"]).await;
        window.fill("clause-rationale", "现场未见企业级平台").await;
        // Going to another clause loses nothing that was typed.
        window.click("clause-nfra-2025-95-14").await;
        window.click("clause-nfra-2025-95-15").await;
        window.wait_value("clause-rationale", |text| text == "现场未见企业级平台").await;
        // To the indicator that decides, and back.
        window.click("link-technology_application.core.core_systems").await;
        let indicator = window.select("[data-testid='indicator']").await.attr("data-indicator").await.expect("an answer");
        assert_eq!(indicator.as_deref(), Some("technology_application.core.core_systems"));
        window.click("nav-policy").await;
        window.click("policy-filter-gap").await;
        assert!(!window.has("clause-nfra-2025-95-5").await, "a ready clause has no gap");
        window.click("policy-filter-all").await;
        window.click("policy-view-matrix").await;
        window.get("page-policy").await;
        window.click("export-coverage").await;
        window.fill("export-folder", &out.display().to_string()).await;
        window.click("export-run").await;
        window.get("export-file").await;
    });
    let names: Vec<String> =
        std::fs::read_dir(&out).expect("the coverage").flatten().map(|entry| entry.file_name().to_string_lossy().into_owned()).collect();
    for ending in [".xlsx", "coverage-nfra-2025-95.svg", "coverage-nfra-2025-95.png"] {
        assert!(names.iter().any(|name| name.ends_with(ending)), "{ending} is not among {names:?}");
    }
    let file = engagement(home.path()).display().to_string();
    let policies = shuheng(home.path(), &["policies", &file]).json;
    let clauses =
        policies["documents"].as_array().into_iter().flatten().flat_map(|document| document["clauses"].as_array().into_iter().flatten());
    let found = clauses.into_iter().find(|clause| clause["id"] == "nfra-2025-95/15").cloned().unwrap_or_default();
    assert_eq!((&found["status"], &found["judgement"]["rationale"]), (&"gap".into(), &"现场未见企业级平台".into()));
}
