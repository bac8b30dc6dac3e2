//! Figures as a table for files: a row a value, each with the source that is to be named.

use crate::benchmark::figure_view::source_text;
use crate::benchmark::peers::{OWN, Peers};
use crate::error::WorkbenchError;
use crate::opened::Snapshot;
use crate::view::{BenchmarkRequest, Language, Text};
use serde::Serialize;
use shuheng_benchmark::{Figure, Value};

/// Which values of a figure.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Selection {
    /// The one that counts.
    Chosen,
    /// Every printed and computed one.
    All,
}

/// A value with what a reader has to know of it. The names are those of the columns.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub(super) struct FigureRow {
    pub institution_id: String,
    pub name_zh: String,
    pub name_en: String,
    pub kind: String,
    pub size_tier: String,
    pub year: i32,
    pub metric: String,
    pub value: f64,
    /// Bounds of a computed value.
    pub low: Option<f64>,
    pub high: Option<f64>,
    pub decimals: u32,
    pub lower_bound: bool,
    pub unit: String,
    pub quality: &'static str,
    pub caveats: String,
    /// Whether it is the value that counts.
    pub chosen: bool,
    pub source_id: String,
    pub source_zh: String,
    pub source_en: String,
    pub locator_zh: String,
    pub locator_en: String,
    pub url: String,
    pub formula: String,
    pub note_zh: String,
    pub note_en: String,
}

/// Rows, and who is to be named.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub(crate) struct FigureTable {
    /// `来源：中国信息通信研究院` for its figures and the named source for each other.
    pub attribution_zh: String,
    /// The same in English.
    pub attribution_en: String,
    pub(super) rows: Vec<FigureRow>,
}

impl FigureTable {
    /// The figures of a group and its own institution, in the order of the data.
    pub(crate) fn of(peers: &Peers, snapshot: Option<&Snapshot<'_>>, request: &BenchmarkRequest, selection: Selection) -> Self {
        let own = snapshot.and_then(|_| peers.data().institution(OWN));
        let members = peers.members(&request.group).into_iter().chain(own);
        Self::from_figures(peers, members.filter_map(|found| peers.figure(&found.id, request.year, &request.metric)), selection)
    }

