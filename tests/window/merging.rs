//! Two laptops in the real window: two encrypted copies with one conflict become one file, and a redacted copy is made.

use shuheng_acceptance::window::Window;
use shuheng_acceptance::{Run, shuheng};
use std::fs;
use std::path::Path;

const INDICATOR: &str = "technology_application.ai.enterprise_platform";
const OURS: &str = "correct horse battery";
const THEIRS: &str = "staple battery horse";
const INSTITUTION: &str = "远岫商业银行（示例）";

fn done(run: Run) -> Run {
    assert_eq!(run.code, 0, "{}", run.stderr);
    run
}

fn answer(home: &Path, file: &str, line: &str) {
    fs::write(home.join("answers.csv"), format!("indicator,value,confidence,rationale\n{INDICATOR},{line}\n")).expect("a table");
    done(shuheng(home, &["answer", file, "answers.csv"]));
}

/// An engagement, copied, answered differently on both sides, and encrypted with two passphrases.
fn apart(home: &Path) {
    done(shuheng(home, &["new", "a.shuheng", "--institution", INSTITUTION, "--type", "city_bank", "--year", "2025"]));
    fs::copy(home.join("a.shuheng"), home.join("b.shuheng")).expect("a copy");
    for (file, line, passphrase) in [("a.shuheng", "2,high,平台台账", OURS), ("b.shuheng", "4,low,现场访谈", THEIRS)] {
        answer(home, file, line);
        fs::write(home.join(format!("{file}.txt")), passphrase).expect("a passphrase");
        done(shuheng(home, &["passphrase", "set", file, "--passphrase-file", &format!("{file}.txt")]));
    }
}

async fn disabled(window: &Window, id: &str) -> bool {
    window.get(id).await.prop("disabled").await.expect("the window answers").as_deref() == Some("true")
}

#[test]
fn two_copies_are_merged_once_their_conflict_is_decided() {
    let home = tempfile::tempdir().expect("a folder");
    let home = home.path();
    apart(home);
    let path = |name: &str| home.join(name).display().to_string();
    Window::run(home, &[&path("a.shuheng")], async |window| {
        window.fill("passphrase", OURS).await;
        window.click("open-with-passphrase").await;
        window.get("page-score").await;

        window.click("file-security").await;
        window.click("merge-copies").await;
        window.wait_value("merge-a", |value| value.ends_with("a.shuheng")).await;
        window.wait_value("merge-out", |value| value.ends_with("a(合并).shuheng")).await;
        window.fill("merge-b", &path("b.shuheng")).await;
        window.click("merge-compare").await;
        window.fill("merge-passphrase", OURS).await;
        window.click("merge-compare").await;
        window.wait_text("error-notice", |text| text.contains("SH-2115")).await;
        window.fill("merge-passphrase", THEIRS).await;
        window.click("merge-compare").await;

        window.wait_text("merge-told", |text| text.contains("1处冲突")).await;
        let conflict = window.text("conflict-1").await;
        for said in ["L2", "L4", "平台台账", "现场访谈", "置信度高", "评估人"] {
            assert!(conflict.contains(said), "{said} is missing: {conflict}");
        }
        assert!(!conflict.contains(INDICATOR), "named as people name it: {conflict}");
        assert_eq!(window.get("conflict-1").await.attr("data-taken").await.expect("the window answers").as_deref(), Some("none"));
        assert!(disabled(window, "merge-do").await, "nothing is decided by itself");
        window.click("take-b-1").await;
        window.fill("why-1", "以现场访谈为准").await;
        window.wait_text("merge-left", |text| text == "全部决定了").await;
        assert!(!disabled(window, "merge-do").await);
        window.click("merge-do").await;
        window.get("merge-done").await;

        // What is open was never closed for that.
        let held = shuheng(home, &["score", "a.shuheng", "--passphrase-file", "a.shuheng.txt"]);
        assert_eq!(held.error_code(), "SH-2109", "{}", held.stderr);
        window.click("merge-open").await;
        window.fill("passphrase", OURS).await;
        window.click("open-with-passphrase").await;
        window.wait_gone("passphrase-dialog").await;
        window.wait_text("overall-score", |text| text == "75.0").await;
    });
    let printed = done(shuheng(home, &["answers", "a(合并).shuheng", "--passphrase-file", "a.shuheng.txt"]));
    let kept = printed.json["answers"].as_array().cloned().unwrap_or_default();
    let answer = kept.iter().find(|answer| answer["indicator"] == INDICATOR).expect("the answer");
    assert_eq!((&answer["value"]["level"], &answer["rationale"]), (&4.into(), &"现场访谈".into()));
    assert_eq!(done(shuheng(home, &["verify", "a(合并).shuheng", "--passphrase-file", "a.shuheng.txt"])).json["sound"], true);
}

#[test]
fn a_redacted_copy_says_what_is_gone_and_that_it_is_plain() {
    let home = tempfile::tempdir().expect("a folder");
    let home = home.path();
    done(shuheng(home, &["new", "a.shuheng", "--institution", INSTITUTION, "--type", "city_bank", "--year", "2025"]));
    answer(home, "a.shuheng", "3,high,平台台账");
    Window::run(home, &[&home.join("a.shuheng").display().to_string()], async |window| {
        window.get("page-score").await;
        window.click("nav-home").await;
        window.click("home-redact").await;
        window.wait_value("redact-out", |value| value.ends_with("评估(脱敏).shuheng")).await;
        window.click("without-rationale").await;
        window.click("redact-leave-plain").await;
        window.get("redact-warning").await;
        window.click("redact-do").await;
        window.get("redact-plain").await;
        let removed = window.text("removed").await;
        assert!(removed.contains("机构名称") && removed.contains("操作记录") && !removed.contains("理由"), "{removed}");
    });
    let bytes = fs::read(home.join("评估(脱敏).shuheng")).expect("the copy");
    let holds = |text: &str| bytes.windows(text.len()).any(|window| window == text.as_bytes());
    assert!(!holds(INSTITUTION) && holds("平台台账"), "what was left out is nowhere, what was kept is there");
}
