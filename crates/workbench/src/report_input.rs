//! The open engagement as the Excel workbook takes it.

use crate::benchmark::{Peers, YEAR, chart_figures, default_request};
use crate::error::WorkbenchError;
use crate::opened::Snapshot;
use crate::view::{ContextRowView, FigureView, Language, PeerRowView, QualityView, Text};
use crate::{people, words};
use shuheng_benchmark::DataSet;
use shuheng_engine::Mean;
use shuheng_engine::normalise::{Direction, Transform};
use shuheng_model::{Indicator, IndicatorScale, Model, NodeKind, Response};
use shuheng_report as report;
use shuheng_store::{Confidence, Stamp, Strength};

/// The line on confidentiality, in both languages.
pub(crate) const CONFIDENTIAL: (&str, &str) =
    ("本报告含机构内部信息，仅限授权人员阅读", "Contains internal information of the institution; for authorised readers only");

/// Picks the language of the workbook.
pub(crate) struct Tongue(pub Language);

impl Tongue {
    pub(crate) fn report(&self) -> report::Language {
        match self.0 {
            Language::Zh => report::Language::Zh,
            Language::En => report::Language::En,
        }
    }

    pub(crate) fn text(&self, text: &Text) -> String {
        self.words(&text.zh, &text.en)
    }

    pub(crate) fn model(&self, text: &shuheng_model::Text) -> String {
        self.words(&text.zh, &text.en)
    }

    /// An amount in 亿元 as this language counts money: 亿元, or RMB billion.
    fn money(&self, hundred_millions: f64) -> f64 {
        match self.0 {
            Language::Zh => hundred_millions,
            Language::En => hundred_millions / 10.0,
        }
    }

    pub(crate) fn words(&self, zh: &str, en: &str) -> String {
        match self.0 {
            Language::Zh => zh.to_owned(),
            Language::En => en.to_owned(),
        }
    }
}

/// Everything that the workbook shows.
pub(crate) fn input(
    data: &DataSet,
    snapshot: &Snapshot<'_>,
    state: &Text,
    language: Language,
    now: Stamp,
    pictures: Vec<report::Picture>,
) -> Result<report::ReportInput, WorkbenchError> {
    let tongue = Tongue(language);
    let model = snapshot.instrument.model();
    let nodes = model.nodes.iter().enumerate().map(|(index, _)| node(snapshot, index, &tongue)).collect::<Result<_, _>>()?;
    let benchmark = chart_figures(&Peers::new(data, snapshot), snapshot, &default_request());
    let kind = model.profile(snapshot.instrument.kind()).map(|profile| tongue.model(&profile.name)).unwrap_or_default();
    Ok(report::ReportInput {
        language: tongue.report(),
        institution: snapshot.institution.clone(),
        institution_type: kind,
        year: snapshot.year,
        assessment: tongue.text(state),
        rests_on: tongue.text(&people::rests_on_words(&snapshot.result.rests_on)),
        generated_at: words::stamp(now),
        product_version: env!("CARGO_PKG_VERSION").to_owned(),
        confidential_note: tongue.words(CONFIDENTIAL.0, CONFIDENTIAL.1),
        model: facts(model, &tongue),
        nodes,
        benchmark: benchmark_rows(&benchmark.rows, benchmark.totals.first(), &tongue),
        context: context_rows(
            &benchmark.priority_loans,
            &tongue.words("表1 “五篇大文章”领域贷款余额", "Table 1 Loans in the five priority areas"),
            &tongue,
        )
        .into_iter()
        .chain(context_rows(
            &benchmark.technology_sme_loans,
            &tongue.words("图2 科技型中小企业贷款余额", "Figure 2 Loans to technology SMEs"),
            &tongue,
        ))
        .collect(),
        pictures,
    })
}

/// A piece of evidence.
pub(crate) fn evidence(title: &str, locator: &str, strength: Strength, tongue: &Tongue) -> report::Evidence {
    report::Evidence {
        title: title.to_owned(),
        locator: locator.to_owned(),
        strength: match strength {
            Strength::Strong => tongue.words("强", "Strong"),
            Strength::Medium => tongue.words("中", "Medium"),
            Strength::Weak => tongue.words("弱", "Weak"),
        },
    }
}

