//! Answers from a CSV table: `indicator,value[,confidence[,rationale]]`.
//!
//! `value` is a level (`3` or `L3`), a number, the held items of a checklist joined by `;` (`none` for none), `na`, or empty
//! to leave the value as it is; an empty confidence or rationale leaves that as it is too. All lines are checked before anything is recorded; every fault is told.

use crate::error::{RowFault, WorkbenchError};
use crate::research::csv_table::TOLD;
use crate::text_file;
use crate::view::Text;
use shuheng_model::{Indicator, IndicatorScale, Instrument, ResponseFault};
use shuheng_store::{AnswerChange, Confidence, Value};
use shuheng_table::open_quote;
use std::collections::BTreeMap;
use std::path::Path;

/// Largest table that is read: thousands of answers with long rationales.
const LARGEST_TABLE: u64 = 50_000_000;
const COLUMNS: [&str; 4] = ["indicator", "value", "confidence", "rationale"];

/// Reads a table of answers.
///
/// # Errors
/// [`WorkbenchError::File`] when it cannot be read, [`WorkbenchError::Answers`] with every fault in it.
pub(crate) fn read(path: &Path, instrument: &Instrument) -> Result<BTreeMap<String, AnswerChange>, WorkbenchError> {
    let bytes = text_file::read(path, LARGEST_TABLE)?;
    parse(&bytes, instrument).map_err(|faults| WorkbenchError::Answers { path: path.to_owned(), faults })
}

/// Reads a table of answers from its bytes.
pub(crate) fn parse(bytes: &[u8], instrument: &Instrument) -> Result<BTreeMap<String, AnswerChange>, Vec<RowFault>> {
    let whole = |zh: &str, en: &str| vec![RowFault { line: 0, message: Text::new(zh, en) }];
    let text = std::str::from_utf8(bytes)
        .map_err(|_| whole("文件不是UTF-8编码，另存为UTF-8的CSV后重试", "the file is not UTF-8; save it as a UTF-8 CSV and try again"))?;
    if text.matches('"').count() % 2 == 1 {
        return Err(vec![open_quote().into()]);
    }
    let mut reader =
        csv::ReaderBuilder::new().flexible(true).trim(csv::Trim::All).from_reader(text.trim_start_matches('\u{feff}').as_bytes());
    let head: Vec<String> =
        reader.headers().map_err(|_| whole("首行无法读取", "the first line cannot be read"))?.iter().map(str::to_lowercase).collect();
    let column = |name: &str| head.iter().position(|head| head == name);
    let (Some(indicator), Some(value)) = (column("indicator"), column("value")) else {
        return Err(vec![RowFault {
            line: 1,
            message: Text::new(
                "首行须有indicator与value两列，可再有confidence与rationale",
                "the first line needs the columns indicator and value, and may have confidence and rationale",
            ),
        }]);
    };
    let strange: Vec<&str> = head
        .iter()
        .enumerate()
        .filter(|(index, name)| !COLUMNS.contains(&name.as_str()) || head.iter().take(*index).any(|earlier| earlier == *name))
        .map(|(_, name)| name.as_str())
        .collect();
    if !strange.is_empty() {
        return Err(vec![RowFault {
            line: 1,
            message: Text::new(
                format!("不认识或重复的列：{}；可用的列为{}", strange.join("、"), COLUMNS.join("、")),
                format!("unknown or repeated columns: {}; the columns are {}", strange.join(", "), COLUMNS.join(", ")),
            ),
        }]);
    }
    let (confidence, rationale) = (column("confidence"), column("rationale"));
    let mut faults = Vec::new();
    let mut changes = BTreeMap::new();
    let mut first_line: BTreeMap<String, u64> = BTreeMap::new();
    for record in reader.records() {
        let record = match record {
            Ok(record) => record,
            Err(error) => {
                let line = error.position().map_or(0, csv::Position::line);
                faults
                    .push(RowFault {
                        line, message: Text::new("这一行无法读取，检查引号", "this line cannot be read; check the quotes")
                    });
                continue;
            }
        };
        let line = record.position().map_or(0, csv::Position::line);
        let cell = |column: Option<usize>| column.and_then(|column| record.get(column)).unwrap_or_default();
        let id = cell(Some(indicator)).to_owned();
        if let Some(earlier) = first_line.insert(id.clone(), line) {
            let message = Text::new(format!("“{id}”已见于第{earlier}行"), format!("`{id}` stands on line {earlier} already"));
            faults.push(RowFault { line, message });
            continue;
        }
        match change(&id, cell(Some(value)), cell(confidence), cell(rationale), instrument) {
            // A line that says nothing changes nothing.
            Ok(change) if change == AnswerChange::default() => {}
            Ok(change) => {
                changes.insert(id, change);
            }
            Err(message) => faults.push(RowFault { line, message }),
        }
    }
    faults.truncate(TOLD);
    if faults.is_empty() { Ok(changes) } else { Err(faults) }
}

