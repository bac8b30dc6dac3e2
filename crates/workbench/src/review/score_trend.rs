//! Scores over snapshots and years, and their chart.

use super::comparison::depth;
use super::moment::Moment;
use crate::error::WorkbenchError;
use crate::opened::{Instruments, Open};
use crate::view::{MomentView, ScoreTrendView, Text, TrendMomentView, TrendNodeView};
use crate::words::{score, signed, tenth};
use crate::workbench::Workbench;
use shuheng_chart::{Caption, Figure, Frame, Measure, Provenance, Scene, Trend, TrendLine, TrendPoint, Unit, trend};
use shuheng_model::NodeKind;
use shuheng_store::Snapshot;
use std::collections::BTreeMap;

impl Workbench {
    /// Scores over the snapshots of all assessments and the assessments as they are now.
    ///
    /// # Errors
    /// When nothing is open, the audit trail was altered since the first snapshot, or a model of then cannot be read.
    pub fn score_trend(&self) -> Result<ScoreTrendView, WorkbenchError> {
        view(self.opened()?)
    }
}

fn view(open: &Open) -> Result<ScoreTrendView, WorkbenchError> {
    let model = open.instrument.model();
    let shown = model.nodes.iter().enumerate().filter(|(_, node)| !matches!(node.kind, NodeKind::Indicator(_)));
    let nodes: Vec<TrendNodeView> = shown
        .map(|(index, node)| TrendNodeView {
            id: node.id.clone(),
            code: node.code.clone(),
            name: if node.parent.is_none() { Text::new("总体", "Overall") } else { (&node.name).into() },
            depth: depth(model, index),
        })
        .collect();
    let mut taken: BTreeMap<i64, Vec<Option<Snapshot>>> = BTreeMap::new();
    for (assessment, snapshot) in open.store.all_snapshots()? {
        taken.entry(assessment).or_default().push(Some(snapshot));
    }
    let (mut moments, mut instruments) = (Vec::new(), Instruments::default());
    for assessment in open.store.assessments()? {
        let mut states = taken.remove(&assessment.id).unwrap_or_default();
        states.push(None);
        for moment in Moment::of(open, &assessment, states, &mut instruments)? {
            let scored = moment.past.snapshot();
            let scores =
                nodes.iter().map(|node| scored.instrument.model().index_of(&node.id).and_then(|index| scored.result.nodes[index].score));
            moments.push(TrendMomentView { scores: scores.collect(), moment: moment.view(&scored) });
        }
    }
    // Stable: within a year the order in which assessments were begun stays.
    moments.sort_by_key(|entry| entry.moment.year);
    Ok(ScoreTrendView { nodes, moments })
}

/// The chart: the overall score and those of the dimensions.
pub(crate) fn scene(shown: Option<&ScoreTrendView>, frame: &Frame, pick: &dyn Fn(&Text) -> String, source: &Text) -> Scene {
    let (nodes, moments) = shown.map_or((&[][..], &[][..]), |trend| (trend.nodes.as_slice(), trend.moments.as_slice()));
    let figure = |value| Figure { value, provenance: Provenance::SelfReported, lower_bound: false };
    let lines = nodes.iter().enumerate().filter(|(_, node)| node.depth <= 1).map(|(at, node)| TrendLine {
        id: node.id.clone(),
        name: pick(&node.name),
        is_own: node.depth == 0,
        is_emphasised: node.depth == 1,
        points: (0..)
            .zip(moments)
            .filter_map(|(year, moment)| Some(TrendPoint { year, figure: figure((*moment.scores.get(at)?)?) }))
            .collect(),
    });
    let measure = Measure {
        name: pick(&Text::new("得分", "Score")),
        unit: Unit::Other(pick(&Text::new("分", "points"))),
        decimals: 1,
        is_change: false,
    };
    let input = Trend {
        measure,
        logarithmic: false,
        moments: moments.iter().map(|moment| pick(&moment.moment.name)).collect(),
        lines: lines.collect(),
    };
    let subtitle = Text::new("总体与各维度得分，0–100分", "Overall score and those of the dimensions, 0–100");
    let caption = Caption { title: pick(&title(moments)), subtitle: pick(&subtitle), source: pick(source) };
    trend::scene(&input, frame, &caption)
}

/// From the first state with a score to the last.
fn title(moments: &[TrendMomentView]) -> Text {
    let scored: Vec<(&MomentView, f64)> = moments.iter().filter_map(|entry| Some((&entry.moment, entry.moment.score?))).collect();
    match (scored.first(), scored.last()) {
        (Some((first, was)), Some((last, is))) if scored.len() > 1 => {
            let change = signed(tenth(*is) - tenth(*was));
            Text::new(
                format!("从“{}”到“{}”，总体得分{change}分", first.name.zh, last.name.zh),
                format!("From “{}” to “{}” the overall score changed by {change}", first.name.en, last.name.en),
            )
        }
        (Some((only, is)), _) => Text::new(
            format!("只有“{}”有得分：{}分", only.name.zh, score(*is)),
            format!("Only “{}” has a score: {}", only.name.en, score(*is)),
        ),
        _ => Text::new("还没有得分", "No score yet"),
    }
}
