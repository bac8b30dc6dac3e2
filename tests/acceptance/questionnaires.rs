//! Questionnaires out, filled in by departments, re-saved by another program with their rows sorted, and back: every answer is there.

use crate::office::{saved_again, stored};
use calamine::Data;
use rust_xlsxwriter::Workbook;
use serde_json::Value;
use shuheng_acceptance::{Run, shuheng};
use std::collections::BTreeMap;
use std::fs;
use std::path::Path;

/// The first row of questions, from 0: title, keys, heads and a spare row stand above.
const FIRST_ROW: u32 = 4;

fn done(run: Run) -> Value {
    assert_eq!(run.code, 0, "{}{}", run.stderr, run.json);
    run.json
}

fn list(value: &Value) -> &[Value] {
    value.as_array().map_or(&[], Vec::as_slice)
}

fn engagement(folder: &Path, file: &str) {
    done(shuheng(folder, &["new", file, "--institution", "某行", "--type", "city_bank", "--year", "2025"]));
}

fn respondent(folder: &Path, name: &str, share: &str) -> Value {
    done(shuheng(folder, &["respondents", "add", "a.shuheng", "--name", name, "--share", share]))
}

fn export(folder: &Path, file: &str, out: &str) -> Vec<String> {
    let written = done(shuheng(folder, &["questionnaire", "export", file, "--out", out]));
    list(&written["files"]).iter().filter_map(|file| file["path"].as_str().map(str::to_owned)).collect()
}

/// The cells of the sheet of questions by row id, filled in by kind: the level for rubrics, a figure for metrics, 有 for the items of
/// checklists; rows in reverse order, as somebody who sorted them leaves them.
pub(crate) fn filled_in(path: &str, level: u8) -> Vec<u8> {
    let mut sheets = stored(&fs::read(path).expect("the questionnaire"));
    let sheet = sheets.get_mut("问卷").expect("the questions");
    let key = |cells: &BTreeMap<(u32, u32), Data>, wanted: &str| {
        cells.iter().find(|(_, data)| **data == Data::String(wanted.to_owned())).map(|(at, _)| at.1).expect("a column")
    };
    let [answer, confidence, rationale] = ["answer", "confidence", "rationale"].map(|name| key(sheet, &format!("shuheng:{name}")));
    let rows: Vec<(u32, String)> =
        sheet.iter().filter(|(at, _)| at.1 == 0 && at.0 >= FIRST_ROW).map(|(at, id)| (at.0, id.to_string())).collect();
    let checklists: Vec<String> = rows.iter().filter_map(|(_, id)| id.split_once('#').map(|(id, _)| id.to_owned())).collect();
    for (row, id) in &rows {
        if id.contains('#') {
            sheet.insert((*row, answer), Data::String("有".to_owned()));
        } else if !checklists.contains(id) {
            let metric = METRICS.contains(&id.rsplit('.').next().unwrap_or_default());
            let text = if metric { "3.5".to_owned() } else { format!("L{level}") };
            sheet.insert((*row, answer), Data::String(text));
        }
        if !id.contains('#') {
            sheet.insert((*row, confidence), Data::String("中".to_owned()));
            sheet.insert((*row, rationale), Data::String(format!("{id}的台账")));
        }
    }
    let last = sheet.keys().map(|at| at.0).max().unwrap_or_default();
    let turned = |row: u32| if row < FIRST_ROW { row } else { FIRST_ROW + last - row };
    let mut book = Workbook::new();
    for (name, cells) in &sheets {
        let target = book.add_worksheet();
        target.set_name(if name == "问卷" { "填好了" } else { name }).expect("a name");
        for ((row, col), data) in cells {
            let row = if name == "问卷" { turned(*row) } else { *row };
            target.write_string(row, u16::try_from(*col).expect("a column"), data.to_string()).expect("a cell");
        }
    }
    saved_again(&[book.save_to_buffer().expect("a workbook")]).remove(0)
}

const METRICS: [&str; 4] = ["it_investment_intensity", "it_investment_growth", "cost_income_ratio", "technology_staff_share"];

fn answers(folder: &Path) -> BTreeMap<String, Value> {
    let answers = done(shuheng(folder, &["answers", "a.shuheng"]));
    list(&answers["answers"]).iter().map(|answer| (answer["indicator"].as_str().unwrap_or_default().to_owned(), answer.clone())).collect()
}

