//! A redacted copy for sharing: a new file with what is left of an engagement and an audit trail of its own, since the old one
//! holds what is to go. What was left out was never written to the copy, so that its bytes do not hold it either.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use rusqlite::{Connection, TransactionBehavior};
use serde::Serialize;

use crate::audit::{self, Entry};
use crate::clock::stamp;
use crate::creating::{self, free_path, full_at};
use crate::edit::Ids;
use crate::key::Key;
use crate::passing::Passing;
use crate::problem::Problem;
use crate::redaction::{Counts, Removed, Without, redacted};
use crate::untouched::{Source, Untouched};
use crate::{
    Action, Address, Clock, Engagement, Field, Passphrase, Stamp, State, StoreError, Subject, attachment, limits, model_copy, state,
};

/// What was left out of a copy.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Redacted {
    /// How much of each kind.
    pub removed: Counts,
}

/// An engagement, opened for copying; nothing is written until [`Redaction::apply`].
#[derive(Debug)]
pub struct Redaction {
    source: Untouched,
    out: PathBuf,
    clock: Arc<dyn Clock>,
}

impl Redaction {
    /// Opens an engagement that is to be copied to the new file `out`. A passing copy of it stands in that folder until this is
    /// dropped; the engagement itself is not touched.
    ///
    /// # Errors
    /// [`StoreError::AlreadyExists`] when `out` is there already, [`StoreError::Unsound`] when the engagement does not pass the
    /// check; and as with every opening.
    pub fn prepare(source: Source<'_>, out: &Path, clock: Arc<dyn Clock>) -> Result<Self, StoreError> {
        let out = free_path(out)?;
        Ok(Self { source: Untouched::open(source, &out, Arc::clone(&clock))?, out, clock })
    }

    /// What would be left out.
    ///
    /// # Errors
    /// When the file cannot be read.
    pub fn counts(&self, without: &BTreeSet<Without>) -> Result<Counts, StoreError> {
        let (_, mut removed) = redacted(self.source.engagement.look(state::all)?, without);
        let rows = self.source.engagement.look(|conn, _| audit::last_seq(conn))?;
        removed.insert(Removed::AuditRow, rows.unsigned_abs());
        Ok(removed)
    }

    /// Writes the copy: complete and checked, or not at all. It is encrypted with `passphrase`, and plain without one, whatever the
    /// engagement is. All that it holds is part of its making, by `actor`; its first audit row tells what was left out.
    ///
    /// # Errors
    /// [`StoreError::PassphraseTooShort`]; and as with every new file.
    pub fn apply(self, without: &BTreeSet<Without>, actor: &str, passphrase: Option<&Passphrase>) -> Result<Redacted, StoreError> {
        limits::name(Field::Actor, actor)?;
        passphrase.map(Passphrase::check).transpose()?;
        let key = passphrase.map(Key::fresh).transpose()?;
        let removed = self.counts(without)?;
        let Self { source, out, clock } = self;
        let (left, _) = redacted(source.engagement.look(state::all)?, without);
        let mut passing = Passing::new(out.parent().unwrap_or(&out))?;
        let told: Vec<String> = removed.iter().map(|(what, count)| format!("{} {count}", what.as_str())).collect();
        let told = format!("redacted: {}", told.join(", "));
        let making = Making { source: &source.engagement, actor, at: stamp(clock.as_ref()), told: &told };
        let name = |error| full_at(error, &out);
        making.fill(passing.path(), key.as_ref(), left).map_err(|problem| name(problem.at(passing.path())))?;
        passing.unlock();
        let copy = Engagement::open_copy(passing.path(), key, clock).map_err(name)?;
        let report = copy.verify()?;
        copy.close().map_err(name)?;
        if !report.is_clean() {
            return Err(StoreError::Internal { detail: format!("a redacted copy does not hold: {report:?}") });
        }
        passing.place(&out)?;
        Ok(Redacted { removed })
    }
}

/// A copy in the making.
struct Making<'a> {
    source: &'a Engagement,
    actor: &'a str,
    at: Stamp,
    told: &'a str,
}

impl Making<'_> {
    fn fill(&self, path: &Path, key: Option<&Key>, left: std::collections::BTreeMap<Address, State>) -> Result<(), Problem> {
        let mut conn = creating::empty(path, key)?;
        let tx = conn.transaction_with_behavior(TransactionBehavior::Immediate)?;
        // An assessment comes after what it holds: if it is final, nothing can follow.
        tx.pragma_update(None, "defer_foreign_keys", true)?;
        let (assessments, rest): (Vec<_>, Vec<_>) = left.into_iter().partition(|(address, _)| address.subject == Subject::Assessment);
        for (address, state) in rest.into_iter().chain(assessments) {
            self.put(&tx, address, state)?;
        }
        tx.commit()?;
        creating::close(conn)
    }

    fn put(&self, conn: &Connection, address: Address, state: State) -> Result<(), Problem> {
        let ids = self.source.ids();
        let address = match (&address.subject, &state) {
            (Subject::Model(_), State::Model(digest)) => {
                let copy = self.source.model_copy_of(&digest.digest)?;
                let copy = copy.ok_or_else(|| Problem::Damaged(format!("no copy of the model {}", digest.digest)))?;
                Address { assessment: None, subject: Subject::Model(model_copy::insert(conn, &copy)?) }
            }
            (Subject::Attachment(_), State::Attachment(found)) => {
                self.source.look(|from, _| attachment::copy(from, conn, found))?;
                address
            }
            (subject, state) => {
                state::write(conn, Ids { assessment: address.assessment.unwrap_or(ids.assessment), ..ids }, subject, Some(state))?;
                address
            }
        };
        let reason = (address.subject == Subject::Institution).then_some(self.told);
        let entry = Entry {
            at: self.at,
            actor: self.actor,
            action: Action::Create,
            address: &address,
            before: None,
            after: Some(&state),
            edit: None,
            reason,
        };
        audit::append(conn, &entry)?;
        Ok(())
    }
}
