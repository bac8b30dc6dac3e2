use super::*;
use crate::mean::{Exponent, Mean};
use crate::tree::NodeSpec;
use proptest::prelude::*;

fn scale() -> Scale {
    Scale::new(vec![0.0, 20.0, 40.0, 60.0, 80.0], 0.3).expect("a rising scale")
}

fn node(parent: Option<usize>, weight: f64, mean: Mean) -> NodeSpec {
    NodeSpec { parent, weight, mean }
}

/// root → A (2 leaves, weights 1 and 3), B (1 leaf); A and B weigh 60 and 40.
fn small(mean: Mean) -> Tree {
    Tree::new(vec![
        node(None, 1.0, mean),
        node(Some(0), 60.0, Mean::Arithmetic),
        node(Some(0), 40.0, Mean::Arithmetic),
        node(Some(1), 1.0, Mean::Arithmetic),
        node(Some(1), 3.0, Mean::Arithmetic),
        node(Some(2), 1.0, Mean::Arithmetic),
    ])
    .expect("a tree")
}

fn leaves(values: [Leaf; 3]) -> Vec<Leaf> {
    [vec![Leaf::Unanswered; 3], values.to_vec()].concat()
}

#[test]
fn by_hand() {
    let result = assess(&small(Mean::Arithmetic), &leaves([Leaf::Score(100.0), Leaf::Score(50.0), Leaf::Score(25.0)]), &scale(), &[]);
    let root = result.nodes[0];
    assert_eq!(root.score, Some(47.5), "0.6·(0.25·100 + 0.75·50) + 0.4·25");
    assert_eq!(root.level, Some(3));
    assert_eq!(root.coverage, 1.0);
    assert_eq!(result.nodes[4].effective_weight, 0.6 * 0.75);
    assert_eq!(result.nodes[4].contribution, Some(22.5));
}

#[test]
fn not_applicable_gives_its_weight_to_its_siblings() {
    let result = assess(&small(Mean::Arithmetic), &leaves([Leaf::NotApplicable, Leaf::Score(50.0), Leaf::Score(25.0)]), &scale(), &[]);
    assert_eq!(result.nodes[0].score, Some(40.0));
    assert_eq!(result.nodes[0].coverage, 1.0, "what does not apply is not missing");
    assert_eq!(result.nodes[3].effective_weight, 0.0);
    assert_eq!(result.nodes[4].effective_weight, 0.6);
    let all_of_b = assess(&small(Mean::Arithmetic), &leaves([Leaf::Score(100.0), Leaf::Score(50.0), Leaf::NotApplicable]), &scale(), &[]);
    assert_eq!(all_of_b.nodes[2].state, NodeState::NotApplicable);
    assert_eq!(all_of_b.nodes[0].score, Some(62.5));
}

#[test]
fn unanswered_lowers_coverage_and_takes_the_level() {
    let result = assess(&small(Mean::Arithmetic), &leaves([Leaf::Score(80.0), Leaf::Unanswered, Leaf::Unanswered]), &scale(), &[]);
    let root = result.nodes[0];
    assert_eq!(root.score, Some(80.0));
    assert_eq!(root.coverage, 0.15);
    assert_eq!(root.level, None, "15 % is below the 30 % that a level needs");
    assert_eq!(result.nodes[3].level, Some(5), "the answered leaf itself is covered");
}

#[test]
fn what_has_no_score_takes_no_share_of_it() {
    let result = assess(&small(Mean::Arithmetic), &leaves([Leaf::Score(80.0), Leaf::Unanswered, Leaf::NotApplicable]), &scale(), &[]);
    let weights = |of: fn(&NodeResult) -> f64| result.nodes.iter().map(of).collect::<Vec<_>>();
    assert_eq!(weights(|node| node.local_weight), [1.0, 1.0, 0.0, 0.25, 0.75, 0.0]);
    assert_eq!(weights(|node| node.scored_weight), [1.0, 1.0, 0.0, 1.0, 0.0, 0.0]);
}

#[test]
fn what_is_not_finite_is_unanswered() {
    for score in [f64::NAN, f64::INFINITY] {
        let result = assess(&small(Mean::Arithmetic), &leaves([Leaf::Score(score), Leaf::Score(50.0), Leaf::Unanswered]), &scale(), &[]);
        assert_eq!((result.nodes[3].state, result.nodes[3].score), (NodeState::Unanswered, None));
        assert_eq!(result.nodes[0].score, Some(50.0));
    }
}

