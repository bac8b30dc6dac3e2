//! A window killed in the middle of answering loses no answer that it had shown as saved.

use crate::main_job::{engagement, score_of};
use shuheng_acceptance::shuheng;
use shuheng_acceptance::window::Window;
use std::process::Command;
use std::time::Duration;

#[test]
fn what_was_shown_as_saved_is_there() {
    for answers in [1, 3, 8] {
        let home = tempfile::tempdir().expect("a folder");
        let mut saved = String::new();
        Window::run(home.path(), &["--sample"], async |window| {
            window.click("nav-score").await;
            window.get("level-1").await;
            for number in 0..answers {
                let before = window.text("overall-score").await;
                window.click(if number % 2 == 0 { "level-5" } else { "level-1" }).await;
                // The two levels give different scores, so that a new one says that this answer has arrived.
                window.wait_text("overall-score", |text| text != before).await;
                window.wait_text("saved-state", |text| text.contains("已保存")).await;
                saved = window.text("overall-score").await;
            }
            // One more is on its way when the power goes; it may be there or not, nothing before it may be missing.
            let pids = window.pids();
            assert!(!pids.is_empty(), "the window runs");
            for pid in &pids {
                assert!(Command::new("kill").args(["-9", &pid.to_string()]).status().expect("kill").success());
            }
            while window.pids().iter().any(|pid| pids.contains(pid)) {
                tokio::time::sleep(Duration::from_millis(10)).await;
            }
        });
        let file = engagement(home.path()).display().to_string();
        let score = score_of(home.path())["score"].as_f64().expect("a score");
        assert_eq!(format!("{:.1}", (score * 10.0).round() / 10.0), saved, "after {answers} answers");
        assert_eq!(shuheng(home.path(), &["verify", &file]).code, 0);
    }
}
