//! The page 对标: the peers of the report's Table 3 with provenance, and the assessed institution beside them.

use crate::opened::Snapshot;
use crate::view::{BenchmarkView, ContextRowView, FigureView, PeerRowView, QualityView, Text};
use crate::words;
use shuheng_benchmark::{DataSet, Derived, Observation, Quality, prior_year, residual};
use shuheng_store::Figure;

/// Year of Table 3.
pub(crate) const YEAR: i32 = 2024;
const INVESTMENT: &str = "it_investment";
const GROWTH: &str = "it_investment_growth";
const TOTAL: &str = "six_state_banks";
/// The member of the six banks that Table 3 does not print.
const REMAINDER: &str = "psbc";
/// The five of the six banks that Table 3 prints.
pub(crate) const PRINTED: [&str; 5] = ["icbc", "abc", "boc", "ccb", "bocom"];
const SECTOR: &str = "china_financial_sector";

/// Compares the assessed institution with its peers.
pub(crate) fn compare(data: &DataSet, snapshot: &Snapshot<'_>) -> BenchmarkView {
    let mut rows: Vec<PeerRowView> = data
        .institutions()
        .iter()
        .filter(|institution| institution.id != TOTAL && institution.id != SECTOR)
        .map(|institution| peer(data, snapshot, &institution.id))
        .collect();
    let falling = rows.iter().filter(|row| row.growth.as_ref().is_some_and(|growth| growth.value < 0.0)).count();
    let known = rows.iter().filter(|row| row.growth.is_some()).count();
    rows.push(own(snapshot));
    rows.sort_by(|a, b| amount(b).total_cmp(&amount(a)));
    BenchmarkView {
        year: YEAR,
        rows,
        total: peer(data, snapshot, TOTAL),
        own_revenue: snapshot
            .figures
            .iter()
            .find(|figure| figure.metric == "operating_revenue" && figure.year == YEAR)
            .map(|figure| figure.value),
        priority_loans: ["loan_tech", "loan_green", "loan_inclusive", "loan_elderly", "loan_digital_economy"]
            .iter()
            .filter_map(|metric| context(data, metric, 2025))
            .collect(),
        technology_sme_loans: [2023, 2025].iter().filter_map(|year| context(data, "loan_tech_sme", *year)).collect(),
        title: Text::new(
            format!("{known}家样本机构中，{falling}家{YEAR}年信息技术投入较上年下降"),
            format!("Of {known} institutions, {falling} spent less on IT in {YEAR} than the year before"),
        ),
        source: Text::new(
            "来源：中国信息通信研究院《数字金融创新发展研究报告（2025年）》表3、一(三)3；2023年投入由2024年投入与变化比率推算，邮储银行由六大行合计减其余五家推算。",
            "Source: CAICT, Research Report on Digital Finance Innovation and Development (2025), Table 3 and section 1.3.3; 2023 levels derived from 2024 and its change, Postal Savings Bank as the six-bank total less the other five.",
        ),
    }
}

fn amount(row: &PeerRowView) -> f64 {
    row.investment.as_ref().map_or(f64::NEG_INFINITY, |figure| figure.value)
}

fn peer(data: &DataSet, snapshot: &Snapshot<'_>, id: &str) -> PeerRowView {
    let institution = data.institution(id);
    let name = institution.map(|i| Text::new(&i.name_zh, &i.name_en)).unwrap_or_default();
    let kind = institution.map(|i| i.kind.clone()).unwrap_or_default();
    let level = data.observation(id, YEAR, INVESTMENT);
    let growth = data.observation(id, YEAR, GROWTH);
    let prior =
        level.zip(growth).and_then(|(level, growth)| prior_year(level, growth).map(|derived| derived_figure(data, level, &derived)));
    let investment = level.map(|level| observed(data, level)).or_else(|| remainder(data, id));
    PeerRowView {
        id: id.to_owned(),
        name,
        kind_name: snapshot.instrument.model().profile(&kind).map(|profile| (&profile.name).into()).unwrap_or_default(),
        kind,
        own: false,
        investment,
        growth: growth.map(|growth| observed(data, growth)),
        prior,
        intensity: None,
    }
}

/// What the six-bank total leaves for the bank that is not printed.
fn remainder(data: &DataSet, id: &str) -> Option<FigureView> {
    let total = data.observation(TOTAL, YEAR, INVESTMENT).filter(|_| id == REMAINDER)?;
    let parts: Vec<&Observation> = PRINTED.iter().filter_map(|part| data.observation(part, YEAR, INVESTMENT)).collect();
    (parts.len() == PRINTED.len()).then(|| derived_figure(data, total, &residual(total, &parts)))
}

