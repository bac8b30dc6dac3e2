//! The upgrade of an assessment to another copy of its model: answers, evidence, shares of respondents and what they said follow their
//! indicators, none is lost.
//!
//! The copy itself is put into the file outside the edit, by an audit row of its own: taking the upgrade back takes
//! back what the assessment points to and what moved, while the copies stay, so that the past can always be scored again.

use std::collections::{BTreeMap, BTreeSet};

use rusqlite::Connection;
use serde::Serialize;

use crate::assessment::stamp;
use crate::audit::{self, Entry};
use crate::edit::{By, Ids, Proposal};
use crate::problem::Problem;
use crate::{
    Action, Address, Answer, Assessment, Change, Engagement, Evidence, Field, ModelCopy, ModelDigest, Respondent, Stamp, State, StoreError,
    Subject, answer, assessment, evidence, limits, model_copy, respondent, response,
};

/// What becomes of the answers. Indicators that it does not name keep theirs, also those that the new model no longer has.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct UpgradePlan {
    /// Old indicator → new indicator, where they differ. All move at once, so that two may change places.
    pub moved: BTreeMap<String, String>,
    /// New indicators whose answers need a new look.
    pub review: BTreeSet<String>,
}

impl UpgradePlan {
    fn check(&self) -> Result<(), StoreError> {
        let ids = self.moved.iter().flat_map(|(old, new)| [old, new]).chain(&self.review);
        ids.into_iter().try_for_each(|indicator| limits::name(Field::Indicator, indicator))
    }

    /// A piece of evidence after the upgrade: what it speaks for, a level with its indicator, goes by its new id.
    #[must_use]
    pub fn piece(&self, piece: &Evidence) -> Evidence {
        Evidence { about: self.target(&piece.about), links: piece.links.iter().map(|link| self.target(link)).collect(), ..piece.clone() }
    }

    fn target(&self, old: &str) -> String {
        if let Some(new) = self.moved.get(old) {
            return new.clone();
        }
        match old.rsplit_once('#').and_then(|(indicator, level)| Some((self.moved.get(indicator)?, level))) {
            Some((new, level)) => format!("{new}#{level}"),
            None => old.to_owned(),
        }
    }

    /// The answers after the upgrade: as many as before.
    fn carry(&self, before: &BTreeMap<String, Answer>) -> Result<BTreeMap<String, Answer>, StoreError> {
        let mut after = before.clone();
        after.retain(|indicator, _| !self.moved.contains_key(indicator));
        for (old, new) in &self.moved {
            let Some(answer) = before.get(old) else { continue };
            if after.insert(new.clone(), answer.clone()).is_some() {
                return Err(StoreError::UpgradeConflict { from: old.clone(), onto: new.clone() });
            }
        }
        for indicator in &self.review {
            if let Some(answer) = after.get_mut(indicator) {
                answer.review = true;
            }
        }
        Ok(after)
    }
}

/// An upgrade that is in force.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Upgrade {
    /// When it was made.
    pub at: Stamp,
    /// The last audit row before it: [`Engagement::states_at`] tells what it started from.
    pub seq_before: i64,
    /// The copy that counted before.
    pub from: ModelDigest,
    /// The copy that counted after.
    pub to: ModelDigest,
}

impl Engagement {
    /// Moves the assessment to `copy`, and answers, evidence, shares and responses as `plan` says: one edit, so that one undo takes all of it
    /// back. A copy of that digest that is in the file already is used as it stands; if the assessment points to it
    /// already, nothing is done. Figures, peer references, judgements and weight schemes stay as they are.
    ///
    /// # Errors
    /// [`StoreError::UpgradeConflict`] when an answer would take the place of another; and as with every change.
    pub fn upgrade_model(&mut self, copy: &ModelCopy, plan: &UpgradePlan, actor: &str) -> Result<Vec<Change>, StoreError> {
        copy.check()?;
        plan.check()?;
        let reason = self.reason();
        self.edit(Action::UpgradeModel, actor, |conn, ids, now| {
            let assessment = assessment::present(conn, ids)?;
            // The plan leads from another model to this one: made a second time it would move what has moved.
            if assessment.model_digest == copy.digest {
                return Ok(Vec::new());
            }
            let to = keep(conn, copy, By { actor, at: now, reason: reason.as_deref() })?;
            let next = Assessment { model_id: to.id, model_digest: to.digest, ..assessment };
            let mut proposals = vec![(Subject::Assessment, Some(State::Assessment(next)))];
            proposals.extend(answers(conn, ids, plan)?);
            proposals.extend(pieces(conn, ids, plan)?);
            proposals.extend(shares(conn, ids, plan)?);
            proposals.extend(responses(conn, ids, plan)?);
            Ok(proposals)
        })
    }

