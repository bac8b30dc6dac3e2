//! What a weight scheme says of each group of siblings: weights, how consistent the judges are, or why it cannot be used.
//!
//! The arithmetic is `engine::weigh`. Nothing that a window or a file says is trusted: what does not hold is told in a sentence,
//! and the group keeps the weights in force.

use crate::view::{
    ComparisonView, Derivation, GroupOutcomeView, GroupWeighing, InconsistentPairView, Judge, OutcomeState, Text, Weighing, WeightGroupView,
};
use shuheng_engine::weigh::ahp::{
    ACCEPTABLE_RATIO, MOST_CRITERIA, Pairwise, aggregate, consistency, eigenvector, geometric_mean, most_inconsistent,
};
use shuheng_engine::weigh::{Weights, WeightsFault, rank_order_centroid};
use shuheng_model::Model;
use std::collections::{BTreeMap, BTreeSet};

/// Most judges of one group: more is no workshop but a survey.
const MOST_JUDGES: usize = 50;
/// Characters of a judge's role.
const LONGEST_ROLE: usize = 60;
/// Saaty's scale ends here, either way.
const GREATEST_INTENSITY: i32 = 9;

/// Groups of siblings that a scheme can weigh: those of dimensions and domains. Indicators keep the model's weights.
pub(crate) fn groups(model: &Model) -> Vec<WeightGroupView> {
    let inner = |index: usize| model.nodes[index].indicator().is_none();
    (0..model.nodes.len())
        .map(|parent| (parent, children(model, parent)))
        .filter(|(_, children)| children.len() > 1 && children.iter().any(|child| inner(*child)))
        .map(|(parent, children)| WeightGroupView {
            parent: model.nodes[parent].id.clone(),
            members: children.into_iter().map(|child| model.nodes[child].id.clone()).collect(),
        })
        .collect()
}

/// Indices of the children of a node.
pub(crate) fn children(model: &Model, parent: usize) -> Vec<usize> {
    (0..model.nodes.len()).filter(|index| model.nodes[*index].parent == Some(parent)).collect()
}

/// What becomes of every statement of a scheme.
pub(crate) fn outcomes(model: &Model, statements: &[GroupWeighing]) -> Vec<GroupOutcomeView> {
    let groups = groups(model);
    let mut seen = BTreeSet::new();
    statements
        .iter()
        .map(|statement| {
            if seen.insert(statement.parent.as_str()) {
                outcome(model, &groups, statement)
            } else {
                refused(statement, &twice(model, statement))
            }
        })
        .collect()
}

/// Weights of nodes by index, as far as the statements apply.
pub(crate) fn weights(model: &Model, statements: &[GroupWeighing], outcomes: &[GroupOutcomeView]) -> BTreeMap<usize, f64> {
    statements
        .iter()
        .zip(outcomes)
        .flat_map(|(statement, outcome)| statement.members.iter().zip(&outcome.weights))
        .filter_map(|(member, weight)| Some((model.index_of(member)?, *weight)))
        .collect()
}

fn outcome(model: &Model, groups: &[WeightGroupView], statement: &GroupWeighing) -> GroupOutcomeView {
    let Some(group) = groups.iter().find(|group| group.parent == statement.parent) else {
        let notice = Text::new(
            format!("“{}”下已没有可以加权的维度或能力域，这一组按现行权重计算；可从方案中移除", statement.parent),
            format!(
                "`{}` has no dimensions or domains to weigh any more; the group counts as in force. Remove it from the scheme",
                statement.parent
            ),
        );
        return blank(statement, OutcomeState::Outdated, Some(notice));
    };
    if let Some(notice) = outdated(model, group, statement) {
        return blank(statement, OutcomeState::Outdated, Some(notice));
    }
    match &statement.weighing {
        Weighing::Pairwise { derivation, judges } => pairwise(model, statement, *derivation, judges),
        Weighing::Given { weights } => settled(model, statement, weights.len(), || Weights::given(weights)),
        Weighing::Ranked { places } => settled(model, statement, places.len(), || rank_order_centroid(places)),
    }
}

