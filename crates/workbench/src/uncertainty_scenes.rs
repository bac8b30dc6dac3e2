//! The charts of uncertainty: their figures, their findings as titles, their measures.

use crate::opened::Snapshot;
use crate::scenes::hue;
use crate::uncertainty::Uncertainty;
use crate::view::{FactorView, NodeUncertaintyView, Text, TornadoRowView, UncertaintyRequest, UncertaintyView, WeightSpreadView};
use crate::words::{figure, score};
use shuheng_chart::{LevelProbability, LevelProbabilityRow, Tornado, TornadoBar};
use shuheng_model::{Node, NodeKind};

/// What is known of a snapshot's uncertainty; `None` when what is asked for is out of bounds.
fn known(snapshot: &Snapshot<'_>, request: &UncertaintyRequest) -> Option<UncertaintyView> {
    Uncertainty::of(snapshot).view(&UncertaintyRequest { sobol: false, ..*request }, None).ok()
}

/// Probability of each level, for the whole and its dimensions; with title and subtitle.
pub(crate) fn level_probability(
    snapshot: &Snapshot<'_>,
    request: &UncertaintyRequest,
    pick: &dyn Fn(&Text) -> String,
) -> (LevelProbability, Text, Text) {
    let model = snapshot.instrument.model();
    let view = known(snapshot, request);
    let of = |id: &str| view.as_ref().and_then(|view| view.nodes.iter().find(|node| node.id == id));
    let shown = model.nodes.iter().filter(|node| matches!(node.kind, NodeKind::Root | NodeKind::Dimension { .. }));
    let rows = shown.map(|node| row(node, of(&node.id), pick)).collect();
    let title = view.as_ref().and_then(|view| view.headline.clone()).unwrap_or_else(|| Text::new("尚未评分", "Nothing is rated yet"));
    let weights = weights(request);
    let subtitle = Text::new(
        format!("各等级的概率与得分的90%区间，0–100分；抽取{}次，种子{}，{}", request.draws, request.seed, weights.zh),
        format!(
            "Probability of each level and 90% interval of the score, 0–100; {} draws, seed {}, {}",
            request.draws, request.seed, weights.en
        ),
    );
    (LevelProbability { rows, cuts: model.levels.iter().map(|level| level.from).collect() }, title, subtitle)
}

fn row(node: &Node, found: Option<&NodeUncertaintyView>, pick: &dyn Fn(&Text) -> String) -> LevelProbabilityRow {
    let whole = matches!(node.kind, NodeKind::Root);
    LevelProbabilityRow {
        id: node.id.clone(),
        label: if whole { pick(&Text::new("总体", "Overall")) } else { pick(&(&node.name).into()) },
        dimension: (!whole).then(|| hue(node)),
        score: found.map(|found| found.score),
        interval: found.map(|found| [found.p05, found.p95]),
        levels: found.and_then(|found| found.levels.clone()).unwrap_or_default(),
    }
}

/// What each answer and weight alone does to the overall score; with title and subtitle.
pub(crate) fn tornado(snapshot: &Snapshot<'_>, request: &UncertaintyRequest, pick: &dyn Fn(&Text) -> String) -> (Tornado, Text, Text) {
    let found = known(snapshot, request).map(|view| view.tornado).unwrap_or_default();
    let bars = found
        .iter()
        .map(|bar| TornadoBar {
            id: bar.id.clone(),
            label: pick(&label(snapshot, bar)),
            dimension: node(snapshot, &bar.id).filter(|node| node.dimension.is_some()).map(hue),
            low: bar.low,
            high: bar.high,
        })
        .collect();
    let title = match (found.first(), snapshot.result.score) {
        (Some(first), _) => {
            let (name, low, high) = (label(snapshot, first), score(first.low.min(first.high)), score(first.low.max(first.high)));
            Text::new(
                format!("{}影响最大，单独变动时总分在{low}至{high}之间", name.zh),
                format!("{} moves the score most: alone between {low} and {high}", name.en),
            )
        }
        (None, Some(_)) => Text::new("没有不确定的作答或权重", "No answer or weight is uncertain"),
        (None, None) => Text::new("尚未评分", "Nothing is rated yet"),
    };
    let weights = match request.weights {
        WeightSpreadView::Ignorant => Text::new("权重取其5%与95%分位", "weights to their 5% and 95% quantile"),
        _ => weights(request),
    };
    let subtitle = Text::new(
        format!("一次只变一项时的总分，0–100分；作答取其5%与95%分位，{}", weights.zh),
        format!("Overall score when one thing moves at a time, 0–100; answers to their 5% and 95% quantile, {}", weights.en),
    );
    (Tornado { score: snapshot.result.score, bars }, title, subtitle)
}

fn node<'a>(snapshot: &'a Snapshot<'_>, id: &str) -> Option<&'a Node> {
    let model = snapshot.instrument.model();
    model.index_of(id).map(|index| &model.nodes[index])
}

/// `B4.1企业级平台`, or the weight of it.
fn label(snapshot: &Snapshot<'_>, bar: &TornadoRowView) -> Text {
    let (code, name) = node(snapshot, &bar.id).map(|node| (node.code.clone(), node.short.clone())).unwrap_or_default();
    let (zh, en) = (format!("{code}{}", name.zh), format!("{code} {}", name.en));
    match bar.factor {
        FactorView::Answer => Text::new(zh, en),
        FactorView::Weight | FactorView::Weights => Text::new(format!("{zh}的权重"), format!("Weight of {en}")),
    }
}

fn weights(request: &UncertaintyRequest) -> Text {
    match request.weights {
        WeightSpreadView::None => Text::new("权重不变", "weights fixed"),
        WeightSpreadView::Ignorant => Text::new("权重一无所知", "weights unknown"),
        WeightSpreadView::Relative { share } => {
            let share = figure(share * 100.0);
            Text::new(format!("权重±{share}%"), format!("weights ±{share}%"))
        }
    }
}
