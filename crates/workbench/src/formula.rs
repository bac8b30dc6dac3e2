//! Formulas with the numbers put in, so that a reader can follow a score with a pocket calculator.
//!
//! Numbers show at most four decimals; `≈` stands where that loses something. The formulas are those of
//! [`shuheng_engine::mean`] and [`shuheng_engine::normalise`]; a formula that could not be reckoned (a zero below a fraction bar)
//! is not written, since the sentence beside it says what happens then.

use crate::words::figure;
use shuheng_engine::Mean;
use shuheng_engine::normalise::{Direction, Goalposts, Transform};
use shuheng_model::Item;
use std::collections::BTreeSet;

/// `0.4 × 61.25 + 0.6 × 50 = 54.5`: a mean of parts (weight 0–1, score 0–100). Parts of weight 0 do not stand in it.
pub(crate) fn of_mean(mean: Mean, parts: &[(f64, f64)], result: f64) -> Option<String> {
    let parts: Vec<(f64, f64)> = parts.iter().copied().filter(|(weight, _)| *weight > 0.0).collect();
    let joined = |with: &str, term: &dyn Fn(f64, f64) -> String| {
        parts.iter().map(|(weight, score)| term(*weight, *score)).collect::<Vec<_>>().join(with)
    };
    let power = match mean {
        Mean::Geometric => Some(0.0),
        Mean::Harmonic => Some(-1.0),
        Mean::Power(exponent) => Some(exponent.get()),
        Mean::Arithmetic | Mean::Minimum => None,
    };
    if parts.is_empty() || power.is_some_and(|power| power < 0.0) && parts.iter().any(|(_, score)| *score <= 0.0) {
        return None;
    }
    let left = match mean {
        Mean::Arithmetic => joined(" + ", &|weight, score| format!("{} × {}", figure(weight), figure(score))),
        Mean::Geometric => joined(" × ", &|weight, score| format!("{}^{}", figure(score), figure(weight))),
        Mean::Power(exponent) if exponent.get() == 0.0 => joined(" × ", &|weight, score| format!("{}^{}", figure(score), figure(weight))),
        Mean::Harmonic => format!("1 ÷ ({})", joined(" + ", &|weight, score| format!("{} ÷ {}", figure(weight), figure(score)))),
        Mean::Power(exponent) => {
            let p = figure(exponent.get());
            let sum = joined(" + ", &|weight, score| format!("{} × {}^{p}", figure(weight), figure(score)));
            format!("({sum})^(1 ÷ {p})")
        }
        Mean::Minimum => format!("min({})", joined(", ", &|_, score| figure(score))),
    };
    let weights = parts.iter().map(|(weight, _)| *weight).filter(|_| mean != Mean::Minimum);
    let exact = matches!(mean, Mean::Arithmetic | Mean::Minimum) && weights.chain(parts.iter().map(|(_, score)| *score)).all(shows_all);
    Some(equation(&left, exact, result))
}

/// `(4.07 − 2) ÷ (6 − 2) × 100 = 51.75`: a figure between goalposts, or at the nearest one when it lies beyond.
pub(crate) fn of_goalposts(posts: &Goalposts, number: f64, result: f64) -> String {
    let inside = number.clamp(posts.low(), posts.high());
    let numbers = [inside, posts.low(), posts.high()];
    let [inside, low, high] = match posts.transform() {
        Transform::Linear => numbers.map(|number| if number < 0.0 { format!("({})", figure(number)) } else { figure(number) }),
        Transform::Log => numbers.map(|number| format!("ln {}", figure(number))),
    };
    let left = match posts.direction() {
        Direction::Higher => format!("({inside} − {low}) ÷ ({high} − {low}) × 100"),
        Direction::Lower => format!("({high} − {inside}) ÷ ({high} − {low}) × 100"),
    };
    equation(&left, posts.transform() == Transform::Linear && numbers.into_iter().all(shows_all), result)
}

/// `(2 + 1) ÷ (2 + 1 + 1) × 100 = 75`: the weight of the items that hold among all.
pub(crate) fn of_checklist(items: &[Item], held: &BTreeSet<String>, result: f64) -> String {
    let sum = |weights: Vec<f64>| match weights.as_slice() {
        [] => "0".to_owned(),
        [one] => figure(*one),
        several => format!("({})", several.iter().map(|weight| figure(*weight)).collect::<Vec<_>>().join(" + ")),
    };
    let holding = items.iter().filter(|item| held.contains(&item.id)).map(|item| item.weight).collect();
    let all: Vec<f64> = items.iter().map(|item| item.weight).collect();
    let exact = all.iter().copied().all(shows_all);
    equation(&format!("{} ÷ {} × 100", sum(holding), sum(all)), exact, result)
}

fn equation(left: &str, exact: bool, result: f64) -> String {
    format!("{left} {} {}", if exact && shows_all(result) { "=" } else { "≈" }, figure(result))
}

