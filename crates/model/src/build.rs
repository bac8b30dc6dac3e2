//! From declarations to a [`Model`]: the tree is put together and every reference resolved.

use crate::check;
use crate::digest::digest;
use crate::fault::{Fault, Faults, Place};
use crate::index::is_index;
use crate::model::{GateRule, Indicator, IndicatorScale, LevelSpec, Model, Node, NodeKind, Places, Profile, Readiness};
use crate::read::{DomainDecl, GateDecl, IndicatorDecl, Located, ModelDecl, ProfileDecl, ScaleDecl, read_indicators, read_model};
use crate::source::ModelSource;
use crate::text::Text;
use shuheng_engine::{Mean, NodeSpec, Tree};
use std::cell::RefCell;
use std::collections::BTreeMap;

/// Id of the node that stands for the whole.
pub(crate) const ROOT: &str = "root";

/// A loaded model with what an author should still look at.
#[derive(Debug, Clone, PartialEq)]
pub struct Loaded {
    /// The model.
    pub model: Model,
    /// Warnings.
    pub warnings: Vec<Fault>,
}

/// Reads a model.
///
/// # Errors
/// Every [`Fault`] found, by file and line, when at least one of them is an error.
pub fn load(source: ModelSource) -> Result<Loaded, Vec<Fault>> {
    if is_index(&source) {
        return Err(vec![Fault::error(
            &Place { file: "model.toml".to_owned(), line: 0 },
            Text::new("这是一个指数，不是成熟度模型", "this is an index, not a maturity model"),
            Text::new("指数给面板排名：shuheng rank", "an index ranks a panel: shuheng rank"),
        )]);
    }
    let faults = RefCell::new(Faults::default());
    let model = read_model(&source, &faults).and_then(|declared| assemble(declared, &source, &faults));
    let faults = faults.into_inner();
    match model {
        Some(model) if !faults.has_errors() => Ok(Loaded { model, warnings: faults.into_sorted() }),
        _ => Err(faults.into_sorted()),
    }
}

/// A node before it has its final index, with where it was declared and what its parent is called.
struct Draft {
    node: Node,
    parent: String,
    place: Place,
}

fn assemble(declared: ModelDecl, source: &ModelSource, faults: &RefCell<Faults>) -> Option<Model> {
    check::documents(&declared, faults);
    check::levels(&declared, faults);
    check::minimum_coverage(&declared.minimum_coverage, faults);
    let mut drafts = Vec::new();
    let indicators = read_files(&declared, source, faults);
    // What could not be read is missing from the tree; a parent or child that is missed for that reason is not a fault of its own.
    let complete = !faults.borrow().has_errors();
    for dimension in &declared.dimensions {
        check::sources(&dimension.sources, &declared, faults);
        drafts.push(Draft {
            parent: ROOT.to_owned(),
            place: dimension.id.place.clone(),
            node: Node {
                id: dimension.id.value.clone(),
                code: dimension.code.clone(),
                name: dimension.name.clone(),
                short: dimension.name.clone(),
                parent: None,
                weight: dimension.weight.value,
                weight_reason: Some(dimension.weight_reason.clone()),
                mean: dimension.mean,
                dimension: None,
                kind: NodeKind::Dimension {
                    purpose: dimension.purpose.clone(),
                    sources: dimension.sources.iter().map(|source| source.value.clone()).collect(),
                },
            },
        });
    }
    drafts.extend(declared.domains.iter().map(domain_draft));
    let kinds: Vec<&str> = declared.profiles.iter().map(|profile| profile.kind.value.as_str()).collect();
    check::former_ids(&indicators, faults);
    let mut places = Places::default();
    for indicator in indicators {
        check::indicator(&indicator, &declared, &kinds, faults);
        note_places(&indicator, &mut places);
        drafts.push(indicator_draft(indicator));
    }
    places.nodes.extend(drafts.iter().map(|draft| (draft.node.id.clone(), draft.place.clone())));
    places.crosswalk.extend(declared.crosswalk.iter().map(|entry| (entry.value.clause.clone(), entry.place.clone())));
    check::crosswalk(&declared, &places, faults);
    let nodes = tree(&declared, drafts, complete, faults)?;
    let index_of = |id: &str| nodes.iter().position(|node| node.id == id);
    check::unique(declared.gates.iter().map(|gate| &gate.id), faults);
    check::unique(declared.profiles.iter().map(|profile| &profile.kind), faults);
    let gates = declared.gates.iter().filter_map(|gate| gate_rule(gate, &index_of, declared.levels.len(), faults)).collect();
    let profiles = declared.profiles.iter().map(|declared| profile(declared, &index_of, faults)).collect();
    check::profile_weights(&nodes, &declared.profiles, faults);
    let readiness = declared.readiness.map_or_else(|| default_readiness(&declared.levels), |readiness| readiness.value);
    Some(Model {
        id: declared.id,
        version: declared.version,
        based_on: declared.based_on,
        name: declared.name,
        summary: declared.summary,
        disclaimer: declared.disclaimer,
        attribution: declared.attribution,
        minimum_coverage: declared.minimum_coverage.value,
        documents: declared.documents.into_iter().map(|document| document.value).collect(),
        levels: declared.levels.into_iter().map(|level| level.value).collect(),
        nodes,
        gates,
        profiles,
        readiness,
        crosswalk: declared.crosswalk.into_iter().map(|entry| entry.value).collect(),
        digest: digest(source),
        source: source.clone(),
        places,
    })
}

