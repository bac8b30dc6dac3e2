//! What the cells of one indicator say. A cell that cannot be taken is refused by itself; the rest of the row is kept.

use super::column::Column;
use super::filled::{Filled, FilledAnswer, FilledCells, Notice, Refusal, Value};
use super::form::{Level, Question, Scale};
use super::received::QuestionSheet;
use super::word::{self, LevelWord};
use shuheng_table::figure::{self, Cell, CellFault, half_width, shown};
use shuheng_table::{GridRow, Mark, Sentence};
use std::collections::BTreeMap;

/// The most characters of a rationale.
pub const MOST_RATIONALE: usize = 20_000;
/// The most characters of a reason why an indicator does not apply.
pub const MOST_REASON: usize = 2_000;
/// The most characters of one piece of evidence.
pub const MOST_EVIDENCE_TEXT: usize = 500;
/// The most pieces of evidence of one indicator.
pub const MOST_EVIDENCE_LINES: usize = 100;

/// The facts of a checklist by their ids, with their rows.
type Facts<'a> = [(&'a str, Option<&'a GridRow>)];
/// Why a cell was not taken, and what to do.
type Fault = (Sentence, Sentence);

fn fault(why: (impl Into<String>, impl Into<String>), next: (&str, &str)) -> Fault {
    (Sentence::new(why.0, why.1), Sentence::new(next.0, next.1))
}

/// Reads one indicator: its own row, and those of its facts.
pub(super) fn read(
    sheet: &QuestionSheet,
    row: Option<&GridRow>,
    facts: &Facts,
    question: &Question,
    levels: &[Level],
    filled: &mut Filled,
) {
    let mut reader = Reader { sheet, question, filled };
    let value = reader.value(row, facts, levels);
    let text = |reader: &mut Reader, column, most| reader.text(row, column, |text| within(text, most)).unwrap_or_default();
    let na_reason = text(&mut reader, Column::NaReason, MOST_REASON);
    let rationale = text(&mut reader, Column::Rationale, MOST_RATIONALE);
    let evidence = reader.text(row, Column::Evidence, evidence).unwrap_or_default();
    let confidence = reader.text(row, Column::Confidence, |text| {
        word::confidence(text).ok_or_else(|| {
            fault(
                ("不是高、中、低之一", "it is none of High, Medium, Low"),
                ("从下拉列表选取，不确定就留空", "choose from the list, or leave it empty"),
            )
        })
    });
    reader.reasons(row, value.as_ref(), &na_reason);
    if value.is_none() && confidence.is_none() && evidence.is_empty() && [&na_reason, &rationale].iter().all(|text| text.is_empty()) {
        return;
    }
    let at = |column| row.map_or_else(String::new, |row| sheet.address(row, column));
    let items = facts.iter().filter_map(|(id, row)| Some(((*id).to_owned(), sheet.address((*row)?, Column::Answer)))).collect();
    let cells = FilledCells {
        sheet: sheet.name.clone(),
        answer: at(Column::Answer),
        na_reason: at(Column::NaReason),
        confidence: at(Column::Confidence),
        rationale: at(Column::Rationale),
        evidence: at(Column::Evidence),
        items,
    };
    filled.answers.push(FilledAnswer { indicator: question.id.clone(), value, na_reason, confidence, rationale, evidence, cells });
}

struct Reader<'a> {
    sheet: &'a QuestionSheet,
    question: &'a Question,
    filled: &'a mut Filled,
}

