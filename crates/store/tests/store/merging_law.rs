//! Merging two copies with random histories: which is named first makes no difference, and nothing of either is lost.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::io::Cursor;
use std::sync::Arc;

use chrono::TimeDelta;
use proptest::prelude::*;
use shuheng_store::{
    Address, AuditRow, Decision, Decisions, DocumentKind, Engagement, Figure, FixedClock, Merge, MergePlan, Merged, NewDocument,
    NewEvidence, NewRespondent, NewResponse, PeerReference, Relation, RespondentKind, ResponseOrigin, Said, Side, Stage, State, StoreError,
    Strength, Subject, Value,
};

use crate::properties::{Step, step};
use crate::support::{Place, all_tables, clock, last_row, model, plain};

/// What people do beyond the steps of one engagement with one assessment.
#[derive(Debug, Clone)]
enum Deed {
    Step(Step),
    AddRespondent,
    RemoveRespondent(usize),
    Respond(usize, u8, u8),
    Comment,
    ResolveComment(usize),
    Snapshot,
    Attach(u8),
    Begin(bool),
    Switch(usize),
    Advance,
}

fn deed() -> impl Strategy<Value = Deed> {
    prop_oneof![
        14 => step().prop_map(Deed::Step),
        2 => Just(Deed::AddRespondent),
        1 => (0usize..2).prop_map(Deed::RemoveRespondent),
        3 => (0usize..2, 0u8..2, 1u8..=5).prop_map(|(nth, indicator, level)| Deed::Respond(nth, indicator, level)),
        1 => Just(Deed::Comment),
        1 => (0usize..2).prop_map(Deed::ResolveComment),
        1 => Just(Deed::Snapshot),
        1 => (0u8..3).prop_map(Deed::Attach),
        1 => any::<bool>().prop_map(Deed::Begin),
        1 => (0usize..3).prop_map(Deed::Switch),
        1 => Just(Deed::Advance),
    ]
}

fn deeds(most: usize) -> impl Strategy<Value = Vec<Deed>> {
    prop::collection::vec(deed(), 0..most)
}

/// Does it, or leaves it where the file refuses.
fn perform(e: &mut Engagement, deed: &Deed, actor: &str) {
    let done = match deed {
        Deed::Step(step) => return perform_step(e, step, actor),
        Deed::AddRespondent => {
            let new = NewRespondent { name: actor.into(), kind: RespondentKind::Department, share: ["0".to_owned()].into() };
            e.add_respondent(&new, actor).map(drop)
        }
        Deed::RemoveRespondent(nth) => match e.respondents().unwrap().get(*nth) {
            Some(found) => e.remove_respondent(found.id, actor).map(drop),
            None => Ok(()),
        },
        Deed::Respond(nth, indicator, level) => match e.respondents().unwrap().get(*nth) {
            Some(found) => {
                let said = Said {
                    value: Some(Value::Level(*level)),
                    confidence: None,
                    rationale: String::new(),
                    evidence: vec![],
                    origin: ResponseOrigin::Typed,
                };
                let response = NewResponse { respondent: found.id, indicator: indicator.to_string(), said: Some(said) };
                e.record_responses(&[response], &BTreeMap::new(), actor).map(drop)
            }
            None => Ok(()),
        },
        Deed::Comment => e.with_reason("复核").unwrap().add_comment(Some("0"), "请补充", actor).map(drop),
        Deed::ResolveComment(nth) => match e.comments().unwrap().get(*nth) {
            Some(found) => e.resolve_comment(found.id, "已补充", actor).map(drop),
            None => Ok(()),
        },
        Deed::Snapshot => e.take_snapshot("研讨会前", actor).map(drop),
        Deed::Attach(content) => {
            let new = NewEvidence::note("0", format!("台账{content}"), "", Strength::Weak);
            e.attach_evidence(&new, "台账.txt", &mut Cursor::new(vec![*content; 3]), actor).map(drop)
        }
        Deed::Begin(copy) => {
            let from = copy.then(|| e.assessment().unwrap().id);
            e.begin_assessment("二轮", 2026, from, actor).map(drop)
        }
        Deed::Switch(nth) => match e.assessments().unwrap().get(*nth) {
            Some(found) => e.switch_assessment(found.id),
            None => Ok(()),
        },
        Deed::Advance => match e.assessment().unwrap().stage {
            Stage::Draft => e.submit_for_review(actor).map(drop),
            Stage::InReview | Stage::Final => e.finalise(actor).map(drop),
        },
    };
    refused_at_most(done);
}

