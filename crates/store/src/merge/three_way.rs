//! The three-way comparison: what the tables said where two copies parted, and what each says now.
//!
//! What one copy alone changed is taken, what both changed alike is taken once, and what both changed differently is a conflict.
//! Moments alone make no difference: the same answer recorded twice is one answer.
//!
//! Two things are decided as a whole, because parts of them from both sides do not fit together: an assessment that one copy made
//! final or took back while the other changed something in it; and a respondent that one copy took away, with all that was said,
//! while the other recorded responses.

use std::collections::{BTreeMap, BTreeSet};

use super::ConflictKind;
use super::fork::is_final;
use crate::{Address, Answer, ClauseJudgement, Document, Response, State, Subject};

/// What tables hold, by address.
pub(super) type States = BTreeMap<Address, State>;

/// Which of the two copies, in the order in which their rows stand in the merged trail.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Place {
    First,
    Second,
}

/// The three states of everything, with the second copy's numbers as they will be.
#[derive(Debug)]
pub(super) struct ThreeWay {
    pub(super) base: States,
    pub(super) first: States,
    pub(super) second: States,
    changed_first: BTreeSet<Address>,
    changed_second: BTreeSet<Address>,
    /// Assessments and respondents that are decided as a whole.
    wholes: BTreeMap<Address, ConflictKind>,
}

/// Whether two states differ in more than their moments.
pub(super) fn differs(a: Option<&State>, b: Option<&State>) -> bool {
    if a == b {
        return false;
    }
    match (a, b) {
        (Some(State::Answer(a)), Some(State::Answer(b))) => Answer { updated_at: b.updated_at, ..a.clone() } != *b,
        (Some(State::ClauseJudgement(a)), Some(State::ClauseJudgement(b))) => {
            ClauseJudgement { updated_at: b.updated_at, ..a.clone() } != *b
        }
        (Some(State::Document(a)), Some(State::Document(b))) => Document { updated_at: b.updated_at, ..a.clone() } != *b,
        (Some(State::Response(a)), Some(State::Response(b))) => Response { received_at: b.received_at, ..a.clone() } != *b,
        _ => true,
    }
}

/// What a copy changed. Models and attachments are not changed: they come, and are known by their content.
pub(super) fn changed(base: &States, now: &States) -> BTreeSet<Address> {
    let addresses: BTreeSet<&Address> = base.keys().chain(now.keys()).collect();
    let brought = |address: &Address| matches!(address.subject, Subject::Model(_) | Subject::Attachment(_));
    addresses.into_iter().filter(|address| !brought(address) && differs(base.get(address), now.get(address))).cloned().collect()
}

impl ThreeWay {
    pub(super) fn new(base: States, first: States, second: States) -> Self {
        let (changed_first, changed_second) = (changed(&base, &first), changed(&base, &second));
        let mut found = Self { base, first, second, changed_first, changed_second, wholes: BTreeMap::new() };
        let wholes = found.find_wholes();
        found.wholes = wholes;
        found
    }

    fn find_wholes(&self) -> BTreeMap<Address, ConflictKind> {
        let mut wholes = BTreeMap::new();
        for (address, before) in &self.base {
            let (Some(number), true) = (address.assessment, is_whole(&address.subject)) else { continue };
            let sides = [
                (self.first.get(address), &self.changed_second, &self.second),
                (self.second.get(address), &self.changed_first, &self.first),
            ];
            let within = |changed: &BTreeSet<Address>| changed.iter().any(|other| belongs(other, address));
            // An assessment that was begun from one which the other copy took back.
            let begun_from = |states: &States| {
                states.iter().any(|(other, state)| {
                    !self.base.contains_key(other) && matches!(state, State::Assessment(found) if found.copied_from == Some(number))
                })
            };
            let differ = self
                .changed_first
                .iter()
                .chain(&self.changed_second)
                .any(|other| belongs(other, address) && differs(self.first.get(other), self.second.get(other)));
            for (now, changed_by_other, other) in sides {
                let is_assessment = address.subject == Subject::Assessment;
                if now.is_none() && differ && (within(changed_by_other) || is_assessment && begun_from(other)) {
                    wholes.insert(address.clone(), ConflictKind::Removed);
                } else if is_final(now) && !is_final(Some(before)) && differ && within(changed_by_other) {
                    wholes.insert(address.clone(), ConflictKind::Final);
                }
            }
        }
        wholes
    }

