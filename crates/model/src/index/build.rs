//! From declarations to an [`Index`]: the tree is put together and what does not go together is told.

use super::{Index, IndexIndicator, IndexNode};
use crate::build::ROOT;
use crate::check;
use crate::digest::digest;
use crate::fault::{Fault, Faults, Place};
use crate::read::{IndexDecl, Located, read_index};
use crate::source::ModelSource;
use crate::text::Text;
use shuheng_engine::normalise::ScoreUnit;
use shuheng_engine::{Mean, NodeSpec, Tree};
use std::cell::RefCell;
use std::collections::BTreeSet;
use toml::de::DeTable;

/// The file of an index.
const FILE: &str = "model.toml";
/// Columns of a panel that say whose row it is.
const RESERVED: [&str; 2] = ["unit", "year"];

/// Whether the files are those of an index rather than of a maturity model: its `model.toml` says `kind = "index"`.
#[must_use]
pub fn is_index(source: &ModelSource) -> bool {
    let Some(text) = source.get(FILE) else { return false };
    let (table, _) = DeTable::parse_recoverable(text);
    table.get_ref().iter().any(|(key, value)| key.get_ref() == "kind" && value.get_ref().as_str() == Some("index"))
}

/// Reads an index.
///
/// # Errors
/// Every [`Fault`] found, by line.
pub fn load_index(source: &ModelSource) -> Result<Index, Vec<Fault>> {
    let faults = RefCell::new(Faults::default());
    let index = read_index(source, &faults).and_then(|declared| assemble(declared, source, &faults));
    let faults = faults.into_inner();
    match index {
        Some(index) if !faults.has_errors() => Ok(index),
        _ => Err(faults.into_sorted()),
    }
}

fn assemble(declared: IndexDecl, source: &ModelSource, faults: &RefCell<Faults>) -> Option<Index> {
    // What could not be read is missing from the tree; what misses it for that reason is not a fault of its own.
    let complete = !faults.borrow().has_errors();
    ids(&declared, faults);
    let drafts = drafts(&declared);
    parents(&declared, &drafts, complete, faults);
    let index_of = |id: &str| drafts.iter().position(|draft| draft.node.id == id);
    let specs = drafts.iter().map(|draft| NodeSpec {
        parent: draft.parent.map(|parent| index_of(parent).unwrap_or(0)),
        weight: draft.node.weight,
        mean: draft.node.mean,
    });
    let built = Tree::new(specs.collect());
    let place = |index: usize| drafts[index].place;
    check::tree(built.as_ref().err().map_or(&[], Vec::as_slice), place, |index| &drafts[index].node.id, faults);
    let built = built.ok()?;
    for (index, draft) in drafts.iter().enumerate() {
        if complete && draft.node.indicator.is_none() && built.children(index).is_empty() {
            check::childless(&draft.node.id, draft.place, faults);
        }
    }
    let nodes = in_display_order(&built, &drafts);
    let specs = nodes.iter().map(|node| NodeSpec { parent: node.parent, weight: node.weight, mean: node.mean });
    let tree = Tree::new(specs.collect()).ok()?;
    if complete {
        standard_deviations(&nodes, &drafts, faults);
    }
    Some(Index {
        id: declared.id,
        version: declared.version,
        name: declared.name,
        source: declared.source,
        attribution: declared.attribution,
        scale: declared.scale,
        direction: declared.direction,
        over: declared.over,
        rank_on: declared.rank_on,
        digest: digest(source),
        nodes,
        tree,
    })
}

/// A node before its parent has an index.
struct Draft<'a> {
    node: IndexNode,
    /// Id of the parent; `None` for the root.
    parent: Option<&'a str>,
    place: &'a Place,
}

/// The root, the nodes and the indicators, as declared.
fn drafts(declared: &IndexDecl) -> Vec<Draft<'_>> {
    let root = IndexNode {
        id: ROOT.to_owned(),
        name: declared.name.clone(),
        parent: None,
        weight: 1.0,
        mean: declared.mean,
        minimum_coverage: declared.minimum_coverage,
        indicator: None,
    };
    let mut drafts = vec![Draft { node: root, parent: None, place: &declared.place }];
    drafts.extend(declared.nodes.iter().map(|node| Draft {
        node: IndexNode {
            id: node.id.value.clone(),
            name: node.name.clone(),
            parent: None,
            weight: node.weight,
            mean: node.mean,
            minimum_coverage: node.minimum_coverage.unwrap_or(declared.minimum_coverage),
            indicator: None,
        },
        parent: Some(parent_id(node.parent.as_ref())),
        place: &node.id.place,
    }));
    drafts.extend(declared.indicators.iter().map(|indicator| Draft {
        node: IndexNode {
            id: indicator.id.value.clone(),
            name: indicator.name.clone(),
            parent: None,
            weight: indicator.weight,
            mean: Mean::Arithmetic,
            minimum_coverage: 0.0,
            indicator: Some(IndexIndicator { unit: indicator.unit.clone(), method: indicator.method.clone() }),
        },
        parent: Some(parent_id(indicator.parent.as_ref())),
        place: &indicator.id.place,
    }));
    drafts
}

