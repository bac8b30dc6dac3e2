//! Who gave weight to whom.
//!
//! A part that leaves gives its weight to the parts that stay, in proportion to theirs: with `R = Σ wⱼ` over those that stay, part
//! `i` receives `w · wᵢ / R` of the weight `w` that leaves. 不适用 leaves first; the unanswered leave what they have then
//! (*Handbook on Constructing Composite Indicators*, step 3, case deletion).

use crate::view::{ExplanationPartView, NodeState, WeightReceiptView, WeightTransferView};

/// The weight that changed hands among the parts of a node, those that are 不适用 first. Empty where nobody is left to receive any.
pub(crate) fn transfers(parts: &[ExplanationPartView]) -> Vec<WeightTransferView> {
    let not_applicable = leaving(parts, NodeState::NotApplicable, |part| part.declared_weight, |part| part.applicable_weight > 0.0);
    let unanswered = leaving(parts, NodeState::Unanswered, |part| part.applicable_weight, |part| part.scored_weight > 0.0);
    not_applicable.chain(unanswered).collect()
}

fn leaving<'a>(
    parts: &'a [ExplanationPartView],
    cause: NodeState,
    weight: impl Fn(&ExplanationPartView) -> f64 + Copy + 'a,
    stays: impl Fn(&ExplanationPartView) -> bool + Copy + 'a,
) -> impl Iterator<Item = WeightTransferView> + 'a {
    let left: f64 = parts.iter().filter(|part| stays(part)).map(weight).sum();
    parts.iter().filter(move |part| part.state == cause && weight(part) > 0.0 && left > 0.0).map(move |part| {
        let given = weight(part);
        let receives = |to: &ExplanationPartView| WeightReceiptView { id: to.id.clone(), weight: given * weight(to) / left };
        WeightTransferView {
            from: part.id.clone(),
            cause,
            weight: given,
            to: parts.iter().filter(|part| stays(part)).map(receives).collect(),
        }
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn part(id: &str, state: NodeState, weights: [f64; 3]) -> ExplanationPartView {
        ExplanationPartView {
            id: id.to_owned(),
            state,
            declared_weight: weights[0],
            applicable_weight: weights[1],
            scored_weight: weights[2],
            overall_weight: 0.0,
            score: None,
            contribution: None,
            listed_contribution: None,
            overall_contribution: None,
            listed_overall_contribution: None,
        }
    }

    /// 20%, 30% and 50%: the second is 不适用 and gives 30% × 2/7 and 30% × 5/7; the first, then at 2/7, is unanswered and gives all
    /// of it to the third.
    #[test]
    fn first_not_applicable_then_unanswered() {
        let found = transfers(&[
            part("a", NodeState::Unanswered, [0.2, 2.0 / 7.0, 0.0]),
            part("b", NodeState::NotApplicable, [0.3, 0.0, 0.0]),
            part("c", NodeState::Scored, [0.5, 5.0 / 7.0, 1.0]),
        ]);
        let told: Vec<_> = found
            .iter()
            .flat_map(|gift| gift.to.iter().map(|to| (gift.from.as_str(), to.id.as_str(), (to.weight * 1e6).round() / 1e6)))
            .collect();
        assert_eq!(told, [("b", "a", 0.085_714), ("b", "c", 0.214_286), ("a", "c", 0.285_714)]);
    }

    #[test]
    fn nobody_left_and_nothing_to_give() {
        let all_left = [part("a", NodeState::NotApplicable, [0.4, 0.0, 0.0]), part("b", NodeState::NotApplicable, [0.6, 0.0, 0.0])];
        assert_eq!(transfers(&all_left), []);
        let weightless = [part("a", NodeState::Unanswered, [0.0, 0.0, 0.0]), part("b", NodeState::Scored, [1.0, 1.0, 1.0])];
        assert_eq!(transfers(&weightless), []);
    }
}
