//! A questionnaire made of the shipped model, and a respondent who fills it in.

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::sync::OnceLock;

use shuheng_model::{IndicatorScale, Model, NodeKind, Text};
use shuheng_report::Language;
use shuheng_report::questionnaire::*;

use super::models::{files_of, shipped};
use super::office;

/// A questionnaire with every indicator of the shipped model.
pub fn whole(language: Language) -> Questionnaire {
    static MODEL: OnceLock<Model> = OnceLock::new();
    of(MODEL.get_or_init(|| files_of(&shipped()).1), language)
}

/// One with a question of each kind: a rubric, a metric in per cent, a checklist.
pub fn short(language: Language) -> Questionnaire {
    let mut questionnaire = whole(language);
    let questions = std::mem::take(&mut questionnaire.form.questions);
    let first = |wanted: fn(&Scale) -> bool| questions.iter().find(|question| wanted(&question.scale)).expect("one of each kind").clone();
    questionnaire.form.questions = vec![
        first(|scale| matches!(scale, Scale::Rubric { .. })),
        first(|scale| matches!(scale, Scale::Metric { .. })),
        first(|scale| matches!(scale, Scale::Checklist { .. })),
    ];
    questionnaire
}

fn of(model: &Model, language: Language) -> Questionnaire {
    let t = |text: &Text| if language == Language::Zh { text.zh.clone() } else { text.en.clone() };
    let s = |zh: &str, en: &str| if language == Language::Zh { zh.to_owned() } else { en.to_owned() };
    let heading = |at: usize| Heading { code: model.nodes[at].code.clone(), name: t(&model.nodes[at].name) };
    let levels = model.levels.iter().map(|level| Level { level: level.level, name: t(&level.name), meaning: t(&level.meaning) }).collect();
    let mut questions = Vec::new();
    for node in &model.nodes {
        let NodeKind::Indicator(indicator) = &node.kind else { continue };
        let domain = node.parent.expect("a domain");
        let scale = match &indicator.scale {
            IndicatorScale::Rubric(levels) => {
                Scale::Rubric { evidence: levels.iter().map(|level| level.evidence.iter().map(t).collect()).collect() }
            }
            IndicatorScale::Metric(metric) => Scale::Metric {
                unit: metric.unit.clone(),
                formula: s("分子÷分母×100，口径与年报一致", "numerator ÷ denominator × 100, on the scope of the annual report"),
                range: Some((-1_000.0, 1_000.0)),
            },
            IndicatorScale::Checklist(items) => {
                Scale::Checklist { items: items.iter().map(|item| Item { id: item.id.clone(), text: t(&item.text) }).collect() }
            }
        };
        questions.push(Question {
            id: node.id.clone(),
            code: node.code.clone(),
            name: t(&node.name),
            dimension: heading(model.nodes[domain].parent.expect("a dimension")),
            domain: heading(domain),
            text: t(&indicator.question),
            scale,
            previous: if questions.len() % 3 == 1 { s("L2 受管理级（2024年度）", "L2 Managed (2024)") } else { String::new() },
        });
    }
    Questionnaire {
        identity: Identity {
            engagement: "6f1c2a34-engagement".into(),
            assessment: "2025-annual".into(),
            respondent: "it-department".into(),
            model: ModelStamp { id: model.id.clone(), version: model.version.to_string(), digest: "sha256:5f2ac97be01d4c83".into() },
            language,
            issued_at: "2026-03-02 09:30".into(),
        },
        cover: CoverTexts {
            institution: s("示例城市商业银行", "Sample City Commercial Bank"),
            assessment: s("2025年度数字金融成熟度自评", "Self-assessment of digital finance maturity, 2025"),
            respondent: s("信息科技部", "IT department"),
            deadline: s("2026年3月20日（周五）17:00前", "Friday, 20 March 2026, 17:00"),
            return_to: s("战略发展部评估工作组（行内邮件，不经外网）", "Assessment team, strategy department (internal mail only)"),
            contact: s("战略发展部评估工作组，分机6012", "Assessment team, strategy department, extension 6012"),
            note: s(
                "涉及几个科室的指标由综合科汇总后统一填写；与去年口径不同的，在作答理由中写明。",
                "Where several teams are concerned the planning team answers for all of them; say under the rationale where the scope differs from last year's.",
            ),
            confidential_note: s("内部资料，仅限评估工作使用", "Internal: for the assessment only"),
            model_name: t(&model.name),
            disclaimer: t(&model.disclaimer),
            attribution: t(&model.attribution),
            product_version: "0.1.0".into(),
        },
        form: Form { levels, questions },
    }
}