/// The indicators in the files of the dimensions.
pub(crate) fn read_files(declared: &ModelDecl, source: &ModelSource, faults: &RefCell<Faults>) -> Vec<IndicatorDecl> {
    let mut indicators = Vec::new();
    for dimension in &declared.dimensions {
        match source.get(&dimension.file.value) {
            Some(text) => indicators.extend(read_indicators(&dimension.file.value, text, faults)),
            None => faults.borrow_mut().error(
                &dimension.file.place,
                Text::new(format!("没有文件“{}”", dimension.file.value), format!("there is no file `{}`", dimension.file.value)),
                Text::new("改正file，或建立该文件", "correct `file`, or create the file"),
            ),
        }
    }
    indicators
}

/// Without lines of its own a model takes those of its scale: ready where figures steer (L4), partly where a rule holds (L3).
fn default_readiness(levels: &[Located<LevelSpec>]) -> Readiness {
    let from = |level: usize| levels.get(level - 1).map_or(0.0, |level| level.value.from);
    Readiness { ready: from(4), partly: from(3), reason: Text::new("取等级L4与L3的下限", "The lower ends of levels L4 and L3") }
}

fn note_places(indicator: &IndicatorDecl, places: &mut Places) {
    if let ScaleDecl::Rubric(levels) = &indicator.scale {
        places.levels.extend(levels.iter().map(|level| ((indicator.id.value.clone(), level.value.level), level.place.clone())));
    }
    places.links.extend(indicator.clauses.iter().map(|link| ((indicator.id.value.clone(), link.value.clause()), link.place.clone())));
}

fn domain_draft(domain: &DomainDecl) -> Draft {
    Draft {
        parent: parent_of(&domain.id.value, domain.parent.as_ref()),
        place: domain.id.place.clone(),
        node: Node {
            id: domain.id.value.clone(),
            code: domain.code.clone(),
            name: domain.name.clone(),
            short: domain.short.clone(),
            parent: None,
            weight: domain.weight.value,
            weight_reason: domain.weight_reason.clone(),
            mean: domain.mean,
            dimension: None,
            kind: NodeKind::Domain,
        },
    }
}

fn indicator_draft(declared: IndicatorDecl) -> Draft {
    let scale = match declared.scale {
        ScaleDecl::Rubric(levels) => IndicatorScale::Rubric(levels.into_iter().map(|level| level.value).collect()),
        ScaleDecl::Metric(metric) => IndicatorScale::Metric(metric),
        ScaleDecl::Checklist(items) => IndicatorScale::Checklist(items.into_iter().map(|item| item.value).collect()),
    };
    Draft {
        parent: parent_of(&declared.id.value, declared.parent.as_ref()),
        place: declared.id.place,
        node: Node {
            id: declared.id.value,
            code: String::new(),
            short: declared.name.clone(),
            name: declared.name,
            parent: None,
            weight: declared.weight.value,
            weight_reason: declared.weight_reason,
            mean: Mean::Arithmetic,
            dimension: None,
            kind: NodeKind::Indicator(Box::new(Indicator {
                was: declared.was,
                question: declared.question,
                why: declared.why,
                applies_to: declared.applies_to,
                sources: declared.sources.into_iter().map(|source| source.value).collect(),
                clauses: declared.clauses.into_iter().map(|clause| clause.value).collect(),
                pitfalls: declared.pitfalls,
                scale,
            })),
        },
    }
}

/// The declared parent, or the id without its last part.
fn parent_of(id: &str, declared: Option<&Located<String>>) -> String {
    declared.map_or_else(|| id.rsplit_once('.').map_or(ROOT, |(parent, _)| parent).to_owned(), |parent| parent.value.clone())
}

