//! Why no set keeps the rules, in the words of the plan.
//!
//! The mandatory initiatives and all that they require have to be chosen; nothing else has to. So the rules fail for one of three
//! reasons only: two of these exclude each other; one of them cannot start late enough for what it requires; or the cheapest
//! arrangement of them exceeds a budget.

use crate::plan::Plan;
use crate::portfolio::ROUNDING;
use crate::programme::{Found, Goal, run};
use crate::solver::SolverError;
use crate::text::Text;
use std::collections::{BTreeMap, BTreeSet};

/// Most initiatives named in one sentence.
const NAMED: usize = 6;

/// The reason why a plan has no set.
///
/// # Errors
/// When the solver fails.
pub(crate) fn why(plan: &Plan, seconds: f64) -> Result<Text, SolverError> {
    let needed = needed(plan);
    let mut reasons = exclusions(plan, &needed);
    reasons.extend(late(plan, &needed));
    if reasons.is_empty() {
        let starts = |index: usize| if needed.contains_key(&index) { plan.initiatives[index].starts.clone() } else { Vec::new() };
        let allowed: Vec<Vec<usize>> = (0..plan.initiatives.len()).map(starts).collect();
        reasons.extend(match run(plan, &plan.budget, Goal::Overrun, Some(&allowed), None, seconds)? {
            Found::Optimal(portfolio) => overruns(plan, &portfolio.cost_by_year(plan), &portfolio.starts),
            Found::Infeasible | Found::Limit { .. } => Vec::new(),
        });
    }
    if reasons.is_empty() {
        reasons.push(Text::new(
            "必选举措及其前提超出预算；提高预算，或减少必选举措",
            "The mandatory initiatives and what they require exceed the budget; raise it, or make fewer of them mandatory",
        ));
    }
    let (zh, en): (Vec<String>, Vec<String>) = reasons.into_iter().map(|reason| (reason.zh, reason.en)).unzip();
    Ok(Text::new(zh.join("。"), en.join(". ")))
}

/// What has to be chosen, each with the initiative that requires it; `None` for the mandatory ones.
fn needed(plan: &Plan) -> BTreeMap<usize, Option<usize>> {
    let mut needed = BTreeMap::new();
    let mut next: Vec<(usize, Option<usize>)> =
        (0..plan.initiatives.len()).filter(|index| plan.initiatives[*index].mandatory).map(|index| (index, None)).collect();
    while let Some((index, because)) = next.pop() {
        if needed.contains_key(&index) && because.is_some() {
            continue;
        }
        needed.insert(index, because);
        next.extend(plan.initiatives[index].requires.iter().map(|need| (need.initiative, Some(index))));
    }
    needed
}

fn told(plan: &Plan, index: usize, because: Option<usize>) -> Text {
    let initiative = &plan.initiatives[index];
    match because.map(|because| &plan.initiatives[because]) {
        None => Text::new(format!("必选举措{}", initiative.told_zh()), format!("the mandatory initiative {}", initiative.told_en())),
        Some(other) => Text::new(
            format!("{}需要的{}", other.told_zh(), initiative.told_zh()),
            format!("{} (required by {})", initiative.told_en(), other.told_en()),
        ),
    }
}

fn capitalised(sentence: &str) -> String {
    let mut letters = sentence.chars();
    letters.next().map_or_else(String::new, |first| first.to_uppercase().chain(letters).collect())
}

fn exclusions(plan: &Plan, needed: &BTreeMap<usize, Option<usize>>) -> Vec<Text> {
    let mut pairs = BTreeSet::new();
    for index in needed.keys() {
        let excluded = plan.initiatives[*index].excludes.iter().filter(|other| needed.contains_key(other));
        pairs.extend(excluded.map(|other| (*index.min(other), *index.max(other))));
    }
    let sentence = |(one, other): (usize, usize)| {
        let (one, other) = (told(plan, one, needed[&one]), told(plan, other, needed[&other]));
        Text::new(
            format!("{}与{}互相排斥；取消其中一个的必选，或删去排斥关系", one.zh, other.zh),
            capitalised(&format!("{} and {} exclude each other; make one of them optional, or delete the exclusion", one.en, other.en)),
        )
    };
    pairs.into_iter().map(sentence).collect()
}