/// What is put into a cell.
#[derive(Debug, Clone)]
pub enum Put {
    Text(String),
    Number(f64),
    /// A formula with the result that was saved with it.
    Formula(&'static str, f64),
}

impl From<&str> for Put {
    fn from(text: &str) -> Self {
        Self::Text(text.to_owned())
    }
}

/// A respondent: writes into the XML of the sheet of questions, as a spreadsheet would, and leaves all else as it is.
pub struct Filler {
    bytes: Vec<u8>,
    rows: BTreeMap<String, u32>,
    cols: BTreeMap<String, u32>,
    puts: BTreeMap<(u32, u32), Put>,
}

/// The sheet of questions in what the program writes.
pub const SHEET: &str = "xl/worksheets/sheet2.xml";
/// The last row above the questions, from 1.
pub const HEAD: u32 = 4;

impl Filler {
    pub fn new(bytes: Vec<u8>) -> Self {
        let values = office::stored(&bytes);
        let cells = values.get("问卷").or(values.get("Questionnaire")).expect("the sheet of questions");
        let texts = |wanted: fn(&(u32, u32)) -> bool| {
            cells.iter().filter(move |(at, _)| wanted(at)).map(|(at, value)| (value.to_string(), *at)).collect::<Vec<_>>()
        };
        let cols = texts(|at| at.0 == HEAD - 2).into_iter().map(|(key, at)| (key, at.1)).collect();
        let rows = texts(|at| at.1 == 0 && at.0 >= HEAD).into_iter().map(|(id, at)| (id, at.0)).collect();
        Self { bytes, rows, cols, puts: BTreeMap::new() }
    }

    /// Row and column from 0.
    pub fn at(&self, id: &str, column: &str) -> (u32, u32) {
        let row = self.rows.get(id).unwrap_or_else(|| panic!("no row {id}"));
        (*row, self.cols[&format!("shuheng:{column}")])
    }

    pub fn address(&self, id: &str, column: &str) -> String {
        let (row, col) = self.at(id, column);
        name(row, col)
    }

    pub fn put(&mut self, id: &str, column: &str, put: impl Into<Put>) -> String {
        let at = self.at(id, column);
        self.puts.insert(at, put.into());
        name(at.0, at.1)
    }

