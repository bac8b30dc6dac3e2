//! What must hold between the parts of a model.

use crate::build::ROOT;
use crate::fault::{Faults, Place};
use crate::model::{Node, Places, SourceRef};
use crate::read::{IndicatorDecl, Located, ModelDecl, ProfileDecl, ScaleDecl};
use crate::text::Text;
use shuheng_engine::level::ScaleFault;
use shuheng_engine::normalise::{RubricPoints, RubricPointsFault};
use shuheng_engine::{Scale, TreeFault};
use std::cell::RefCell;
use std::collections::{BTreeMap, BTreeSet};

/// Ids are lower case words joined by dots, and each stands once.
pub(crate) fn ids<'a>(ids: impl Iterator<Item = (&'a str, &'a Place)>, faults: &RefCell<Faults>) {
    let mut first: BTreeMap<&str, &Place> = BTreeMap::new();
    for (id, place) in ids {
        let word = |word: &str| !word.is_empty() && word.chars().all(|c| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '_');
        if id == ROOT || !id.split('.').all(word) {
            faults.borrow_mut().error(
                place,
                Text::new(format!("编号“{id}”不合规则"), format!("`{id}` is not a valid id")),
                Text::new(
                    "用小写字母、数字与下划线，层级间用点号；root保留给整体",
                    "use lower-case letters, digits and _, with dots between layers; root is reserved",
                ),
            );
        }
        if let Some(earlier) = first.insert(id, place) {
            faults.borrow_mut().error(
                place,
                Text::new(
                    format!("编号“{id}”重复，已见于{}第{}行", earlier.file, earlier.line),
                    format!("`{id}` stands twice, first in {} line {}", earlier.file, earlier.line),
                ),
                Text::new("给其中一个另取编号", "give one of them another id"),
            );
        }
    }
}

/// Ids of gates, profiles and documents stand once.
pub(crate) fn unique<'a>(ids: impl Iterator<Item = &'a Located<String>>, faults: &RefCell<Faults>) {
    let mut seen = BTreeSet::new();
    for id in ids {
        if !seen.insert(&id.value) {
            faults.borrow_mut().error(
                &id.place,
                Text::new(format!("“{}”重复", id.value), format!("`{}` stands twice", id.value)),
                Text::new("删去其中一个", "delete one of them"),
            );
        }
    }
}

/// Document ids stand once.
pub(crate) fn documents(declared: &ModelDecl, faults: &RefCell<Faults>) {
    let ids: Vec<Located<String>> =
        declared.documents.iter().map(|document| Located { value: document.value.id.clone(), place: document.place.clone() }).collect();
    unique(ids.iter(), faults);
}

/// Levels of a scale. Level chips, the heat map and the workbook are built for L1–L5; names, points and cut-offs are the model's.
const LEVELS: usize = 5;

/// Levels count from 1 to 5, with rising points and cut-offs.
pub(crate) fn levels(declared: &ModelDecl, faults: &RefCell<Faults>) {
    let levels = &declared.levels;
    if levels.len() != LEVELS && !levels.is_empty() {
        faults.borrow_mut().error(
            &levels.last().map_or(&declared.place, |level| &level.place).clone(),
            Text::new(
                format!("有{}个等级，应为{LEVELS}个", levels.len()),
                format!("there are {} levels, a model has {LEVELS}", levels.len()),
            ),
            Text::new("补足或删去等级", "add or delete levels"),
        );
    }
    let place = |number: usize| number.checked_sub(1).and_then(|index| levels.get(index)).map_or(&declared.place, |level| &level.place);
    for (index, level) in levels.iter().enumerate() {
        if usize::from(level.value.level) != index + 1 {
            faults.borrow_mut().error(
                &level.place,
                Text::new(
                    format!("第{}个等级写作{}", index + 1, level.value.level),
                    format!("level number {} is called {}", index + 1, level.value.level),
                ),
                Text::new("等级自1起逐一递增", "levels count up from 1"),
            );
        }
    }
    if let Err(fault) = RubricPoints::new(levels.iter().map(|level| level.value.points).collect()) {
        let (at, message) = match fault {
            RubricPointsFault::Empty => (0, Text::new("没有等级", "there are no levels")),
            RubricPointsFault::OutOfRange(n) => {
                (n, Text::new(format!("等级{n}的分值不在0至100之间"), format!("the points of level {n} are not within 0–100")))
            }
            RubricPointsFault::Falling(n) => {
                (n, Text::new(format!("等级{n}的分值低于上一级"), format!("level {n} has fewer points than the level before")))
            }
        };
        faults.borrow_mut().error(
            place(at),
            message,
            Text::new("分值自低到高，在0至100之间", "points rise from level to level within 0–100"),
        );
    }
    if let Err(fault) = Scale::new(levels.iter().map(|level| level.value.from).collect(), 0.0) {
        let (at, message) = match fault {
            ScaleFault::FirstNotZero => (1, Text::new("第一级的分数线不是0", "the first level does not begin at 0")),
            ScaleFault::NotRising(n) => {
                (n, Text::new(format!("等级{n}的分数线不高于上一级"), format!("level {n} does not begin above the level before")))
            }
            // No level at all is told by the points above.
            ScaleFault::Empty | ScaleFault::Coverage => return,
        };
        faults.borrow_mut().error(place(at), message, Text::new("分数线自0起递增，不超过100", "cut-offs rise from 0 and stay within 100"));
    }
}

