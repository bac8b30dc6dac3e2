//! The charts of the page 对标.

use crate::benchmark::{ChartFigures, Peers, chart_figures};
use crate::opened::Snapshot;
use crate::view::{BenchmarkRequest, FigureView, Language, MetricChoiceView, PeerRowView, QualityView, SceneKind, Text, TrendView};
use shuheng_chart::{
    Caption, Direction, Efficiency, EfficiencyPoint, FieldLine, Figure, Frame, InvestmentBars, InvestmentRow, InvestmentTotal, Measure,
    PeerPoint, PeerPosition, PeerPositions, Provenance, Scatter, ScatterPoint, Scene, SpendingOnly, Trend, TrendLine, TrendPoint, Unit,
    efficiency, investment_bars, peer_positions, scatter, trend,
};

/// Lines of a trend that are emphasised beside the own one.
const EMPHASISED: usize = 5;

/// A figure of another year that is this many times the least is drawn to a logarithmic scale.
const WIDE: f64 = 30.0;

/// Draws a chart of peers.
pub(crate) fn draw(
    peers: &Peers,
    snapshot: &Snapshot<'_>,
    request: &BenchmarkRequest,
    (kind, language): (SceneKind, Language),
    frame: &Frame,
) -> Scene {
    let shown = chart_figures(peers, snapshot, request);
    let tongue = Tongue(language);
    let caption = |title: &Text, subtitle: &Text| Caption {
        title: tongue.pick(title),
        subtitle: tongue.pick(subtitle),
        source: tongue.pick(&shown.source),
    };
    let (metric, year) = (&shown.metric, request.year);
    match kind {
        SceneKind::PeerPositions => {
            let subtitle = Text::new(format!("{year}年，各指标的尺度不同"), format!("{year}; each metric has a scale of its own"));
            let title = Text::new("本机构在同业中的位置", "Where the institution stands among its peers");
            peer_positions::scene(&tongue.positions(&shown), frame, &caption(&title, &subtitle))
        }
        SceneKind::IntensityGrowth => {
            let subtitle = Text::new(
                format!("{year}年科技投入占营业收入比与信息技术投入变化比率，%"),
                format!("IT investment to operating revenue and its growth, {year}, %"),
            );
            let title = Text::new("投入强度与增速", "Intensity and growth of IT investment");
            scatter::scene(&tongue.scatter(&shown), frame, &caption(&title, &subtitle))
        }
        SceneKind::InvestmentTrend => {
            let input = tongue.trend(&shown);
            let unit = tongue.unit_text(metric);
            let subtitle = Text::new(format!("{}，{}", metric.name.zh, unit.zh), format!("{}, {}", metric.name.en, unit.en));
            trend::scene(&input, frame, &caption(&trend_title(&shown), &subtitle))
        }
        SceneKind::Efficiency => {
            let title = if shown.efficiency.finding.zh.is_empty() {
                shown.efficiency.missing.first().cloned().unwrap_or_default()
            } else {
                shown.efficiency.finding.clone()
            };
            let subtitle = Text::new(
                format!("{year}年科技投入占营业收入比与经济价值得分"),
                format!("IT investment to operating revenue, {year}, and the score of the economic value"),
            );
            efficiency::scene(&tongue.efficiency(&shown), frame, &caption(&title, &subtitle))
        }
        _ => {
            let unit = tongue.unit_text(metric);
            let subtitle = Text::new(format!("{}，{}", metric.name.zh, unit.zh), format!("{}, {}", metric.name.en, unit.en));
            investment_bars::scene(&tongue.bars(&shown, year), frame, &caption(&shown.title, &subtitle))
        }
    }
}

fn trend_title(shown: &ChartFigures) -> Text {
    let metric = &shown.metric.name;
    let n = shown.trend.iter().filter(|line| !line.own).count();
    Text::new(format!("{n}家机构历年{}", metric.zh), format!("{} of {n} institutions by year", metric.en))
}

/// Picks the language of a chart.
struct Tongue(Language);

impl Tongue {
    fn pick(&self, text: &Text) -> String {
        match self.0 {
            Language::Zh => text.zh.clone(),
            Language::En => text.en.clone(),
        }
    }

    fn words(&self, zh: &str, en: &str) -> String {
        self.pick(&Text::new(zh, en))
    }

    fn unit_text(&self, metric: &MetricChoiceView) -> Text {
        Text::new(&metric.unit, english_unit(&metric.unit))
    }

    fn measure(&self, name: &Text, unit: &str, decimals: u32, is_change: bool) -> Measure {
        let unit = match unit {
            "亿元" => Unit::HundredMillionYuan,
            "%" => Unit::PerCent,
            other => Unit::Other(self.words(other, english_unit(other))),
        };
        Measure { name: self.pick(name), unit, decimals: u8::try_from(decimals).unwrap_or(u8::MAX).min(9), is_change }
    }