fn recorded_by_rule(recorded: &BTreeMap<String, Value>) -> usize {
    recorded.values().filter(|answer| answer["basis"]["type"] == "median").count()
}

/// All text of the cover, and what the answer to an indicator rests on, of the one workbook in `report`.
fn rests_in_report(folder: &Path, code: &str) -> (String, String) {
    use calamine::Reader;
    let file = fs::read_dir(folder.join("report")).expect("the report").flatten().next().expect("the workbook").path();
    let mut book: calamine::Xlsx<_> = calamine::open_workbook(file).expect("the workbook");
    let cover = book.worksheet_range("封面").expect("the cover");
    let cover = cover.cells().map(|(_, _, cell)| cell.to_string()).collect::<Vec<_>>().join(" ");
    let sheet = book.worksheet_range("指标").expect("the indicators");
    let head = sheet.rows().position(|row| row.iter().any(|cell| cell == "作答依据")).expect("the heads");
    let rows: Vec<&[Data]> = sheet.rows().collect();
    let column = rows[head].iter().position(|cell| cell == "作答依据").expect("the column");
    let row = rows.iter().find(|row| row.first().is_some_and(|cell| cell == code)).expect("the indicator");
    (cover, row[column].to_string())
}

#[test]
fn answers_come_back_through_libreoffice_with_rows_turned_round() {
    let folder = tempfile::tempdir().expect("a folder");
    let folder = folder.path();
    engagement(folder, "a.shuheng");
    respondent(folder, "信息科技部", "A,b,C");
    let team = respondent(folder, "数据/管理部", "B3,B4");
    assert!(list(&team["uncovered"]).is_empty(), "{team}");
    done(shuheng(folder, &["consensus", "a.shuheng", "--rule", "median"]));
    let files = export(folder, "a.shuheng", "out");
    let names: Vec<&str> = files.iter().filter_map(|path| Path::new(path).file_name()?.to_str()).collect();
    assert_eq!(names, ["问卷-信息科技部.xlsx", "问卷-数据_管理部.xlsx"]);
    fs::write(folder.join("it.xlsx"), filled_in(&files[0], 4)).expect("written");
    fs::write(folder.join("data.xlsx"), filled_in(&files[1], 2)).expect("written");

    let preview = done(shuheng(folder, &["questionnaire", "import", "a.shuheng", "it.xlsx", "data.xlsx", "--dry-run"]));
    let asked: u64 = list(&team["respondents"]).iter().map(|respondent| list(&respondent["share"]).len() as u64).sum();
    assert_eq!((&preview["import"]["new"], &preview["import"]["refused"]), (&Value::from(asked), &Value::from(0)), "{preview:#}");
    assert!(answers(folder).values().all(|answer| answer["value"]["type"] == "unanswered"), "a dry run writes nothing");

    done(shuheng(folder, &["questionnaire", "import", "a.shuheng", "it.xlsx", "data.xlsx"]));
    let recorded = answers(folder);
    assert!(recorded.len() > 50);
    for (id, answer) in &recorded {
        let asked = list(&team["respondents"]).iter().any(|respondent| list(&respondent["share"]).contains(&Value::from(id.as_str())));
        assert_eq!(asked, answer["value"]["type"] != "unanswered", "{answer}");
        assert!(!asked || answer["basis"]["type"] == "median", "{answer}");
    }
    let shared = &recorded["technology_application.ai.enterprise_platform"];
    assert_eq!((&shared["value"]["level"], &shared["basis"]["responses"]), (&Value::from(2), &Value::from(2)), "the lower of 2 and 4");

    // Whoever reads the score, the explanation or the report sees on what it rests.
    let rests_on = &done(shuheng(folder, &["score", "a.shuheng"]))["restsOn"];
    assert_eq!((&rests_on["median"], &rests_on["direct"]), (&recorded_by_rule(&recorded).into(), &0.into()), "{rests_on}");
    done(shuheng(folder, &["report", "a.shuheng", "--out", "report", "--only", "xlsx"]));
    let (cover, cell) = rests_in_report(folder, "B4.1");
    assert!(cover.contains("项取作答中位数") && cover.contains("草稿") && cell == "2份作答的中位数", "{cover} {cell}");

    let consensus = done(shuheng(folder, &["consensus", "a.shuheng", "--rule", "mean"]));
    let indicator = list(&consensus["consensus"]["indicators"])
        .iter()
        .find(|indicator| indicator["indicator"] == "technology_application.ai.enterprise_platform")
        .expect("the indicator")
        .clone();
    assert_eq!((&indicator["value"]["level"], &indicator["spread"], &indicator["disputed"]), (&3.into(), &2.into(), &true.into()));
    let said: Vec<&str> = list(&indicator["responses"]).iter().filter_map(|response| response["rationale"].as_str()).collect();
    assert_eq!(said, ["technology_application.ai.enterprise_platform的台账"; 2]);

    // One undo takes the rule back, the next one all that was imported.
    done(shuheng(folder, &["undo", "a.shuheng"]));
    done(shuheng(folder, &["undo", "a.shuheng"]));
    assert!(answers(folder).values().all(|answer| answer["value"]["type"] == "unanswered" && answer["responses"] == 0));
    assert_eq!(shuheng(folder, &["verify", "a.shuheng"]).code, 0);
}

