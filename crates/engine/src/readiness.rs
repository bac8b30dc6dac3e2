//! Readiness for a clause, inferred from the indicators that speak to it.
//!
//! A chain of inference is as strong as its weakest link: the readiness of a clause is the lowest score among the indicators
//! that answer it or a part of it, and it is full only where somebody stated that those indicators leave nothing of the clause
//! open. Such a statement speaks of all of them: when one does not apply to an institution, nobody has stated that the others
//! still answer the whole, and only an indicator that covers the clause by itself can. The same caution is known from mappings between security frameworks (NIST IR 8477: a subset or an intersecting
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
    /// The indicators that apply answer the whole clause: one covers it by itself, or all links together were stated to and none of the
    /// necessary ones is 不适用.
    pub complete: bool,
    /// The scores would be ready, but the indicators that apply leave a part of the clause open.
    pub capped: bool,
}

/// Infers the readiness for a clause from its links. `together` says that all of them, taken together, leave nothing of it open; see
/// [`Inference::complete`] for what becomes of that when one of them does not apply.
#[must_use]
pub fn infer(links: &[(Strength, Linked)], together: bool, lines: Lines) -> Inference {
    let declared = || links.iter().enumerate().filter(|(_, (strength, _))| *strength > Strength::Relates);
    let necessary = || declared().filter(|(_, (_, linked))| *linked != Linked::NotApplicable);
    let unanswered = necessary().filter(|(_, (_, linked))| *linked == Linked::Unanswered).count();
    let weakest = necessary()
        .filter_map(|(index, (_, linked))| match linked {
            Linked::Score(score) => Some((index, *score)),
            _ => None,
        })
        .min_by(|(_, a), (_, b)| a.total_cmp(b));
    let dropped = declared().count() > necessary().count();
    let complete = (together && !dropped) || necessary().any(|(_, (strength, _))| *strength == Strength::Covers);
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
    Inference { status, score, weakest: weakest.map(|(index, _)| index), unanswered, complete, capped }
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
    fn a_whole_without_one_of_its_parts_is_no_whole() {
        let parts = [(Strength::Partly, Linked::Score(90.0)), (Strength::Partly, Linked::NotApplicable)];
        let found = infer(&parts, true, LINES);
        assert_eq!((found.status, found.score, found.complete, found.capped), (Status::Partly, Some(90.0), false, true));
        let covering_dropped = [(Strength::Covers, Linked::NotApplicable), (Strength::Partly, Linked::Score(90.0))];
        assert_eq!(infer(&covering_dropped, true, LINES).status, Status::Partly);
        assert_eq!(infer(&covering_dropped, false, LINES).status, Status::Partly);
        let covered = [(Strength::Covers, Linked::Score(90.0)), (Strength::Partly, Linked::NotApplicable)];
        assert_eq!(infer(&covered, false, LINES).status, Status::Ready, "one that applies answers the clause by itself");
        let related = [(Strength::Partly, Linked::Score(90.0)), (Strength::Relates, Linked::NotApplicable)];
        assert_eq!(infer(&related, true, LINES).status, Status::Ready, "a related indicator answered no part of it");
        let all = [(Strength::Covers, Linked::NotApplicable), (Strength::Partly, Linked::NotApplicable)];
        let found = infer(&all, true, LINES);
        assert_eq!((found.status, found.complete), (Status::None, false));
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

    #[test]
    fn a_score_on_a_line_has_reached_it() {
        let covered = |score| infer(&[(Strength::Covers, Linked::Score(score))], false, LINES).status;
        assert_eq!([39.9, 40.0, 59.9, 60.0].map(covered), [Status::Gap, Status::Partly, Status::Partly, Status::Ready]);
    }

    #[test]
    fn only_what_would_be_ready_is_capped() {
        let capped = |links: &[(Strength, Linked)]| infer(links, false, LINES).capped;
        assert!(capped(&[(Strength::Partly, Linked::Score(60.0))]));
        assert!(!capped(&[(Strength::Partly, Linked::Score(59.9))]), "it falls short by itself");
        assert!(!capped(&[(Strength::Covers, Linked::Score(60.0))]), "nothing is left open");
        assert!(!capped(&[(Strength::Partly, Linked::Score(60.0)), (Strength::Partly, Linked::Unanswered)]), "nobody knows yet");
    }

    fn link() -> impl Strategy<Value = (Strength, Linked)> {
        (
            prop_oneof![Just(Strength::Relates), Just(Strength::Partly), Just(Strength::Covers)],
            prop_oneof![(0.0..=100.0_f64).prop_map(Linked::Score), Just(Linked::Unanswered), Just(Linked::NotApplicable)],
        )
    }

    proptest! {
        #[test]
        fn never_stronger_than_any_necessary_link(links in prop::collection::vec(link(), 0..8), together: bool) {
            let found = infer(&links, together, LINES);
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
        fn ready_needs_a_link_that_covers_or_all_that_were_stated(links in prop::collection::vec(link(), 0..6), together: bool) {
            let found = infer(&links, together, LINES);
            let necessary = |linked: &(Strength, Linked)| linked.0 != Strength::Relates;
            let applies = |linked: &(Strength, Linked)| linked.1 != Linked::NotApplicable;
            let covered = links.iter().any(|linked| linked.0 == Strength::Covers && applies(linked));
            let all_apply = links.iter().filter(|linked| necessary(linked)).all(applies);
            prop_assert_eq!(found.complete, covered || (together && all_apply));
            prop_assert!(found.complete || found.status != Status::Ready);
        }

        #[test]
        fn an_indicator_that_drops_out_never_completes_a_clause(
            links in prop::collection::vec(link(), 1..6), together: bool, which: prop::sample::Index,
        ) {
            let mut fewer = links.clone();
            fewer[which.index(links.len())].1 = Linked::NotApplicable;
            prop_assert!(infer(&links, together, LINES).complete || !infer(&fewer, together, LINES).complete);
        }

        #[test]
        fn a_better_answer_never_makes_it_worse(links in prop::collection::vec(link(), 1..8), together: bool, which: prop::sample::Index) {
            let rank = |status| match status { Status::Gap => 0, Status::Partly => 1, Status::Ready => 2, _ => 3 };
            let mut better = links.clone();
            let index = which.index(links.len());
            if let Linked::Score(score) = &mut better[index].1 {
                *score = (*score + 30.0).min(100.0);
                let (before, after) = (infer(&links, together, LINES), infer(&better, together, LINES));
                prop_assert!(rank(after.status) >= rank(before.status));
            }
        }
    }
}