fn change(id: &str, value: &str, confidence: &str, rationale: &str, instrument: &Instrument) -> Result<AnswerChange, Text> {
    let model = instrument.model();
    let node = model.index_of(id).map(|index| &model.nodes[index]);
    let Some((node, indicator)) = node.and_then(|node| node.indicator().map(|indicator| (node, indicator))) else {
        return Err(Text::new(format!("评估模型中没有指标“{id}”"), format!("the model has no indicator `{id}`")));
    };
    let named = |text: Text| {
        Text::new(format!("{} {}：{}", node.code, node.name.zh, text.zh), format!("{} {}: {}", node.code, node.name.en, text.en))
    };
    let parsed = if value.is_empty() { None } else { Some(parse_value(indicator, value).map_err(named)?) };
    if parsed.is_some() && !instrument.applies(indicator) {
        return Err(named(Text::new("不适用于该机构类型，无须作答", "does not apply to this kind of institution and needs no answer")));
    }
    if let Some(value) = &parsed {
        instrument.leaf(indicator, &crate::score::response(value)).map_err(|ResponseFault { message }| named(message.into()))?;
    }
    let confidence = match confidence.to_lowercase().as_str() {
        "" => None,
        "low" | "低" => Some(Confidence::Low),
        "medium" | "中" => Some(Confidence::Medium),
        "high" | "高" => Some(Confidence::High),
        other => {
            return Err(named(Text::new(
                format!("置信度“{other}”应为low、medium或high"),
                format!("the confidence `{other}` should be low, medium or high"),
            )));
        }
    };
    Ok(AnswerChange {
        value: parsed.map(Some),
        confidence: confidence.map(Some),
        rationale: (!rationale.is_empty()).then(|| rationale.to_owned()),
        ..AnswerChange::default()
    })
}

