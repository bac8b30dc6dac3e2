//! Two states side by side as files: a CSV table, or a workbook with a sheet for scores, answers and steps.

use crate::csv_cell::quoted;
use crate::error::WorkbenchError;
use crate::export_folder::{ExportFolder, file_name};
use crate::report_input::Tongue;
use crate::view::{
    AnswerDifferenceView, ComparisonFormat, ExportView, HistoryEntryView, Language, MomentKey, MomentView, StateComparisonView,
};
use crate::words::tenth;
use crate::workbench::Workbench;
use shuheng_report::{FigureCell, FigureSheet, figures_workbook};

/// The columns of the CSV table: a line of `row` = `node` has scores and levels, one of `row` = `answer` what follows them.
const COLUMNS: [&str; 18] = [
    "row",
    "id",
    "code",
    "name_zh",
    "name_en",
    "score_before",
    "score_after",
    "change",
    "level_before",
    "level_after",
    "answer_before",
    "answer_after",
    "confidence_before",
    "confidence_after",
    "rationale_before",
    "rationale_after",
    "evidence",
    "steps",
];

impl Workbench {
    /// Writes what [`Self::compare_states`] finds into a folder, which is made when missing.
    ///
    /// # Errors
    /// As [`Self::compare_states`], and when the file cannot be written.
    pub fn export_comparison(
        &self,
        a: MomentKey,
        b: MomentKey,
        folder: &str,
        format: ComparisonFormat,
        language: Language,
    ) -> Result<ExportView, WorkbenchError> {
        let comparison = self.compare_states(a, b)?;
        let sheets = Sheets { comparison: &comparison, tongue: Tongue(language) };
        let (extension, bytes) = match format {
            ComparisonFormat::Csv => ("csv", sheets.csv().into_bytes()),
            ComparisonFormat::Xlsx => ("xlsx", sheets.workbook()?),
        };
        let part = |moment: &MomentView| file_name(&sheets.tongue.text(&moment.name));
        let name = format!("{}-{}-{}.{extension}", sheets.tongue.words("对比", "comparison"), part(&comparison.a), part(&comparison.b));
        let mut target = ExportFolder::open(folder, self.opened()?.store.path(), std::slice::from_ref(&name))?;
        target.workbook(&name, &bytes)?;
        Ok(target.view(comparison.notes))
    }
}

struct Sheets<'a> {
    comparison: &'a StateComparisonView,
    tongue: Tongue,
}

