//! Pictures of every page of the real window: both sizes, both languages, both themes. `pictures FOLDER [PAGE]…` takes those of
//! some pages only.

use shuheng_acceptance::window::{Key, Window};
use shuheng_acceptance::{respondents, shuheng};
use std::path::{Path, PathBuf};
use std::time::Duration;

const PAGES: [&str; 8] = ["home", "score", "diagnosis", "benchmark", "policy", "team", "report", "models"];
/// The views of 对标 beyond its comparison.
const BENCHMARK_VIEWS: [&str; 4] = ["trend", "efficiency", "scores", "context"];
/// The views of 政策对照 beyond its list of clauses.
const POLICY_VIEWS: [&str; 3] = ["matrix", "guide", "calendar"];

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let out = PathBuf::from(std::env::args().nth(1).unwrap_or_else(|| "pictures".to_owned()));
    std::fs::create_dir_all(&out)?;
    let only: Vec<String> = std::env::args().skip(2).collect();
    let home = tempfile::tempdir()?;
    let sample = shuheng(home.path(), &["sample", "a.shuheng"]);
    if sample.code != 0 {
        return Err(sample.stderr.into());
    }
    let file = home.path().join("a.shuheng");
    respondents::disagree(&file);
    let other = apart(home.path())?;
    Window::run(home.path(), &[&file.display().to_string()], async |window| {
        for language in ["zh", "en"] {
            for theme in ["light", "dark"] {
                for (width, height) in [(1440, 900), (1120, 720)] {
                    window.resize(width, height).await;
                    let take = async |name: &str| {
                        tokio::time::sleep(Duration::from_millis(500)).await;
                        let file = out.join(format!("{name}-{language}-{theme}-{width}.png"));
                        if let Err(error) = std::fs::write(&file, window.picture().await) {
                            eprintln!("{}: {error}", file.display());
                        }
                    };
                    for page in PAGES.into_iter().filter(|page| only.is_empty() || only.iter().any(|name| name == page)) {
                        window.click(&format!("nav-{page}")).await;
                        window.get(&format!("page-{page}")).await;
                        take(page).await;
                        if page == "models" {
                            window.click("model-builtIn-caict-value-2025").await;
                            take("models-built-in").await;
                            if !window.has("model-own-house").await {
                                window.click("fork-model").await;
                                window.fill("fork-id", "house").await;
                                window.click("fork-create").await;
                            }
                            window.click("model-own-house").await;
                            window.click("model-node-technology_application.core.core_systems").await;
                            take("models-own").await;
                        }
                        if page == "benchmark" {
                            for view in BENCHMARK_VIEWS {
                                window.click(&format!("benchmark-{view}")).await;
                                take(&format!("benchmark-{view}")).await;
                            }
                            window.click("benchmark-compare").await;
                        }
                        if page == "diagnosis" {
                            diagnosis(window, &take).await;
                        }
                        if page == "team" {
                            window.click("add-respondent").await;
                            window.get("respondent-dialog").await;
                            take("team-respondent").await;
                            window.press(Key::Escape, 1).await;
                            window.wait_gone("respondent-dialog").await;
                            window.click("team-workshop").await;
                            window.get("workshop-front").await;
                            take("team-workshop").await;
                            for view in ["review", "versions"] {
                                window.click(&format!("team-{view}")).await;
                                take(&format!("team-{view}")).await;
                            }
                            window.click("team-people").await;
                            window.click("file-security").await;
                            window.get("security-dialog").await;
                            take("security").await;
                            window.click("merge-copies").await;
                            window.fill("merge-b", &other.display().to_string()).await;
                            take("merge").await;
                            window.click("merge-compare").await;
                            window.get("conflict-1").await;
                            take("merge-conflicts").await;
                            window.press(Key::Escape, 1).await;
                            window.wait_gone("merge-dialog").await;
                            window.click("file-security").await;
                            window.click("redact-copy").await;
                            window.get("redact-dialog").await;
                            take("redact").await;
                            window.press(Key::Escape, 1).await;
                            window.wait_gone("redact-dialog").await;
                        }
                        if page == "score" {
                            let told = "node-technology_application.ai.enterprise_platform";
                            if !window.has(told).await {
                                window.click("node-technology_application.ai").await;
                            }
                            window.click(told).await;
                            for view in ["history", "comments"] {
                                window.click(&format!("show-{view}")).await;
                                take(&format!("score-{view}")).await;
                                window.click(&format!("show-{view}")).await;
                            }
                        }
                        if page == "policy" {
                            window.click("clause-nfra-2025-95-13").await;
                            window.get("clause-detail").await;
                            take("policy-clause").await;
                            for view in POLICY_VIEWS {
                                window.click(&format!("policy-view-{view}")).await;
                                take(&format!("policy-{view}")).await;
                            }
                            window.click("policy-view-clauses").await;
                        }
                    }
                }
                window.click("theme-toggle").await;
            }
            window.click("lang-toggle").await;
        }
        if only.is_empty() || only.iter().any(|name| name == "final") {
            locked(window, &out).await;
        }
    });
    println!("{}", out.display());
    Ok(())
}

