//! Small plans against every possible set, and what must hold for any plan.

use crate::support::{answer, draft, indicator, initiative};
use proptest::collection::vec;
use proptest::prelude::*;
use shuheng_optimum::{Draft, DraftInitiative, Optimum, Status};

/// Objective and cost of a set of starts, counted anew from the plan's words; `None` when it breaks a rule.
fn count(plan: &Draft, starts: &[Option<usize>]) -> Option<(f64, f64)> {
    let years = plan.years.len();
    let index = |id: &String| plan.initiatives.iter().position(|initiative| initiative.id == *id).expect("a known id");
    let mut cost = vec![0.0; years];
    for (initiative, start) in plan.initiatives.iter().zip(starts) {
        let Some(start) = *start else {
            if initiative.mandatory {
                return None;
            }
            continue;
        };
        let in_time = initiative.may_overrun || start + initiative.cost.len() <= years;
        let before = |id, shift: usize| starts[index(id)].is_some_and(|other| other + shift <= start);
        let met = initiative.requires.iter().all(|id| before(id, 0)) && initiative.requires_earlier.iter().all(|id| before(id, 1));
        if !in_time || !met || initiative.excludes.iter().any(|id| starts[index(id)].is_some()) {
            return None;
        }
        cost.iter_mut().skip(start).zip(&initiative.cost).for_each(|(sum, cost)| *sum += cost);
    }
    if cost.iter().zip(&plan.budget).any(|(cost, budget)| *cost > *budget) {
        return None;
    }
    let weights: f64 = plan.indicators.iter().map(|indicator| indicator.weight).sum();
    let score = |year: usize| {
        let done = |(initiative, start): &(&DraftInitiative, &Option<usize>)| {
            let lag = initiative.lag.map_or(initiative.cost.len(), |lag| lag as usize);
            start.is_some_and(|start| year >= start && year + 1 >= start + lag)
        };
        let counted: Vec<&DraftInitiative> = plan.initiatives.iter().zip(starts).filter(done).map(|(initiative, _)| initiative).collect();
        let of = |id: &String| -> f64 {
            counted.iter().flat_map(|initiative| &initiative.uplift).filter(|(lifted, _)| lifted == id).map(|(_, points)| points).sum()
        };
        let indicators: f64 = plan
            .indicators
            .iter()
            .map(|indicator| indicator.weight / weights * (indicator.present + of(&indicator.id)).min(indicator.ceiling))
            .sum();
        indicators + counted.iter().map(|initiative| initiative.value).sum::<f64>()
    };
    let objective = if plan.objective == "average" { (0..years).map(score).sum::<f64>() / years as f64 } else { score(years - 1) };
    Some((objective, cost.iter().sum()))
}

/// The best objective and its least cost over all sets of starts.
fn brute_force(plan: &Draft) -> Option<(f64, f64)> {
    let (years, initiatives) = (plan.years.len(), plan.initiatives.len());
    let mut best: Option<(f64, f64)> = None;
    for code in 0..(years + 1).pow(initiatives as u32) {
        let start = |initiative| (code / (years + 1).pow(initiative as u32) % (years + 1)).checked_sub(1);
        let starts: Vec<Option<usize>> = (0..initiatives).map(start).collect();
        if let Some((objective, cost)) = count(plan, &starts)
            && best.is_none_or(|(score, least)| objective > score + 1e-7 || (objective > score - 1e-7 && cost < least))
        {
            best = Some((objective, cost));
        }
    }
    best
}

fn starts(plan: &Draft, optimum: &Optimum) -> Vec<Option<usize>> {
    let start = |initiative: &DraftInitiative| {
        let chosen = optimum.chosen.iter().find(|chosen| chosen.id == initiative.id)?;
        plan.years.iter().position(|year| *year == chosen.start)
    };
    plan.initiatives.iter().map(start).collect()
}

prop_compose! {
    fn an_initiative()(
        cost in vec(0_u32..40, 1..3),
        uplift in vec(0_u32..60, 3),
        value in 0_u32..4,
        bond in (0_u8..8, 0_usize..8),
        mandatory in prop::bool::weighted(0.1),
        may_overrun in prop::bool::weighted(0.2),
        lag in prop::option::weighted(0.3, 0_u32..4),
    ) -> (DraftInitiative, (u8, usize)) {
        let cost: Vec<f64> = cost.into_iter().map(f64::from).collect();
        let uplift = uplift.into_iter().enumerate().filter(|(_, points)| *points > 20);
        (DraftInitiative {
            uplift: uplift.map(|(index, points)| (format!("k{index}"), f64::from(points))).collect(),
            mandatory,
            may_overrun,
            lag: lag.map(f64::from),
            ..initiative("", &cost, f64::from(value) / 4.0)
        }, bond)
    }
}

