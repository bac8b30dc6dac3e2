//! The table of a pool as a view and as CSV, and the open engagement beside one of its groups.

use crate::opened::Snapshot;
use crate::pool_contribution::{own_ratio, own_scores, tiers};
use crate::view::{
    PoolCellView, PoolDepth, PoolEditionView, PoolGroupRef, PoolPositionView, PoolQuery, PoolRowView, PoolTableView, PoolVariableView, Text,
};
use shuheng_benchmark::pool::{Depth, Edition, Group, GroupTable, Pool, QUARTILES_FROM, Query, Ratio, THRESHOLD};
use shuheng_model::{Model, NodeKind};
use std::collections::BTreeMap;

impl From<&Edition> for PoolEditionView {
    fn from(edition: &Edition) -> Self {
        Self { model: edition.model.clone(), version: edition.version.clone(), year: edition.year }
    }
}

/// Models and years of a pool's members, the most frequent first.
pub(crate) fn editions(pool: &Pool) -> Vec<PoolEditionView> {
    let mut counts: BTreeMap<&Edition, usize> = BTreeMap::new();
    for (_, member) in pool.members() {
        *counts.entry(&member.contribution.edition).or_default() += 1;
    }
    let mut editions: Vec<(&Edition, usize)> = counts.into_iter().collect();
    editions.sort_by(|(a, most), (b, count)| count.cmp(most).then_with(|| b.cmp(a)));
    editions.into_iter().map(|(edition, _)| edition.into()).collect()
}

/// The part of a pool's table that is asked for. `model` gives names and kinds, as far as it is known.
pub(crate) fn table(pool: &Pool, query: &PoolQuery, model: Option<&Model>, own: Option<&Snapshot<'_>>) -> PoolTableView {
    let edition = edition(pool, query, own);
    let asked = Query {
        edition: edition.as_ref().map(|edition| Edition {
            model: edition.model.clone(),
            version: edition.version.clone(),
            year: edition.year,
        }),
        depth: match query.depth {
            PoolDepth::All => Depth::All,
            PoolDepth::Kind => Depth::Kind,
            PoolDepth::Tier => Depth::Tier,
        },
        variable: query.variable.clone(),
    };
    let table = pool.table(&asked);
    let variables = variables(model, query.variable.as_deref(), &table.groups);
    let rows = rows(model, query.depth, &table.groups);
    let position_group = own.and_then(|own| position_group(&rows, query.group.as_ref(), own.instrument.kind()));
    let positions = own
        .zip(position_group.as_ref().and_then(|group| rows.iter().find(|row| row.group == *group)))
        .map(|(own, row)| positions(own, row, &variables))
        .unwrap_or_default();
    PoolTableView { release: table.release, edition, variables, rows, positions, position_group, note: note(table.release) }
}

fn edition(pool: &Pool, query: &PoolQuery, own: Option<&Snapshot<'_>>) -> Option<PoolEditionView> {
    let all = editions(pool);
    let own = own.and_then(|own| {
        let model = own.instrument.model();
        all.iter().find(|edition| (&edition.model, &edition.version, edition.year) == (&model.id, &model.version, own.year))
    });
    query.edition.clone().or_else(|| own.or(all.first()).cloned())
}

/// The whole, dimensions with their domains, ratios: in the order of the model, or of their ids when it is not known.
fn variables(model: Option<&Model>, only: Option<&str>, groups: &[GroupTable]) -> Vec<PoolVariableView> {
    let score = |id: &str, name: Text, depth| PoolVariableView { id: id.to_owned(), name, unit: String::new(), depth };
    let scores: Vec<PoolVariableView> = match model {
        Some(model) => model
            .nodes
            .iter()
            .filter_map(|node| match node.kind {
                NodeKind::Root => Some(score(&node.id, Text::new("总分", "Overall score"), 0)),
                NodeKind::Dimension { .. } => Some(score(&node.id, (&node.name).into(), 1)),
                NodeKind::Domain => Some(score(&node.id, (&node.name).into(), 2)),
                NodeKind::Indicator(_) => None,
            })
            .collect(),
        None => groups
            .first()
            .into_iter()
            .flat_map(|group| &group.cells)
            .map(|cell| cell.variable.id())
            .filter(|id| Ratio::ALL.iter().all(|ratio| ratio.metric() != *id))
            .map(|id| score(id, Text::new(id, id), if id == "root" { 0 } else { 1 + u32::from(id.contains('.')) }))
            .collect(),
    };
    let ratios =
        Ratio::ALL.map(|ratio| PoolVariableView { id: ratio.metric().to_owned(), name: ratio_name(ratio), unit: "%".to_owned(), depth: 0 });
    scores.into_iter().chain(ratios).filter(|variable| only.is_none_or(|only| only == variable.id)).collect()
}

fn ratio_name(ratio: Ratio) -> Text {
    match ratio {
        Ratio::Intensity => Text::new("科技投入强度", "IT investment to revenue"),
        Ratio::Growth => Text::new("科技投入增速", "IT investment growth"),
        Ratio::StaffShare => Text::new("科技人员占比", "IT staff share"),
    }
}

