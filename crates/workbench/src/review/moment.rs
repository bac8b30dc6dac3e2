//! Which state of which assessment is meant, and that state scored by the model that counted then.

use super::assessments::title;
use super::fault::ReviewFault;
use super::number;
use crate::error::WorkbenchError;
use crate::opened::{Instruments, Open, Past, Snapshot as Scored};
use crate::view::{MomentKey, MomentView, Text};
use crate::words;
use crate::workbench::Workbench;
use shuheng_store::{Assessment, Snapshot, Stamp, StoreError, Subject};

/// Behind the last row of any trail: the present.
const PRESENT: i64 = i64::MAX;

/// A state of an assessment.
#[derive(Debug)]
pub(super) struct Moment {
    pub key: MomentKey,
    pub assessment: i64,
    /// The last row of the audit trail that it knows.
    pub seq: i64,
    pub name: Text,
    at: Stamp,
    pub past: Past,
}

impl Moment {
    /// The state that is meant.
    ///
    /// # Errors
    /// When there is none, the audit trail was altered since, or the model of then cannot be read.
    pub(super) fn load(open: &Open, key: MomentKey, instruments: &mut Instruments) -> Result<Self, WorkbenchError> {
        let (id, snapshot) = match key {
            MomentKey::Assessment { id } => (i64::from(id), None),
            MomentKey::Snapshot { id } => {
                let id = i64::from(id);
                let found = open.store.all_snapshots()?.into_iter().find(|(_, snapshot)| snapshot.id == id);
                let (assessment, snapshot) = found.ok_or(StoreError::Unknown { subject: Subject::Snapshot(id) })?;
                (assessment, Some(snapshot))
            }
        };
        let unknown = || StoreError::UnknownAssessment { id };
        let assessment = open.store.assessments()?.into_iter().find(|known| known.id == id).ok_or_else(unknown)?;
        Self::of(open, &assessment, vec![snapshot], instruments)?.pop().ok_or_else(|| unknown().into())
    }

    /// An assessment as it was at its snapshots, and with `None` as it is now; the trail is walked once for all of them.
    ///
    /// # Errors
    /// As [`Self::load`].
    pub(super) fn of(
        open: &Open,
        assessment: &Assessment,
        snapshots: Vec<Option<Snapshot>>,
        instruments: &mut Instruments,
    ) -> Result<Vec<Self>, WorkbenchError> {
        let seqs: Vec<i64> = snapshots.iter().map(|snapshot| snapshot.as_ref().map_or(PRESENT, |snapshot| snapshot.seq)).collect();
        let states = open.store.assessment_states_at(assessment.id, &seqs)?;
        let saved = open.store.saved_at()?;
        let moments = snapshots.into_iter().zip(seqs).zip(states);
        moments
            .map(|((snapshot, seq), states)| {
                let (key, name, at) = match snapshot {
                    None => (MomentKey::Assessment { id: number(assessment.id) }, title(assessment), saved),
                    Some(snapshot) => {
                        (MomentKey::Snapshot { id: number(snapshot.id) }, Text::new(&snapshot.name, &snapshot.name), snapshot.at)
                    }
                };
                Ok(Self { key, assessment: assessment.id, seq, name, at, past: Past::of(open, states, instruments)? })
            })
            .collect()
    }

    /// The state as the window shows it, with its score.
    pub(super) fn view(&self, scored: &Scored<'_>) -> MomentView {
        let model = scored.instrument.model();
        MomentView {
            key: self.key,
            assessment: number(self.assessment),
            name: self.name.clone(),
            year: scored.year,
            at: words::stamp(self.at),
            model: Text::new(format!("{} {}", model.name.zh, model.version), format!("{} {}", model.name.en, model.version)),
            score: scored.result.score,
            level: scored.result.level,
            coverage: scored.result.coverage,
        }
    }
}

impl Workbench {
    /// The state that a word names: `now`; the name or number of a snapshot; the name or year of an assessment; `snapshot:3` or
    /// `assessment:2` where those do not tell it apart.
    ///
    /// # Errors
    /// [`ReviewFault::UnknownMoment`], [`ReviewFault::AmbiguousMoment`].
    pub fn moment_named(&self, named: &str) -> Result<MomentKey, WorkbenchError> {
        let (named, store) = (named.trim(), &self.opened()?.store);
        if named == "now" {
            return Ok(MomentKey::Assessment { id: number(store.assessment()?.id) });
        }
        let of_snapshots = store.all_snapshots()?.into_iter().map(|(_, snapshot)| {
            let (id, number) = (snapshot.id.to_string(), number(snapshot.id));
            (MomentKey::Snapshot { id: number }, format!("snapshot:{id}"), vec![snapshot.name, id])
        });
        let of_assessments = store.assessments()?.into_iter().map(|assessment| {
            let names = vec![assessment.title(), assessment.year.to_string()];
            (MomentKey::Assessment { id: number(assessment.id) }, format!("assessment:{}", assessment.id), names)
        });
        let all: Vec<(MomentKey, String, Vec<String>)> = of_snapshots.chain(of_assessments).collect();
        let mut found = all.iter().filter(|(_, precise, names)| precise == named || names.iter().any(|name| name == named));
        match (found.next(), found.next()) {
            (Some((key, _, _)), None) => Ok(*key),
            (None, _) => {
                let known = std::iter::once("now".to_owned()).chain(all.iter().filter_map(|(_, _, names)| names.first().cloned()));
                Err(ReviewFault::UnknownMoment { named: named.to_owned(), known: known.collect() }.into())
            }
            (Some(first), Some(second)) => {
                let choices = [first, second].into_iter().chain(found).map(|(_, precise, _)| precise.clone()).collect();
                Err(ReviewFault::AmbiguousMoment { named: named.to_owned(), choices }.into())
            }
        }
    }
}
