//! Every chart: its figures from a snapshot, its finding as a title, its measure and its source.

use crate::benchmark::{Peers, default_request};
use crate::benchmark_scenes;
use crate::opened::Snapshot;
use crate::review::score_trend_scene;
use crate::uncertainty_scenes;
use crate::view::{
    BenchmarkRequest, HotspotView, Language, NodeResultView, NodeState, SceneKind, SceneRequest, SceneView, ScoreTrendView, Text, Theme,
    UncertaintyRequest,
};
use crate::words::{score, signed, tenth};
use crate::{coverage, policies};
use shuheng_benchmark::DataSet;
use shuheng_chart::{
    Caption, CoverageMatrix, Dimension, Frame, HeatMap, HeatRow, Radar, RadarAxis, Scene, Waterfall, WaterfallBar, coverage_matrix,
    heat_map, level_probability, radar, tornado, waterfall,
};
use shuheng_model::{Node, NodeKind, Policies};

/// What charts are drawn from.
#[derive(Clone, Copy)]
pub(crate) struct Material<'a> {
    pub data: &'a DataSet,
    pub snapshot: &'a Snapshot<'a>,
    pub policies: &'a Policies,
    /// Scores over snapshots and years, for their chart alone.
    pub trend: Option<&'a ScoreTrendView>,
}

/// Which chart: its kind, the document of a coverage matrix, what is drawn at random for a chart of uncertainty, and what a chart of peers
/// compares.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Subject<'a> {
    pub kind: SceneKind,
    pub policy: Option<&'a str>,
    pub uncertainty: UncertaintyRequest,
    pub benchmark: Option<&'a BenchmarkRequest>,
}

impl<'a> Subject<'a> {
    /// A chart for a file.
    pub(crate) fn new(kind: SceneKind, policy: Option<&'a str>) -> Self {
        Self { kind, policy, uncertainty: UncertaintyRequest::default(), benchmark: None }
    }
}

/// A chart for the window.
pub(crate) fn view(material: Material<'_>, request: &SceneRequest) -> SceneView {
    let frame = Frame {
        theme: match request.theme {
            Theme::Light => shuheng_chart::Theme::Light,
            Theme::Dark => shuheng_chart::Theme::Dark,
        },
        language: language(request.language),
        width: request.width,
        height: request.height,
    };
    let uncertainty = request.uncertainty.unwrap_or_default();
    let subject = Subject { kind: request.kind, policy: request.policy.as_deref(), uncertainty, benchmark: request.benchmark.as_ref() };
    let scene = draw(material, subject, &frame, request.language, request.compact);
    SceneView {
        kind: request.kind,
        svg: scene.svg,
        width: scene.width,
        height: scene.height,
        title: scene.caption.title,
        subtitle: scene.caption.subtitle,
        source: scene.caption.source,
        summary: scene.summary,
        hotspots: scene
            .hotspots
            .into_iter()
            .map(|spot| HotspotView {
                id: spot.id,
                label: spot.label,
                detail: spot.detail,
                x: spot.x,
                y: spot.y,
                width: spot.width,
                height: spot.height,
            })
            .collect(),
        head: scene.table.head,
        rows: scene.table.rows,
    }
}

/// A chart for a file: light on white, with title and source line.
pub(crate) fn for_export(material: Material<'_>, subject: Subject<'_>, language_wanted: Language) -> Scene {
    // 170 mm at 96 px an inch; the height follows from the content.
    let frame = Frame { theme: shuheng_chart::Theme::Export, language: language(language_wanted), width: 643, height: 0 };
    draw(material, subject, &frame, language_wanted, false)
}

