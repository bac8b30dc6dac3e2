//! A model bound to a kind of institution: responses in, scores out.

use crate::model::{Indicator, IndicatorScale, Model, Node};
use crate::text::Text;
use shuheng_engine::normalise::{Goalposts, RubricPoints, checklist_score};
use shuheng_engine::{Assessment, Gate, Leaf, NodeSpec, Scale, Tree, TreeFault, assess};
use std::collections::{BTreeMap, BTreeSet};

/// What somebody answered for an indicator.
#[derive(Debug, Clone, PartialEq)]
pub enum Response {
    /// A level of a rubric, from 1.
    Level(u8),
    /// A metric's figure, in its unit.
    Number(f64),
    /// The items of a checklist that hold.
    Items(BTreeSet<String>),
    /// 不适用.
    NotApplicable,
}

/// Why a response does not fit its indicator.
#[derive(Debug, Clone, PartialEq)]
pub struct ResponseFault {
    /// What is wrong and what would be right.
    pub message: Text,
}

/// A model as one kind of institution is measured with it.
#[derive(Debug, Clone)]
pub struct Instrument {
    model: Model,
    kind: String,
    tree: Tree,
    scale: Scale,
    points: RubricPoints,
    gates: Vec<Gate>,
}

impl Instrument {
    /// Binds a model to a kind of institution; `None` when the model has no profile for it.
    #[must_use]
    pub fn new(model: Model, kind: &str) -> Option<Self> {
        let profile = model.profile(kind)?;
        let tree = tree(&model, |index| profile.weights.get(&index).copied().unwrap_or(model.nodes[index].weight)).ok()?;
        let scale = Scale::new(model.levels.iter().map(|level| level.from).collect(), model.minimum_coverage).ok()?;
        let points = RubricPoints::new(model.levels.iter().map(|level| level.points).collect()).ok()?;
        let gates = model.gates.iter().map(|g| Gate { node: g.node, cap: g.cap, watch: g.watch, below: g.below }).collect();
        Some(Self { kind: kind.to_owned(), tree, scale, points, gates, model })
    }

    /// The same instrument with other weights for some nodes, by index; the others keep theirs.
    ///
    /// # Errors
    /// Every [`TreeFault`]: a weight that is none, or siblings whose weights sum to zero.
    pub fn with_weights(&self, weights: &BTreeMap<usize, f64>) -> Result<Self, Vec<TreeFault>> {
        let own = |index: usize| self.tree.node(index).map_or(0.0, |node| node.weight);
        let tree = tree(&self.model, |index| weights.get(&index).copied().unwrap_or_else(|| own(index)))?;
        Ok(Self { tree, ..self.clone() })
    }

    /// The model.
    #[must_use]
    pub fn model(&self) -> &Model {
        &self.model
    }

    /// The kind of institution.
    #[must_use]
    pub fn kind(&self) -> &str {
        &self.kind
    }

    /// The tree with the weights of this kind of institution.
    #[must_use]
    pub fn tree(&self) -> &Tree {
        &self.tree
    }

    /// Levels and cut-offs.
    #[must_use]
    pub fn scale(&self) -> &Scale {
        &self.scale
    }

    /// What each level of a rubric is worth.
    #[must_use]
    pub fn points(&self) -> &RubricPoints {
        &self.points
    }

    /// Rules that cap levels, by index of nodes.
    #[must_use]
    pub fn gates(&self) -> &[Gate] {
        &self.gates
    }

    /// Target score (0–100) of each node: the profile's own target of the node or of the nearest node above it that has one,
    /// else `overall`, else the profile's overall target.
    #[must_use]
    pub fn targets(&self, overall: Option<f64>) -> Vec<f64> {
        let profile = self.model.profile(&self.kind);
        let whole = overall.or(profile.map(|profile| profile.target)).unwrap_or(0.0);
        let mut targets: Vec<f64> = Vec::with_capacity(self.model.nodes.len());
        for (index, node) in self.model.nodes.iter().enumerate() {
            // Parents stand before their children, so the nearest target above is already known.
            let inherited = node.parent.and_then(|parent| targets.get(parent)).copied().unwrap_or(whole);
            targets.push(profile.and_then(|profile| profile.targets.get(&index)).copied().unwrap_or(inherited));
        }
        targets
    }

    /// Whether an indicator applies to this kind of institution.
    #[must_use]
    pub fn applies(&self, indicator: &Indicator) -> bool {
        indicator.applies_to.contains(&self.kind)
    }