impl Reader<'_> {
    /// What a cell says, by `read`; `None` when it is empty or was refused.
    fn text<T>(&mut self, row: Option<&GridRow>, column: Column, read: impl FnOnce(&str) -> Result<T, Fault>) -> Option<T> {
        let row = row?;
        let text = self.sheet.text(row, column);
        let result = match self.sheet.mark(row, column) {
            Some(Mark::Computed | Mark::WithoutResult) => Err(fault(
                ("单元格中是公式，算出的值不读取", "the cell holds a formula, and its result is not taken"),
                ("把值直接填在格里，再导入", "type the value itself into the cell and import the file again"),
            )),
            Some(Mark::Error) => Err(fault(
                ("单元格中是错误值", "the cell holds an error value"),
                ("重新填写这一格，再导入", "fill in the cell again and import the file again"),
            )),
            None if text.is_empty() => return None,
            // So some programs write the carriage return before a line feed.
            None => read(text.replace("_x000D_", "").replace("\r\n", "\n").trim()),
        };
        match result {
            Ok(value) => Some(value),
            Err((why, next)) => {
                self.filled.refusals.push(Refusal {
                    sheet: self.sheet.name.clone(),
                    cell: self.sheet.address(row, column),
                    indicator: Some(self.question.id.clone()),
                    found: shown(text),
                    why: self.about(why),
                    next,
                });
                None
            }
        }
    }

    fn about(&self, sentence: Sentence) -> Sentence {
        let title = self.question.title();
        Sentence::new(format!("{title}：{}", sentence.zh), format!("{title}: {}", sentence.en))
    }

    fn notice(&mut self, row: Option<&GridRow>, column: Column, message: Sentence) {
        let cell = row.map_or_else(String::new, |row| self.sheet.address(row, column));
        let message = self.about(message);
        self.filled.notices.push(Notice { sheet: self.sheet.name.clone(), cell, indicator: Some(self.question.id.clone()), message });
    }

    fn value(&mut self, row: Option<&GridRow>, facts: &Facts, levels: &[Level]) -> Option<Value> {
        match &self.question.scale {
            Scale::Rubric { .. } => self.text(row, Column::Answer, |text| level(text, levels)),
            Scale::Metric { unit, range, .. } => self.text(row, Column::Answer, |text| number(text, unit, *range)),
            Scale::Checklist { .. } => self.checklist(row, facts),
        }
    }

    fn checklist(&mut self, row: Option<&GridRow>, facts: &Facts) -> Option<Value> {
        let mut held = BTreeMap::new();
        for (id, fact) in facts {
            if let Some(holds) = self.text(*fact, Column::Answer, fact_holds) {
                held.insert((*id).to_owned(), holds);
            }
        }
        let answered = !held.is_empty();
        let own = self.text(row, Column::Answer, |text| match (word::is_not_applicable(text), answered) {
            (true, false) => Ok(Value::NotApplicable),
            (true, true) => Err(fault(
                ("选了不适用，清单又有作答，两者矛盾", "it says N/A while items of the checklist are answered"),
                ("留下一种：不适用的，清空各条；适用的，清空这一格", "keep one of them: clear the items, or clear this cell"),
            )),
            (false, _) => Err(fault(
                ("清单的这一行只能填“不适用”", "this row of a checklist takes only N/A"),
                ("清空这一格，在下面各行逐条选“有”或“无”", "clear the cell and choose Yes or No for each item below"),
            )),
        });
        if own.is_some() || held.is_empty() {
            return own;
        }
        // A checklist that says two things at once counts as neither.
        if row.is_some_and(|row| word::is_not_applicable(self.sheet.text(row, Column::Answer))) {
            return None;
        }
        let open: Vec<&str> = facts.iter().map(|(id, _)| *id).filter(|id| !held.contains_key(*id)).collect();
        if !open.is_empty() {
            let (open, all) = (open.len(), facts.len());
            self.notice(
                row,
                Column::Answer,
                Sentence::new(
                    format!("清单{all}条中有{open}条没有作答，不按“无”处理"),
                    format!("{open} of {all} items are not answered; they are not taken for No"),
                ),
            );
        }
        Some(Value::Items(held))
    }

    /// Tells of 不适用 without a reason, and of a reason without 不适用.
    fn reasons(&mut self, row: Option<&GridRow>, value: Option<&Value>, reason: &str) {
        let message = match (value, reason.is_empty()) {
            (Some(Value::NotApplicable), true) => Sentence::new("选了不适用而没有写理由", "it says N/A without a reason"),
            (Some(Value::Level(_) | Value::Number(_) | Value::Items(_)), false) => Sentence::new(
                "写了不适用的理由，作答却不是不适用；按作答读取",
                "there is a reason for N/A beside another answer; the answer was taken",
            ),
            _ => return,
        };
        self.notice(row, Column::NaReason, message);
    }
}

fn level(text: &str, levels: &[Level]) -> Result<Value, Fault> {
    if word::is_not_applicable(text) {
        return Ok(Value::NotApplicable);
    }
    let [least, most] =
        [levels.iter().map(|level| level.level).min(), levels.iter().map(|level| level.level).max()].map(Option::unwrap_or_default);
    match word::level(text, levels) {
        LevelWord::Level(level) => Ok(Value::Level(level)),
        LevelWord::OutOfRange => Err(fault(
            (format!("没有这一级，等级为L{least}至L{most}"), format!("there is no such level; they go from L{least} to L{most}")),
            ("从下拉列表选取一级", "choose a level from the list"),
        )),
        LevelWord::Unclear => Err(fault(
            ("看不出是哪一级", "it does not say which level is meant"),
            ("从下拉列表选取一级，或“不适用”", "choose a level, or N/A, from the list"),
        )),
    }
}