fn refused_at_most(done: Result<(), StoreError>) {
    let refused = |error: &StoreError| {
        matches!(
            error,
            StoreError::Final { .. }
                | StoreError::WrongStage { .. }
                | StoreError::OpenComments { .. }
                | StoreError::UpgradeConflict { .. }
                | StoreError::Unknown { .. }
        )
    };
    if let Err(error) = done {
        assert!(refused(&error), "{error}");
    }
}

fn perform_step(e: &mut Engagement, step: &Step, actor: &str) {
    let scheme = |name: &str| NewDocument { name: name.to_owned(), content: "{}".to_owned() };
    let nth_scheme = |e: &Engagement, nth: usize| e.documents(DocumentKind::WeightScheme).unwrap().get(nth).map(|found| found.id);
    refused_at_most(match step {
        Step::Answer(indicator, patch) => e.record_answer(&indicator.to_string(), patch, actor).map(drop),
        Step::Batch(batch) => e.record_answers(batch, actor).map(drop),
        Step::Judge(clause, change) => e.record_judgement(&format!("doc/{clause}"), change, actor).map(drop),
        Step::AddEvidence(about) => e.add_evidence(&NewEvidence::note(about.clone(), actor, "", Strength::Weak), actor).map(drop),
        Step::RemoveEvidence(nth) => match e.evidence().unwrap().get(*nth) {
            Some(found) => e.remove_evidence(found.id, actor).map(drop),
            None => Ok(()),
        },
        Step::Figure(year, value) => {
            let figure = Figure { year: *year, metric: "m".into(), value: *value, unit: "%".into(), note: String::new() };
            e.set_figure(&figure, actor).map(drop)
        }
        Step::Peers(score) => {
            let scores = [("root".to_owned(), *score)].into();
            let group = PeerReference { label: "样本".into(), sample_size: 3, illustrative: false, scores };
            e.set_peer_reference(&group, actor).map(drop)
        }
        Step::Setting(value) => e.set_meta("k", value.as_deref(), actor).map(drop),
        Step::AddScheme(name) => e.add_document(DocumentKind::WeightScheme, &scheme(name), actor).map(drop),
        Step::ChangeScheme(nth, name) => match nth_scheme(e, *nth) {
            Some(id) => e.change_document(DocumentKind::WeightScheme, id, &scheme(name), actor).map(drop),
            None => Ok(()),
        },
        Step::RemoveScheme(nth) => match nth_scheme(e, *nth) {
            Some(id) => e.remove_document(DocumentKind::WeightScheme, id, actor).map(drop),
            None => Ok(()),
        },
        Step::Upgrade(version, plan) => e.upgrade_model(&model(*version), plan, actor).map(drop),
        Step::Target(target) => e.set_target(*target, actor).map(drop),
        Step::Rename(name) => e.rename_institution(name, actor).map(drop),
        Step::Undo => e.undo(actor).map(drop),
        Step::Redo => e.redo(actor).map(drop),
        Step::Reopen => Ok(()),
    });
}

/// Two copies in one folder.
struct Copies {
    place: Place,
    common: i64,
}

const A: &str = "财务部";
const B: &str = "信息科技部";

impl Copies {
    fn path(&self, name: &str) -> std::path::PathBuf {
        self.place.folder.path().join(format!("{name}.shuheng"))
    }

    fn at(&self, minutes: i64) -> Arc<FixedClock> {
        let clock = clock();
        clock.advance(TimeDelta::minutes(minutes));
        let _ = self;
        clock
    }

    fn new(shared: &[Deed], of_a: &[Deed], of_b: &[Deed]) -> Self {
        let (place, mut e) = Place::with_engagement();
        shared.iter().for_each(|deed| perform(&mut e, deed, "战略部"));
        let common = last_row(&e);
        e.close().unwrap();
        let copies = Self { place, common };
        for (name, deeds, actor, start) in [("a", of_a, A, 1), ("b", of_b, B, 2)] {
            fs::copy(&copies.place.file, copies.path(name)).unwrap();
            let clock = copies.at(start);
            let mut e = Engagement::open(copies.path(name), clock.clone()).unwrap();
            for deed in deeds {
                clock.advance(TimeDelta::minutes(2));
                perform(&mut e, deed, actor);
            }
            e.close().unwrap();
        }
        copies
    }