    /// The upgrades of the assessment that are in force, oldest first: those that were taken back are not among them.
    pub fn upgrades(&self) -> Result<Vec<Upgrade>, StoreError> {
        self.look(|conn, ids| {
            let subject = Address::new(ids.assessment, Subject::Assessment).to_string();
            let firsts = conn
                .prepare_cached(
                    "SELECT seq FROM audit JOIN edit ON seq = first_seq WHERE subject = ?1 AND undone = 0 AND action = ?2 ORDER BY seq",
                )?
                .query_map([&subject, Action::UpgradeModel.as_str()], |row| row.get(0))?
                .collect::<Result<Vec<i64>, _>>()?;
            firsts.into_iter().map(|first| upgrade(conn, first)).collect()
        })
    }
}

/// The file's copy of that digest; put there if it is not.
fn keep(conn: &Connection, copy: &ModelCopy, by: By<'_>) -> Result<ModelDigest, Problem> {
    if let Some(there) = model_copy::of(conn, &copy.digest)? {
        return Ok(there.summary());
    }
    let address = Address { assessment: None, subject: Subject::Model(model_copy::insert(conn, copy)?) };
    let after = State::Model(copy.summary());
    audit::append(
        conn,
        &Entry {
            at: by.at,
            actor: by.actor,
            action: Action::UpgradeModel,
            address: &address,
            before: None,
            after: Some(&after),
            edit: None,
            reason: by.reason,
        },
    )?;
    Ok(copy.summary())
}

fn answers(conn: &Connection, ids: Ids, plan: &UpgradePlan) -> Result<Vec<Proposal>, Problem> {
    let before = answer::all(conn, ids)?;
    let after = plan.carry(&before)?;
    let indicators: BTreeSet<_> = before.keys().chain(after.keys()).collect();
    Ok(indicators
        .into_iter()
        .filter(|indicator| before.get(*indicator) != after.get(*indicator))
        .map(|indicator| (Subject::answer(indicator), after.get(indicator).cloned().map(State::Answer)))
        .collect())
}

fn pieces(conn: &Connection, ids: Ids, plan: &UpgradePlan) -> Result<Vec<Proposal>, Problem> {
    Ok(evidence::all(conn, ids)?
        .into_iter()
        .filter_map(|piece| {
            let after = plan.piece(&piece);
            (after != piece).then_some((Subject::Evidence(piece.id), Some(State::Evidence(after))))
        })
        .collect())
}

fn shares(conn: &Connection, ids: Ids, plan: &UpgradePlan) -> Result<Vec<Proposal>, Problem> {
    let moved = |indicator: &String| plan.moved.get(indicator).unwrap_or(indicator).clone();
    Ok(respondent::all(conn, ids)?
        .into_iter()
        .filter_map(|before| {
            let after = Respondent { share: before.share.iter().map(moved).collect(), ..before.clone() };
            (after != before).then_some((Subject::Respondent(before.id), Some(State::Respondent(after))))
        })
        .collect())
}

/// What respondents said of renamed indicators, under the new ids. All move at once, as answers do.
fn responses(conn: &Connection, ids: Ids, plan: &UpgradePlan) -> Result<Vec<Proposal>, Problem> {
    let mut after: BTreeMap<(i64, &String), Option<State>> = BTreeMap::new();
    let before = response::all(conn, ids)?;
    for ((respondent, old), said) in &before {
        if let Some(new) = plan.moved.get(old) {
            if !plan.moved.contains_key(new) && before.contains_key(&(*respondent, new.clone())) {
                return Err(StoreError::UpgradeConflict { from: old.clone(), onto: new.clone() }.into());
            }
            after.entry((*respondent, old)).or_insert(None);
            after.insert((*respondent, new), Some(State::Response(said.clone())));
        }
    }
    let subject = |(respondent, indicator): (i64, &String)| Subject::Response { respondent, indicator: indicator.clone() };
    Ok(after.into_iter().map(|(key, state)| (subject(key), state)).collect())
}

/// The upgrade whose edit begins with row `first`: there stands what the assessment pointed to, and points to.
fn upgrade(conn: &Connection, first: i64) -> Result<Upgrade, Problem> {
    let broken = || StoreError::TrailBroken { seq: first };
    let mut rows = audit::between(conn, first.saturating_sub(1), first)?;
    let row = rows.pop().filter(|row| row.seq == first).ok_or_else(broken)?;
    let (_, _, Some(State::Assessment(before)), Some(State::Assessment(after))) = row.parse()? else {
        return Err(broken().into());
    };
    let digest = |digest: &str| {
        let copy = model_copy::of(conn, digest)?.ok_or_else(|| Problem::Damaged(format!("no copy of the model {digest}")))?;
        Ok::<_, Problem>(copy.summary())
    };
    // The row before may be the one by which this upgrade brought its copy.
    let brought = rows.iter().any(|row| row.edit.is_none() && row.action == Action::UpgradeModel.as_str());
    Ok(Upgrade {
        at: stamp(&row.at)?,
        seq_before: if brought { first - 2 } else { first - 1 },
        from: digest(&before.model_digest)?,
        to: digest(&after.model_digest)?,
    })
}
