//! Encrypted files in the real window: created with a passphrase, refused without it, the lock in the title bar, file and security.

use crate::main_job::engagement;
use shuheng_acceptance::shuheng;
use shuheng_acceptance::window::Window;

const PASSPHRASE: &str = "correct horse battery";
const ANOTHER: &str = "staple battery horse";
const INSTITUTION: &str = "远岫商业银行（示例）";

async fn lock(window: &Window) -> String {
    window.get("file-security").await.attr("data-encrypted").await.expect("the window answers").unwrap_or_default()
}

#[test]
fn created_with_a_passphrase_and_opened_only_with_it() {
    let home = tempfile::tempdir().expect("a folder");
    Window::run(home.path(), &[], async |window| {
        window.click("new-assessment").await;
        window.fill("institution-name", INSTITUTION).await;
        let warned = window.text("unrecoverable").await;
        assert!(warned.contains("无法找回"), "said before it is set: {warned}");
        window.fill("new-passphrase", PASSPHRASE).await;
        window.fill("new-passphrase-again", ANOTHER).await;
        window.click("create-file").await;
        window.wait_text("field-error", |text| text.contains("不同")).await;
        window.fill("new-passphrase-again", PASSPHRASE).await;
        window.click("create-file").await;
        window.get("page-score").await;
        assert_eq!(lock(window).await, "true");
        window.keys("3").await;
        window.wait_text("overall-score", |text| text == "50.0").await;
        window.wait_text("saved-state", |text| text.contains("已保存")).await;
    });
    let file = engagement(home.path());
    let bytes = std::fs::read(&file).expect("the file");
    assert!(!bytes.windows(INSTITUTION.len()).any(|window| window == INSTITUTION.as_bytes()), "nothing readable in the file");
    let recent = std::fs::read_to_string(home.path().join("settings/recent.json")).expect("the list of recent files");
    assert!(!recent.contains(PASSPHRASE) && recent.contains("\"institution\": \"\""), "{recent}");
    assert_eq!(shuheng(home.path(), &["score", &file.display().to_string(), "--passphrase-file", "missing"]).code, 1);

    Window::run(home.path(), &[&file.display().to_string()], async |window| {
        window.get("passphrase-dialog").await;
        for _ in 0..2 {
            window.fill("passphrase", "not this one").await;
            window.click("open-with-passphrase").await;
            let told = window.wait_text("error-notice", |text| text.contains("SH-2115")).await;
            assert!(!told.contains("not this one"), "{told}");
        }
        window.wait_text("open-with-passphrase", |text| text == "打开").await;
        window.fill("passphrase", PASSPHRASE).await;
        window.click("open-with-passphrase").await;
        window.wait_gone("passphrase-dialog").await;
        window.wait_text("overall-score", |text| text == "50.0").await;
        assert_eq!(lock(window).await, "true");

        window.click("file-security").await;
        window.get("backup-1").await;
        window.click("verify-now").await;
        window.wait_text("verify-result", |text| text.contains("没有问题")).await;
        window.click("change-passphrase").await;
        window.fill("current-passphrase", PASSPHRASE).await;
        window.fill("new-passphrase", ANOTHER).await;
        window.fill("new-passphrase-again", ANOTHER).await;
        window.click("passphrase-do").await;
        window.get("passphrase-done").await;
        window.click("remove-passphrase").await;
        window.fill("current-passphrase", PASSPHRASE).await;
        window.click("passphrase-do").await;
        window.wait_text("error-notice", |text| text.contains("SH-2115")).await;
        window.fill("current-passphrase", ANOTHER).await;
        window.click("passphrase-do").await;
        window.wait_text("encryption-state", |text| text.contains("未加密")).await;
        assert_eq!(lock(window).await, "false");
    });
    assert_eq!(shuheng(home.path(), &["verify", &file.display().to_string()]).code, 0, "plain, and opened without a question");
}