    fn bars(&self, shown: &ChartFigures, year: i32) -> InvestmentBars {
        let figures = shown.rows.iter().filter_map(|row| row.figure.as_ref());
        let decimals = figures.map(|figure| figure.decimals).max().unwrap_or_default();
        let value = |figure: &Option<FigureView>| figure.as_ref().map(|figure| figure.value);
        let rows = shown.rows.iter().filter(|row| row.own || row.figure.is_some()).map(|row| InvestmentRow {
            id: row.id.clone(),
            name: self.pick(&row.name),
            type_label: self.pick(&row.kind_name),
            rank: row.rank,
            figure: row.figure.as_ref().map(chart_figure),
            growth: value(&row.growth),
            prior: value(&row.prior),
            is_own: row.own,
        });
        let total = |row: &PeerRowView| InvestmentTotal {
            name: self.pick(&row.name),
            figure: row.figure.as_ref().map(chart_figure),
            growth: value(&row.growth),
            prior: value(&row.prior),
        };
        InvestmentBars {
            measure: self.measure(&shown.metric.name, &shown.metric.unit, decimals, false),
            year: Some(year),
            rows: rows.collect(),
            total: shown.totals.first().map(total),
        }
    }

    fn positions(&self, shown: &ChartFigures) -> PeerPositions {
        let rows = shown.positions.iter().map(|position| PeerPosition {
            id: position.metric.clone(),
            measure: self.measure(&position.name, &position.unit, position.decimals, position.metric.ends_with("_growth")),
            dimension: None,
            direction: match position.direction.as_str() {
                "higher" => Direction::Higher,
                "lower" => Direction::Lower,
                _ => Direction::Neutral,
            },
            n: position.n,
            points: position.points.iter().map(|point| PeerPoint { name: self.pick(&point.name), value: point.value }).collect(),
            own: position.own,
            quartiles: position.quartiles,
            tails: position.tails,
            percentile: position.percentile,
        });
        PeerPositions { rows: rows.collect() }
    }

    fn scatter(&self, shown: &ChartFigures) -> Scatter {
        let points = shown.scatter.iter().map(|point| ScatterPoint {
            id: point.id.clone(),
            name: self.pick(&point.name),
            x: Some(chart_figure(&point.intensity)),
            y: Some(chart_figure(&point.growth)),
            is_own: point.own,
        });
        Scatter {
            x: self.measure(&Text::new("科技投入占营业收入比", "IT investment to operating revenue"), "%", 2, false),
            y: self.measure(&Text::new("信息技术投入变化比率", "IT investment growth"), "%", 2, true),
            points: points.collect(),
            left_out: shown.scatter_missing,
        }
    }

    fn trend(&self, shown: &ChartFigures) -> Trend {
        let values = || shown.trend.iter().flat_map(|line| &line.points).map(|point| point.figure.value);
        let (least, most) = (values().fold(f64::INFINITY, f64::min), values().fold(f64::NEG_INFINITY, f64::max));
        let newest = |line: &TrendView| line.points.last().map_or(f64::NEG_INFINITY, |point| point.figure.value);
        let mut largest: Vec<&TrendView> = shown.trend.iter().filter(|line| !line.own && line.points.len() > 1).collect();
        largest.sort_by(|a, b| newest(b).total_cmp(&newest(a)));
        let emphasised: Vec<&str> = largest.into_iter().take(EMPHASISED).map(|line| line.id.as_str()).collect();
        let decimals = shown.trend.iter().flat_map(|line| &line.points).map(|point| point.figure.decimals).max().unwrap_or_default();
        let lines = shown.trend.iter().map(|line| TrendLine {
            id: line.id.clone(),
            name: self.pick(&line.name),
            is_own: line.own,
            is_emphasised: emphasised.contains(&line.id.as_str()),
            points: line.points.iter().map(|point| TrendPoint { year: point.year, figure: chart_figure(&point.figure) }).collect(),
        });
        Trend {
            measure: self.measure(&shown.metric.name, &shown.metric.unit, decimals, shown.metric.id.ends_with("_growth")),
            logarithmic: least > 0.0 && most / least > WIDE,
            moments: Vec::new(),
            lines: lines.collect(),
        }
    }

    fn efficiency(&self, shown: &ChartFigures) -> Efficiency {
        let view = &shown.efficiency;
        let [intensity, score] = view.reference;
        Efficiency {
            intensity: self.measure(&Text::new("科技投入占营业收入比", "IT investment to operating revenue"), "%", 2, false),
            score_name: self.words("经济价值得分", "Economic value score"),
            points: view
                .own
                .iter()
                .map(|own| EfficiencyPoint {
                    id: own.id.clone(),
                    name: self.pick(&own.name),
                    intensity: own.intensity,
                    value_score: own.value_score,
                    is_own: true,
                })
                .collect(),
            spending: view
                .peers
                .iter()
                .map(|peer| SpendingOnly { id: peer.id.clone(), name: self.pick(&peer.name), intensity: peer.value })
                .collect(),
            high_intensity: FieldLine { at: intensity, name: self.words("同业中位", "Peer median") },
            high_score: FieldLine { at: score, name: self.words("目标", "Target") },
        }
    }
}

/// A unit in English. Money in 亿元 is written by the charts themselves.
fn english_unit(unit: &str) -> &str {
    match unit {
        "亿元" => "RMB bn",
        "人" => "persons",
        "万户" => "10,000 users",
        "万人" => "10,000 persons",
        "万元/人" => "RMB 10,000 per employee",
        "件" => "patents",
        other => other,
    }
}

fn chart_figure(figure: &FigureView) -> Figure {
    let provenance = match figure.quality {
        QualityView::Disclosed => Provenance::Disclosed,
        QualityView::Press => Provenance::Press,
        QualityView::Derived => Provenance::Derived,
        QualityView::SelfReported => Provenance::SelfReported,
    };
    Figure { value: figure.value, provenance, lower_bound: figure.lower_bound }
}