    /// The values of figures.
    pub(super) fn from_figures<'a>(peers: &Peers, figures: impl Iterator<Item = Figure<'a>>, selection: Selection) -> Self {
        let mut attribution = super::attribution::Attribution::default();
        let mut rows = Vec::new();
        for figure in figures {
            for (index, value) in figure.values.iter().enumerate() {
                if index == 0 || selection == Selection::All {
                    rows.push(row(peers, &figure, value, index == 0));
                    match value {
                        Value::Stated(_) => attribution.add(&Figure { values: vec![value.clone()], ..figure.clone() }),
                        Value::Derived(derived) => attribution.add_operands(&derived.operands),
                    }
                }
            }
        }
        let named = attribution.all(peers);
        Self { attribution_zh: named.zh, attribution_en: named.en, rows }
    }

    /// Whether there is nothing.
    pub(crate) fn is_empty(&self) -> bool {
        self.rows.is_empty()
    }

    /// As JSON, the attribution beside the rows.
    pub(crate) fn json(&self) -> String {
        serde_json::to_string_pretty(self).unwrap_or_default() + "\n"
    }

    /// As an Excel workbook in a language: names, sources and remarks in this one only.
    ///
    /// # Errors
    /// [`WorkbenchError::Export`] when it cannot be made.
    pub(crate) fn xlsx(&self, language: Language) -> Result<Vec<u8>, WorkbenchError> {
        let pick = |zh: &str, en: &str| match language {
            Language::Zh => zh.to_owned(),
            Language::En => en.to_owned(),
        };
        let head = [
            ("机构", "Institution"),
            ("年份", "Year"),
            ("指标", "Metric"),
            ("数值", "Value"),
            ("下限", "Lower bound"),
            ("区间下界", "Low"),
            ("区间上界", "High"),
            ("单位", "Unit"),
            ("数据性质", "Quality"),
            ("来源", "Source"),
            ("位置", "Locator"),
            ("网址", "Address"),
            ("公式", "Formula"),
            ("备注", "Remark"),
        ];
        let quality = |word: &str| match word {
            "reported" => pick("披露", "reported"),
            "press" => pick("报道", "press"),
            "derived" => pick("推算", "derived"),
            _ => pick("自报", "self-reported"),
        };
        let bound = |row: &FigureRow| if row.lower_bound { "≥".to_owned() } else { String::new() };
        let rows = self.rows.iter().map(|row| {
            vec![
                text(pick(&row.name_zh, &row.name_en)),
                number(f64::from(row.year)),
                text(row.metric.clone()),
                number(row.value),
                text(bound(row)),
                row.low.map_or_else(|| text(String::new()), number),
                row.high.map_or_else(|| text(String::new()), number),
                text(row.unit.clone()),
                text(quality(row.quality)),
                text(pick(&row.source_zh, &row.source_en)),
                text(pick(&row.locator_zh, &row.locator_en)),
                text(row.url.clone()),
                text(row.formula.clone()),
                text(pick(&row.note_zh, &row.note_en)),
            ]
        });
        let sheet = shuheng_report::FigureSheet {
            name: pick("同业数据", "Peers"),
            head: head.iter().map(|(zh, en)| pick(zh, en)).collect(),
            rows: rows.collect(),
            note: pick(&self.attribution_zh, &self.attribution_en),
        };
        shuheng_report::figures_workbook(std::slice::from_ref(&sheet)).map_err(|error| WorkbenchError::Export(error.to_string()))
    }
}

fn text(text: String) -> shuheng_report::FigureCell {
    shuheng_report::FigureCell::Text(text)
}

fn number(number: f64) -> shuheng_report::FigureCell {
    shuheng_report::FigureCell::Number(number)
}

fn row(peers: &Peers, figure: &Figure<'_>, value: &Value<'_>, chosen: bool) -> FigureRow {
    let institution = peers.data().institution(&figure.institution);
    let metric = peers.data().metric(&figure.metric);
    let source: Text = source_text(peers, value.source());
    let (interval, locator, caveats, formula, note) = match value {
        Value::Stated(row) => {
            let caveats: Vec<&str> = row.caveats.iter().map(|caveat| caveat.word()).collect();
            (None, row.locator.clone(), caveats.join(";"), row.formula.clone(), row.note.clone())
        }
        Value::Derived(derived) => {
            let locator = shuheng_benchmark::Text::default();
            (Some(derived.interval), locator, String::new(), derived.formula.clone(), derived.rule.clone())
        }
    };
    FigureRow {
        institution_id: figure.institution.clone(),
        name_zh: institution.map(|found| found.name.zh.clone()).unwrap_or_default(),
        name_en: institution.map(|found| found.name.en.clone()).unwrap_or_default(),
        kind: institution.map(|found| found.kind.clone()).unwrap_or_default(),
        size_tier: institution.map(|found| found.tier.clone()).unwrap_or_default(),
        year: figure.year,
        metric: figure.metric.clone(),
        value: value.value(),
        low: interval.map(|interval| interval.low),
        high: interval.map(|interval| interval.high),
        decimals: value.decimals(),
        lower_bound: value.is_lower_bound(),
        unit: metric.map(|found| found.unit.clone()).unwrap_or_default(),
        quality: value.quality().word(),
        caveats,
        chosen,
        source_id: value.source().to_owned(),
        source_zh: source.zh,
        source_en: source.en,
        locator_zh: locator.zh,
        locator_en: locator.en,
        url: peers.data().source(value.source()).map(|source| source.url.clone()).unwrap_or_default(),
        formula,
        note_zh: note.zh,
        note_en: note.en,
    }
}