/// What changed below the node since the statement was made; `None` when it speaks of all siblings and of no other node.
fn outdated(model: &Model, group: &WeightGroupView, statement: &GroupWeighing) -> Option<Text> {
    let (stated, known): (BTreeSet<&String>, BTreeSet<&String>) = (statement.members.iter().collect(), group.members.iter().collect());
    if stated == known && statement.members.len() == known.len() {
        return None;
    }
    let names = |ids: Vec<&&String>| {
        let texts: Vec<Text> = ids.into_iter().map(|id| name(model, id)).collect();
        let join = |part: fn(&Text) -> &str, by: &str| texts.iter().map(part).collect::<Vec<_>>().join(by);
        Text::new(join(|text| &text.zh, "、"), join(|text| &text.en, ", "))
    };
    let (new, gone) = (names(known.difference(&stated).collect()), names(stated.difference(&known).collect()));
    let part = |label: &str, what: &str, join: &str| if what.is_empty() { String::new() } else { format!("{join}{label}{what}") };
    let parent = group_name(model, &statement.parent);
    Some(Text::new(
        format!(
            "“{}”的下级与模型不一致{}{}；这一组按现行权重计算，重新填写后生效",
            parent.zh,
            part("新增", &new.zh, "，"),
            part("已无", &gone.zh, "，")
        ),
        format!(
            "What stands below “{}” is not what the model has{}{}; the group counts as in force until it is stated anew",
            parent.en,
            part("new: ", &new.en, ", "),
            part("gone: ", &gone.en, ", ")
        ),
    ))
}

/// Weights that come straight from numbers.
fn settled(
    model: &Model,
    statement: &GroupWeighing,
    found: usize,
    weigh: impl FnOnce() -> Result<Weights, WeightsFault>,
) -> GroupOutcomeView {
    let needed = statement.members.len();
    if found != needed {
        return refused(statement, &counted(model, statement, needed, found));
    }
    match weigh() {
        Ok(weights) => GroupOutcomeView { weights: weights.as_slice().to_vec(), ..blank(statement, OutcomeState::Applied, None) },
        Err(fault) => {
            let parent = group_name(model, &statement.parent);
            let member = |index: usize| statement.members.get(index).map(|id| name(model, id)).unwrap_or_default();
            let (zh, en) = match fault {
                WeightsFault::Empty => ("没有可以加权的项".to_owned(), "there is nothing to weigh".to_owned()),
                WeightsFault::AllZero => {
                    ("权重全为0，至少一项须大于0".to_owned(), "all weights are 0; give at least one of them more".to_owned())
                }
                WeightsFault::BadWeight(index) => (
                    format!("“{}”的权重不是0至10¹²之间的数字，改正后生效", member(index).zh),
                    format!("the weight of “{}” is no number from 0 to 10¹²; correct it", member(index).en),
                ),
            };
            refused(statement, &Text::new(format!("“{}”：{zh}", parent.zh), format!("“{}”: {en}", parent.en)))
        }
    }
}

fn pairwise(model: &Model, statement: &GroupWeighing, derivation: Derivation, judges: &[Judge]) -> GroupOutcomeView {
    if let Some(notice) = judges_fault(model, statement, judges) {
        return refused(statement, &notice);
    }
    let compared = |judge: &Judge| {
        let upper: Vec<f64> = judge.comparisons.iter().map(|intensity| ratio(intensity.unwrap_or(1))).collect();
        let missing = judge.comparisons.iter().filter(|intensity| intensity.is_none()).count();
        Pairwise::from_upper(statement.members.len(), &upper).map(|matrix| (matrix, missing))
    };
    // The faults that remain were told above, in people's words.
    let Ok(matrices) = judges.iter().map(compared).collect::<Result<Vec<_>, _>>() else {
        return refused(statement, &Text::new("比较不在1/9至9之间，改正后生效", "A comparison is not within 1/9 to 9; correct it"));
    };
    let told = |matrix: &Pairwise, missing: usize| comparison(&statement.members, matrix, derivation, missing);
    let views = matrices.iter().map(|(matrix, missing)| told(matrix, *missing)).collect();
    let complete: Vec<Pairwise> = matrices.into_iter().filter(|(_, missing)| *missing == 0).map(|(matrix, _)| matrix).collect();
    match aggregate(&complete) {
        Ok(matrix) => {
            let common = told(&matrix, 0);
            GroupOutcomeView {
                weights: common.weights.clone(),
                judges: views,
                common: Some(common),
                ..blank(statement, OutcomeState::Applied, None)
            }
        }
        Err(_) => {
            let parent = group_name(model, &statement.parent);
            let notice = Text::new(
                format!("“{}”还没有比较完，暂按现行权重计算；比较完后计入", parent.zh),
                format!("“{}” is not fully compared and counts as in force until it is", parent.en),
            );
            GroupOutcomeView { judges: views, ..blank(statement, OutcomeState::Waiting, Some(notice)) }
        }
    }
}

