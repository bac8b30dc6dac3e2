//! What can be chosen on the page: metrics and their years, kinds, size tiers, institutions.

use crate::benchmark::peers::{OWN, Peers};
use crate::opened::Snapshot;
use crate::view::{BenchmarkRequest, CountView, InstitutionView, MetricChoiceView, PeerGroup, Text};
use shuheng_benchmark::{DerivationKind, Direction, Institution, Metric, Theme};
use std::collections::{BTreeMap, BTreeSet};

/// The word of a direction.
pub(super) fn direction_word(direction: Direction) -> &'static str {
    match direction {
        Direction::Higher => "higher",
        Direction::Lower => "lower",
        Direction::Neutral => "neutral",
    }
}

fn theme_word(theme: Theme) -> &'static str {
    match theme {
        Theme::Investment => "investment",
        Theme::People => "people",
        Theme::Scale => "scale",
        Theme::Result => "result",
        Theme::Reach => "reach",
        Theme::Loans => "loans",
        Theme::Context => "context",
        Theme::Imported => "imported",
    }
}

/// Name of a kind of institution: the model's, else that of the data.
pub(super) fn kind_name(snapshot: Option<&Snapshot<'_>>, kind: &str) -> Text {
    let profile = snapshot.and_then(|snapshot| snapshot.instrument.model().profile(kind));
    profile.map(|profile| (&profile.name).into()).unwrap_or_else(|| match kind {
        "state_bank" => Text::new("国有大型商业银行", "Large state-owned bank"),
        "joint_stock_bank" => Text::new("股份制商业银行", "Joint-stock bank"),
        "city_bank" => Text::new("城市商业银行", "City commercial bank"),
        "rural_bank" => Text::new("农村中小金融机构", "Rural bank or credit union"),
        "private_bank" => Text::new("民营银行", "Private bank"),
        "securities" => Text::new("证券公司", "Securities firm"),
        "insurance" => Text::new("保险公司", "Insurer"),
        "aggregate" => Text::new("合计", "Total"),
        "sector" => Text::new("行业", "Sector"),
        other => Text::new(other, other),
    })
}

fn tier_name(tier: &str) -> Text {
    match tier {
        "T1" => Text::new("银行，总资产10万亿元及以上", "Bank, total assets RMB 10 trillion or more"),
        "T2" => Text::new("银行，总资产1万亿至10万亿元", "Bank, total assets RMB 1–10 trillion"),
        "T3" => Text::new("银行，总资产1万亿元以下", "Bank, total assets below RMB 1 trillion"),
        "head" => Text::new("头部券商", "Leading broker"),
        "mid_small" => Text::new("中小券商", "Mid-sized or small broker"),
        "large" => Text::new("大型保险机构", "Large insurer"),
        "small" => Text::new("小型保险机构", "Small insurer"),
        "" => Text::new("规模未知", "Size unknown"),
        other => Text::new(other, other),
    }
}

/// Institutions that are no totals, the assessed one not among them.
fn institutions(peers: &Peers) -> impl Iterator<Item = &Institution> {
    peers.data().institutions().iter().filter(|institution| !institution.is_total() && institution.id != OWN)
}

/// Everything that can be picked by hand.
pub(super) fn institution_views(peers: &Peers, snapshot: &Snapshot<'_>) -> Vec<InstitutionView> {
    institutions(peers)
        .map(|institution| InstitutionView {
            id: institution.id.clone(),
            name: (&institution.name).into(),
            kind: institution.kind.clone(),
            kind_name: kind_name(Some(snapshot), &institution.kind),
            tier: institution.tier.clone(),
            imported: institution.imported.clone(),
        })
        .collect()
}

/// Kinds or tiers with the number of institutions that have the metric in the year.
fn counts(peers: &Peers, request: &BenchmarkRequest, of: fn(&Institution) -> &str, name: impl Fn(&str) -> Text) -> Vec<CountView> {
    let mut order: Vec<&str> = Vec::new();
    let mut found: BTreeMap<&str, (u32, u32)> = BTreeMap::new();
    for institution in institutions(peers) {
        let key = of(institution);
        if !order.contains(&key) {
            order.push(key);
        }
        let counts = found.entry(key).or_default();
        counts.0 += u32::from(peers.figure(&institution.id, request.year, &request.metric).is_some());
        counts.1 += 1;
    }
    let view = |id: &str| {
        let (count, total) = found.get(id).copied().unwrap_or_default();
        CountView { id: id.to_owned(), name: name(id), count, total }
    };
    order.into_iter().map(view).collect()
}

