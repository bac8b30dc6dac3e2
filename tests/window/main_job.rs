//! Open the sample → rate by click and by key → the score moves → undo → export → files are right → reopen, all is there.

use shuheng_acceptance::shuheng;
use shuheng_acceptance::window::Window;
use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};

pub(crate) fn engagement(home: &Path) -> PathBuf {
    std::fs::read_dir(home)
        .expect("the folder")
        .flatten()
        .map(|entry| entry.path())
        .find(|path| path.extension().is_some_and(|extension| extension == "shuheng"))
        .expect("an engagement file")
}

/// The score as the command line sees it. A window that has just gone may hold its file for a moment longer, while the
/// system takes its threads down; the file has to come free by itself.
pub(crate) fn score_of(home: &Path) -> serde_json::Value {
    let file = engagement(home).display().to_string();
    let begin = Instant::now();
    loop {
        let run = shuheng(home, &["score", &file]);
        if run.error_code() != "SH-2109" || begin.elapsed() > Duration::from_secs(20) {
            assert_eq!(run.code, 0, "{}", run.stderr);
            return run.json;
        }
        std::thread::sleep(Duration::from_millis(50));
    }
}

fn shown(score: f64) -> String {
    format!("{:.1}", (score * 10.0).round() / 10.0)
}

#[test]
fn rate_undo_export_and_reopen() {
    let home = tempfile::tempdir().expect("a folder");
    let mut after_rating = String::new();
    Window::run(home.path(), &[], async |window| {
        window.resize(1440, 900).await;
        window.click("open-sample").await;
        window.click("nav-score").await;
        let before = window.text("overall-score").await;
        // By click: the first indicator is the one the page opens on.
        let level = if window.select("[data-testid='level-5']").await.attr("aria-checked").await.expect("an answer") == Some("true".into())
        {
            1
        } else {
            5
        };
        window.click(&format!("level-{level}")).await;
        let clicked = window.wait_text("overall-score", |text| text != before).await;
        window.wait_text("saved-state", |text| text.contains("已保存")).await;
        // By key, on the next indicator.
        window.keys("j").await;
        let other = if window.select("[data-testid='level-1']").await.attr("aria-checked").await.expect("an answer") == Some("true".into())
        {
            "5"
        } else {
            "1"
        };
        window.keys(other).await;
        let keyed = window.wait_text("overall-score", |text| text != clicked).await;
        window.control("z").await;
        window.wait_text("overall-score", |text| text == clicked).await;
        window.click("redo").await;
        after_rating = window.wait_text("overall-score", |text| text == keyed).await;

        window.click("nav-report").await;
        let out = home.path().join("out").display().to_string();
        window.wait_value("export-folder", |folder| !folder.is_empty()).await;
        window.fill("export-folder", &out).await;
        window.click("export-run").await;
        window.get("export-file").await;
    });
    let out = home.path().join("out");
    let names: Vec<String> =
        std::fs::read_dir(&out).expect("the report").flatten().map(|e| e.file_name().to_string_lossy().into_owned()).collect();
    for wanted in [
        "radar.svg",
        "radar.png",
        "heat-map.svg",
        "heat-map.png",
        "waterfall.svg",
        "waterfall.png",
        "it-investment.svg",
        "it-investment.png",
        "level-probability.svg",
        "level-probability.png",
        "tornado.svg",
        "tornado.png",
    ] {
        assert!(names.iter().any(|name| name == wanted), "{wanted} is not among {names:?}");
    }
    assert!(names.iter().any(|name| name.ends_with(".xlsx")), "{names:?}");
    let waterfall = std::fs::read_to_string(out.join("waterfall.svg")).expect("an SVG");
    assert!(waterfall.contains(&after_rating), "the exported chart shows {after_rating}");
    let score = score_of(home.path());
    assert_eq!(shown(score["score"].as_f64().expect("a score")), after_rating, "the file says what the window said");
    let file = engagement(home.path()).display().to_string();
    assert_eq!(shuheng(home.path(), &["verify", &file]).code, 0);

    Window::run(home.path(), &[], async |window| {
        window.click("recent-0").await;
        window.click("nav-score").await;
        assert_eq!(window.text("overall-score").await, after_rating, "reopened, all is there");
        window.click("undo").await;
        window.wait_text("overall-score", |text| text != after_rating).await;
    });
}
