//! Plans as large as they get.

use crate::support::{answer, draft, indicator, initiative};
use shuheng_optimum::{Draft, Status};
use std::time::Instant;

/// Numbers that look random and are the same on every system (Numerical Recipes' 32-bit linear congruential generator).
struct Sequence(u32);

impl Sequence {
    fn below(&mut self, bound: u32) -> u32 {
        self.0 = self.0.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
        (self.0 >> 8) % bound
    }
}

/// `count` initiatives of one to three years that lift one to three of 20 indicators, some bound to each other.
fn large(count: usize, years: usize, objective: &str) -> Draft {
    let mut sequence = Sequence(20_260_101);
    let mut plan = draft(years, &vec![600.0; years]);
    objective.clone_into(&mut plan.objective);
    plan.indicators = (0..20)
        .map(|index| indicator(&format!("k{index}"), f64::from(1 + sequence.below(5)), f64::from(20 + sequence.below(60))))
        .collect();
    for index in 0..count {
        let cost: Vec<f64> = (0..=sequence.below(3)).map(|_| f64::from(10 + sequence.below(190))).collect();
        let mut own = initiative(&format!("i{index}"), &cost, 0.0);
        for _ in 0..=sequence.below(3) {
            let id = format!("k{}", sequence.below(20));
            if own.uplift.iter().all(|(known, _)| *known != id) {
                own.uplift.push((id, f64::from(2 + sequence.below(18))));
            }
        }
        if index > 0 && sequence.below(5) == 0 {
            own.requires.push(format!("i{}", sequence.below(index as u32)));
        } else if index > 0 && sequence.below(8) == 0 {
            own.excludes.push(format!("i{}", sequence.below(index as u32)));
        }
        own.mandatory = sequence.below(20) == 0 && own.requires.is_empty() && own.excludes.is_empty();
        plan.initiatives.push(own);
    }
    plan
}

#[test]
fn sixty_initiatives_in_five_years_are_solved_to_proof() {
    let begun = Instant::now();
    let mut plan = large(60, 5, "final");
    plan.time_limit = 1200.0;
    let optimum = answer(&plan);
    println!("60 initiatives in 5 years: {:?}, {} chosen", begun.elapsed(), optimum.chosen.len());
    assert_eq!((optimum.status, optimum.gap, optimum.cheapest, optimum.earliest), (Status::Optimal, Some(0.0), true, true));
    assert!(optimum.cost_by_year.iter().zip(&optimum.budget_by_year).all(|(cost, budget)| cost <= budget));
}

#[test]
fn the_largest_plan_ends_in_time_and_is_never_called_optimal_without_proof() {
    let begun = Instant::now();
    let mut plan = large(500, 10, "average");
    plan.time_limit = 6.0;
    let optimum = answer(&plan);
    println!("500 initiatives in 10 years: {:?}, {:?}, gap {:?}", begun.elapsed(), optimum.status, optimum.gap);
    assert!(begun.elapsed().as_secs() < 120, "{:?}", begun.elapsed());
    assert_eq!(optimum.status, Status::LimitReached);
    assert!(optimum.gap.is_none_or(|gap| gap > 0.0));
    assert!(optimum.reason.is_some_and(|reason| reason.en.contains("3 s")));
}