/// A minimum coverage is a share.
pub(crate) fn minimum_coverage(share: &Located<f64>, faults: &RefCell<Faults>) {
    if !(0.0..=1.0).contains(&share.value) {
        faults.borrow_mut().error(
            &share.place,
            Text::new("最低覆盖率不在0至1之间", "the minimum coverage is not within 0–1"),
            Text::new("30%写作0.3", "write 30 % as 0.3"),
        );
    }
}

/// A target or threshold is a score.
pub(crate) fn score(number: &Located<f64>, faults: &RefCell<Faults>) {
    if !(0.0..=100.0).contains(&number.value) {
        faults.borrow_mut().error(
            &number.place,
            Text::new(format!("{}不是得分", number.value), format!("{} is not a score", number.value)),
            Text::new("得分在0至100之间", "scores lie within 0–100"),
        );
    }
}

/// A former id belongs to one indicator and is nobody's present id: an answer can follow it to one place only.
pub(crate) fn former_ids(indicators: &[IndicatorDecl], faults: &RefCell<Faults>) {
    let mut taken: BTreeSet<&str> = indicators.iter().map(|indicator| indicator.id.value.as_str()).collect();
    for indicator in indicators {
        for former in &indicator.was {
            if !taken.insert(former) {
                faults.borrow_mut().error(
                    &indicator.place,
                    Text::new(format!("旧编号“{former}”已被使用"), format!("the former id `{former}` is in use")),
                    Text::new("一个旧编号只能归一个指标", "a former id belongs to one indicator only"),
                );
            }
        }
    }
}

/// Statements about clauses: each clause once, its document declared, and something linked to it.
pub(crate) fn crosswalk(declared: &ModelDecl, places: &Places, faults: &RefCell<Faults>) {
    let clauses: Vec<Located<String>> =
        declared.crosswalk.iter().map(|entry| Located { value: entry.value.clause.clone(), place: entry.place.clone() }).collect();
    unique(clauses.iter(), faults);
    for clause in &clauses {
        let id = clause.value.rsplit_once('/').map_or(clause.value.as_str(), |(id, _)| id);
        document(id, &clause.place, declared, faults);
        if !places.links.keys().any(|(_, linked)| *linked == clause.value) {
            faults.borrow_mut().error(
                &clause.place,
                Text::new(format!("没有指标关联“{}”", clause.value), format!("no indicator is linked to `{}`", clause.value)),
                Text::new("先在指标的clauses中关联，或删去这一条", "link it in an indicator's `clauses`, or delete this entry"),
            );
        }
    }
}

/// Sources name declared documents.
pub(crate) fn sources(sources: &[Located<SourceRef>], declared: &ModelDecl, faults: &RefCell<Faults>) {
    for source in sources {
        document(&source.value.document, &source.place, declared, faults);
    }
}

fn document(id: &str, place: &Place, declared: &ModelDecl, faults: &RefCell<Faults>) {
    if !declared.documents.iter().any(|document| document.value.id == id) {
        faults.borrow_mut().error(
            place,
            Text::new(format!("没有文件“{id}”"), format!("there is no document `{id}`")),
            Text::new("在model.toml的[[document]]中声明", "declare it as a [[document]] in model.toml"),
        );
    }
}