fn draw(material: Material<'_>, subject: Subject<'_>, frame: &Frame, language: Language, compact: bool) -> Scene {
    let Material { data, snapshot, .. } = material;
    let pick = |text: &Text| match language {
        Language::Zh => text.zh.clone(),
        Language::En => text.en.clone(),
    };
    let caption =
        |title: &Text, subtitle: &Text, source: &Text| Caption { title: pick(title), subtitle: pick(subtitle), source: pick(source) };
    match subject.kind {
        SceneKind::CoverageMatrix => {
            let names = snapshot.instrument.model().nodes.iter().filter(|node| matches!(node.kind, NodeKind::Dimension { .. }));
            let mut names = names.map(|node| pick(&(&node.name).into()));
            let document = subject.policy.and_then(|id| material.policies.document(id));
            let policy = document.map(|document| policies::document(document, snapshot));
            let groups = policy.as_ref().map(|policy| coverage::groups(policy, &pick)).unwrap_or_default();
            let input = CoverageMatrix {
                line: snapshot.instrument.model().readiness.ready,
                dimension_names: std::array::from_fn(|_| names.next().unwrap_or_default()),
                groups,
            };
            let (title, subtitle) = coverage::caption(policy.as_ref());
            coverage_matrix::scene(&input, frame, &caption(&title, &subtitle, &own_source(snapshot, false)))
        }
        SceneKind::Radar => {
            let axes = domains(snapshot)
                .map(|(node, result)| RadarAxis {
                    id: node.id.clone(),
                    label: pick(&(&node.short).into()),
                    dimension: hue(node),
                    own: result.score,
                    target: Some(result.target),
                    peer: result.peer,
                })
                .collect();
            let peer_name = snapshot.peers.as_ref().map(|_| pick(&Text::new("同业中位", "Peer median")));
            let input = Radar { axes, own_name: Some(pick(&Text::new("本机构", "Own"))), peer_name, compact };
            let subtitle = Text::new(
                format!("{}个能力域得分，0–100分", domains(snapshot).count()),
                format!("Scores of {} domains, 0–100", domains(snapshot).count()),
            );
            radar::scene(&input, frame, &caption(&radar_title(snapshot), &subtitle, &own_source(snapshot, true)))
        }
        SceneKind::HeatMap => {
            let model = snapshot.instrument.model();
            let mut names = model.levels.iter().map(|level| pick(&(&level.name).into()));
            let input = HeatMap {
                rows: domains(snapshot).map(|(node, result)| heat_row(snapshot, node, result, pick(&(&node.name).into()))).collect(),
                level_names: std::array::from_fn(|_| names.next().unwrap_or_default()),
            };
            let subtitle =
                Text::new("各能力域处于不同等级的指标数，颜色越深等级越高", "Indicators of each domain on each level; darker is higher");
            heat_map::scene(&input, frame, &caption(&heat_title(snapshot), &subtitle, &own_source(snapshot, false)))
        }
        SceneKind::Waterfall => {
            let model = snapshot.instrument.model();
            let mut names =
                model.nodes.iter().filter(|node| matches!(node.kind, NodeKind::Dimension { .. })).map(|node| pick(&(&node.name).into()));
            let input = Waterfall {
                bars: domains(snapshot)
                    .map(|(node, result)| WaterfallBar {
                        id: node.id.clone(),
                        label: pick(&(&node.short).into()),
                        dimension: hue(node),
                        contribution: result.contribution,
                    })
                    .collect(),
                dimension_names: std::array::from_fn(|_| names.next().unwrap_or_default()),
                target: Some(snapshot.result.target),
            };
            let subtitle = Text::new("贡献＝权重×得分，单位：分", "Contribution = weight × score, points");
            waterfall::scene(&input, frame, &caption(&waterfall_title(snapshot), &subtitle, &own_source(snapshot, false)))
        }
        SceneKind::InvestmentBars
        | SceneKind::PeerPositions
        | SceneKind::IntensityGrowth
        | SceneKind::InvestmentTrend
        | SceneKind::Efficiency => {
            let request = subject.benchmark.cloned().unwrap_or_else(default_request);
            benchmark_scenes::draw(&Peers::new(data, snapshot), snapshot, &request, (subject.kind, language), frame)
        }
        SceneKind::ScoreTrend => score_trend_scene(material.trend, frame, &pick, &own_source(snapshot, false)),
        SceneKind::LevelProbability => {
            let (input, title, subtitle) = uncertainty_scenes::level_probability(snapshot, &subject.uncertainty, &pick);
            level_probability::scene(&input, frame, &caption(&title, &subtitle, &own_source(snapshot, false)))
        }
        SceneKind::Tornado => {
            let (input, title, subtitle) = uncertainty_scenes::tornado(snapshot, &subject.uncertainty, &pick);
            tornado::scene(&input, frame, &caption(&title, &subtitle, &own_source(snapshot, false)))
        }
    }
}

fn language(language: Language) -> shuheng_chart::Language {
    match language {
        Language::Zh => shuheng_chart::Language::Zh,
        Language::En => shuheng_chart::Language::En,
    }
}

/// The hue of the dimension that a node belongs to.
pub(crate) fn hue(node: &Node) -> Dimension {
    match node.dimension {
        Some(1) => Dimension::B,
        Some(2) => Dimension::C,
        _ => Dimension::A,
    }
}

/// Domains in model order with their results.
pub(crate) fn domains<'a>(snapshot: &'a Snapshot<'_>) -> impl Iterator<Item = (&'a Node, &'a NodeResultView)> {
    snapshot.instrument.model().nodes.iter().zip(&snapshot.result.nodes).filter(|(node, _)| matches!(node.kind, NodeKind::Domain))
}

fn heat_row(snapshot: &Snapshot<'_>, node: &Node, result: &NodeResultView, name: String) -> HeatRow {
    let model = snapshot.instrument.model();
    let own = model.index_of(&node.id);
    let below = |mut index: usize| loop {
        if Some(index) == own {
            return true;
        }
        match model.nodes[index].parent {
            Some(parent) => index = parent,
            None => return false,
        }
    };
    let indicators: Vec<&NodeResultView> =
        model.indicators().filter(|(index, _, _)| below(*index)).map(|(index, _, _)| &snapshot.result.nodes[index]).collect();
    let with = |state: NodeState| u32::try_from(indicators.iter().filter(|indicator| indicator.state == state).count()).unwrap_or(u32::MAX);
    let mut counts = [0_u32; 5];
    for level in indicators.iter().filter_map(|indicator| indicator.level) {
        if let Some(count) = usize::from(level).checked_sub(1).and_then(|index| counts.get_mut(index)) {
            *count += 1;
        }
    }
    HeatRow {
        id: node.id.clone(),
        code: node.code.clone(),
        name,
        dimension: hue(node),
        counts,
        unanswered: with(NodeState::Unanswered),
        not_applicable: with(NodeState::NotApplicable),
        score: result.score,
        gap: result.score.map(|own| tenth(tenth(own) - tenth(result.target))),
    }
}