impl Sheets<'_> {
    fn csv(&self) -> String {
        let mut lines = vec![COLUMNS.join(",")];
        let mut line = |cells: Vec<String>| lines.push(cells.iter().map(|cell| quoted(cell)).collect::<Vec<_>>().join(","));
        let number = |score: Option<f64>| score.map(|score| tenth(score).to_string()).unwrap_or_default();
        let level = |level: Option<u8>| level.map(|level| level.to_string()).unwrap_or_default();
        for node in &self.comparison.nodes {
            let mut cells = vec!["node".to_owned(), node.id.clone(), node.code.clone(), node.name.zh.clone(), node.name.en.clone()];
            cells.extend([number(node.before), number(node.after), number(node.change), level(node.level_before), level(node.level_after)]);
            cells.resize(COLUMNS.len(), String::new());
            line(cells);
        }
        for answer in &self.comparison.answers {
            let mut cells = vec!["answer".to_owned(), answer.indicator.clone(), answer.code.clone()];
            cells.extend([answer.name.zh.clone(), answer.name.en.clone()]);
            cells.resize(10, String::new());
            cells.extend(self.answer(answer));
            cells.push(answer.steps.iter().map(|step| self.step(step)).collect::<Vec<_>>().join(&self.tongue.words("；", "; ")));
            line(cells);
        }
        // Without the mark, Excel takes Chinese for another encoding.
        format!("\u{feff}{}\n", lines.join("\n"))
    }

    /// Before and after of answer, confidence, rationale; then what came and went of evidence.
    fn answer(&self, answer: &AnswerDifferenceView) -> [String; 7] {
        let come = answer.evidence_added.iter().map(|title| self.tongue.words(&format!("增加：{title}"), &format!("added: {title}")));
        let gone = answer.evidence_removed.iter().map(|title| self.tongue.words(&format!("移除：{title}"), &format!("removed: {title}")));
        [
            self.tongue.text(&answer.before),
            self.tongue.text(&answer.after),
            self.tongue.text(&answer.confidence_before),
            self.tongue.text(&answer.confidence_after),
            answer.rationale_before.clone(),
            answer.rationale_after.clone(),
            come.chain(gone).collect::<Vec<_>>().join("\n"),
        ]
    }

    fn step(&self, step: &HistoryEntryView) -> String {
        let reason = step.reason.as_ref().map(|reason| self.tongue.words(&format!("，因为：{reason}"), &format!(", because: {reason}")));
        format!("{} {}{}", step.at, self.tongue.text(&step.told), reason.unwrap_or_default())
    }

    fn workbook(&self) -> Result<Vec<u8>, WorkbenchError> {
        let sheets = [self.scores(), self.answers(), self.steps()];
        figures_workbook(&sheets).map_err(|error| WorkbenchError::Export(error.to_string()))
    }

    /// What stands below every sheet.
    fn note(&self) -> String {
        let StateComparisonView { a, b, message, .. } = self.comparison;
        let state =
            |moment: &MomentView| format!("{} · {} · {}", self.tongue.text(&moment.name), moment.at, self.tongue.text(&moment.model));
        format!("{} → {}{}{}", state(a), state(b), self.tongue.words("。", ". "), self.tongue.text(message))
    }

    fn sheet(&self, name: (&str, &str), head: &[(&str, &str)], rows: Vec<Vec<FigureCell>>) -> FigureSheet {
        FigureSheet {
            name: self.tongue.words(name.0, name.1),
            head: head.iter().map(|(zh, en)| self.tongue.words(zh, en)).collect(),
            rows,
            note: self.note(),
        }
    }

    fn scores(&self) -> FigureSheet {
        let number = |score: Option<f64>| score.map_or_else(|| text(""), |score| FigureCell::Number(tenth(score)));
        let level = |level: Option<u8>| text(level.map(|level| format!("L{level}")).unwrap_or_default());
        let rows = self.comparison.nodes.iter().map(|node| {
            vec![
                text(&node.code),
                text(self.tongue.text(&node.name)),
                number(node.before),
                number(node.after),
                number(node.change),
                level(node.level_before),
                level(node.level_after),
            ]
        });
        let head = [
            ("编号", "Code"),
            ("名称", "Name"),
            ("原得分", "Score before"),
            ("现得分", "Score after"),
            ("变化", "Change"),
            ("原等级", "Level before"),
            ("现等级", "Level after"),
        ];
        self.sheet(("得分", "Scores"), &head, rows.collect())
    }

    fn answers(&self) -> FigureSheet {
        let rows = self.comparison.answers.iter().map(|answer| {
            let mut cells = vec![text(&answer.code), text(self.tongue.text(&answer.name))];
            cells.extend(self.answer(answer).map(text));
            cells
        });
        let head = [
            ("编号", "Code"),
            ("指标", "Indicator"),
            ("原作答", "Answer before"),
            ("现作答", "Answer after"),
            ("原置信度", "Confidence before"),
            ("现置信度", "Confidence after"),
            ("原理由", "Rationale before"),
            ("现理由", "Rationale after"),
            ("证据增减", "Evidence"),
        ];
        self.sheet(("作答", "Answers"), &head, rows.collect())
    }

    fn steps(&self) -> FigureSheet {
        let steps = self.comparison.answers.iter().flat_map(|answer| answer.steps.iter().map(move |step| (answer, step)));
        let rows = steps.map(|(answer, step)| {
            vec![
                text(&answer.code),
                text(self.tongue.text(&answer.name)),
                FigureCell::Number(f64::from(step.seq)),
                text(&step.at),
                text(&step.by),
                text(self.tongue.text(&step.told)),
                text(step.reason.clone().unwrap_or_default()),
                text(step.rationale.clone().unwrap_or_default()),
            ]
        });
        let head = [
            ("编号", "Code"),
            ("指标", "Indicator"),
            ("记录号", "Row"),
            ("时间", "When"),
            ("何人", "Who"),
            ("经过", "What"),
            ("原因", "Why"),
            ("理由", "Rationale"),
        ];
        self.sheet(("经过", "Steps"), &head, rows.collect())
    }
}

fn text(text: impl Into<String>) -> FigureCell {
    FigureCell::Text(text.into())
}