#[test]
fn gates_on_nodes_that_do_not_exist_are_ignored() {
    let values = leaves([Leaf::Score(10.0); 3]);
    let gate = |node, watch| Gate { node, cap: 1, watch, below: 50.0 };
    assert_eq!(assess(&small(Mean::Arithmetic), &values, &scale(), &[gate(6, 0), gate(0, 6)]).gates, []);
}

#[test]
fn gate_caps_the_level_and_leaves_the_score() {
    let gates = [Gate { node: 0, cap: 3, watch: 2, below: 40.0 }];
    let low = assess(&small(Mean::Arithmetic), &leaves([Leaf::Score(100.0), Leaf::Score(100.0), Leaf::Score(25.0)]), &scale(), &gates);
    assert_eq!((low.nodes[0].score, low.nodes[0].level_before_gate, low.nodes[0].level), (Some(70.0), Some(4), Some(3)));
    assert_eq!(low.gates, [GateCap { gate: 0, watch_score: 25.0 }]);
    let high = assess(&small(Mean::Arithmetic), &leaves([Leaf::Score(100.0), Leaf::Score(100.0), Leaf::Score(40.0)]), &scale(), &gates);
    assert!(high.gates.is_empty());
    let unknown = assess(&small(Mean::Arithmetic), &leaves([Leaf::Score(100.0), Leaf::Score(100.0), Leaf::Unanswered]), &scale(), &gates);
    assert!(unknown.gates.is_empty(), "what is not known is missing, not failed");
}

#[test]
fn geometric_harmonic_and_minimum_roots() {
    let values = leaves([Leaf::Score(100.0), Leaf::Score(100.0), Leaf::Score(25.0)]);
    let geometric = assess(&small(Mean::Geometric), &values, &scale(), &[]);
    let expected = libm::exp(0.6 * libm::log(100.0) + 0.4 * libm::log(25.0));
    assert!((geometric.nodes[0].score.unwrap_or(0.0) - expected).abs() < 1e-12);
    let harmonic = assess(&small(Mean::Harmonic), &values, &scale(), &[]);
    assert_eq!(harmonic.nodes[0].score, Some(grid::snap(1.0 / (0.6 / 100.0 + 0.4 / 25.0))));
    assert_eq!(harmonic.nodes[1].contribution.map(|points| points.round()), Some(12.0), "0.6/100 of 0.6/100 + 0.4/25, of 45.45");
    let minimum = assess(&small(Mean::Minimum), &values, &scale(), &[]);
    assert_eq!(minimum.nodes[0].score, Some(25.0));
    assert_eq!((minimum.nodes[1].contribution, minimum.nodes[2].contribution), (Some(0.0), Some(25.0)));
}

#[test]
fn nothing_answered_is_no_score() {
    let result = assess(&small(Mean::Arithmetic), &[], &scale(), &[Gate { node: 9, cap: 1, watch: 9, below: 1.0 }]);
    assert_eq!((result.nodes[0].score, result.nodes[0].level, result.nodes[0].coverage), (None, None, 0.0));
    let gone = assess(&small(Mean::Arithmetic), &leaves([Leaf::NotApplicable; 3]), &scale(), &[]);
    assert_eq!(gone.nodes[0].state, NodeState::NotApplicable);
}

/// A tree of three layers with any weights and means, and any state of its leaves.
pub(crate) fn anything() -> impl Strategy<Value = (Tree, Vec<Leaf>)> {
    let exponent = (-5.0..5.0_f64).prop_map(|exponent| Mean::Power(Exponent::new(exponent).expect("an exponent")));
    let mean = prop_oneof![Just(Mean::Arithmetic), Just(Mean::Geometric), Just(Mean::Harmonic), Just(Mean::Minimum), exponent];
    let leaf = prop_oneof![
        4 => (0.0..=100.0_f64).prop_map(Leaf::Score),
        1 => Just(Leaf::Unanswered),
        1 => Just(Leaf::NotApplicable),
    ];
    let weight = prop_oneof![8 => 0.01..10.0_f64, 1 => Just(0.0)];
    let domain = (0.01..10.0_f64, mean.clone(), prop::collection::vec((weight, leaf), 1..6));
    (mean, prop::collection::vec(domain, 1..6)).prop_filter_map("weights sum to zero", |(root_mean, domains)| {
        let mut specs = vec![node(None, 1.0, root_mean)];
        let mut states = vec![Leaf::Unanswered];
        for (domain_weight, domain_mean, indicators) in domains {
            let parent = specs.len();
            specs.push(node(Some(0), domain_weight, domain_mean));
            states.push(Leaf::Unanswered);
            for (weight, state) in indicators {
                specs.push(node(Some(parent), weight, Mean::Arithmetic));
                states.push(state);
            }
        }
        Tree::new(specs).ok().map(|tree| (tree, states))
    })
}

