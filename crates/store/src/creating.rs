//! Making a new file: all of it under a passing name, and the real name only once it is complete.

use std::path::{Path, PathBuf};

use rusqlite::{Connection, TransactionBehavior};

use crate::audit::{self, Entry};
use crate::clock::stamp;
use crate::edit::Ids;
use crate::key::Key;
use crate::passing::Passing;
use crate::problem::{Problem, from_writing};
use crate::{
    APPLICATION_ID, Access, Action, Address, Assessment, Clock, ConsensusRule, Field, Institution, ModelCopy, Passphrase, Stage, Stamp,
    State, StoreError, Subject, address, assessment, institution, limits, migrations, model_copy, opening,
};

/// What a new engagement starts with.
#[derive(Debug, Clone, PartialEq)]
pub struct NewEngagement {
    /// The institution's name.
    pub institution: String,
    /// Its kind, such as `city_bank`.
    pub kind: String,
    /// The year that is assessed.
    pub year: i32,
    /// The level or score that is aimed at.
    pub target: Option<f64>,
    /// The evaluation model.
    pub model: ModelCopy,
    /// Who makes it.
    pub actor: String,
}

/// Makes the file and closes it. Returns the key that it was encrypted with.
pub(crate) fn create(path: &Path, new: &NewEngagement, access: &Access, clock: &dyn Clock) -> Result<Option<Key>, StoreError> {
    access.passphrase().map(Passphrase::check).transpose()?;
    limits::name(Field::Actor, &new.actor)?;
    Institution::check(&new.institution, &new.kind)?;
    new.model.check()?;
    let target = new.target.map(|value| limits::number(Field::Target, value)).transpose()?;

    let path = free_path(path)?;
    let key = access.passphrase().map(Key::fresh).transpose()?;
    let passing = Passing::new(path.parent().unwrap_or(&path))?;
    fill(passing.path(), key.as_ref(), new, target, stamp(clock)).map_err(|problem| full_at(problem.at(passing.path()), &path))?;
    passing.place(&path)?;
    Ok(key)
}

/// The whole path of a new file, once it is known that one can come to be there.
///
/// # Errors
/// When the name is taken or too long, or the folder is missing or cannot be written.
pub(crate) fn free_path(path: &Path) -> Result<PathBuf, StoreError> {
    let path = std::path::absolute(path).map_err(|error| from_writing(&error, path))?;
    opening::check_new_name(&path)?;
    Ok(path)
}

/// A full disk is told of the file that was to be, whose passing name nobody knows.
pub(crate) fn full_at(error: StoreError, path: &Path) -> StoreError {
    match error {
        StoreError::DiskFull { .. } => StoreError::DiskFull { path: path.to_owned() },
        error => error,
    }
}

fn fill(path: &Path, key: Option<&Key>, new: &NewEngagement, target: Option<f64>, now: Stamp) -> Result<(), Problem> {
    let mut conn = empty(path, key)?;
    let ids = Ids { institution: 1, assessment: address::FIRST };
    let institution = Institution { id: ids.institution, name: new.institution.clone(), kind: new.kind.clone() };
    let assessment = Assessment {
        id: ids.assessment,
        institution_id: ids.institution,
        year: new.year,
        model_id: new.model.id.clone(),
        model_digest: new.model.digest.clone(),
        target,
        created_at: now,
        name: String::new(),
        stage: Stage::Draft,
        consensus: ConsensusRule::None,
        copied_from: None,
    };
    let tx = conn.transaction_with_behavior(TransactionBehavior::Immediate)?;
    institution::write(&tx, &institution)?;
    let number = model_copy::insert(&tx, &new.model)?;
    assessment::write(&tx, &assessment)?;
    for (subject, state) in [
        (Subject::Institution, State::Institution(institution)),
        (Subject::Model(number), State::Model(new.model.summary())),
        (Subject::Assessment, State::Assessment(assessment)),
    ] {
        let address = Address::new(ids.assessment, subject);
        let entry = Entry {
            at: now,
            actor: &new.actor,
            action: Action::Create,
            address: &address,
            before: None,
            after: Some(&state),
            edit: None,
            reason: None,
        };
        audit::append(&tx, &entry)?;
    }
    tx.commit()?;
    close(conn)
}

/// Turns an empty file into an engagement file without content.
pub(crate) fn empty(path: &Path, key: Option<&Key>) -> Result<Connection, Problem> {
    let mut conn = opening::connect(path, key)?;
    conn.pragma_update(None, "application_id", APPLICATION_ID)?;
    migrations::apply(&mut conn)?;
    Ok(conn)
}

/// Closes a file that was just made, leaving nothing beside it.
pub(crate) fn close(conn: Connection) -> Result<(), Problem> {
    conn.query_row("PRAGMA wal_checkpoint(TRUNCATE)", [], |_| Ok(()))?;
    conn.close().map_err(|(_, error)| Problem::from(error))
}
