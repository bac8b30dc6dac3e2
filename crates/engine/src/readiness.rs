//! Readiness for a clause, inferred from the indicators that speak to it.
//!
//! A chain of inference is as strong as its weakest link: the readiness of a clause is the lowest score among the indicators
//! that answer it or a part of it, and it is full only where somebody stated that those indicators leave nothing of the clause
//! open. The same caution is known from mappings between security frameworks (NIST IR 8477: a subset or an intersecting
//! relation never carries a full result over).

/// How much an indicator says about a clause.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Strength {
    /// Has to do with it. Never carries a result.
    Relates,
    /// Answers a part of it.
    Partly,
    /// Answers the clause.
    Covers,
}

/// What is known of a linked indicator.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Linked {
    /// Its score, 0–100.
    Score(f64),
    /// Not answered yet.
    Unanswered,
    /// 不适用 for this institution.
    NotApplicable,
}

/// Scores from which a clause counts as answered, 0 ≤ `partly` ≤ `ready` ≤ 100.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Lines {
    /// From here it is ready.
    pub ready: f64,
    /// From here it is partly ready.
    pub partly: f64,
}

/// What can be inferred.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Status {
    /// Some necessary link falls short.
    Gap,
    /// Every necessary link stands at least half-way, or the links leave a part of the clause open.
    Partly,
    /// Every necessary link is ready and together they answer the whole clause.
    Ready,
    /// A necessary link is unanswered, and the answered ones show no gap.
    Pending,
    /// No link carries a result.
    None,
}

/// The inference for one clause.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Inference {
    /// The result.
    pub status: Status,
    /// Lowest score among the necessary links that are answered, 0–100. With unanswered links it is an upper bound.
    pub score: Option<f64>,
    /// The link with that score, as an index into the links given; the first of equals.
    pub weakest: Option<usize>,
    /// Necessary links that are unanswered.
    pub unanswered: usize,
    /// The scores would be ready, but part of the clause is left open by all links.
    pub capped: bool,
}

/// Infers the readiness for a clause from its links. `complete` says that the links together leave nothing of it open; a link
/// that covers the clause makes it complete by itself.
#[must_use]
pub fn infer(links: &[(Strength, Linked)], complete: bool, lines: Lines) -> Inference {
    let necessary =
        || links.iter().enumerate().filter(|(_, (strength, linked))| *strength > Strength::Relates && *linked != Linked::NotApplicable);
    let unanswered = necessary().filter(|(_, (_, linked))| *linked == Linked::Unanswered).count();
    let weakest = necessary()
        .filter_map(|(index, (_, linked))| match linked {
            Linked::Score(score) => Some((index, *score)),
            _ => None,
        })
        .min_by(|(_, a), (_, b)| a.total_cmp(b));
    let complete = complete || necessary().any(|(_, (strength, _))| *strength == Strength::Covers);
    let score = weakest.map(|(_, score)| score);
    let capped = unanswered == 0 && !complete && score.is_some_and(|score| score >= lines.ready);
    let status = match score {
        None if unanswered == 0 => Status::None,
        None => Status::Pending,
        // The minimum can only fall: a gap is certain before everything is answered.
        Some(score) if score < lines.partly => Status::Gap,
        Some(_) if unanswered > 0 => Status::Pending,
        Some(score) if score >= lines.ready && complete => Status::Ready,
        Some(_) => Status::Partly,
    };
    Inference { status, score, weakest: weakest.map(|(index, _)| index), unanswered, capped }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    const LINES: Lines = Lines { ready: 60.0, partly: 40.0 };

    #[test]
    fn the_weakest_necessary_link_decides() {
        let links = [
            (Strength::Covers, Linked::Score(90.0)),
            (Strength::Partly, Linked::Score(45.0)),
            (Strength::Relates, Linked::Score(0.0)),
            (Strength::Partly, Linked::NotApplicable),
        ];
        let found = infer(&links, false, LINES);
        assert_eq!((found.status, found.score, found.weakest, found.capped), (Status::Partly, Some(45.0), Some(1), false));
    }

    #[test]
    fn parts_make_no_whole_unless_somebody_says_so() {
        let links = [(Strength::Partly, Linked::Score(80.0)), (Strength::Partly, Linked::Score(70.0))];
        let found = infer(&links, false, LINES);
        assert_eq!((found.status, found.score, found.capped), (Status::Partly, Some(70.0), true));
        assert_eq!(infer(&links, true, LINES).status, Status::Ready);
    }

    #[test]
    fn what_is_not_answered_is_pending_and_a_gap_is_certain_before() {
        let pending = [(Strength::Covers, Linked::Score(75.0)), (Strength::Partly, Linked::Unanswered)];
        assert_eq!(infer(&pending, true, LINES).status, Status::Pending);
        let gap = [(Strength::Covers, Linked::Score(20.0)), (Strength::Partly, Linked::Unanswered)];
        assert_eq!(infer(&gap, true, LINES).status, Status::Gap);
        assert_eq!(infer(&[(Strength::Covers, Linked::Unanswered)], true, LINES).status, Status::Pending);
        assert_eq!(infer(&[(Strength::Relates, Linked::Score(90.0))], true, LINES).status, Status::None);
        assert_eq!(infer(&[], true, LINES).status, Status::None);
    }

    fn link() -> impl Strategy<Value = (Strength, Linked)> {
        (
            prop_oneof![Just(Strength::Relates), Just(Strength::Partly), Just(Strength::Covers)],
            prop_oneof![(0.0..=100.0_f64).prop_map(Linked::Score), Just(Linked::Unanswered), Just(Linked::NotApplicable)],
        )
    }

    proptest! {
        #[test]
        fn never_stronger_than_any_necessary_link(links in prop::collection::vec(link(), 0..8), complete: bool) {
            let found = infer(&links, complete, LINES);
            for (strength, linked) in &links {
                if let (true, Linked::Score(score)) = (*strength > Strength::Relates, *linked) {
                    prop_assert!(found.score.is_some_and(|inferred| inferred <= score));
                    prop_assert!(found.status != Status::Ready || score >= LINES.ready);
                }
            }
            let open = links.iter().any(|(strength, linked)| *strength > Strength::Relates && *linked == Linked::Unanswered);
            prop_assert!(!open || !matches!(found.status, Status::Ready | Status::Partly));
        }

        #[test]
        fn a_better_answer_never_makes_it_worse(links in prop::collection::vec(link(), 1..8), complete: bool, which: prop::sample::Index) {
            let rank = |status| match status { Status::Gap => 0, Status::Partly => 1, Status::Ready => 2, _ => 3 };
            let mut better = links.clone();
            let index = which.index(links.len());
            if let Linked::Score(score) = &mut better[index].1 {
                *score = (*score + 30.0).min(100.0);
                let (before, after) = (infer(&links, complete, LINES), infer(&better, complete, LINES));
                prop_assert!(rank(after.status) >= rank(before.status));
            }
        }
    }
}