#[test]
fn what_does_not_belong_here_is_refused_and_what_is_known_changes_nothing() {
    let folder = tempfile::tempdir().expect("a folder");
    let folder = folder.path();
    engagement(folder, "a.shuheng");
    engagement(folder, "b.shuheng");
    respondent(folder, "信息科技部", "B4");
    done(shuheng(folder, &["respondents", "add", "b.shuheng", "--name", "信息科技部", "--share", "B4"]));
    let (own, other) = (export(folder, "a.shuheng", "a"), export(folder, "b.shuheng", "b"));
    fs::write(folder.join("own.xlsx"), filled_in(&own[0], 3)).expect("written");
    fs::write(folder.join("other.xlsx"), filled_in(&other[0], 5)).expect("written");

    let refused = shuheng(folder, &["questionnaire", "import", "a.shuheng", "own.xlsx", "other.xlsx"]);
    assert_eq!((refused.code, refused.error_code().as_str()), (1, "SH-2163"));
    assert!(refused.sentence().contains("another engagement"), "{}", refused.sentence());
    assert!(answers(folder).values().all(|answer| answer["responses"] == 0), "nothing of either was taken");
    assert_eq!(shuheng(folder, &["questionnaire", "import", "a.shuheng", "other.xlsx", "--dry-run"]).code, 1);

    done(shuheng(folder, &["questionnaire", "import", "a.shuheng", "own.xlsx"]));
    let again = done(shuheng(folder, &["questionnaire", "import", "a.shuheng", "own.xlsx"]));
    let count = |name: &str| again["import"][name].as_u64().unwrap_or_default();
    assert!(count("unchanged") > 0);
    assert_eq!((count("new"), count("changed"), count("conflicts")), (0, 0, 0));

    // A response that came after the questionnaire was made is not overwritten unless somebody says so.
    fs::write(folder.join("late.xlsx"), filled_in(&own[0], 5)).expect("written");
    let late = done(shuheng(folder, &["questionnaire", "import", "a.shuheng", "late.xlsx"]));
    assert!(late["import"]["conflicts"].as_u64() > Some(0), "{late}");
    let level = |folder: &Path| {
        let consensus = done(shuheng(folder, &["consensus", "a.shuheng"]));
        let indicators = list(&consensus["consensus"]["indicators"]).to_vec();
        indicators.iter().find_map(|indicator| indicator["responses"][0]["value"]["level"].as_u64())
    };
    assert_eq!(level(folder), Some(3));
    done(shuheng(folder, &["questionnaire", "import", "a.shuheng", "late.xlsx", "--conflicts", "take"]));
    assert_eq!(level(folder), Some(5));

    let unknown = shuheng(folder, &["respondents", "remove", "a.shuheng", "战略部"]);
    assert_eq!((unknown.code, unknown.error_code().as_str()), (1, "SH-2160"));
    done(shuheng(folder, &["respondents", "remove", "a.shuheng", "信息科技部"]));
    let removed = shuheng(folder, &["questionnaire", "import", "a.shuheng", "own.xlsx"]);
    assert!(removed.sentence().contains("was removed"), "{}", removed.sentence());
}