proptest! {
    #[test]
    fn contributions_sum_exactly((tree, states) in anything()) {
        let result = assess(&tree, &states, &scale(), &[]);
        let leaves = (0..tree.len()).filter(|i| tree.children(*i).is_empty());
        let sum: f64 = leaves.filter_map(|i| result.nodes[i].contribution).sum();
        prop_assert_eq!(sum, result.nodes[0].score.unwrap_or(0.0));
        for index in 0..tree.len() {
            if let (Some(score), false) = (result.nodes[index].score, tree.children(index).is_empty()) {
                let parts: f64 = tree.children(index).iter().filter_map(|c| result.nodes[*c].part).sum();
                prop_assert_eq!(parts, score);
            }
        }
    }

    #[test]
    fn scores_coverage_and_weights_stay_in_bounds((tree, states) in anything()) {
        let result = assess(&tree, &states, &scale(), &[]);
        for node in &result.nodes {
            prop_assert!(node.score.is_none_or(|s| (0.0..=100.0).contains(&s)));
            prop_assert!((0.0..=1.0).contains(&node.coverage));
            prop_assert_eq!(node.state == NodeState::Scored, node.score.is_some());
        }
        let weight: f64 = (0..tree.len()).filter(|i| tree.children(*i).is_empty()).map(|i| result.nodes[i].effective_weight).sum();
        let expected = if result.nodes[0].state == NodeState::NotApplicable { 0.0 } else { 1.0 };
        prop_assert!((weight - expected).abs() < 1e-9);
    }

    #[test]
    fn not_applicable_equals_a_tree_without_the_leaf(
        values in prop::collection::vec((0.1..5.0_f64, 0.0..=100.0_f64), 2..8), gone: prop::sample::Index,
        mean in prop_oneof![Just(Mean::Arithmetic), Just(Mean::Geometric), Just(Mean::Harmonic), Just(Mean::Minimum), Just(Mean::Power(Exponent::new(2.5).expect("an exponent")))],
    ) {
        let gone = gone.index(values.len());
        let flat = |keep: Vec<(f64, f64)>| Tree::new(
            std::iter::once(node(None, 1.0, mean)).chain(keep.iter().map(|(w, _)| node(Some(0), *w, Mean::Arithmetic))).collect(),
        ).expect("a tree");
        let mut states: Vec<Leaf> = std::iter::once(Leaf::Unanswered).chain(values.iter().map(|(_, s)| Leaf::Score(*s))).collect();
        states[gone + 1] = Leaf::NotApplicable;
        let with = assess(&flat(values.clone()), &states, &scale(), &[]);
        let mut fewer = values.clone();
        fewer.remove(gone);
        states.remove(gone + 1);
        let without = assess(&flat(fewer), &states, &scale(), &[]);
        prop_assert_eq!(with.nodes[0].score, without.nodes[0].score);
        prop_assert_eq!(with.nodes[0].coverage, 1.0);
    }

    #[test]
    fn a_better_answer_never_lowers_the_score((tree, states) in anything(), which: prop::sample::Index, more in 0.0..50.0_f64) {
        let before = assess(&tree, &states, &scale(), &[]).nodes[0].score;
        let mut better = states.clone();
        if let Leaf::Score(score) = &mut better[which.index(states.len())] {
            *score = (*score + more).min(100.0);
        }
        let after = assess(&tree, &better, &scale(), &[]).nodes[0].score;
        prop_assert!(after.unwrap_or(0.0) >= before.unwrap_or(0.0) - 1e-9);
    }

    #[test]
    fn hostile_leaves_are_answered(values in prop::collection::vec(prop::num::f64::ANY, 3)) {
        let states = leaves([Leaf::Score(values[0]), Leaf::Score(values[1]), Leaf::Score(values[2])]);
        let _ = assess(&small(Mean::Geometric), &states, &scale(), &[Gate { node: 0, cap: 0, watch: 1, below: f64::NAN }]);
    }
}