/// The domain furthest ahead of the reference and the one furthest behind.
fn radar_title(snapshot: &Snapshot<'_>) -> Text {
    let peers = snapshot.peers.is_some();
    let (reference_zh, reference_en) = if peers { ("同业中位", "the peer median") } else { ("目标", "the target") };
    let mut ordered: Vec<(&Node, f64)> = domains(snapshot)
        .filter_map(|(node, result)| {
            let reference = if peers { result.peer? } else { result.target };
            Some((node, tenth(tenth(result.score?) - tenth(reference))))
        })
        .collect();
    ordered.sort_by(|a, b| b.1.total_cmp(&a.1));
    match (ordered.first(), ordered.last()) {
        (Some((best, ahead)), Some((worst, behind))) if *ahead > 0.0 && *behind < 0.0 => Text::new(
            format!("{}领先{reference_zh}{}分，{}落后{}分", best.short.zh, score(*ahead), worst.short.zh, score(-behind)),
            format!("{} leads {reference_en} by {} points, {} trails by {}", best.short.en, score(*ahead), worst.short.en, score(-behind)),
        ),
        (Some((best, ahead)), _) if *ahead > 0.0 => Text::new(
            format!("各能力域均不低于{reference_zh}，{}领先最多", best.short.zh),
            format!("No domain is below {reference_en}; {} leads most", best.short.en),
        ),
        (Some(_), Some((worst, behind))) => Text::new(
            format!("各能力域均未超过{reference_zh}，{}相差{}分", worst.short.zh, score(-behind)),
            format!("No domain is above {reference_en}; {} is {} points short", worst.short.en, score(-behind)),
        ),
        _ => Text::new("尚未评分", "Nothing is rated yet"),
    }
}

fn heat_title(snapshot: &Snapshot<'_>) -> Text {
    let model = snapshot.instrument.model();
    let levels: Vec<u8> = model.indicators().filter_map(|(index, _, _)| snapshot.result.nodes[index].level).collect();
    let (high, low) = (levels.iter().filter(|level| **level >= 4).count(), levels.iter().filter(|level| **level <= 2).count());
    if levels.is_empty() {
        return Text::new("尚未评分", "Nothing is rated yet");
    }
    Text::new(
        format!("{}项已评指标中，{high}项达到L4，{low}项仍在L2及以下", levels.len()),
        format!("Of {} rated indicators {high} reach L4 and {low} are still on L2 or below", levels.len()),
    )
}

fn waterfall_title(snapshot: &Snapshot<'_>) -> Text {
    let model = snapshot.instrument.model();
    let Some(total) = snapshot.result.score else { return Text::new("尚未评分", "Nothing is rated yet") };
    let gap = tenth(tenth(total) - tenth(snapshot.result.target));
    let most = model
        .nodes
        .iter()
        .zip(&snapshot.result.nodes)
        .filter(|(node, _)| matches!(node.kind, NodeKind::Domain))
        .filter_map(|(node, result)| Some((node, (tenth(result.target) - tenth(result.score?)) * result.weight)))
        .max_by(|a, b| a.1.total_cmp(&b.1))
        .filter(|(_, cost)| *cost > 0.0);
    let (zh, en) =
        most.map_or_else(Default::default, |(node, _)| (format!("，{}拖累最大", node.short.zh), format!("; {} costs most", node.short.en)));
    let (target_zh, target_en) = (format!("距目标{}分", signed(gap)), format!("{} points to the target", signed(gap)));
    Text::new(format!("总分{}，{target_zh}{zh}", score(total)), format!("Score {}, {target_en}{en}", score(total)))
}

/// Where the figures of an own chart come from.
fn own_source(snapshot: &Snapshot<'_>, with_peers: bool) -> Text {
    let model = snapshot.instrument.model();
    let (name, year) = (&snapshot.institution, snapshot.year);
    let (answered, applicable) = (snapshot.result.answered, snapshot.result.applicable);
    let mut source = Text::new(
        format!("来源：{}v{}，{name}{year}年度，已评{answered}/{applicable}项。", model.name.zh, model.version),
        format!("Source: {} v{}, {name}, {year}, {answered}/{applicable} indicators rated.", model.name.en, model.version),
    );
    if let Some(peers) = snapshot.peers.as_ref().filter(|_| with_peers) {
        let (zh, en) = if peers.illustrative { ("，演示数据", ", for demonstration only") } else { ("", "") };
        source.zh += &format!("同业为{}{}家{zh}。", peers.label, peers.sample_size);
        source.en += &format!(" Peers: {}, n = {}{en}.", peers.label, peers.sample_size);
    }
    source
}