/// What is wrong with the judges of a group, the first thing found.
fn judges_fault(model: &Model, statement: &GroupWeighing, judges: &[Judge]) -> Option<Text> {
    let size = statement.members.len();
    let parent = group_name(model, &statement.parent);
    let about = |zh: String, en: String| Some(Text::new(format!("“{}”：{zh}", parent.zh), format!("“{}”: {en}", parent.en)));
    if size > MOST_CRITERIA {
        return about(
            format!("有{size}项，两两比较最多{MOST_CRITERIA}项（随机一致性指标表到此为止）；改用直接给定或按重要性排序"),
            format!(
                "there are {size} items; pairwise comparison takes up to {MOST_CRITERIA}, where the table of the random index ends. Give weights or an order instead"
            ),
        );
    }
    if judges.len() > MOST_JUDGES {
        return about(
            format!("有{}位评判人，最多{MOST_JUDGES}位；合并后再填", judges.len()),
            format!("there are {} judges; {MOST_JUDGES} at most. Merge some of them", judges.len()),
        );
    }
    let mut roles = BTreeSet::new();
    for judge in judges {
        let role = judge.role.trim();
        if role.is_empty() || role.chars().count() > LONGEST_ROLE {
            return about(
                format!("评判人的名称为空或超过{LONGEST_ROLE}个字，填写部门或岗位"),
                format!("a judge has no name, or one over {LONGEST_ROLE} characters; enter a department or a role"),
            );
        }
        if !roles.insert(role) {
            return about(
                format!("评判人“{role}”出现两次，改名或移除其一"),
                format!("the judge “{role}” stands twice; rename or remove one"),
            );
        }
        let needed = size * (size - 1) / 2;
        if judge.comparisons.len() != needed {
            return Some(counted(model, statement, needed, judge.comparisons.len()));
        }
        let off_scale = |intensity: &i32| !(1..=GREATEST_INTENSITY).contains(&intensity.saturating_abs());
        if let Some(intensity) = judge.comparisons.iter().flatten().find(|intensity| off_scale(intensity)) {
            return about(
                format!("“{role}”的比较{intensity}不在1/9至9之间，改正后生效"),
                format!("the comparison {intensity} of “{role}” is not within 1/9 to 9; correct it"),
            );
        }
    }
    None
}

/// Saaty's intensity as a ratio: −3 is 1/3.
fn ratio(intensity: i32) -> f64 {
    let times = f64::from(intensity.unsigned_abs());
    if intensity < 0 { 1.0 / times } else { times }
}

fn comparison(members: &[String], matrix: &Pairwise, derivation: Derivation, missing: usize) -> ComparisonView {
    let weights = match derivation {
        Derivation::Eigenvector => eigenvector(matrix),
        Derivation::GeometricMean => geometric_mean(matrix),
    };
    let consistency = consistency(matrix);
    let row = |row: usize| (0..matrix.size()).filter_map(|column| matrix.ratio(row, column)).collect();
    ComparisonView {
        missing: u32::try_from(missing).unwrap_or(u32::MAX),
        weights: weights.as_slice().to_vec(),
        matrix: (0..matrix.size()).map(row).collect(),
        greatest_eigenvalue: consistency.greatest_eigenvalue,
        index: consistency.index,
        ratio: consistency.ratio,
        acceptable: consistency.ratio <= ACCEPTABLE_RATIO,
        most_inconsistent: most_inconsistent(matrix).map(|pair| InconsistentPairView {
            row: members[pair.row].clone(),
            column: members[pair.column].clone(),
            given: pair.given,
            fitting: pair.fitting,
            ratio_if_fitting: pair.ratio_if_fitting,
        }),
    }
}

fn blank(statement: &GroupWeighing, state: OutcomeState, notice: Option<Text>) -> GroupOutcomeView {
    GroupOutcomeView { parent: statement.parent.clone(), state, notice, weights: Vec::new(), judges: Vec::new(), common: None }
}

fn refused(statement: &GroupWeighing, notice: &Text) -> GroupOutcomeView {
    blank(statement, OutcomeState::Unusable, Some(notice.clone()))
}