    /// The address under which the thing at `address` is decided: its own, or that of the whole that it belongs to.
    pub(super) fn decided_as(&self, address: &Address) -> Address {
        let whole = |subject| Address { assessment: address.assessment, subject };
        let assessment = address.assessment.map(|_| whole(Subject::Assessment)).filter(|whole| self.wholes.contains_key(whole));
        let respondent = || match &address.subject {
            Subject::Response { respondent, .. } => Some(whole(Subject::Respondent(*respondent))),
            _ => None,
        };
        assessment.or_else(|| respondent().filter(|whole| self.wholes.contains_key(whole))).unwrap_or_else(|| address.clone())
    }

    /// What the two copies do not agree on: its kind and everything that differs in it, by the address that is decided.
    pub(super) fn conflicts(&self) -> BTreeMap<Address, (ConflictKind, BTreeSet<Address>)> {
        let mut found: BTreeMap<Address, (ConflictKind, BTreeSet<Address>)> = BTreeMap::new();
        for address in self.changed_first.union(&self.changed_second) {
            let decided = self.decided_as(address);
            let kind = self.wholes.get(&decided).copied();
            let both = self.changed_first.contains(address) && self.changed_second.contains(address);
            let differ = differs(self.first.get(address), self.second.get(address));
            if differ && (both || kind.is_some()) {
                let (_, parts) = found.entry(decided).or_insert((kind.unwrap_or(ConflictKind::Changed), BTreeSet::new()));
                parts.insert(address.clone());
            }
        }
        found
    }

    /// Whose state counts at an address.
    pub(super) fn winner(&self, address: &Address, decided: impl Fn(&Address) -> Option<Place>) -> Place {
        let own = if self.changed_second.contains(address) { Place::Second } else { Place::First };
        decided(&self.decided_as(address)).unwrap_or(own)
    }

    /// Everything that either changed.
    pub(super) fn changed(&self) -> impl Iterator<Item = &Address> {
        self.changed_first.union(&self.changed_second)
    }

    /// What only the first and only the second changed, and how many things both changed alike.
    pub(super) fn shares(&self) -> (BTreeSet<Address>, BTreeSet<Address>, usize) {
        let both = self.changed_first.intersection(&self.changed_second);
        let alike = both.filter(|address| !differs(self.first.get(address), self.second.get(address))).count();
        let only = |own: &BTreeSet<Address>, other: &BTreeSet<Address>| own.difference(other).cloned().collect();
        (only(&self.changed_first, &self.changed_second), only(&self.changed_second, &self.changed_first), alike)
    }

    /// Whether an assessment became final in the copy that goes first, so that no row may change it any more.
    pub(super) fn locked(&self, assessment: Option<i64>) -> bool {
        assessment.is_some_and(|number| is_final(self.first.get(&Address::new(number, Subject::Assessment))))
    }
}

/// What can be decided as a whole.
fn is_whole(subject: &Subject) -> bool {
    matches!(subject, Subject::Assessment | Subject::Respondent(_))
}

/// Whether an address belongs to the whole at another one.
fn belongs(address: &Address, whole: &Address) -> bool {
    address.assessment == whole.assessment
        && match &whole.subject {
            Subject::Assessment => true,
            Subject::Respondent(id) => {
                matches!(&address.subject, Subject::Respondent(other) | Subject::Response { respondent: other, .. } if other == id)
            }
            _ => address == whole,
        }
}