    fn open(&self, name: &str) -> Engagement {
        Engagement::open(self.path(name), clock()).unwrap()
    }

    fn prepare(&self, a: &str, b: &str, out: &str) -> Merge {
        let (a, b) = (self.path(a), self.path(b));
        Merge::prepare(plain(&a), plain(&b), &self.path(out), self.at(500)).unwrap()
    }

    fn merge(&self, (a, b): (&str, &str), out: &str, decisions: &Decisions) -> Merged {
        self.prepare(a, b, out).apply(decisions, "评估人").unwrap()
    }
}

fn mirror(side: Side) -> Side {
    if side == Side::A { Side::B } else { Side::A }
}

fn mirrored(plan: &MergePlan) -> MergePlan {
    let mut plan = plan.clone();
    std::mem::swap(&mut plan.a, &mut plan.b);
    std::mem::swap(&mut plan.a_encrypted, &mut plan.b_encrypted);
    plan.heads.reverse();
    if plan.relation != Relation::Same {
        plan.first = mirror(plan.first);
    }
    plan.relation = match plan.relation {
        Relation::AExtendsB => Relation::BExtendsA,
        Relation::BExtendsA => Relation::AExtendsB,
        other => other,
    };
    for conflict in &mut plan.conflicts {
        std::mem::swap(&mut conflict.a, &mut conflict.b);
        conflict.only = conflict.only.map(mirror);
    }
    plan
}

/// Every row of the second copy stands in the merged trail with its moment, author, action and reason, and what it led to.
fn all_told(own: &[AuditRow], merged: &[AuditRow]) -> Result<(), TestCaseError> {
    let told: BTreeMap<&str, &AuditRow> = merged
        .iter()
        .filter_map(|row| Some((row.reason.as_deref()?.split_whitespace().next()?.trim_end_matches(':'), row)))
        .filter(|(mark, _)| mark.starts_with('#') && !mark.contains('–'))
        .collect();
    for row in own {
        let found = told.get(format!("#{}", row.seq).as_str());
        prop_assert!(found.is_some(), "row {} is missing", row.seq);
        let found = found.unwrap();
        prop_assert_eq!((&found.at, &found.actor), (&row.at, &row.actor));
        let reason = found.reason.clone().unwrap_or_default();
        prop_assert!(reason.contains(&row.action) && row.reason.as_ref().is_none_or(|said| reason.ends_with(said)), "{}", reason);
        let numbered = found.subject != row.subject || row.subject.contains("snapshot");
        let kept = found.after == row.after
            || row.after.as_ref().is_some_and(|after| reason.contains(after))
            || row.after.is_none() && reason.contains('∅');
        prop_assert!(
            numbered || kept || row.subject.starts_with("model") || row.subject.contains("assessment"),
            "{:?} of {:?}",
            found,
            row
        );
    }
    Ok(())
}

/// Whether an address is the same in both copies whatever they did.
fn unnumbered(address: &Address) -> bool {
    address.assessment.is_none_or(|number| number == 1)
        && matches!(
            address.subject,
            Subject::Institution | Subject::Answer(_) | Subject::ClauseJudgement(_) | Subject::Figure { .. } | Subject::PeerReference(_)
        )
}

