//! The schema's versions, in order. `user_version` counts how many were applied.
//!
//! A migration that was released is never altered: add the next one, and raise `SCHEMA_VERSION`.

use rusqlite::{Connection, TransactionBehavior};

use crate::problem::Problem;
use crate::{
    SCHEMA_VERSION, answer, assessment, attachment, audit, clause_judgement, comment, document, edit, evidence, figure, institution, meta,
    model_copy, peer_reference, respondent, response, snapshot,
};

/// One step: the SQL that leads from the version before to this one.
type Migration = &'static [&'static str];

const MIGRATIONS: &[Migration] = &[
    // 1: the first
    &[
        institution::TABLE,
        model_copy::TABLE,
        assessment::TABLE,
        answer::TABLE,
        evidence::TABLE,
        figure::TABLE,
        peer_reference::TABLE,
        meta::TABLE,
        audit::TABLE,
        edit::TABLE,
    ],
    // 2: judgements of clauses, evidence on clauses, answers under review, more than one copy of a model
    &[clause_judgement::TABLE, evidence::ABOUT, answer::REVIEW, model_copy::NUMBER],
    // 3: weight schemes
    &[document::WEIGHT_SCHEME],
    // 4: peer groups and imported data
    &[document::PEERS],
    // 5: several assessments with stages and rules of consensus, reasons, respondents and what they say, what answers rest on,
    // attached files, comments, snapshots
    &[
        assessment::SEVERAL,
        document::BY_ASSESSMENT,
        audit::REASON,
        answer::BASIS,
        attachment::TABLE,
        evidence::KIND,
        respondent::TABLE,
        response::TABLE,
        comment::TABLE,
        snapshot::TABLE,
    ],
];

/// Brings the schema to the newest version: all of it, or nothing.
pub(crate) fn apply(conn: &mut Connection) -> Result<(), Problem> {
    let tx = conn.transaction_with_behavior(TransactionBehavior::Immediate)?;
    let applied: i32 = tx.pragma_query_value(None, "user_version", |row| row.get(0))?;
    if applied >= SCHEMA_VERSION {
        return Ok(());
    }
    for sql in MIGRATIONS.iter().skip(usize::try_from(applied).unwrap_or(0)).copied().flatten() {
        tx.execute_batch(sql)?;
    }
    tx.pragma_update(None, "user_version", SCHEMA_VERSION)?;
    Ok(tx.commit()?)
}

#[cfg(test)]
mod tests {
    use std::path::Path;
    use std::sync::Arc;
    use std::{fs, iter};

    use super::*;
    use crate::{Engagement, StoreError, SystemClock, opening};

    const VERSION_1: &str = include_str!("../tests/store/version_1.sql");

    fn version(conn: &Connection) -> i32 {
        conn.pragma_query_value(None, "user_version", |row| row.get(0)).unwrap()
    }

    /// The whole schema in words.
    fn schema(conn: &Connection) -> Vec<String> {
        let mut statement = conn.prepare("SELECT sql FROM sqlite_schema WHERE sql IS NOT NULL ORDER BY name").unwrap();
        statement.query_map([], |row| row.get(0)).unwrap().collect::<Result<_, _>>().unwrap()
    }

    #[test]
    fn the_list_leads_to_the_known_version_and_repeats_without_harm() {
        assert_eq!(MIGRATIONS.len(), SCHEMA_VERSION as usize);
        let mut conn = Connection::open_in_memory().unwrap();
        apply(&mut conn).unwrap();
        apply(&mut conn).unwrap();
        let loose: i64 = conn
            .query_row(
                "SELECT count(*) FROM pragma_table_list WHERE schema = 'main' AND name NOT LIKE 'sqlite_%' AND strict = 0",
                [],
                |row| row.get(0),
            )
            .unwrap();
        assert_eq!(loose, 0, "a table is not STRICT");
    }

    #[test]
    fn a_migrated_file_and_a_new_one_have_the_same_schema() {
        let (mut new, mut old) = (Connection::open_in_memory().unwrap(), Connection::open_in_memory().unwrap());
        apply(&mut new).unwrap();
        old.execute_batch(VERSION_1).unwrap();
        apply(&mut old).unwrap();
        assert_eq!(schema(&old), schema(&new));
        assert_eq!(version(&old), SCHEMA_VERSION);
    }

