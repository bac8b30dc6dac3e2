//! Numbers that both copies gave after they parted: the same number means different things there, so that those of the copy that
//! goes second get new ones, and everything that refers to them follows.

use std::collections::{BTreeMap, BTreeSet};

use crate::audit::AuditRow;
use crate::{Address, Assessment, Comment, Document, DocumentKind, Evidence, Respondent, Snapshot, State, Subject};

/// What is numbered, each kind by itself, through the whole file.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Kind {
    Assessment,
    Evidence,
    Document(DocumentKind),
    Respondent,
    Comment,
    Snapshot,
}

/// The numbers that a piece of the audit trail knows.
#[derive(Debug, Clone, Default)]
pub(super) struct Known(BTreeSet<(Kind, i64)>);

impl Known {
    /// Those of the rows' subjects. Whatever was given a number has a row of its own.
    pub(super) fn of<'a>(rows: impl IntoIterator<Item = &'a AuditRow>) -> Self {
        let mut known = Self::default();
        rows.into_iter().for_each(|row| known.take(&row.subject));
        known
    }

    /// Also knows the numbers in a subject, as the audit trail spells it.
    pub(super) fn take(&mut self, subject: &str) {
        let Ok(address) = subject.parse::<Address>() else { return };
        self.0.extend(address.assessment.map(|number| (Kind::Assessment, number)));
        self.0.extend(match address.subject {
            Subject::Evidence(id) => Some((Kind::Evidence, id)),
            Subject::Document(kind, id) => Some((Kind::Document(kind), id)),
            Subject::Respondent(id) | Subject::Response { respondent: id, .. } => Some((Kind::Respondent, id)),
            Subject::Comment(id) => Some((Kind::Comment, id)),
            Subject::Snapshot(id) => Some((Kind::Snapshot, id)),
            _ => None,
        });
    }
}

/// The new numbers of the copy that goes second.
#[derive(Debug, Default)]
pub(super) struct Numbers(BTreeMap<(Kind, i64), i64>);

impl Numbers {
    /// Gives what only the second copy knows the numbers after the last one of the first, in its own order. Where the first has
    /// given none since they parted, this leaves them as they are.
    pub(super) fn new(common: &Known, first: &Known, second: &Known) -> Self {
        let mut last: BTreeMap<Kind, i64> = BTreeMap::new();
        for (kind, number) in common.0.iter().chain(&first.0) {
            let last = last.entry(*kind).or_default();
            *last = (*last).max(*number);
        }
        let mut given = BTreeMap::new();
        for (kind, number) in second.0.difference(&common.0) {
            let last = last.entry(*kind).or_default();
            *last += 1;
            given.insert((*kind, *number), *last);
        }
        Self(given)
    }

    /// How many things are called otherwise than they were.
    pub(super) fn moved(&self) -> usize {
        self.0.iter().filter(|((_, old), new)| old != *new).count()
    }

    fn at(&self, kind: Kind, number: i64) -> i64 {
        self.0.get(&(kind, number)).copied().unwrap_or(number)
    }

    pub(super) fn address(&self, address: &Address) -> Address {
        let subject = match &address.subject {
            Subject::Evidence(id) => Subject::Evidence(self.at(Kind::Evidence, *id)),
            Subject::Document(kind, id) => Subject::Document(*kind, self.at(Kind::Document(*kind), *id)),
            Subject::Respondent(id) => Subject::Respondent(self.at(Kind::Respondent, *id)),
            Subject::Response { respondent, indicator } => {
                Subject::Response { respondent: self.at(Kind::Respondent, *respondent), indicator: indicator.clone() }
            }
            Subject::Comment(id) => Subject::Comment(self.at(Kind::Comment, *id)),
            Subject::Snapshot(id) => Subject::Snapshot(self.at(Kind::Snapshot, *id)),
            other => other.clone(),
        };
        Address { assessment: address.assessment.map(|number| self.at(Kind::Assessment, number)), subject }
    }

    /// A state of the thing at `address`, which has its old name. The row that a snapshot stands for is another matter.
    pub(super) fn state(&self, address: &Address, state: State) -> State {
        match (state, &address.subject) {
            (State::Assessment(found), _) => State::Assessment(Assessment {
                id: self.at(Kind::Assessment, found.id),
                copied_from: found.copied_from.map(|number| self.at(Kind::Assessment, number)),
                ..found
            }),
            (State::Evidence(found), _) => State::Evidence(Evidence { id: self.at(Kind::Evidence, found.id), ..found }),
            (State::Document(found), Subject::Document(kind, _)) => {
                State::Document(Document { id: self.at(Kind::Document(*kind), found.id), ..found })
            }
            (State::Respondent(found), _) => State::Respondent(Respondent { id: self.at(Kind::Respondent, found.id), ..found }),
            (State::Comment(found), _) => State::Comment(Comment { id: self.at(Kind::Comment, found.id), ..found }),
            (State::Snapshot(found), _) => State::Snapshot(Snapshot { id: self.at(Kind::Snapshot, found.id), ..found }),
            (other, _) => other,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn known(subjects: &[&str]) -> Known {
        let mut known = Known::default();
        subjects.iter().for_each(|subject| known.take(subject));
        known
    }

    #[test]
    fn only_what_the_second_added_moves_and_what_refers_to_it_follows() {
        let common = known(&["evidence:3", "respondent:1", "answer:x"]);
        let first = known(&["evidence:4", "2/assessment"]);
        let second = known(&["evidence:3", "evidence:4", "respondent:2", "response:2:a", "2/assessment", "2/evidence:5", "response:1:a"]);
        let numbers = Numbers::new(&common, &first, &second);
        for (old, new) in [
            ("evidence:3", "evidence:3"),
            ("evidence:4", "evidence:5"),
            ("2/evidence:5", "3/evidence:6"),
            ("respondent:2", "respondent:2"),
            ("response:1:a", "response:1:a"),
            ("2/answer:x", "3/answer:x"),
            ("meta:2", "meta:2"),
        ] {
            assert_eq!(numbers.address(&old.parse().unwrap()).to_string(), new, "{old}");
        }
        assert_eq!(numbers.moved(), 3);
    }
}