/// Whether four decimals show all of a number.
fn shows_all(number: f64) -> bool {
    (number * 1e4 - (number * 1e4).round()).abs() < 1e-6
}

#[cfg(test)]
mod tests {
    use super::*;
    use shuheng_engine::Exponent;

    /// The scores 61.25 and 50 with weights 40% and 60%, by hand: arithmetic 24.5 + 30; geometric e^(0.4·ln 61.25 + 0.6·ln 50);
    /// harmonic 1 ÷ 0.018530…; with exponent 2 the root of 0.4·3751.5625 + 0.6·2500.
    #[test]
    fn means_with_their_numbers() {
        let parts = [(0.4, 61.25), (0.6, 50.0), (0.0, 99.0)];
        let told = |mean: Mean| of_mean(mean, &parts, mean.of(&parts).expect("a mean")).expect("a formula");
        let power = |p: f64| Mean::Power(Exponent::new(p).expect("an exponent"));
        assert_eq!(told(Mean::Arithmetic), "0.4 × 61.25 + 0.6 × 50 = 54.5");
        assert_eq!(told(Mean::Geometric), "61.25^0.4 × 50^0.6 ≈ 54.2281");
        assert_eq!(told(power(0.0)), told(Mean::Geometric));
        assert_eq!(told(Mean::Harmonic), "1 ÷ (0.4 ÷ 61.25 + 0.6 ÷ 50) ≈ 53.9648");
        assert_eq!(told(power(2.0)), "(0.4 × 61.25^2 + 0.6 × 50^2)^(1 ÷ 2) ≈ 54.778");
        assert_eq!(told(Mean::Minimum), "min(61.25, 50) = 50");
    }

    #[test]
    fn what_is_rounded_says_so_and_what_cannot_be_reckoned_is_not_written() {
        assert_eq!(
            of_mean(Mean::Arithmetic, &[(1.0 / 3.0, 30.0), (2.0 / 3.0, 60.0)], 50.0).expect("a formula"),
            "0.3333 × 30 + 0.6667 × 60 ≈ 50"
        );
        assert_eq!(of_mean(Mean::Harmonic, &[(0.5, 0.0), (0.5, 60.0)], 0.0), None);
        assert_eq!(of_mean(Mean::Geometric, &[(0.5, 0.0), (0.5, 60.0)], 0.0).expect("a formula"), "0^0.5 × 60^0.5 ≈ 0");
        assert_eq!(of_mean(Mean::Arithmetic, &[(0.0, 10.0)], 0.0), None);
    }

    /// UNDP, Human Development Report 2010, technical note 1, China: life expectancy 73.5 between 20 and 83.2 gives 0.847, income
    /// 7,263 between 163 and 108,211 in logarithms 0.584.
    #[test]
    fn goalposts_with_their_numbers() {
        let posts = |low, high, direction, transform| Goalposts::new(low, high, direction, transform, true).expect("posts");
        let told = |posts: &Goalposts, number: f64| of_goalposts(posts, number, posts.score(number).expect("capped"));
        assert_eq!(told(&posts(20.0, 83.2, Direction::Higher, Transform::Linear), 73.5), "(73.5 − 20) ÷ (83.2 − 20) × 100 ≈ 84.6519");
        let income = posts(163.0, 108_211.0, Direction::Higher, Transform::Log);
        assert_eq!(told(&income, 7263.0), "(ln 7263 − ln 163) ÷ (ln 108211 − ln 163) × 100 ≈ 58.4295");
        let cost = posts(25.0, 60.0, Direction::Lower, Transform::Linear);
        assert_eq!(told(&cost, 32.0), "(60 − 32) ÷ (60 − 25) × 100 = 80");
        assert_eq!(told(&cost, 90.0), "(60 − 60) ÷ (60 − 25) × 100 = 0", "beyond a post it counts as the post");
        assert_eq!(told(&posts(-10.0, 30.0, Direction::Higher, Transform::Linear), 0.0), "(0 − (−10)) ÷ (30 − (−10)) × 100 = 25");
    }

    #[test]
    fn checklists_with_their_numbers() {
        let item = |id: &str, weight| Item { id: id.to_owned(), text: shuheng_model::Text::default(), weight, group: None };
        let items = [item("a", 2.0), item("b", 1.0), item("c", 1.0)];
        let told = |held: &[&str], result| of_checklist(&items, &held.iter().map(|id| (*id).to_owned()).collect(), result);
        assert_eq!(told(&["a", "b"], 75.0), "(2 + 1) ÷ (2 + 1 + 1) × 100 = 75");
        assert_eq!(told(&["a"], 50.0), "2 ÷ (2 + 1 + 1) × 100 = 50");
        assert_eq!(told(&[], 0.0), "0 ÷ (2 + 1 + 1) × 100 = 0");
    }
}