/// Needed initiatives whose latest start comes before what they require can have started.
fn late(plan: &Plan, needed: &BTreeMap<usize, Option<usize>>) -> Vec<Text> {
    let mut earliest: BTreeMap<usize, Option<usize>> = BTreeMap::new();
    let mut reasons = Vec::new();
    // Requirements form no circle, so that each round settles at least one more.
    while earliest.len() < needed.len() {
        let settled = earliest.len();
        for (&index, because) in needed {
            let initiative = &plan.initiatives[index];
            let known = |need: &crate::plan::Requirement| earliest.contains_key(&need.initiative);
            if earliest.contains_key(&index) || !initiative.requires.iter().all(known) {
                continue;
            }
            // What cannot start itself is told once and holds nobody else up.
            let bounds = initiative
                .requires
                .iter()
                .filter_map(|need| earliest[&need.initiative].map(|start| (start + usize::from(need.earlier), start, need)));
            let bound = bounds.max_by_key(|(bound, ..)| *bound);
            let start = initiative.starts.iter().copied().find(|start| bound.is_none_or(|(bound, ..)| *start >= bound));
            if let (None, Some((_, start, need))) = (start, bound) {
                let years: Vec<&str> = initiative.starts.iter().map(|start| plan.years[*start].as_str()).collect();
                let (own, other, first) = (told(plan, index, *because), &plan.initiatives[need.initiative], &plan.years[start]);
                let (zh, en) = if need.earlier {
                    ("并且须在其后一年或更晚", "and has to start after it")
                } else {
                    ("并且不能早于它", "and cannot start before it")
                };
                reasons.push(Text::new(
                    format!(
                        "{}只能在{}年开始，{zh}开始的前提{}最早在{first}年开始；放宽开始年份",
                        own.zh,
                        years.join("、"),
                        other.told_zh()
                    ),
                    capitalised(&format!(
                        "{} can start in {} only {en}: {}, which it requires, starts in {first} at the earliest; allow other start years",
                        own.en,
                        years.join(", "),
                        other.told_en()
                    )),
                ));
            }
            earliest.insert(index, start);
        }
        if earliest.len() == settled {
            break;
        }
    }
    reasons
}

/// The years in which the cheapest arrangement exceeds the budget.
fn overruns(plan: &Plan, cost: &[f64], starts: &[Option<usize>]) -> Vec<Text> {
    let over = |year: &usize| cost[*year] > plan.budget[*year] * (1.0 + ROUNDING);
    let sentence = |year: usize| {
        let in_year: Vec<usize> = (0..starts.len())
            .filter(|index| starts[*index].is_some_and(|start| plan.initiatives[*index].cost_in(start, year) > 0.0))
            .collect();
        let shown = in_year.iter().take(NAMED).map(|index| &plan.initiatives[*index]);
        let (zh, en): (Vec<String>, Vec<String>) = shown.map(|initiative| (initiative.told_zh(), initiative.told_en())).unzip();
        let more = in_year.len().saturating_sub(NAMED);
        let (and_zh, and_en) =
            if more > 0 { (format!("等{}项", in_year.len()), format!(" and {more} more")) } else { Default::default() };
        let (unit, label) = (&plan.unit, &plan.years[year]);
        let (need, budget, over) = (amount(cost[year]), amount(plan.budget[year]), amount(cost[year] - plan.budget[year]));
        Text::new(
            format!("必选举措及其前提{}{and_zh}在{label}年至少需{need}{unit}，预算{budget}{unit}，超出{over}{unit}", zh.join("、")),
            format!(
                "Mandatory initiatives and what they require ({}{and_en}) cost {need} {unit} in {label}, {over} {unit} more than its budget of {budget} {unit}",
                en.join(", ")
            ),
        )
    };
    let mut reasons: Vec<Text> = (0..cost.len()).filter(over).map(sentence).collect();
    if let Some(last) = reasons.last_mut() {
        last.zh += "；提高预算、放宽开始年份，或减少必选举措";
        last.en += "; raise the budget, allow other start years, or make fewer of them mandatory";
    }
    reasons
}

/// An amount without the dust of binary fractions.
fn amount(value: f64) -> String {
    format!("{}", (value * 1e6).round() / 1e6)
}