    pub fn bytes(&self) -> Vec<u8> {
        with_questions(&self.bytes, |xml| self.puts.iter().fold(xml, |xml, (at, put)| with_cell(&xml, &name(at.0, at.1), put)))
    }
}

fn name(row: u32, col: u32) -> String {
    format!("{}{}", rust_xlsxwriter::column_number_to_name(col as u16), row + 1)
}

/// The workbook with the XML of the sheet of questions rewritten.
pub fn with_questions(bytes: &[u8], edit: impl Fn(String) -> String) -> Vec<u8> {
    part(bytes, SHEET, edit)
}

/// The workbook with a part rewritten.
pub fn part(bytes: &[u8], wanted: &str, edit: impl Fn(String) -> String) -> Vec<u8> {
    let rewrite = |name: &str, content: Vec<u8>| {
        if name == wanted { edit(String::from_utf8(content).expect("XML")).into_bytes() } else { content }
    };
    shuheng_table::rewritten(bytes, rewrite).expect("a package")
}

fn escaped(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;").replace('"', "&quot;")
}

fn with_cell(xml: &str, name: &str, put: &Put) -> String {
    let start = xml.find(&format!("<c r=\"{name}\"")).unwrap_or_else(|| panic!("no cell {name}"));
    let tag = start + xml[start..].find('>').expect("a tag");
    let (attributes, end) = match xml[start..tag].strip_suffix('/') {
        Some(attributes) => (attributes, tag + 1),
        None => (&xml[start..tag], tag + xml[tag..].find("</c>").expect("an end") + 4),
    };
    let attributes = attributes.replace(" t=\"s\"", "");
    let cell = match put {
        Put::Text(text) => format!("{attributes} t=\"inlineStr\"><is><t xml:space=\"preserve\">{}</t></is></c>", escaped(text)),
        Put::Number(number) => format!("{attributes}><v>{number}</v></c>"),
        Put::Formula(formula, result) => format!("{attributes}><f>{}</f><v>{result}</v></c>", escaped(formula)),
    };
    format!("{}{cell}{}", &xml[..start], &xml[end..])
}

/// The rows of the questions in another order, as sorting leaves them: `order` gives for each place the row that comes there.
pub fn with_rows(xml: &str, order: impl FnOnce(usize) -> Vec<usize>) -> String {
    let first = xml.find(&format!("<row r=\"{}\"", HEAD + 1)).expect("the first row");
    let end = xml.find("</sheetData>").expect("the end of the rows");
    let rows: Vec<&str> = xml[first..end].split_inclusive("</row>").collect();
    let mut sorted = String::new();
    for (to, from) in (HEAD + 1..).zip(order(rows.len())) {
        let own = HEAD + 1 + from as u32;
        let moved = rows[from].replace(&format!("<row r=\"{own}\""), &format!("<row r=\"{to}\""));
        let mut cells = moved.split("<c r=\"");
        sorted.push_str(cells.next().expect("the row itself"));
        for cell in cells {
            let (name, rest) = cell.split_once('"').expect("a name");
            let letters: String = name.chars().take_while(char::is_ascii_alphabetic).collect();
            write!(sorted, "<c r=\"{letters}{to}\"{rest}").expect("a string");
        }
    }
    format!("{}{sorted}{}", &xml[..first], &xml[end..])
}

/// Answers to every indicator, told apart by their number, with those that are to be found.
pub fn answered(questionnaire: &Questionnaire, filler: &mut Filler) -> Vec<FilledAnswer> {
    let zh = questionnaire.identity.language == Language::Zh;
    let word = |zh_word: &'static str, en_word: &'static str| if zh { zh_word } else { en_word };
    let mut expected = Vec::new();
    for (n, question) in questionnaire.form.questions.iter().enumerate() {
        let id = question.id.as_str();
        let mut items = BTreeMap::new();
        let mut na_reason = String::new();
        let value = match &question.scale {
            _ if n % 11 == 7 => {
                na_reason = format!("理由{n}：本机构不办理 & <此类> 业务");
                filler.put(id, "answer", word("不适用", "N/A"));
                filler.put(id, "na_reason", na_reason.as_str());
                Value::NotApplicable
            }
            Scale::Rubric { .. } => {
                let level = (n % 5) as u8 + 1;
                let name = &questionnaire.form.levels[usize::from(level) - 1].name;
                filler.put(id, "answer", format!("L{level} {name}").as_str());
                Value::Level(level)
            }
            Scale::Metric { .. } => {
                let number = n as f64 * 1.25 - 3.0;
                filler.put(id, "answer", Put::Number(number));
                Value::Number(number)
            }
            Scale::Checklist { items } => {
                let mut held = BTreeMap::new();
                for (m, item) in items.iter().enumerate() {
                    let holds = (n + m) % 3 != 0;
                    filler.put(&format!("{id}#{}", item.id), "answer", if holds { word("有", "Yes") } else { word("无", "No") });
                    held.insert(item.id.clone(), holds);
                }
                Value::Items(held)
            }
        };
        if let Scale::Checklist { items: all } = &question.scale {
            items = all.iter().map(|item| (item.id.clone(), filler.address(&format!("{id}#{}", item.id), "answer"))).collect();
        }
        let (confidence, said) =
            [(Confidence::High, word("高", "High")), (Confidence::Medium, word("中", "Medium")), (Confidence::Low, word("低", "Low"))]
                [n % 3];
        filler.put(id, "confidence", said);
        let rationale = format!("第{n}项：\n=不是公式，只是文字 “引号” & <尖括号>");
        filler.put(id, "rationale", rationale.as_str());
        let evidence: Vec<String> = (0..n % 4).map(|m| format!("《制度{n}-{m}》第{m}条")).collect();
        if !evidence.is_empty() {
            filler.put(id, "evidence", evidence.join("\n").as_str());
        }
        let at = |column| filler.address(id, column);
        let cells = FilledCells {
            sheet: word("问卷", "Questionnaire").to_owned(),
            answer: at("answer"),
            na_reason: at("na_reason"),
            confidence: at("confidence"),
            rationale: at("rationale"),
            evidence: at("evidence"),
            items,
        };
        expected.push(FilledAnswer {
            indicator: id.to_owned(),
            value: Some(value),
            na_reason,
            confidence: Some(confidence),
            rationale,
            evidence,
            cells,
        });
    }
    expected
}

/// The answers without where they stand.
pub fn without_places(answers: &[FilledAnswer]) -> Vec<FilledAnswer> {
    answers.iter().map(|answer| FilledAnswer { cells: FilledCells::default(), ..answer.clone() }).collect()
}