/// A row for all, one for every kind that the model knows, and in a kind that is shown one for every tier it can have. Rows
/// that are not shown are there too, so that a missing one does not tell that there is nobody.
fn rows(model: Option<&Model>, depth: PoolDepth, groups: &[GroupTable]) -> Vec<PoolRowView> {
    let shown: BTreeMap<&Group, &GroupTable> = groups.iter().map(|group| (&group.group, group)).collect();
    let row = |group: Group, name: Text| {
        let found = shown.get(&group);
        PoolRowView {
            group: reference(&group),
            name,
            members: found.map(|found| small(found.members)),
            cells: found.map(|found| found.cells.iter().map(cell).collect()).unwrap_or_default(),
        }
    };
    let mut kinds: Vec<(String, Text)> =
        model.iter().flat_map(|model| &model.profiles).map(|profile| (profile.kind.clone(), (&profile.name).into())).collect();
    for group in shown.keys() {
        if let Group::Kind(kind) = group
            && kinds.iter().all(|(known, _)| known != kind)
        {
            kinds.push((kind.clone(), Text::new(kind, kind)));
        }
    }
    let mut rows = vec![row(Group::All, Text::new("全部", "All"))];
    for (kind, name) in kinds.into_iter().filter(|_| depth >= PoolDepth::Kind) {
        rows.push(row(Group::Kind(kind.clone()), name));
        if depth == PoolDepth::Tier && shown.contains_key(&Group::Kind(kind.clone())) {
            rows.extend(tiers(&kind).into_iter().map(|tier| row(Group::Tier(kind.clone(), tier.id), tier.name)));
        }
    }
    rows
}

fn reference(group: &Group) -> PoolGroupRef {
    match group {
        Group::All => PoolGroupRef { kind: None, tier: None },
        Group::Kind(kind) => PoolGroupRef { kind: Some(kind.clone()), tier: None },
        Group::Tier(kind, tier) => PoolGroupRef { kind: Some(kind.clone()), tier: Some(tier.clone()) },
    }
}

fn cell(cell: &shuheng_benchmark::pool::Cell) -> PoolCellView {
    PoolCellView {
        variable: cell.variable.id().to_owned(),
        members: small(cell.members),
        at_least: cell.at_least,
        median: cell.median,
        quartiles: cell.quartiles,
    }
}

/// A count as the wire has it; no pool has four thousand million members.
pub(crate) fn small(count: usize) -> u32 {
    u32::try_from(count).unwrap_or(u32::MAX)
}

/// The group asked for when it is shown, else the own kind, else all.
fn position_group(rows: &[PoolRowView], asked: Option<&PoolGroupRef>, kind: &str) -> Option<PoolGroupRef> {
    let own_kind = PoolGroupRef { kind: Some(kind.to_owned()), tier: None };
    let all = PoolGroupRef { kind: None, tier: None };
    let candidates = [asked, Some(&own_kind), Some(&all)].into_iter().flatten();
    candidates.into_iter().find(|group| rows.iter().any(|row| row.group == **group && row.members.is_some())).cloned()
}

fn positions(own: &Snapshot<'_>, row: &PoolRowView, variables: &[PoolVariableView]) -> Vec<PoolPositionView> {
    let scores: BTreeMap<&str, f64> = own_scores(own).collect();
    let own_value = |id: &str| match Ratio::ALL.into_iter().find(|ratio| ratio.metric() == id) {
        Some(ratio) => own_ratio(own, ratio),
        None => scores.get(id).copied(),
    };
    variables
        .iter()
        .map(|variable| PoolPositionView {
            own: own_value(&variable.id),
            cell: row.cells.iter().find(|cell| cell.variable == variable.id).cloned(),
            variable: variable.clone(),
        })
        .collect()
}

fn note(release: u32) -> Text {
    if release == 0 {
        return Text::new("这个池还没有发布统计", "Nothing was published of this pool yet");
    }
    Text::new(
        format!(
            "一格少于{THRESHOLD}家，不显示；不足{THRESHOLD}家的并入上一级发布，上下级相减得不出少于{THRESHOLD}家的数。中位数和四分位数用Harrell–Davis估计，得分取整到1分，比率取整到0.5个百分点，四分位数满{QUARTILES_FROM}家才显示。各机构自评，未经第三方核对。"
        ),
        format!(
            "Cells of fewer than {THRESHOLD} institutions are not shown; those too few are counted in the group above, so that no subtraction leaves fewer than {THRESHOLD}. Medians and quartiles by Harrell–Davis, scores rounded to 1 point, ratios to 0.5; quartiles from {QUARTILES_FROM} institutions. Self-assessed, checked by nobody else."
        ),
    )
}

/// Tables as CSV: a line a group and variable, a suppressed group on a line of its own without figures.
#[must_use]
pub fn pool_csv(tables: &[PoolTableView]) -> String {
    let mut csv = String::from("model,version,year,kind,tier,variable,members,at_least,median,lower_quartile,upper_quartile,status\n");
    for table in tables {
        let Some(edition) = &table.edition else { continue };
        for row in &table.rows {
            let group = |part: &Option<String>| part.clone().unwrap_or_else(|| "all".to_owned());
            let head =
                format!("{},{},{},{},{}", edition.model, edition.version, edition.year, group(&row.group.kind), group(&row.group.tier));
            if row.members.is_none() {
                csv.push_str(&format!("{head},,,,,,,suppressed\n"));
            }
            for variable in table.variables.iter().filter(|_| row.members.is_some()) {
                let line = match row.cells.iter().find(|cell| cell.variable == variable.id) {
                    Some(cell) => {
                        let [lower, upper] =
                            cell.quartiles.map_or([String::new(), String::new()], |quartiles| quartiles.map(|q| q.to_string()));
                        format!("{},{},{},{lower},{upper},shown", cell.members, cell.at_least, cell.median)
                    }
                    None => ",,,,,suppressed".to_owned(),
                };
                csv.push_str(&format!("{head},{},{line}\n", variable.id));
            }
        }
    }
    csv
}
