//! The schema's versions, in order. `user_version` counts how many were applied.
//!
//! A migration that was released is never altered: add the next one, and raise `SCHEMA_VERSION`.

use rusqlite::{Connection, TransactionBehavior};

use crate::problem::Problem;
use crate::{SCHEMA_VERSION, answer, assessment, audit, edit, evidence, figure, institution, meta, model_copy, peer_reference};

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
    use super::*;

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
}
