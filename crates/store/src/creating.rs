//! Making a new file: all of it under a passing name, and the real name only once it is complete.

use std::fs::{self, File, OpenOptions};
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicU32, Ordering};

use rusqlite::{Connection, TransactionBehavior};

use crate::audit::{self, Entry};
use crate::clock::stamp;
use crate::edit::Ids;
use crate::problem::{Problem, from_writing};
use crate::{
    APPLICATION_ID, Action, Address, Assessment, Clock, ConsensusRule, Field, Institution, ModelCopy, Stage, Stamp, State, StoreError,
    Subject, address, assessment, institution, limits, migrations, model_copy, opening,
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

static COUNT: AtomicU32 = AtomicU32::new(0);

/// Makes the file and closes it.
pub(crate) fn create(path: &Path, new: &NewEngagement, clock: &dyn Clock) -> Result<(), StoreError> {
    limits::name(Field::Actor, &new.actor)?;
    Institution::check(&new.institution, &new.kind)?;
    new.model.check()?;
    let target = new.target.map(|value| limits::number(Field::Target, value)).transpose()?;

    let path = std::path::absolute(path).map_err(|error| from_writing(&error, path))?;
    opening::check_length(&path)?;
    let folder = path.parent().unwrap_or(&path);
    // A log that outlived its file would be applied to the new one.
    for taken in [path.clone(), opening::beside(&path, "-wal"), opening::beside(&path, "-journal")] {
        if taken.symlink_metadata().is_ok() {
            return Err(StoreError::AlreadyExists { path: taken });
        }
    }
    if !folder.is_dir() {
        return Err(StoreError::NotFound { path: folder.to_owned() });
    }
    opening::check_folder(folder)?;

    let passing = passing(folder)?;
    fill(&passing.0, new, target, stamp(clock)).map_err(|problem| match problem.at(&passing.0) {
        StoreError::DiskFull { .. } => StoreError::DiskFull { path: path.clone() },
        error => error,
    })?;
    // Reserves the name, so that a file that came up meanwhile is not replaced.
    OpenOptions::new().write(true).create_new(true).open(&path).map_err(|error| from_writing(&error, &path))?;
    fs::rename(&passing.0, &path).map_err(|error| {
        // It is the empty one of the line above.
        let _ = fs::remove_file(&path);
        from_writing(&error, &path)
    })?;
    // The name must be on disk too. Windows knows no such thing for folders.
    if cfg!(unix) {
        File::open(folder).and_then(|folder| folder.sync_all()).map_err(|error| from_writing(&error, folder))?;
    }
    Ok(())
}

/// An empty file under a passing name. A name that a killed program of the same number left behind is passed over.
fn passing(folder: &Path) -> Result<Passing, StoreError> {
    loop {
        let path = folder.join(format!(".shuheng-new-{}-{}", std::process::id(), COUNT.fetch_add(1, Ordering::Relaxed)));
        // The system's own word first: SQLite only says that it cannot open the file.
        match OpenOptions::new().write(true).create_new(true).open(&path) {
            Ok(_) => return Ok(Passing(path)),
            Err(error) if error.kind() == std::io::ErrorKind::AlreadyExists => {}
            Err(error) => return Err(from_writing(&error, folder)),
        }
    }
}

/// A file that is removed unless it was given another name.
#[derive(Debug)]
struct Passing(PathBuf);

impl Drop for Passing {
    fn drop(&mut self) {
        for path in [self.0.clone(), opening::beside(&self.0, "-wal"), opening::beside(&self.0, "-journal")] {
            let _ = fs::remove_file(path);
        }
    }
}

fn fill(path: &Path, new: &NewEngagement, target: Option<f64>, now: Stamp) -> Result<(), Problem> {
    let mut conn = Connection::open_with_flags(path, opening::writing())?;
    opening::configure(&conn)?;
    conn.pragma_update(None, "application_id", APPLICATION_ID)?;
    migrations::apply(&mut conn)?;

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
    conn.query_row("PRAGMA wal_checkpoint(TRUNCATE)", [], |_| Ok(()))?;
    conn.close().map_err(|(_, error)| Problem::from(error))
}