prop_compose! {
    /// Few initiatives, tight budgets, ceilings within reach, and bonds only to initiatives before, so that no circle arises.
    fn a_plan(most: usize, years: usize)(
        budget in vec(0_u32..80, years),
        present in vec(20_u32..80, 3),
        initiatives in vec(an_initiative(), 1..=most),
        average in any::<bool>(),
    ) -> Draft {
        let budget: Vec<f64> = budget.into_iter().map(f64::from).collect();
        let mut plan = draft(years, &budget);
        plan.objective = if average { "average" } else { "final" }.to_owned();
        plan.indicators = present.iter().enumerate().map(|(index, present)| indicator(&format!("k{index}"), 1.0 + index as f64, f64::from(*present))).collect();
        for (index, (mut own, (kind, to))) in initiatives.into_iter().enumerate() {
            own.id = format!("i{index}");
            own.may_overrun |= own.cost.len() > years;
            if index > 0 {
                let other = vec![format!("i{}", to % index)];
                match kind {
                    0 | 1 => own.requires = other,
                    2 => own.requires_earlier = other,
                    3 => own.excludes = other,
                    _ => {}
                }
            }
            plan.initiatives.push(own);
        }
        plan
    }
}

fn agrees(plan: &Draft) -> Result<(), TestCaseError> {
    let optimum = answer(plan);
    let Some((objective, cost)) = brute_force(plan) else {
        prop_assert_eq!(optimum.status, Status::Infeasible);
        prop_assert!(optimum.reason.is_some() && optimum.chosen.is_empty());
        return Ok(());
    };
    prop_assert_eq!((optimum.status, optimum.gap, optimum.cheapest), (Status::Optimal, Some(0.0), true));
    let counted = count(plan, &starts(plan, &optimum));
    prop_assert!(counted.is_some(), "the set breaks a rule: {:?}", optimum.chosen);
    let (own, own_cost) = counted.unwrap_or_default();
    prop_assert!((own - objective).abs() < 1e-6, "{own} instead of {objective}");
    prop_assert!((optimum.objective.unwrap_or_default() - own).abs() < 1e-9);
    prop_assert!((own_cost - cost).abs() < 1e-6, "cost {own_cost} instead of {cost}");
    Ok(())
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(60))]

    #[test]
    fn no_set_is_better_in_three_years(plan in a_plan(5, 3)) {
        agrees(&plan)?;
    }

    #[test]
    fn no_set_is_better_among_eight(plan in a_plan(8, 1)) {
        agrees(&plan)?;
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(4))]

    #[test]
    fn no_set_is_better_among_eight_in_three_years(plan in a_plan(8, 3)) {
        agrees(&plan)?;
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(12))]

    #[test]
    fn more_money_is_never_worse(mut plan in a_plan(6, 2)) {
        plan.frontier = Draft::FRONTIER.to_vec();
        let optimum = answer(&plan);
        let scores: Vec<Option<f64>> = optimum.frontier.iter().map(|point| point.score).collect();
        for pair in scores.windows(2) {
            prop_assert!(pair[0].is_none() || pair[1].is_some_and(|next| pair[0].is_some_and(|score| next >= score - 1e-7)), "{scores:?}");
        }
        prop_assert_eq!(scores[10], optimum.objective);
        for point in &optimum.frontier {
            prop_assert!(point.cost.is_none_or(|cost| cost <= point.budget * (1.0 + 1e-8)));
        }
    }

    #[test]
    fn the_unit_of_money_changes_nothing(plan in a_plan(6, 2), unit in prop::sample::select(vec![0.001, 0.1, 3.0, 10_000.0])) {
        let mut other = plan.clone();
        other.budget.iter_mut().for_each(|budget| *budget *= unit);
        other.initiatives.iter_mut().flat_map(|initiative| &mut initiative.cost).for_each(|cost| *cost *= unit);
        let (one, two) = (answer(&plan), answer(&other));
        prop_assert_eq!(one.status, two.status);
        prop_assert!((one.objective.unwrap_or_default() - two.objective.unwrap_or_default()).abs() < 1e-7);
        prop_assert!((one.cost_by_year.iter().sum::<f64>() * unit - two.cost_by_year.iter().sum::<f64>()).abs() < 1e-6 * unit);
    }

    #[test]
    fn the_same_plan_has_the_same_answer(plan in a_plan(8, 3)) {
        prop_assert_eq!(answer(&plan), answer(&plan));
    }
}