fn facts(model: &Model, tongue: &Tongue) -> report::ModelFacts {
    let name = |index: usize| tongue.model(&model.nodes[index].name);
    report::ModelFacts {
        id: model.id.clone(),
        name: tongue.model(&model.name),
        version: model.version.clone(),
        digest: model.digest.clone(),
        disclaimer: tongue.model(&model.disclaimer),
        attribution: tongue.model(&model.attribution),
        levels: model
            .levels
            .iter()
            .map(|level| report::LevelBand {
                level: level.level,
                name: tongue.model(&level.name),
                points: level.points,
                from: level.from,
                meaning: tongue.model(&level.meaning),
            })
            .collect(),
        minimum_coverage: model.minimum_coverage,
        gates: model
            .gates
            .iter()
            .map(|gate| report::Gate {
                text: tongue.words(
                    &format!(
                        "{}得分低于{}时，{}不高于L{}。{}",
                        name(gate.watch),
                        words::figure(gate.below),
                        name(gate.node),
                        gate.cap,
                        gate.reason.zh
                    ),
                    &format!(
                        "While {} is below {}, {} is at most L{}. {}",
                        name(gate.watch),
                        words::figure(gate.below),
                        name(gate.node),
                        gate.cap,
                        gate.reason.en
                    ),
                ),
                rule: Some(report::GateRule { node: gate.node, cap: gate.cap, watch: gate.watch, below: gate.below }),
            })
            .collect(),
        documents: model
            .documents
            .iter()
            .map(|document| report::Document {
                id: tongue.model(&document.short),
                title: tongue.model(&document.title),
                publisher: tongue.model(&document.publisher),
                date: document.date.clone(),
            })
            .collect(),
    }
}

fn node(snapshot: &Snapshot<'_>, index: usize, tongue: &Tongue) -> Result<report::Node, WorkbenchError> {
    let model = snapshot.instrument.model();
    let (node, result, scored) = (&model.nodes[index], &snapshot.result.nodes[index], &snapshot.scored.nodes[index]);
    let spec = snapshot.instrument.tree().node(index);
    Ok(report::Node {
        id: node.id.clone(),
        code: node.code.clone(),
        name: tongue.model(&node.name),
        short_name: tongue.model(&node.short),
        depth: match node.kind {
            NodeKind::Root => 0,
            NodeKind::Dimension { .. } => 1,
            NodeKind::Domain => 2,
            NodeKind::Indicator(_) => 3,
        },
        parent: node.parent,
        mean: match node.mean {
            Mean::Arithmetic => report::Mean::Arithmetic,
            Mean::Geometric => report::Mean::Geometric,
            Mean::Harmonic => report::Mean::Harmonic,
            Mean::Minimum => report::Mean::Minimum,
            Mean::Power(exponent) => report::Mean::Power(exponent.get()),
        },
        local_weight: spec.map_or(0.0, |spec| spec.weight),
        effective_weight: scored.effective_weight,
        score: scored.score,
        level: scored.level,
        level_before_gate: scored.level_before_gate,
        coverage: scored.coverage,
        contribution: scored.contribution,
        target: Some(result.target),
        indicator: node.indicator().map(|described| indicator(snapshot, &node.id, described, tongue)).transpose()?,
    })
}

fn indicator(snapshot: &Snapshot<'_>, id: &str, described: &Indicator, tongue: &Tongue) -> Result<report::Indicator, WorkbenchError> {
    let model = snapshot.instrument.model();
    let answer = snapshot.answers.get(id);
    let response = snapshot.responses.get(id).filter(|_| snapshot.instrument.applies(described));
    let kind = match &described.scale {
        IndicatorScale::Rubric(_) => {
            let points: Vec<f64> = model.levels.iter().map(|level| level.points).collect();
            let points = points.try_into().map_err(|_| WorkbenchError::Export(format!("{id}: the workbook needs five levels")))?;
            report::Kind::Rubric { points }
        }
        IndicatorScale::Metric(metric) => {
            let posts = snapshot.instrument.goalposts(described).unwrap_or(&metric.goalposts);
            report::Kind::Metric {
                unit: metric.unit.clone(),
                direction: match posts.direction() {
                    Direction::Higher => report::Direction::Higher,
                    Direction::Lower => report::Direction::Lower,
                },
                low: posts.low(),
                high: posts.high(),
                transform: match posts.transform() {
                    Transform::Linear => report::Transform::Linear,
                    Transform::Log => report::Transform::Log,
                },
                cap: posts.caps(),
            }
        }
        IndicatorScale::Checklist(items) => report::Kind::Checklist {
            items: items
                .iter()
                .map(|item| report::ChecklistItem {
                    text: tongue.model(&item.text),
                    weight: item.weight,
                    held: matches!(response, Some(Response::Items(held)) if held.contains(&item.id)),
                })
                .collect(),
        },
    };
    let level_evidence = match (&described.scale, response) {
        (IndicatorScale::Rubric(levels), Some(Response::Level(level))) => levels
            .iter()
            .filter(|described| described.level == *level)
            .flat_map(|described| described.evidence.iter().map(|line| tongue.model(line)))
            .collect(),
        _ => Vec::new(),
    };
    Ok(report::Indicator {
        kind,
        answer: match response {
            _ if !snapshot.instrument.applies(described) => report::Answer::NotApplicable,
            None => report::Answer::None,
            Some(Response::NotApplicable) => report::Answer::NotApplicable,
            Some(Response::Level(level)) => report::Answer::Level(*level),
            Some(Response::Number(number)) => report::Answer::Number(*number),
            Some(Response::Items(_)) => report::Answer::Items,
        },
        question: tongue.model(&described.question),
        confidence: match answer.and_then(|answer| answer.confidence) {
            Some(Confidence::Low) => tongue.words("低", "Low"),
            Some(Confidence::Medium) => tongue.words("中", "Medium"),
            Some(Confidence::High) => tongue.words("高", "High"),
            None => String::new(),
        },
        basis: response.and(answer).map(|answer| tongue.text(&people::basis_words(answer.basis))).unwrap_or_default(),
        rationale: answer.map(|answer| answer.rationale.clone()).unwrap_or_default(),
        evidence: snapshot
            .evidence
            .iter()
            .filter(|evidence| evidence.speaks_for(id))
            .map(|found| evidence(&found.title, &found.locator, found.strength, tongue))
            .collect(),
        sources: described
            .sources
            .iter()
            .map(|source| {
                let short =
                    model.document(&source.document).map_or_else(|| source.document.clone(), |document| tongue.model(&document.short));
                format!("{short} {}", tongue.model(&shuheng_model::locator_text(&source.locator)))
            })
            .collect::<Vec<_>>()
            .join(&tongue.words("；", "; ")),
        level_evidence,
    })
}