fn observed(data: &DataSet, observation: &Observation) -> FigureView {
    let source = data.source(&observation.source);
    FigureView {
        value: observation.value,
        unit: data.metric(&observation.metric).map(|metric| metric.unit.clone()).unwrap_or_default(),
        quality: match observation.quality {
            Quality::Reported => QualityView::Disclosed,
            Quality::Press => QualityView::Press,
            Quality::Derived => QualityView::Derived,
        },
        source: source
            .map(|source| {
                Text::new(format!("{}《{}》", source.publisher, source.title), format!("{}, {}", source.publisher_en, source.title_en))
            })
            .unwrap_or_default(),
        locator: shuheng_model::locator_text(&observation.locator).into(),
        formula: None,
        note: Text::new(&observation.note_zh, &observation.note_en),
    }
}

fn derived_figure(data: &DataSet, from: &Observation, derived: &Derived) -> FigureView {
    FigureView {
        value: derived.value,
        quality: QualityView::Derived,
        formula: Some(derived.formula.clone()),
        note: Text::new(
            format!("因披露值经四舍五入，实际在{:.2}至{:.2}之间", derived.low, derived.high),
            format!("the printed figures are rounded: it lies between {:.2} and {:.2} (RMB 100 million)", derived.low, derived.high),
        ),
        ..observed(data, from)
    }
}

/// Growth of the institution's own IT investment: from both levels when both are entered, else as entered.
pub(crate) fn own_growth(figures: &[Figure]) -> Option<FigureView> {
    let stated = |metric: &str, year: i32| figures.iter().find(|figure| figure.metric == metric && figure.year == year);
    let levels = stated(INVESTMENT, YEAR).zip(stated(INVESTMENT, YEAR - 1)).filter(|(_, before)| before.value > 0.0);
    match levels {
        Some((now, before)) => {
            let formula = format!("{} ÷ {} − 1", words::figure(now.value), words::figure(before.value));
            Some(computed((now.value / before.value - 1.0) * 100.0, "%", formula))
        }
        None => stated(GROWTH, YEAR).map(self_reported),
    }
}

/// The assessed institution from its own figures.
fn own(snapshot: &Snapshot<'_>) -> PeerRowView {
    let model = snapshot.instrument.model();
    let kind = snapshot.instrument.kind();
    let stated = |metric: &str, year: i32| snapshot.figures.iter().find(|figure| figure.metric == metric && figure.year == year);
    let investment = stated(INVESTMENT, YEAR);
    let prior = stated(INVESTMENT, YEAR - 1);
    let growth = own_growth(&snapshot.figures);
    let intensity = investment.zip(stated("operating_revenue", YEAR)).and_then(|(spend, revenue)| {
        (revenue.value > 0.0).then(|| {
            computed(spend.value / revenue.value * 100.0, "%", format!("{} ÷ {}", words::figure(spend.value), words::figure(revenue.value)))
        })
    });
    PeerRowView {
        id: "own".to_owned(),
        name: Text::new(&snapshot.institution, &snapshot.institution),
        kind: kind.to_owned(),
        kind_name: model.profile(kind).map(|profile| (&profile.name).into()).unwrap_or_default(),
        own: true,
        investment: investment.map(self_reported),
        growth,
        prior: prior.map(self_reported),
        intensity,
    }
}

fn self_reported(figure: &Figure) -> FigureView {
    FigureView {
        value: figure.value,
        unit: figure.unit.clone(),
        quality: QualityView::SelfReported,
        source: Text::new("本机构录入", "Entered by the institution"),
        locator: Text::new(format!("{}年", figure.year), figure.year.to_string()),
        formula: None,
        note: Text::new(&figure.note, &figure.note),
    }
}

fn computed(value: f64, unit: &str, formula: String) -> FigureView {
    FigureView {
        value,
        unit: unit.to_owned(),
        quality: QualityView::SelfReported,
        source: Text::new("由本机构录入的数据计算", "Computed from the institution's own figures"),
        locator: Text::default(),
        formula: Some(formula),
        note: Text::default(),
    }
}

fn context(data: &DataSet, metric: &str, year: i32) -> Option<ContextRowView> {
    let value = data.observation(SECTOR, year, metric)?;
    let described = data.metric(metric)?;
    Some(ContextRowView {
        name: Text::new(&described.name_zh, &described.name_en),
        year,
        value: observed(data, value),
        growth: data.observation(SECTOR, year, &format!("{metric}_growth")).map(|growth| observed(data, growth)),
    })
}
