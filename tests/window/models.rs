//! The page 模型 in the real window: fork, change a weight and a level, a change that is refused, undo; and the upgrade of an open file.

use crate::main_job::engagement;
use shuheng_acceptance::shuheng;
use shuheng_acceptance::window::Window;
use std::fs;
use std::path::Path;

const WEIGHT: &str = "edit-weight";

fn house(home: &Path) -> String {
    let folder = home.join("settings/models/house");
    ["model.toml", "economic_value.toml"].iter().map(|name| fs::read_to_string(folder.join(name)).unwrap_or_default()).collect()
}

#[test]
fn fork_change_refuse_and_undo() {
    let home = tempfile::tempdir().expect("a folder");
    Window::run(home.path(), &[], async |window| {
        window.resize(1440, 900).await;
        window.click("nav-models").await;
        window.click("model-builtIn-caict-value-2025").await;
        assert!(!window.has("edit-name").await, "a built-in model is read-only");
        window.click("fork-model").await;
        window.fill("fork-id", "house").await;
        window.click("fork-create").await;
        window.click("model-node-economic_value").await;
        window.wait_value(WEIGHT, |weight| weight == "40").await;
        window.fill(WEIGHT, "55").await;
        window.click("model-node-technology_application").await;
        window.wait_value(WEIGHT, |weight| weight == "30").await;
        for _ in 0..100 {
            if house(home.path()).contains("weight = 55") {
                break;
            }
            tokio::time::sleep(std::time::Duration::from_millis(50)).await;
        }
        assert!(house(home.path()).contains("weight = 55"), "saved when the field was left");
        // A negative weight would leave the model unable to load: it is refused, told under the field, and not written.
        window.fill(WEIGHT, "-1").await;
        window.get("field-error").await;
        assert!(!house(home.path()).contains("weight = -1"));
        window.fill(WEIGHT, "30").await;
        window.click("model-node-economic_value").await;
        window.click("model-undo").await;
        window.wait_value(WEIGHT, |weight| weight == "40").await;
        assert!(!house(home.path()).contains("weight = 55"), "undone on disk too");
    });
    let models = home.path().join("settings/models").display().to_string();
    let check = shuheng(home.path(), &["model", "check", &models]);
    assert_eq!(check.code, 0, "{}", check.json);
}

#[test]
fn an_open_file_is_offered_the_newer_version_and_undo_takes_it_back() {
    let home = tempfile::tempdir().expect("a folder");
    let models = home.path().join("settings/models");
    let made = shuheng(home.path(), &["model", "new", "house", "--from", "caict-value-2025", "--into", &models.display().to_string()]);
    assert_eq!(made.code, 0, "{}", made.stderr);
    let file = home.path().join("某行.shuheng").display().to_string();
    let own = models.display().to_string();
    let new = ["new", &file, "--models", &own, "--model", "house", "--institution", "某行", "--type", "city_bank", "--year", "2025"];
    assert_eq!(shuheng(home.path(), &new).code, 0);
    fs::write(home.path().join("t.csv"), "indicator,value\ntechnology_application.ai.agents_rpa,4\n").expect("a table");
    assert_eq!(shuheng(home.path(), &["answer", &file, "t.csv"]).code, 0);
    let head = models.join("house/model.toml");
    let text = fs::read_to_string(&head).expect("model.toml");
    fs::write(&head, text.replacen("version = \"1.0.0\"", "version = \"1.1.0\"", 1)).expect("written");
    let dimension = models.join("house/technology_application.toml");
    let text = fs::read_to_string(&dimension).expect("the dimension");
    let renamed = "id = \"technology_application.ai.agents\"\nwas = [\"technology_application.ai.agents_rpa\"]";
    fs::write(&dimension, text.replacen("id = \"technology_application.ai.agents_rpa\"", renamed, 1)).expect("written");
    Window::run(home.path(), &[&file], async |window| {
        window.resize(1440, 900).await;
        window.click("nav-score").await;
        let before = window.text("overall-score").await;
        window.click("upgrade-offer").await;
        window.get("upgrade-row-technology_application.ai.agents").await;
        window.click("upgrade-do").await;
        window.wait_text("overall-score", |text| text == before).await;
        window.wait_text("saved-state", |text| text.contains("已保存")).await;
        window.wait_gone("upgrade-offer").await;
        window.click("undo").await;
        window.get("upgrade-offer").await;
    });
    assert_eq!(engagement(home.path()).display().to_string(), file);
    let told = shuheng(home.path(), &["answers", &file]);
    assert_eq!(told.code, 0, "{}", told.stderr);
    let answers = told.json;
    let kept = answers["answers"]
        .as_array()
        .into_iter()
        .flatten()
        .any(|answer| answer["indicator"] == "technology_application.ai.agents_rpa" && answer["value"]["level"] == 4);
    assert!(kept, "the answer is where it was: {answers}");
    assert_eq!(shuheng(home.path(), &["verify", &file]).code, 0);
}