fn parent_id(declared: Option<&Located<String>>) -> &str {
    declared.map_or(ROOT, |parent| parent.value.as_str())
}

/// Ids stand once, and none is the name of another column or of the whole.
fn ids(declared: &IndexDecl, faults: &RefCell<Faults>) {
    let ids = || declared.nodes.iter().map(|node| &node.id).chain(declared.indicators.iter().map(|indicator| &indicator.id));
    check::unique(ids(), faults);
    for id in ids() {
        let reserved = id.value == ROOT || RESERVED.contains(&id.value.as_str());
        if reserved || id.value.trim() != id.value {
            faults.borrow_mut().error(
                &id.place,
                Text::new(format!("“{}”不能作编号", id.value), format!("`{}` cannot be an id", id.value)),
                Text::new(
                    "root指整体，unit与year是面板的列；编号首尾不留空格",
                    "root is the whole, unit and year are columns of the panel; no spaces before or after",
                ),
            );
        }
    }
}

/// Every parent is a node.
fn parents(declared: &IndexDecl, drafts: &[Draft<'_>], complete: bool, faults: &RefCell<Faults>) {
    let inner: BTreeSet<&str> = declared.nodes.iter().map(|node| node.id.value.as_str()).chain([ROOT]).collect();
    for draft in drafts {
        let Some(parent) = draft.parent.filter(|parent| complete && !inner.contains(parent)) else { continue };
        faults.borrow_mut().error(
            draft.place,
            Text::new(
                format!("“{}”的上级“{parent}”不存在", draft.node.id),
                format!("the parent `{parent}` of `{}` does not exist", draft.node.id),
            ),
            Text::new(
                "上级须是一个[[node]]的编号；整体之下的不写parent",
                "a parent is the id of a [[node]]; leave `parent` out below the whole",
            ),
        );
    }
}

/// Depth first, so that a list of nodes reads like the tree.
fn in_display_order(tree: &Tree, drafts: &[Draft<'_>]) -> Vec<IndexNode> {
    let mut nodes: Vec<IndexNode> = Vec::with_capacity(drafts.len());
    let mut waiting = vec![(0, None)];
    while let Some((draft, parent)) = waiting.pop() {
        nodes.push(IndexNode { parent, ..drafts[draft].node.clone() });
        let here = nodes.len() - 1;
        waiting.extend(tree.children(draft).iter().rev().map(|child| (*child, Some(here))));
    }
    nodes
}

/// Standard deviations have mean 0: half of them are negative, of which only the arithmetic mean has meaning, and points of 0–100 are
/// no measure beside them.
fn standard_deviations(nodes: &[IndexNode], drafts: &[Draft<'_>], faults: &RefCell<Faults>) {
    let place = |id: &str| drafts.iter().find(|draft| draft.node.id == id).map(|draft| draft.place.clone()).unwrap_or_default();
    let is_standard = |node: &&IndexNode| node.indicator.as_ref().is_some_and(|own| own.method.unit() == ScoreUnit::StandardDeviations);
    let mut told = BTreeSet::new();
    for node in nodes.iter().filter(is_standard) {
        let mut above = node.parent;
        while let Some(index) = above {
            let parent = &nodes[index];
            if parent.mean != Mean::Arithmetic && told.insert(index) {
                faults.borrow_mut().error(
                    &place(&parent.id),
                    Text::new(
                        format!("“{}”不用算术平均，其下“{}”却是标准分", parent.id, node.id),
                        format!("`{}` is no arithmetic mean, but `{}` below it is a standard score", parent.id, node.id),
                    ),
                    Text::new(
                        "标准分有正有负，只能用mean = \"arithmetic\"；或改用min-max、goalposts等0至100的方法",
                        "standard scores are negative as well as positive: use mean = \"arithmetic\", or a method of 0–100 such as min-max or goalposts",
                    ),
                );
            }
            above = parent.parent;
        }
    }
    let (standard, other): (Vec<&IndexNode>, Vec<&IndexNode>) =
        nodes.iter().filter(|node| node.indicator.is_some()).partition(|node| is_standard(node));
    if let (Some(standard), Some(other)) = (standard.first(), other.first()) {
        faults.borrow_mut().error(
            &place(&standard.id),
            Text::new(
                format!("“{}”是标准分，“{}”却是0至100的得分，不能相加", standard.id, other.id),
                format!("`{}` is a standard score and `{}` a score of 0–100: they cannot be added up", standard.id, other.id),
            ),
            Text::new("所有指标都用标准分，或都不用", "use standard scores for all indicators or for none"),
        );
    }
}