    #[test]
    fn a_file_of_any_version_is_brought_to_the_newest() {
        let mut new = Connection::open_in_memory().unwrap();
        apply(&mut new).unwrap();
        for (known, _) in (1_i32..).zip(&MIGRATIONS[1..]) {
            let mut old = Connection::open_in_memory().unwrap();
            MIGRATIONS[..known as usize].iter().copied().flatten().for_each(|sql| old.execute_batch(sql).unwrap());
            old.pragma_update(None, "user_version", known).unwrap();
            apply(&mut old).unwrap();
            assert_eq!((version(&old), schema(&old)), (SCHEMA_VERSION, schema(&new)), "from version {known}");
        }
    }

    #[test]
    fn a_crash_after_any_step_leaves_version_1() {
        let steps: Vec<&str> = MIGRATIONS[1..]
            .iter()
            .copied()
            .flatten()
            .flat_map(|sql| sql.split_inclusive(';'))
            .filter(|sql| !sql.trim().is_empty())
            .collect();
        let last = format!("PRAGMA user_version = {SCHEMA_VERSION}");
        let steps: Vec<&str> = steps.into_iter().chain(iter::once(last.as_str())).collect();
        assert!(steps.len() > 8, "{steps:?}");
        let mut spilled = 0;
        for done in 0..=steps.len() {
            let folder = tempfile::tempdir().unwrap();
            let [file, killed, seen] = ["a", "killed", "seen"].map(|name| folder.path().join(format!("{name}.shuheng")));
            let conn = Connection::open(&file).unwrap();
            opening::configure(&conn).unwrap();
            conn.execute_batch(VERSION_1).unwrap();
            conn.query_row("PRAGMA wal_checkpoint(TRUNCATE)", [], |_| Ok(())).unwrap();
            let before = schema(&conn);
            // What was changed goes to the log at once, where a crash leaves it.
            conn.execute_batch("PRAGMA cache_size = 1; PRAGMA cache_spill = 1; BEGIN IMMEDIATE").unwrap();
            steps[..done].iter().for_each(|sql| conn.execute_batch(sql).unwrap());
            let copy = |to: &Path| {
                for suffix in ["", "-wal"] {
                    fs::copy(opening::beside(&file, suffix), opening::beside(to, suffix)).unwrap();
                }
            };
            copy(&killed);
            copy(&seen);
            spilled += usize::from(opening::beside(&seen, "-wal").metadata().unwrap().len() > 0);

            let conn = Connection::open(&seen).unwrap();
            assert_eq!((version(&conn), schema(&conn)), (1, before), "after {done} steps");
            let engagement = Engagement::open(&killed, Arc::new(SystemClock)).unwrap();
            let report = engagement.verify().unwrap();
            assert!(report.is_clean(), "after {done} steps: {report:?}");
            assert_eq!(engagement.evidence().unwrap()[1].about, "a");
            engagement.close().unwrap();
        }
        assert!(spilled > 2, "hardly any of the crashes left something behind");
    }

    #[test]
    fn a_full_disk_leaves_version_1_wherever_it_ends_and_the_next_try_works() {
        let folder = tempfile::tempdir().unwrap();
        let mut conn = Connection::open(folder.path().join("a.shuheng")).unwrap();
        conn.execute_batch(VERSION_1).unwrap();
        let before = schema(&conn);
        let pages: i64 = conn.pragma_query_value(None, "page_count", |row| row.get(0)).unwrap();
        let mut failures = 0;
        for room in 0.. {
            conn.pragma_update_and_check(None, "max_page_count", pages + room, |_| Ok(())).unwrap();
            let Err(problem) = apply(&mut conn) else { break };
            assert!(matches!(problem.at(Path::new("a")), StoreError::DiskFull { .. }));
            assert_eq!((version(&conn), schema(&conn)), (1, before.clone()), "room for {room} pages");
            failures += 1;
        }
        assert!(failures > 1, "it never ended in the middle");
        assert_eq!(version(&conn), SCHEMA_VERSION);
    }
}