/// A state without its moments.
fn bare(state: Option<&State>) -> Option<State> {
    let mut state = state.cloned()?;
    match &mut state {
        State::Answer(found) => found.updated_at = chrono::DateTime::UNIX_EPOCH.fixed_offset(),
        State::ClauseJudgement(found) => found.updated_at = chrono::DateTime::UNIX_EPOCH.fixed_offset(),
        _ => {}
    }
    Some(state)
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 24, max_shrink_iters: 150, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn merging_is_commutative_and_loses_nothing(
        shared in deeds(12),
        of_a in deeds(14),
        of_b in deeds(14),
        choices in prop::collection::vec(any::<bool>(), 1..8),
    ) {
        let copies = Copies::new(&shared, &of_a, &of_b);
        let before = ["a", "b"].map(|name| fs::read(copies.path(name)).unwrap());
        let plan = copies.prepare("a", "b", "c").plan().clone();
        prop_assert_eq!(&mirrored(copies.prepare("b", "a", "d").plan()), &plan);

        let mut decisions = Decisions::default();
        for (conflict, choice) in plan.conflicts.iter().zip(choices.iter().cycle()) {
            let take = conflict.only.unwrap_or(if *choice { Side::A } else { Side::B });
            decisions.each.insert(conflict.address.clone(), Decision { take, reason: choice.then(|| "研讨会决定".to_owned()) });
        }
        let mut other_way = decisions.clone();
        other_way.each.values_mut().for_each(|decision| decision.take = mirror(decision.take));
        copies.merge(("a", "b"), "c", &decisions);
        copies.merge(("b", "a"), "d", &other_way);
        prop_assert_eq!(&["a", "b"].map(|name| fs::read(copies.path(name)).unwrap()), &before);

        let (mut a, mut b, mut c, mut d) = (copies.open("a"), copies.open("b"), copies.open("c"), copies.open("d"));
        let (of_a, of_b, of_c) = (all_tables(&mut a), all_tables(&mut b), all_tables(&mut c));
        let trail = c.audit_trail(1, u32::MAX).unwrap();
        prop_assert_eq!(&trail, &d.audit_trail(1, u32::MAX).unwrap(), "one chain, whichever is named first");
        prop_assert_eq!(&of_c, &all_tables(&mut d));
        let report = c.verify().unwrap();
        prop_assert!(report.is_clean(), "{:?}", report);

        // Nothing of either trail is missing.
        let trails = [&a, &b].map(|e| e.audit_trail(1, u32::MAX).unwrap());
        let (first, second) = if plan.first == Side::A { (&trails[0], &trails[1]) } else { (&trails[1], &trails[0]) };
        if plan.relation == Relation::Parted {
            prop_assert_eq!(&trail[..first.len()], &first[..]);
            all_told(&second[copies.common as usize..], &trail[first.len()..])?;
        } else {
            prop_assert_eq!(&trail, if trails[0].len() > trails[1].len() { &trails[0] } else { &trails[1] });
        }

        // What one side alone changed is there; what was decided is as decided.
        let base = a.all_states_at(copies.common).unwrap();
        let whole = Address::new(1, Subject::Assessment);
        let addresses: BTreeSet<&Address> = base.keys().chain(of_a.keys()).chain(of_b.keys()).filter(|address| unnumbered(address)).collect();
        for address in addresses {
            let [was, in_a, in_b, in_c] = [&base, &of_a, &of_b, &of_c].map(|states| bare(states.get(address)));
            let as_whole = address.assessment.and_then(|_| plan.conflicts.iter().find(|conflict| conflict.address == whole && conflict.kind != shuheng_store::ConflictKind::Changed));
            let decided = as_whole.map_or_else(|| decisions.each.get(address), |conflict| decisions.each.get(&conflict.address));
            let expected = match decided {
                Some(Decision { take: Side::A, .. }) => in_a,
                Some(Decision { take: Side::B, .. }) => in_b,
                None if in_a == was => in_b,
                None => { prop_assert!(in_b == was || in_a == in_b, "{} is an undecided conflict", address); in_a }
            };
            prop_assert_eq!(in_c, expected, "{}", address);
        }

        // One undo takes the merge back, unless it made something final.
        let ended = trail[first.len().min(trail.len())..].iter().any(|row| row.action == "finalise");
        if plan.relation == Relation::Parted && !ended {
            let first_states = if plan.first == Side::A { of_a } else { of_b };
            c.undo("评估人").unwrap();
            let back: BTreeMap<_, _> = all_tables(&mut c).into_iter().filter(|(address, _)| first_states.contains_key(address) || !matches!(address.subject, Subject::Model(_) | Subject::Attachment(_))).collect();
            prop_assert_eq!(back, first_states);
            c.redo("评估人").unwrap();
            prop_assert_eq!(all_tables(&mut c), of_c);
            let report = c.verify().unwrap();
            prop_assert!(report.is_clean(), "{:?}", report);
        }
    }
}