/// Kinds of institution.
pub(super) fn kinds(peers: &Peers, snapshot: &Snapshot<'_>, request: &BenchmarkRequest) -> Vec<CountView> {
    counts(peers, request, |institution| &institution.kind, |kind| kind_name(Some(snapshot), kind))
}

/// Ids of the kinds of institution in the data.
pub(super) fn kind_ids(peers: &Peers) -> Vec<String> {
    let mut ids: Vec<String> = Vec::new();
    for institution in institutions(peers) {
        if !ids.contains(&institution.kind) {
            ids.push(institution.kind.clone());
        }
    }
    ids
}

/// Size tiers.
pub(super) fn tiers(peers: &Peers, request: &BenchmarkRequest) -> Vec<CountView> {
    counts(peers, request, |institution| &institution.tier, tier_name)
}

/// Institution and year of figures.
type Places<'a> = BTreeSet<(&'a str, i32)>;

/// Metrics that institutions of the data have, each with its years.
pub(crate) fn metrics(peers: &Peers, group: &PeerGroup) -> Vec<MetricChoiceView> {
    let mut stated: BTreeMap<&str, Places<'_>> = BTreeMap::new();
    for (institution, year, metric) in peers.data().stated_keys() {
        stated.entry(metric).or_default().insert((institution, year));
    }
    let all: BTreeSet<&str> = institutions(peers).map(|institution| institution.id.as_str()).collect();
    let members: BTreeSet<&str> = peers.members(group).into_iter().map(|institution| institution.id.as_str()).collect();
    let with_years = |metric: &Metric| {
        let mut years: BTreeMap<i32, (u32, u32)> = BTreeMap::new();
        for (institution, year) in possible(peers, &stated, &metric.id).into_iter().filter(|(institution, _)| all.contains(institution)) {
            let printed = stated.get(metric.id.as_str()).is_some_and(|places| places.contains(&(institution, year)));
            if printed || peers.figure(institution, year, &metric.id).is_some() {
                let counts = years.entry(year).or_default();
                counts.0 += u32::from(members.contains(institution));
                counts.1 += 1;
            }
        }
        let view = |(year, (count, total)): (i32, (u32, u32))| CountView {
            id: year.to_string(),
            name: Text::new(format!("{year}年"), year.to_string()),
            count,
            total,
        };
        MetricChoiceView { years: years.into_iter().rev().map(view).collect(), ..metric_view(peers, metric) }
    };
    peers.data().metrics().iter().map(with_years).filter(|view| !view.years.is_empty()).collect()
}

/// Where a metric can have a figure at all: where one is printed, and where a formula has its first operand.
fn possible<'a>(peers: &'a Peers, stated: &BTreeMap<&'a str, Places<'a>>, metric: &str) -> Places<'a> {
    let printed = |metric: &str| stated.get(metric).cloned().unwrap_or_default();
    let mut places = printed(metric);
    for formula in peers.data().derivations().iter().filter(|formula| formula.metric == metric) {
        match formula.kind {
            DerivationKind::PriorYear => {
                let growth = printed(formula.other_operand.as_deref().unwrap_or_default());
                places.extend(growth.into_iter().map(|(institution, year)| (institution, year.saturating_sub(1))));
            }
            DerivationKind::Remainder => {
                for (total, year) in printed(&formula.operand) {
                    places.extend(peers.data().members(total).into_iter().map(|member| (member, year)));
                }
            }
            DerivationKind::Growth | DerivationKind::Ratio | DerivationKind::CompoundGrowth if formula.operand != metric => {
                places.extend(possible(peers, stated, &formula.operand));
            }
            _ => {}
        }
    }
    places
}

/// A metric without its years.
pub(super) fn metric_view(peers: &Peers, metric: &Metric) -> MetricChoiceView {
    let formula = peers.data().derivations().iter().find(|formula| formula.metric == metric.id);
    MetricChoiceView {
        id: metric.id.clone(),
        name: (&metric.name).into(),
        unit: metric.unit.clone(),
        definition: (&metric.definition).into(),
        theme: theme_word(metric.theme).to_owned(),
        direction: direction_word(metric.direction).to_owned(),
        formula: formula.map(|formula| (&formula.formula).into()),
        years: Vec::new(),
    }
}
