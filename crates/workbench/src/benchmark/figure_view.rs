//! A figure as it crosses to the window.

use crate::benchmark::peers::Peers;
use crate::view::{AlternativeView, FigureView, OperandView, QualityView, Text};
use shuheng_benchmark::{Derived, Figure, Observation, Operand, Quality, Value};

impl From<&shuheng_benchmark::Text> for Text {
    fn from(text: &shuheng_benchmark::Text) -> Self {
        Self { zh: text.zh.clone(), en: text.en.clone() }
    }
}

/// A quality for the window.
pub(crate) fn quality(quality: Quality) -> QualityView {
    match quality {
        Quality::Reported => QualityView::Disclosed,
        Quality::Press => QualityView::Press,
        Quality::Derived => QualityView::Derived,
        Quality::SelfReported => QualityView::SelfReported,
    }
}

/// A figure with its provenance and all its values.
pub(super) fn figure_view(peers: &Peers, figure: &Figure<'_>) -> FigureView {
    let unit = unit(peers, &figure.metric);
    let alternatives = if figure.values.len() > 1 {
        let view = |(index, value)| alternative(peers, value, index == 0, index == 0 && figure.by_hand);
        figure.values.iter().enumerate().map(view).collect()
    } else {
        Vec::new()
    };
    let chosen = match figure.chosen() {
        Value::Stated(row) => stated_view(peers, row, unit),
        Value::Derived(derived) => derived_view(peers, derived, unit),
    };
    FigureView { quality: quality(figure.chosen().quality()), alternatives, conflicting: figure.conflicting, ..chosen }
}

fn stated_view(peers: &Peers, row: &Observation, unit: String) -> FigureView {
    FigureView {
        value: row.value,
        interval: None,
        lower_bound: row.has(shuheng_benchmark::Caveat::LowerBound),
        decimals: row.decimals,
        unit,
        quality: quality(row.quality),
        source: source_text(peers, &row.source),
        source_id: row.source.clone(),
        locator: (&row.locator).into(),
        url: url(peers, &row.source),
        formula: Some(row.formula.clone()).filter(|formula| !formula.is_empty()),
        rule: None,
        operands: Vec::new(),
        note: (&row.note).into(),
        alternatives: Vec::new(),
        conflicting: false,
    }
}

/// A computed figure.
pub(super) fn derived_view(peers: &Peers, derived: &Derived, unit: String) -> FigureView {
    // Two more decimals than the value has: the interval is often narrower than its last one.
    let bound = |value: f64| format!("{value:.*}", (derived.decimals + 2).min(6) as usize).replace('-', "−");
    let (low, high) = (bound(derived.interval.low), bound(derived.interval.high));
    FigureView {
        value: derived.value,
        interval: Some([derived.interval.low, derived.interval.high]),
        lower_bound: false,
        decimals: derived.decimals,
        unit,
        quality: quality(Value::Derived(derived.clone()).quality()),
        source: source_text(peers, &derived.derivation),
        source_id: derived.derivation.clone(),
        locator: Text::default(),
        url: String::new(),
        formula: Some(derived.formula.clone()),
        rule: Some((&derived.rule).into()),
        operands: derived.operands.iter().map(|operand| operand_view(peers, operand)).collect(),
        note: Text::new(
            format!("因所用数字经四舍五入，实际在{low}至{high}之间"),
            format!("the figures used are rounded: it lies between {low} and {high}"),
        ),
        alternatives: Vec::new(),
        conflicting: false,
    }
}

fn operand_view(peers: &Peers, operand: &Operand) -> OperandView {
    let who = peers.data().institution(&operand.institution).map(|found| Text::from(&found.name)).unwrap_or_default();
    let what = peers.data().metric(&operand.metric).map(|found| Text::from(&found.name)).unwrap_or_default();
    let year = operand.year;
    OperandView {
        name: Text::new(format!("{}{year}年{}", who.zh, what.zh), format!("{} {year}, {}", who.en, what.en)),
        value: operand.value,
        unit: unit(peers, &operand.metric),
        quality: quality(operand.quality),
        source: source_text(peers, &operand.source),
        locator: (&operand.locator).into(),
    }
}

fn alternative(peers: &Peers, value: &Value<'_>, chosen: bool, by_hand: bool) -> AlternativeView {
    let (locator, note) = match value {
        Value::Stated(row) => ((&row.locator).into(), (&row.note).into()),
        Value::Derived(derived) => {
            let rule: Text = (&derived.rule).into();
            let note = Text::new(format!("{}：{}", rule.zh, derived.formula), format!("{}: {}", rule.en, derived.formula));
            (Text::default(), note)
        }
    };
    AlternativeView {
        source_id: value.source().to_owned(),
        value: value.value(),
        decimals: value.decimals(),
        quality: quality(value.quality()),
        source: source_text(peers, value.source()),
        locator,
        url: url(peers, value.source()),
        note,
        chosen,
        by_hand,
    }
}

fn unit(peers: &Peers, metric: &str) -> String {
    peers.data().metric(metric).map(|metric| metric.unit.clone()).unwrap_or_default()
}

fn url(peers: &Peers, source: &str) -> String {
    peers.data().source(source).map(|source| source.url.clone()).unwrap_or_default()
}

/// Publisher and title; what the program computes names no one else.
pub(super) fn source_text(peers: &Peers, id: &str) -> Text {
    peers.data().source(id).map_or_else(
        || Text::new("由其他数字推算", "Computed from other figures"),
        |source| {
            let (publisher, title) = (&source.publisher, &source.title);
            if title.zh.is_empty() {
                return publisher.into();
            }
            // A title that quotes another one has its brackets already.
            let zh = if title.zh.contains('《') {
                format!("{}：{}", publisher.zh, title.zh)
            } else {
                format!("{}《{}》", publisher.zh, title.zh)
            };
            Text::new(zh, format!("{}, {}", publisher.en, title.en))
        },
    )
}