fn quality(quality: QualityView) -> report::Quality {
    match quality {
        QualityView::Disclosed => report::Quality::Disclosed,
        QualityView::Press => report::Quality::Press,
        QualityView::Derived => report::Quality::Derived,
        QualityView::SelfReported => report::Quality::SelfReported,
    }
}

/// Peers with a figure and the own institution, then the first total.
fn benchmark_rows(rows: &[PeerRowView], total: Option<&PeerRowView>, tongue: &Tongue) -> Vec<report::BenchmarkRow> {
    let shown = rows.iter().filter(|row| row.own || row.figure.is_some());
    shown
        .chain(total)
        .map(|row| {
            let figure = row.figure.as_ref();
            let stated = |value: f64| report::Figure { value, derivation: report::Derivation::Stated };
            // A formula in the sheet follows its operands only where they stand in the same row.
            let from_row = |figure: &FigureView, value: f64, operands: [Option<&FigureView>; 2]| {
                let live = figure.operands.len() == 2
                    && figure.operands.iter().zip(operands).all(|(operand, cell)| cell.is_some_and(|cell| cell.value == operand.value));
                report::Figure { value, derivation: if live { report::Derivation::FromRow } else { report::Derivation::Stated } }
            };
            let note = figure.map(|figure| {
                let formula = figure
                    .formula
                    .as_ref()
                    .map(|formula| tongue.words(&format!("{formula}。"), &format!("In RMB 100 million: {formula}. ")))
                    .unwrap_or_default();
                let bound = if figure.lower_bound { tongue.words("下限。", "Lower bound. ") } else { String::new() };
                format!("{bound}{formula}{}", tongue.text(&figure.note))
            });
            let (growth, prior) = (row.growth.as_ref(), row.prior.as_ref());
            report::BenchmarkRow {
                institution: tongue.text(&row.name),
                institution_type: tongue.text(&row.kind_name),
                year: YEAR,
                metric: tongue.words("信息技术投入", "IT investment"),
                value: figure.map(|figure| stated(tongue.money(figure.value))),
                unit: tongue.words("亿元", "RMB bn"),
                growth: growth.map(|growth| from_row(growth, growth.value, [figure, prior])),
                prior: prior.map(|prior| from_row(prior, tongue.money(prior.value), [figure, growth])),
                quality: quality(figure.map_or(QualityView::SelfReported, |figure| figure.quality)),
                source: figure.map(|figure| tongue.text(&figure.source)).unwrap_or_default(),
                locator: figure.map(|figure| tongue.text(&figure.locator)).unwrap_or_default(),
                note: note.unwrap_or_default(),
            }
        })
        .collect()
}

fn context_rows(rows: &[ContextRowView], group: &str, tongue: &Tongue) -> Vec<report::ContextRow> {
    rows.iter()
        .map(|row| report::ContextRow {
            group: group.to_owned(),
            name: tongue.text(&row.name),
            period: row.year.to_string(),
            value: Some(tongue.money(row.value.value)),
            unit: tongue.words("亿元", "RMB bn"),
            growth: row.growth.as_ref().map(|growth| growth.value),
            quality: quality(row.value.quality),
            source: tongue.text(&row.value.source),
            locator: tongue.text(&row.value.locator),
            note: tongue.text(&row.value.note),
        })
        .collect()
}
