//! `shuheng model`.

use shuheng_acceptance::shuheng;
use std::path::Path;

#[test]
fn the_models_of_the_repository_are_sound() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("..");
    let check = shuheng(&root, &["model", "check", "evaluation_models"]);
    assert_eq!(check.code, 0, "{}", check.json);
    let list = shuheng(&root, &["model", "list"]);
    let caict = list.json["models"].as_array().and_then(|models| models.iter().find(|model| model["id"] == "caict-value-2025")).cloned();
    assert_eq!(caict.map(|model| model["indicators"].clone()), Some(62.into()));
}

#[test]
fn faults_come_with_file_line_and_hint() {
    let folder = tempfile::tempdir().expect("a folder");
    let source = Path::new(env!("CARGO_MANIFEST_DIR")).join("../evaluation_models/caict-value-2025");
    for entry in std::fs::read_dir(&source).expect("the model").flatten() {
        std::fs::copy(entry.path(), folder.path().join(entry.file_name())).expect("a copy");
    }
    let path = folder.path().join("model.toml");
    let text = std::fs::read_to_string(&path).expect("model.toml");
    // A cycle, a duplicate and weights that sum to zero, all at once.
    let broken = text
        .replacen("id = \"economic_value.process\"\n", "id = \"economic_value.process\"\nparent = \"economic_value.operations\"\n", 1)
        .replacen("id = \"economic_value.operations\"\n", "id = \"economic_value.operations\"\nparent = \"economic_value.process\"\n", 1)
        .replace("weight = 40\n", "weight = 0\n")
        .replace("weight = 30\n", "weight = 0\n");
    std::fs::write(&path, format!("{broken}\n[[gate]]\nid = \"value-first\"\nnode = \"root\"\ncap = 3\nwatch = \"nowhere\"\nbelow = 40\nreason = {{ zh = \"因\", en = \"Why\" }}\n")).expect("written");
    let check = shuheng(folder.path(), &["model", "check", "."]);
    assert_eq!(check.code, 1);
    let faults = check.json["models"][0]["faults"].as_array().cloned().unwrap_or_default();
    let told: Vec<String> = faults.iter().filter_map(|fault| fault["message"]["en"].as_str().map(str::to_owned)).collect();
    for words in ["hang below each other", "sum to zero"] {
        assert!(told.iter().any(|message| message.contains(words)), "{words}: {told:#?}");
    }
    for fault in &faults {
        assert!(fault["line"].as_u64().is_some_and(|line| line > 0) && fault["file"] == "model.toml", "{fault}");
        assert!(["zh", "en"].iter().all(|language| fault["hint"][language].as_str().is_some_and(|hint| !hint.is_empty())), "{fault}");
    }
}

#[test]
fn an_index_is_listed_and_checked_as_one_and_makes_no_assessment() {
    let home = tempfile::tempdir().expect("a folder");
    let example = Path::new(env!("CARGO_MANIFEST_DIR")).join("../docs/examples/global-hunger-index/model.toml");
    let text = std::fs::read_to_string(example).expect("the example");
    let folder = home.path().join("models/hunger");
    std::fs::create_dir_all(&folder).expect("a folder");
    std::fs::write(folder.join("model.toml"), &text).expect("written");
    let list = shuheng(home.path(), &["model", "list", "--models", "models"]);
    assert_eq!(list.json["indices"][0]["id"], "global-hunger-index");
    let models = list.json["models"].as_array().cloned().unwrap_or_default();
    assert!(!models.is_empty() && models.iter().all(|model| model["id"] != "hunger" && model["id"] != "global-hunger-index"));
    for place in ["models", "models/hunger"] {
        let check = shuheng(home.path(), &["model", "check", place]);
        assert_eq!((check.code, check.json["indices"][0]["indicators"].clone()), (0, 4.into()), "{}", check.json);
    }
    let new = ["new", "a.shuheng", "--model", "global-hunger-index", "--institution", "x", "--type", "city_bank", "--year", "2025"];
    let refused = shuheng(home.path(), &[&new[..], &["--models", "models"]].concat());
    assert_eq!((refused.code, refused.error_code().as_str()), (1, "SH-3008"), "{}", refused.stderr);
    assert!(refused.sentence().contains("shuheng rank"), "{}", refused.stderr);
    assert!(!home.path().join("a.shuheng").exists());
    std::fs::write(folder.join("model.toml"), text.replace("low = 0, high = 30", "low = 30, high = 0")).expect("written");
    let check = shuheng(home.path(), &["model", "check", "models"]);
    let fault = &check.json["indices"][0]["faults"][0];
    assert_eq!((check.code, fault["line"].clone()), (1, 30.into()), "{}", check.json);
    assert!(fault["hint"]["zh"].as_str().is_some_and(|hint| !hint.is_empty()));
}

/// A model of the folder whose text is not UTF-8 is told with its file; the others are checked all the same.
#[test]
fn one_model_that_cannot_be_read_does_not_hide_the_others() {
    let folder = tempfile::tempdir().expect("a folder");
    let folder = folder.path();
    for id in ["house", "other"] {
        let made = shuheng(folder, &["model", "new", id, "--from", "caict-value-2025", "--into", "models"]);
        assert_eq!(made.code, 0, "{}", made.stderr);
    }
    assert_eq!(shuheng(folder, &["model", "check", "models"]).code, 0);
    std::fs::write(folder.join("models/house/economic_value.toml"), b"id = \"\xFF\"").expect("written");
    let check = shuheng(folder, &["model", "check", "models"]);
    assert_eq!(check.code, 1, "{}", check.stderr);
    let models = check.json["models"].as_array().cloned().unwrap_or_default();
    let [house, other] = models.as_slice() else { unreachable!("two models: {}", check.json) };
    assert_eq!(
        (&house["id"], &house["indicators"], &house["faults"][0]["file"]),
        (&"house".into(), &0.into(), &"economic_value.toml".into())
    );
    let told = house["faults"][0]["message"]["en"].as_str().unwrap_or_default();
    assert!(told.contains("not UTF-8"), "{told}");
    assert_eq!((&other["id"], &other["indicators"]), (&"other".into(), &62.into()));
    // By itself it is told in the same way.
    let alone = shuheng(folder, &["model", "check", "models/house"]);
    assert_eq!((alone.code, &alone.json["models"][0]["faults"]), (1, &house["faults"]));
    // Documents that cannot be read are told beside the models.
    std::fs::create_dir(folder.join("models/policies")).expect("a folder");
    std::fs::write(folder.join("models/policies/own.toml"), b"\xFF").expect("written");
    for place in ["models", "models/other"] {
        let check = shuheng(folder, &["model", "check", place]);
        assert_eq!((check.code, &check.json["policies"]["faults"][0]["file"]), (1, &"own.toml".into()), "{}", check.json);
    }
}