/// Puts the drafts below the root, in display order; `None` when they make no tree.
fn tree(declared: &ModelDecl, drafts: Vec<Draft>, complete: bool, faults: &RefCell<Faults>) -> Option<Vec<Node>> {
    check::ids(drafts.iter().map(|draft| (draft.node.id.as_str(), &draft.place)), faults);
    let index: BTreeMap<&str, usize> = drafts.iter().enumerate().rev().map(|(index, draft)| (draft.node.id.as_str(), index + 1)).collect();
    let mut specs = vec![NodeSpec { parent: None, weight: 1.0, mean: declared.root_mean }];
    for draft in &drafts {
        let parent = if draft.parent == ROOT { Some(0) } else { index.get(draft.parent.as_str()).copied() };
        let below_indicator = parent.and_then(|p| p.checked_sub(1)).is_some_and(|p| drafts[p].node.indicator().is_some());
        if complete && (parent.is_none() || below_indicator) {
            faults.borrow_mut().error(
                &draft.place,
                Text::new(
                    format!("“{}”的上级“{}”不存在", draft.node.id, draft.parent),
                    format!("the parent `{}` of `{}` does not exist", draft.parent, draft.node.id),
                ),
                Text::new(
                    "上级须为维度或能力域；改正编号，或写parent = …",
                    "the parent must be a dimension or a domain; correct the id, or give parent = …",
                ),
            );
        }
        specs.push(NodeSpec { parent: Some(parent.unwrap_or(0)), weight: draft.node.weight, mean: draft.node.mean });
    }
    let built = Tree::new(specs.clone());
    let place = |index: usize| index.checked_sub(1).map_or(&declared.place, |index| &drafts[index].place);
    let id = |index: usize| index.checked_sub(1).map_or(ROOT, |index| drafts[index].node.id.as_str());
    check::tree(built.as_ref().err().map_or(&[], Vec::as_slice), place, id, faults);
    let built = built.ok()?;
    for (index, draft) in drafts.iter().enumerate() {
        if complete && draft.node.indicator().is_none() && built.children(index + 1).is_empty() {
            check::childless(&draft.node.id, &draft.place, faults);
        }
    }
    Some(in_display_order(&built, drafts, declared))
}

/// Flattens the tree depth first, so that a list of nodes reads like the tree; gives codes to indicators.
fn in_display_order(tree: &Tree, drafts: Vec<Draft>, declared: &ModelDecl) -> Vec<Node> {
    let root = Node {
        id: ROOT.to_owned(),
        code: String::new(),
        name: declared.name.clone(),
        short: declared.name.clone(),
        parent: None,
        weight: 1.0,
        weight_reason: None,
        mean: declared.root_mean,
        dimension: None,
        kind: NodeKind::Root,
    };
    let mut nodes = vec![root];
    let mut waiting: Vec<(usize, usize, Option<u8>)> = vec![];
    let push_children = |waiting: &mut Vec<_>, node: usize, at: usize, dimension: Option<u8>| {
        for (position, child) in tree.children(node).iter().enumerate().rev() {
            waiting.push((*child, at, dimension.or_else(|| u8::try_from(position).ok())));
        }
    };
    push_children(&mut waiting, 0, 0, None);
    while let Some((index, parent, dimension)) = waiting.pop() {
        let Some(draft) = drafts.get(index - 1) else { continue };
        let mut node = draft.node.clone();
        node.parent = Some(parent);
        node.dimension = dimension;
        if node.indicator().is_some() {
            let position = nodes.iter().filter(|sibling| sibling.parent == Some(parent)).count() + 1;
            node.code = format!("{}.{position}", nodes[parent].code);
        }
        nodes.push(node);
        push_children(&mut waiting, index, nodes.len() - 1, dimension);
    }
    nodes
}

fn resolve(id: &Located<String>, index_of: &impl Fn(&str) -> Option<usize>, faults: &RefCell<Faults>) -> Option<usize> {
    let found = index_of(&id.value);
    if found.is_none() {
        faults.borrow_mut().error(
            &id.place,
            Text::new(format!("没有节点“{}”", id.value), format!("there is no node `{}`", id.value)),
            Text::new("用维度、能力域或指标的编号，整体用root", "use the id of a dimension, domain or indicator, or root for the whole"),
        );
    }
    found
}

fn gate_rule(gate: &GateDecl, index_of: &impl Fn(&str) -> Option<usize>, levels: usize, faults: &RefCell<Faults>) -> Option<GateRule> {
    let (node, watch) = (resolve(&gate.node, index_of, faults), resolve(&gate.watch, index_of, faults));
    if !(1..=levels).contains(&usize::from(gate.cap.value)) {
        faults.borrow_mut().error(
            &gate.cap.place,
            Text::new(format!("等级{}不存在", gate.cap.value), format!("there is no level {}", gate.cap.value)),
            Text::new(format!("用1至{levels}"), format!("use 1 to {levels}")),
        );
    }
    check::score(&gate.below, faults);
    Some(GateRule {
        id: gate.id.value.clone(),
        node: node?,
        cap: gate.cap.value,
        watch: watch?,
        below: gate.below.value,
        reason: gate.reason.clone(),
    })
}

fn profile(declared: &ProfileDecl, index_of: &impl Fn(&str) -> Option<usize>, faults: &RefCell<Faults>) -> Profile {
    check::score(&declared.target, faults);
    declared.targets.values().for_each(|target| check::score(target, faults));
    let by_index = |numbers: &BTreeMap<String, Located<f64>>| {
        numbers
            .iter()
            .filter_map(|(id, number)| {
                let id = Located { value: id.clone(), place: number.place.clone() };
                resolve(&id, index_of, faults).map(|index| (index, number.value))
            })
            .collect()
    };
    Profile {
        kind: declared.kind.value.clone(),
        name: declared.name.clone(),
        target: declared.target.value,
        targets: by_index(&declared.targets),
        weights: by_index(&declared.weights),
        weights_reason: declared.weights_reason.clone(),
        reason: declared.reason.clone(),
    }
}