fn number(text: &str, unit: &str, range: Option<(f64, f64)>) -> Result<Value, Fault> {
    if word::is_not_applicable(text) {
        return Ok(Value::NotApplicable);
    }
    let next = ("填一个数字，或“不适用”", "write a number, or N/A");
    let plain = |text: &str| -> String { half_width(text).split_whitespace().collect() };
    let (text, unit) = (plain(text), plain(unit));
    // The unit behind a figure says nothing new, but a per cent sign is read with the figure.
    let bare = if unit.is_empty() || unit == "%" { &text } else { text.strip_suffix(unit.as_str()).unwrap_or(&text) };
    match figure::read(bare, true) {
        Ok(Cell::Figure(_, true)) if !unit.starts_with('%') => {
            Err(fault((format!("填了百分比，而单位是{unit}"), format!("it is a percentage, while the unit is {unit}")), next))
        }
        Ok(Cell::Figure(number, _)) if range.is_some_and(|(least, most)| !(least..=most).contains(&number)) => {
            let (least, most) = range.unwrap_or_default();
            Err(fault(
                (format!("不在{least}至{most}之间，单位是{unit}"), format!("it is not within {least} and {most} ({unit})")),
                ("核对单位与小数点，改正后再导入", "check the unit and the decimal point, mend it and import the file again"),
            ))
        }
        Ok(Cell::Figure(number, _)) => Ok(Value::Number(number)),
        Ok(Cell::Missing) => Err(fault(
            ("不是数字", "it is not a number"),
            ("没有数据就留空，确实不适用的填“不适用”", "leave it empty where there is no figure, or write N/A where none can be"),
        )),
        Err(CellFault::EitherComma) => Err(fault(
            ("逗号可能是千分位，也可能是小数点", "the comma may set apart thousands or decimals"),
            ("去掉千分位，小数点写成“.”", "leave thousands together and write decimals with a point"),
        )),
        Err(CellFault::NoNumber | CellFault::NotFinite | CellFault::TooGreat) => {
            Err(fault(("不是可用的数字", "it is no usable number"), next))
        }
    }
}

fn fact_holds(text: &str) -> Result<bool, Fault> {
    word::holds(text).ok_or_else(|| {
        fault(
            ("清单的这一条不是有、无之一", "this item of the checklist is neither Yes nor No"),
            (
                "从下拉列表选“有”或“无”；整项不适用的，在指标那一行选",
                "choose Yes or No from the list; N/A belongs into the row of the indicator",
            ),
        )
    })
}

fn within(text: &str, most: usize) -> Result<String, Fault> {
    let count = text.chars().count();
    if count <= most {
        return Ok(text.to_owned());
    }
    Err(fault(
        (format!("文字有{count}字，最多{most}字"), format!("the text has {count} characters; at most {most} are taken")),
        ("缩短文字后再导入", "shorten the text and import the file again"),
    ))
}

fn evidence(text: &str) -> Result<Vec<String>, Fault> {
    let lines: Vec<String> = text.lines().map(str::trim).filter(|line| !line.is_empty()).map(str::to_owned).collect();
    if lines.len() > MOST_EVIDENCE_LINES {
        return Err(fault(
            (
                format!("证据有{}条，最多{MOST_EVIDENCE_LINES}条", lines.len()),
                format!("there are {} pieces of evidence; at most {MOST_EVIDENCE_LINES} are taken", lines.len()),
            ),
            ("合并或删减后再导入", "merge some of them and import the file again"),
        ));
    }
    let long = lines.iter().map(|line| line.chars().count()).find(|count| *count > MOST_EVIDENCE_TEXT);
    match long {
        None => Ok(lines),
        Some(count) => Err(fault(
            (
                format!("有一条证据长{count}字，最多{MOST_EVIDENCE_TEXT}字"),
                format!("one piece of evidence has {count} characters; at most {MOST_EVIDENCE_TEXT} are taken"),
            ),
            ("每行写一条；说明写到作答理由里", "put one piece on a line, and what explains it into the rationale"),
        )),
    }
}