/// An indicator's references, kinds of institution and scale.
pub(crate) fn indicator(indicator: &IndicatorDecl, declared: &ModelDecl, kinds: &[&str], faults: &RefCell<Faults>) {
    sources(&indicator.sources, declared, faults);
    for clause in &indicator.clauses {
        document(&clause.value.document, &clause.place, declared, faults);
    }
    let linked: Vec<Located<String>> =
        indicator.clauses.iter().map(|link| Located { value: link.value.clause(), place: link.place.clone() }).collect();
    unique(linked.iter(), faults);
    for kind in &indicator.applies_to {
        known_kind(kind, &indicator.place, kinds, faults);
    }
    if indicator.applies_to.is_empty() {
        faults.borrow_mut().error(
            &indicator.place,
            Text::new("applies_to是空的", "applies_to is empty"),
            Text::new("列出适用的机构类型，或删去该指标", "list the kinds it applies to, or delete the indicator"),
        );
    }
    match &indicator.scale {
        ScaleDecl::Rubric(levels) => {
            let expected: Vec<u8> = (1..=declared.levels.len()).filter_map(|level| u8::try_from(level).ok()).collect();
            let found: Vec<u8> = levels.iter().map(|level| level.value.level).collect();
            if found != expected {
                faults.borrow_mut().error(
                    &indicator.place,
                    Text::new(
                        format!("量规的等级为{found:?}，应为{expected:?}"),
                        format!("the rubric has levels {found:?}, it needs {expected:?}"),
                    ),
                    Text::new("每个等级写一次，自低到高", "write each level once, lowest first"),
                );
            }
            for level in levels {
                level.value.for_types.keys().for_each(|kind| known_kind(kind, &level.place, kinds, faults));
            }
        }
        ScaleDecl::Metric(metric) => metric.goalposts_by_type.keys().for_each(|kind| known_kind(kind, &indicator.place, kinds, faults)),
        ScaleDecl::Checklist(items) => {
            let ids: Vec<Located<String>> =
                items.iter().map(|item| Located { value: item.value.id.clone(), place: item.place.clone() }).collect();
            unique(ids.iter(), faults);
            let weight: f64 = items.iter().map(|item| item.value.weight).sum();
            if items.len() < 2 || items.iter().any(|item| item.value.weight < 0.0) || weight <= 0.0 {
                faults.borrow_mut().error(
                    &indicator.place,
                    Text::new(
                        "清单须有两项以上，权重不为负且不全为0",
                        "a checklist needs two items or more, with weights that are not negative nor all zero",
                    ),
                    Text::new("补上[[indicator.item]]", "add [[indicator.item]] tables"),
                );
            }
        }
    }
}

/// Why nodes make no tree. `place` and `id` tell of a node by its index; what concerns roots and parents, the caller tells.
pub(crate) fn tree<'a>(found: &[TreeFault], place: impl Fn(usize) -> &'a Place, id: impl Fn(usize) -> &'a str, faults: &RefCell<Faults>) {
    for fault in found {
        let (at, message, hint) = match fault {
            TreeFault::Cycle(nodes) => {
                let round = nodes.iter().map(|node| id(*node)).collect::<Vec<_>>().join(" → ");
                (
                    nodes.first().copied().unwrap_or(0),
                    Text::new(format!("上下级成环：{round}"), format!("these nodes hang below each other: {round}")),
                    Text::new("改正其中一个的parent", "correct the parent of one of them"),
                )
            }
            TreeFault::BadWeight(node) => (
                *node,
                Text::new(
                    format!("“{}”的权重不在0至10¹²之间", id(*node)),
                    format!("the weight of `{}` is not within 0 to 10¹²", id(*node)),
                ),
                Text::new("权重须为不小于0的数字", "weights are numbers of at least 0"),
            ),
            TreeFault::ZeroWeights(node) => (
                *node,
                Text::new(format!("“{}”下各项权重之和为0", id(*node)), format!("the weights below `{}` sum to zero", id(*node))),
                Text::new("至少一项的权重须大于0", "give at least one of them a weight above 0"),
            ),
            TreeFault::NoRoot | TreeFault::SecondRoot(_) | TreeFault::UnknownParent(_) => continue,
        };
        faults.borrow_mut().error(place(at), message, hint);
    }
}

/// A node that is no indicator has nothing below it.
pub(crate) fn childless(id: &str, place: &Place, faults: &RefCell<Faults>) {
    faults.borrow_mut().error(
        place,
        Text::new(format!("“{id}”下没有指标"), format!("there is no indicator below `{id}`")),
        Text::new("补上指标，或删去这一项", "add an indicator, or delete it"),
    );
}

fn known_kind(kind: &str, place: &Place, kinds: &[&str], faults: &RefCell<Faults>) {
    if !kinds.contains(&kind) {
        faults.borrow_mut().error(
            place,
            Text::new(format!("不认识的机构类型“{kind}”"), format!("unknown kind of institution `{kind}`")),
            Text::new(format!("用：{}", kinds.join("、")), format!("use one of: {}", kinds.join(", "))),
        );
    }
}

/// With a profile's own weights, no group of siblings may sum to zero.
pub(crate) fn profile_weights(nodes: &[Node], profiles: &[ProfileDecl], faults: &RefCell<Faults>) {
    for profile in profiles {
        let weight = |node: &Node| profile.weights.get(&node.id).map_or(node.weight, |own| own.value);
        for (index, parent) in nodes.iter().enumerate() {
            let children: Vec<&Node> = nodes.iter().filter(|node| node.parent == Some(index)).collect();
            let bad = children.iter().any(|child| weight(child) < 0.0)
                || (!children.is_empty() && children.iter().map(|c| weight(c)).sum::<f64>() <= 0.0);
            if bad && !profile.weights.is_empty() {
                faults.borrow_mut().error(
                    &profile.kind.place,
                    Text::new(
                        format!("“{}”下各项权重为负或之和为0", parent.id),
                        format!("the weights below `{}` are negative or sum to zero", parent.id),
                    ),
                    Text::new("改正该类型的weights", "correct the weights of this profile"),
                );
            }
        }
    }
}