/// Another copy of the engagement, in which some indicators were answered otherwise.
fn apart(home: &Path) -> Result<PathBuf, Box<dyn std::error::Error>> {
    let other = home.join("b.shuheng");
    std::fs::copy(home.join("a.shuheng"), &other)?;
    for (file, level, why) in [("a.shuheng", 2, "以台账为准"), ("b.shuheng", 5, "以现场访谈为准")] {
        let lines = ["technology_application.ai.enterprise_platform", "technology_application.data.data_quality"]
            .map(|indicator| format!("{indicator},{level},medium,{why}"));
        std::fs::write(home.join("answers.csv"), format!("indicator,value,confidence,rationale\n{}\n", lines.join("\n")))?;
        let answered = shuheng(home, &["answer", file, "answers.csv"]);
        if answered.code != 0 {
            return Err(answered.stderr.into());
        }
    }
    Ok(other)
}

/// A final assessment: where it stands, and how it is shown on the pages that cannot change it.
async fn locked(window: &Window, out: &Path) {
    window.resize(1440, 900).await;
    window.click("nav-team").await;
    window.click("team-review").await;
    while window.select("[data-testid='stage']").await.attr("data-stage").await.ok().flatten().as_deref() != Some("final") {
        let resolve = window.script("return document.querySelector(\"button[data-testid^='resolve-']\")?.dataset.testid ?? null;").await;
        if let Some(button) = resolve.as_str() {
            window.click(button).await;
            window.fill("comment-text", "已补充台账并写明位置").await;
            window.click("comment-do").await;
            window.wait_gone("resolve-dialog").await;
            continue;
        }
        let onward = if window.has("move-final").await { "move-final" } else { "move-inReview" };
        window.click(onward).await;
        window.fill("review-role", "复核人").await;
        window.click("stage-do").await;
        window.wait_gone("stage-dialog").await;
    }
    for page in ["team", "score", "benchmark"] {
        window.click(&format!("nav-{page}")).await;
        window.get(&format!("page-{page}")).await;
        tokio::time::sleep(Duration::from_millis(500)).await;
        let file = out.join(format!("final-{page}.png"));
        if let Err(error) = std::fs::write(&file, window.picture().await) {
            eprintln!("{}: {error}", file.display());
        }
    }
}

/// The views of 诊断 beyond its results: schemes of weights with one that pairs were compared for, the dialog with the comparisons, how
/// far the result can be relied on, and explanations of scores: of a domain with weight that changed hands, and of a metric.
async fn diagnosis(window: &Window, take: &impl AsyncFn(&str)) {
    window.click("diagnosis-weights").await;
    window.get("scheme-inForce").await;
    if !window.has("scheme-1").await {
        window.click("add-pairwise").await;
        window.focus("point-1").await;
        window.press(Key::Left, 2).await;
        window.press(Key::Down, 1).await;
        window.press(Key::Left, 8).await;
        window.press(Key::Down, 1).await;
        // Against the two before, so that the dialog shows what it advises.
        window.press(Key::Right, 2).await;
        window.click("save-scheme").await;
        window.wait_gone("scheme-dialog").await;
    }
    window.get("scheme-1").await;
    take("diagnosis-weights").await;
    window.click("edit-scheme-1").await;
    window.get("look-at-pair").await;
    take("diagnosis-weights-pairwise").await;
    window.press(Key::Escape, 1).await;
    window.wait_gone("scheme-dialog").await;

    window.click("diagnosis-robustness").await;
    if !window.has("index-row").await {
        window.click("ask-indices").await;
    }
    window.get("index-row").await;
    window.select(".tornado svg").await;
    take("diagnosis-robustness").await;
    window.click("diagnosis-results").await;

    window.click("diagnosis-score").await;
    window.get("explain-score").await;
    take("explain").await;
    window.click("explain-part-technology_application").await;
    window.click("explain-part-technology_application.ai").await;
    window.get("explain-transfers").await;
    take("explain-domain").await;
    window.click("explain-part-technology_application.ai.enterprise_platform").await;
    window.select("[data-node='technology_application.ai.enterprise_platform']").await;
    take("explain-rubric").await;
    window.press(Key::Escape, 1).await;
    window.wait_gone("explain-dialog").await;
}