    /// Goalposts of a metric for this kind of institution; `None` for the other kinds of indicator.
    #[must_use]
    pub fn goalposts<'a>(&self, indicator: &'a Indicator) -> Option<&'a Goalposts> {
        match &indicator.scale {
            IndicatorScale::Metric(metric) => Some(metric.goalposts_by_type.get(&self.kind).unwrap_or(&metric.goalposts)),
            _ => None,
        }
    }

    /// The score of a response.
    ///
    /// # Errors
    /// A [`ResponseFault`] when the response is of another kind than the indicator, names a level or item that does not
    /// exist, or a figure that is not a number.
    pub fn leaf(&self, indicator: &Indicator, response: &Response) -> Result<Leaf, ResponseFault> {
        let fault = |zh: String, en: String| Err(ResponseFault { message: Text { zh, en } });
        match (&indicator.scale, response) {
            (_, Response::NotApplicable) => Ok(Leaf::NotApplicable),
            (IndicatorScale::Rubric(levels), Response::Level(level)) => match self.points.score(*level) {
                Some(score) => Ok(Leaf::Score(score)),
                None => fault(
                    format!("等级{level}不存在，应为1至{}", levels.len()),
                    format!("there is no level {level}, use 1 to {}", levels.len()),
                ),
            },
            (IndicatorScale::Metric(metric), Response::Number(figure)) => {
                let posts = metric.goalposts_by_type.get(&self.kind).unwrap_or(&metric.goalposts);
                posts.score(*figure).map(Leaf::Score).or_else(|_| {
                    fault(
                        format!("{figure}不是可用的数值，应在{}至{}{}之间", posts.low(), posts.high(), metric.unit),
                        format!("{figure} cannot be used, it should lie between {} and {} {}", posts.low(), posts.high(), metric.unit),
                    )
                })
            }
            (IndicatorScale::Checklist(items), Response::Items(held)) => {
                if let Some(unknown) = held.iter().find(|id| !items.iter().any(|item| item.id == **id)) {
                    return fault(format!("清单中没有“{unknown}”"), format!("the checklist has no item `{unknown}`"));
                }
                let states: Vec<(f64, bool)> = items.iter().map(|item| (item.weight, held.contains(&item.id))).collect();
                Ok(checklist_score(&states).map_or(Leaf::Unanswered, Leaf::Score))
            }
            (IndicatorScale::Rubric(levels), _) => fault(
                format!("该项为量规，应填等级1至{}", levels.len()),
                format!("this is a rubric, answer with a level of 1 to {}", levels.len()),
            ),
            (IndicatorScale::Metric(metric), _) => fault(
                format!("该项为定量指标，应填数字（{}）", metric.unit),
                format!("this is a metric, answer with a number ({})", metric.unit),
            ),
            (IndicatorScale::Checklist(_), _) => {
                fault("该项为清单，应列出成立的条目".to_owned(), "this is a checklist, name the items that hold".to_owned())
            }
        }
    }

    /// What each node's answer is worth, by index; inner nodes are unanswered. Responses that do not fit their indicator count as
    /// unanswered; items that a checklist does not have (it had them in an earlier version) do not count; indicators that do not
    /// apply to this kind of institution are 不适用 whatever was answered.
    #[must_use]
    pub fn leaves(&self, responses: &BTreeMap<String, Response>) -> Vec<Leaf> {
        let leaf = |node: &Node| match node.indicator() {
            Some(indicator) if !self.applies(indicator) => Leaf::NotApplicable,
            Some(indicator) => responses
                .get(&node.id)
                .and_then(|response| self.leaf(indicator, &without_unknown_items(indicator, response)).ok())
                .unwrap_or(Leaf::Unanswered),
            None => Leaf::Unanswered,
        };
        self.model.nodes.iter().map(leaf).collect()
    }

    /// Scores an assessment, with the answers as [`Self::leaves`] takes them.
    #[must_use]
    pub fn assess(&self, responses: &BTreeMap<String, Response>) -> Assessment {
        assess(&self.tree, &self.leaves(responses), &self.scale, &self.gates)
    }
}

fn tree(model: &Model, weight: impl Fn(usize) -> f64) -> Result<Tree, Vec<TreeFault>> {
    let spec = |(index, node): (usize, &Node)| NodeSpec { parent: node.parent, weight: weight(index), mean: node.mean };
    Tree::new(model.nodes.iter().enumerate().map(spec).collect())
}

/// The response as far as the checklist knows its items: an answer that moved with its model keeps items that were retired.
fn without_unknown_items<'a>(indicator: &Indicator, response: &'a Response) -> std::borrow::Cow<'a, Response> {
    match (&indicator.scale, response) {
        (IndicatorScale::Checklist(items), Response::Items(held)) if held.iter().any(|id| !items.iter().any(|item| item.id == *id)) => {
            let known = held.iter().filter(|id| items.iter().any(|item| item.id == **id)).cloned().collect();
            std::borrow::Cow::Owned(Response::Items(known))
        }
        _ => std::borrow::Cow::Borrowed(response),
    }
}