fn twice(model: &Model, statement: &GroupWeighing) -> Text {
    let parent = group_name(model, &statement.parent);
    Text::new(format!("“{}”在方案中出现两次，移除其一", parent.zh), format!("“{}” stands twice in the scheme; remove one", parent.en))
}

fn counted(model: &Model, statement: &GroupWeighing, needed: usize, found: usize) -> Text {
    let parent = group_name(model, &statement.parent);
    Text::new(
        format!("“{}”应有{needed}个数，实有{found}个；重新填写这一组", parent.zh),
        format!("“{}” needs {needed} numbers and has {found}; state the group anew", parent.en),
    )
}

/// What a group is called: after the node above it, and after its members below the root.
pub(crate) fn group_name(model: &Model, parent: &str) -> Text {
    match model.index_of(parent) {
        Some(0) => Text::new("各维度", "Dimensions"),
        _ => name(model, parent),
    }
}

/// Name of a node, or the id of one that is not there.
fn name(model: &Model, id: &str) -> Text {
    model.index_of(id).map_or_else(|| Text::new(id, id), |index| (&model.nodes[index].name).into())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::library::Library;

    const TECHNOLOGY: &str = "technology_application";

    fn model() -> Model {
        Library::new(None).expect("a library").model("caict-value-2025").expect("the model").clone()
    }

    fn statement(model: &Model, weighing: fn(usize) -> Weighing) -> GroupWeighing {
        let members = groups(model).into_iter().find(|group| group.parent == TECHNOLOGY).expect("the group").members;
        GroupWeighing { parent: TECHNOLOGY.to_owned(), weighing: weighing(members.len()), members }
    }

    /// The model with more domains below technology.
    fn grown(by: usize) -> Model {
        let mut model = model();
        let parent = model.index_of(TECHNOLOGY);
        let domain = model.nodes.iter().find(|node| node.parent == parent).expect("a domain").clone();
        for number in 0..by {
            model.nodes.push(shuheng_model::Node { id: format!("technology_application.more_{number}"), ..domain.clone() });
        }
        model
    }

    #[test]
    fn comparison_ends_with_the_table_of_the_random_index() {
        let pairwise = |n: usize| Weighing::Pairwise {
            derivation: Derivation::Eigenvector,
            judges: vec![Judge { role: "部".to_owned(), comparisons: vec![Some(1); n * (n - 1) / 2] }],
        };
        let fifteen = grown(9);
        assert_eq!(outcomes(&fifteen, &[statement(&fifteen, pairwise)])[0].state, OutcomeState::Applied);
        let sixteen = grown(10);
        let outcome = &outcomes(&sixteen, &[statement(&sixteen, pairwise)])[0];
        assert_eq!(outcome.state, OutcomeState::Unusable);
        assert!(outcome.notice.as_ref().is_some_and(|notice| notice.zh.contains("有16项") && notice.zh.contains("最多15项")));
        let given = &outcomes(&sixteen, &[statement(&sixteen, |n| Weighing::Given { weights: vec![1.0; n] })])[0];
        assert_eq!(given.state, OutcomeState::Applied, "other ways have no such end");
    }

    #[test]
    fn a_statement_about_another_model_is_outdated_and_says_in_what() {
        let (before, after) = (model(), grown(1));
        let statement = statement(&after, |n| Weighing::Given { weights: vec![1.0; n] });
        let outcome = &outcomes(&before, std::slice::from_ref(&statement))[0];
        assert_eq!(outcome.state, OutcomeState::Outdated);
        assert!(outcome.notice.as_ref().is_some_and(|notice| notice.zh.contains("已无technology_application.more_0")));
        assert!(weights(&before, std::slice::from_ref(&statement), std::slice::from_ref(outcome)).is_empty());
        let mut reordered = statement;
        reordered.members.reverse();
        assert_eq!(outcomes(&after, &[reordered])[0].state, OutcomeState::Applied, "the order is that of the statement");
    }

    #[test]
    fn a_group_of_one_is_not_weighed() {
        let mut model = model();
        let parent = model.index_of(TECHNOLOGY);
        let mut domains = (0..model.nodes.len()).filter(|index| model.nodes[*index].parent == parent);
        let first = domains.next();
        let others: Vec<usize> = domains.collect();
        for index in others {
            model.nodes[index].parent = first;
        }
        assert!(groups(&model).iter().all(|group| group.parent != TECHNOLOGY));
    }
}