fn parse_value(indicator: &Indicator, text: &str) -> Result<Value, Text> {
    if ["na", "n/a", "不适用"].contains(&text.to_lowercase().as_str()) {
        return Ok(Value::NotApplicable);
    }
    match &indicator.scale {
        IndicatorScale::Rubric(levels) => text.strip_prefix(['L', 'l']).unwrap_or(text).parse::<u8>().map(Value::Level).map_err(|_| {
            Text::new(
                format!("“{text}”不是等级，应为1至{}或na", levels.len()),
                format!("`{text}` is not a level; use 1 to {} or na", levels.len()),
            )
        }),
        IndicatorScale::Metric(metric) => text.parse::<f64>().map(Value::Number).map_err(|_| {
            Text::new(
                format!("“{text}”不是数字，单位为{}，如4.83", metric.unit),
                format!("`{text}` is not a number; the unit is {}, write it like 4.83", metric.unit),
            )
        }),
        IndicatorScale::Checklist(_) if text.eq_ignore_ascii_case("none") => Ok(Value::Items(Default::default())),
        IndicatorScale::Checklist(_) => {
            Ok(Value::Items(text.split(';').map(str::trim).filter(|item| !item.is_empty()).map(str::to_owned).collect()))
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::Library;

    fn instrument() -> Instrument {
        let library = Library::new(None).expect("built-in models");
        Instrument::new(library.model("caict-value-2025").expect("built in").clone(), "city_bank").expect("a profile")
    }

    fn faults(table: &str) -> Vec<(u64, String)> {
        parse(table.as_bytes(), &instrument()).err().unwrap_or_default().into_iter().map(|fault| (fault.line, fault.message.en)).collect()
    }

    #[test]
    fn every_kind_of_answer() {
        let table = "\u{feff}indicator,value,confidence,rationale\n\
            technology_application.ai.enterprise_platform,L3,高,\"有台账，\n两行\"\n\
            economic_value.input_output.it_investment_intensity,4.07,,\n\
            technology_application.frontier.quantum,na,low,\n";
        let changes = parse(table.as_bytes(), &instrument()).expect("a sound table");
        let values: Vec<_> = changes.values().map(|change| change.value.clone().flatten()).collect();
        assert_eq!(values, [Some(Value::Number(4.07)), Some(Value::Level(3)), Some(Value::NotApplicable)]);
        assert_eq!(changes["technology_application.ai.enterprise_platform"].rationale.as_deref(), Some("有台账，\n两行"));
    }

    #[test]
    fn every_fault_is_told_with_its_line() {
        let told = faults(
            "indicator,value\nnowhere,3\ntechnology_application.ai.enterprise_platform,9\ntechnology_application.ai.agents_rpa,较好\n\
             economic_value.input_output.it_investment_intensity,4.83万\ntechnology_application.ai.agents_rpa,3\n",
        );
        let lines: Vec<u64> = told.iter().map(|(line, _)| *line).collect();
        assert_eq!(lines, [2, 3, 4, 5, 6], "{told:?}");
        assert!(told[0].1.contains("no indicator `nowhere`"));
        assert!(told[1].1.contains("no level 9, use 1 to 5"));
        assert!(told[2].1.contains("is not a level"));
        assert!(told[3].1.contains("is not a number"));
        assert!(told[4].1.contains("line 4 already"));
    }

    #[test]
    fn empty_cells_leave_what_is_there() {
        let table =
            "indicator,value,confidence,rationale\ntechnology_application.ai.agents_rpa,3,,\ntechnology_application.core.core_systems,,,\n";
        let changes = parse(table.as_bytes(), &instrument()).expect("a sound table");
        assert_eq!(changes.len(), 1, "a line that says nothing is none");
        assert_eq!(changes["technology_application.ai.agents_rpa"], AnswerChange::value(Value::Level(3)));
    }

    #[test]
    fn quotes_and_columns_that_would_lose_answers() {
        let open = "indicator,value,confidence,rationale\ntechnology_application.ai.agents_rpa,3,high,\"open\ntechnology_application.core.core_systems,5,high,lost\n";
        assert!(faults(open)[0].1.contains("a quote is not closed"));
        assert!(faults("indicator,value,rationnale\n")[0].1.contains("unknown or repeated columns: rationnale"));
        assert!(faults("indicator,value,value\n")[0].1.contains("repeated columns: value"));
        assert!(faults("indicator,value\ntechnology_application.ai.agents_rpa,LLL3\n")[0].1.contains("not a level"));
    }

    #[test]
    fn tables_that_are_none() {
        assert!(faults("a,b\n1,2\n")[0].1.contains("needs the columns"));
        assert!(parse(&[0xff, 0xfe, 0x00], &instrument()).expect_err("not UTF-8")[0].message.en.contains("not UTF-8"));
        assert!(faults("")[0].1.contains("needs the columns"));
    }
}
