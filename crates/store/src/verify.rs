//! The check of the whole file: what SQLite can tell, the audit chain, and whether the data are what the chain says.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt;
use std::path::Path;
use std::sync::Arc;

use rusqlite::Connection;
use serde::Serialize;

use crate::audit::{self, AuditRow, Chain};
use crate::edit::Ids;
use crate::problem::Problem;
use crate::{Access, Action, Address, Engagement, Message, Stage, State, StoreError, Subject, SystemClock, attachment, state};

/// What a check found.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct VerifyReport {
    /// How many audit rows there are.
    pub audit_rows: i64,
    /// The first audit row that was altered, or from which on rows are missing.
    pub first_broken: Option<i64>,
    /// Everything that is wrong.
    pub faults: Vec<Fault>,
}

impl VerifyReport {
    /// Whether nothing is wrong.
    pub fn is_clean(&self) -> bool {
        self.first_broken.is_none() && self.faults.is_empty()
    }
}

/// One thing that is wrong.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Fault {
    /// SQLite's own check complains.
    Database(String),
    /// A row refers to one that is not there.
    Reference(String),
    /// The chain of audit rows does not hold at this row.
    Chain(i64),
    /// An audit row says what this program would not have written.
    Unreadable(i64),
    /// An audit row starts from another state than the one before it left.
    Gap(i64),
    /// The data of this subject are not what the audit trail says: they were changed behind its back.
    Altered(String),
    /// An audit row changes an assessment that had been made final.
    Final(i64),
    /// The bytes of the attachment of this digest are not those that were attached.
    Attachment(String),
    /// The note of what can be undone and redone is not what the audit trail says.
    UndoRecord,
}

impl Fault {
    /// The fault in a sentence.
    pub fn message(&self) -> Message {
        match self {
            Self::Database(detail) => {
                Message::new(format!("数据库结构检查未通过：{detail}"), format!("The database's own check failed: {detail}"))
            }
            Self::Reference(table) => Message::new(
                format!("表 {table} 中有记录指向不存在的内容。"),
                format!("A row of table {table} refers to something that is not there."),
            ),
            Self::Chain(seq) => Message::new(
                format!("操作记录第 {seq} 条被改动，或其前有记录缺失。"),
                format!("Row {seq} of the audit trail was altered, or rows before it are missing."),
            ),
            Self::Unreadable(seq) => {
                Message::new(format!("操作记录第 {seq} 条无法读懂。"), format!("Row {seq} of the audit trail cannot be understood."))
            }
            Self::Gap(seq) => Message::new(
                format!("操作记录第 {seq} 条与此前的记录衔接不上。"),
                format!("Row {seq} of the audit trail does not follow from the rows before it."),
            ),
            Self::Altered(subject) => Message::new(
                format!("“{subject}”的现状与操作记录不符，曾在数衡之外被改动。"),
                format!("“{subject}” is not what the audit trail says; it was changed outside Shuheng."),
            ),
            Self::Final(seq) => Message::new(
                format!("操作记录第{seq}条改动了已定稿的评估。"),
                format!("Row {seq} of the audit trail changes an assessment that had been made final."),
            ),
            Self::Attachment(digest) => Message::new(
                format!("附件{digest}的内容与存入时不同，已损坏或在数衡之外被改动。"),
                format!("Attachment {digest} is not what was attached: it was damaged, or changed outside Shuheng."),
            ),
            Self::UndoRecord => Message::new(
                "撤销与重做的登记与操作记录不符。",
                "The record of what can be undone and redone does not match the audit trail.",
            ),
        }
    }
}

impl fmt::Display for Fault {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.message().en)
    }
}

impl Engagement {
    /// Checks the whole file.
    pub fn verify(&self) -> Result<VerifyReport, StoreError> {
        self.look(check)
    }
}

/// Opens a file, checks the whole of it, and closes it again. As with any opening, a file of an earlier version is brought
/// to the present one first; nothing that the check looks for is lost by that.
///
/// # Errors
/// When it cannot be opened, [`StoreError::PassphraseNeeded`] for an encrypted file.
pub fn verify(path: impl AsRef<Path>) -> Result<VerifyReport, StoreError> {
    verify_with(path, &Access::new())
}

/// [`verify`] with a passphrase.
///
/// # Errors
/// When it cannot be opened.
pub fn verify_with(path: impl AsRef<Path>, access: &Access) -> Result<VerifyReport, StoreError> {
    let engagement = Engagement::open_with(path, access, Arc::new(SystemClock))?;
    let report = engagement.verify()?;
    engagement.close()?;
    Ok(report)
}

fn check(conn: &Connection, ids: Ids) -> Result<VerifyReport, Problem> {
    let mut faults = Vec::new();
    database(conn, &mut faults)?;

    let (mut chain, mut replay, mut audit_rows) = (Chain::new(), Replay::default(), 0);
    audit::walk(conn, |row| {
        audit_rows += 1;
        chain.link(&row);
        replay.take(&row, &mut faults);
    })?;
    if let Some(seq) = chain.first_broken {
        faults.insert(0, Fault::Chain(seq));
    }

    let current = state::all(conn, ids)?;
    let subjects: BTreeSet<_> = current.keys().chain(replay.states.keys()).collect();
    for subject in subjects {
        if current.get(subject) != replay.states.get(subject) {
            faults.push(Fault::Altered(subject.to_string()));
        }
    }
    for attachment in attachment::all(conn)? {
        if !attachment::is_whole(conn, &attachment)? {
            faults.push(Fault::Attachment(attachment.digest));
        }
    }
    if edits(conn)? != replay.edits() {
        faults.push(Fault::UndoRecord);
    }
    Ok(VerifyReport { audit_rows, first_broken: chain.first_broken, faults })
}

fn database(conn: &Connection, faults: &mut Vec<Fault>) -> Result<(), Problem> {
    // The first reads what the tables use; the second every page of an encrypted file, and says nothing of a plain one.
    for pragma in ["PRAGMA integrity_check", "PRAGMA cipher_integrity_check"] {
        let mut statement = conn.prepare(pragma)?;
        for line in statement.query_map([], |row| row.get::<_, String>(0))? {
            let line = line?;
            if line != "ok" {
                faults.push(Fault::Database(line));
            }
        }
    }
    let mut statement = conn.prepare("PRAGMA foreign_key_check")?;
    let tables: BTreeSet<String> = statement.query_map([], |row| row.get(0))?.collect::<Result<_, _>>()?;
    faults.extend(tables.into_iter().map(Fault::Reference));
    // What belongs to no institution that this program shows was not put there by it.
    let institutions: i64 = conn.query_row("SELECT count(*) FROM institution", [], |row| row.get(0))?;
    if institutions != 1 {
        faults.push(Fault::Altered("institution".to_owned()));
    }
    // Copies of models are told apart by their numbers; of two with one number the other would be overlooked.
    let hidden: i64 = conn.query_row("SELECT count(*) - count(DISTINCT number) FROM model", [], |row| row.get(0))?;
    if hidden != 0 {
        faults.push(Fault::Altered("model".to_owned()));
    }
    Ok(())
}

/// An edit as the note keeps it: number, first row, last row, taken back.
type Edit = (i64, i64, i64, bool);

fn edits(conn: &Connection) -> Result<Vec<Edit>, Problem> {
    Ok(conn
        .prepare("SELECT id, first_seq, last_seq, undone FROM edit ORDER BY id")?
        .query_map([], |row| Ok((row.get(0)?, row.get(1)?, row.get(2)?, row.get(3)?)))?
        .collect::<Result<_, _>>()?)
}

/// What the audit rows amount to.
#[derive(Debug, Default)]
struct Replay {
    states: BTreeMap<Address, State>,
    done: Vec<(i64, i64, i64)>,
    undone: Vec<(i64, i64, i64)>,
}

impl Replay {
    fn take(&mut self, row: &AuditRow, faults: &mut Vec<Fault>) {
        let Ok((action, address, before, after)) = row.parse() else {
            faults.push(Fault::Unreadable(row.seq));
            return;
        };
        if self.states.get(&address) != before.as_ref() || !self.follow(action, &address.subject, row) {
            faults.push(Fault::Gap(row.seq));
        }
        // What another copy had changed of an assessment that is final here is told, and changes nothing.
        if before != after && self.is_final(address.assessment) {
            faults.push(Fault::Final(row.seq));
        }
        match after {
            Some(state) => self.states.insert(address, state),
            None => self.states.remove(&address),
        };
    }

    /// Whether an assessment had been made final.
    fn is_final(&self, assessment: Option<i64>) -> bool {
        assessment.is_some_and(|number| {
            let found = self.states.get(&Address::new(number, Subject::Assessment));
            matches!(found, Some(State::Assessment(found)) if found.stage == Stage::Final)
        })
    }

    /// Keeps the stacks of what was done and what was taken back; says whether the row fits.
    fn follow(&mut self, action: Action, subject: &Subject, row: &AuditRow) -> bool {
        let on_top = |stack: &[(i64, i64, i64)]| stack.last().map(|(id, ..)| *id) == row.edit;
        match (action, row.edit) {
            (Action::Create, edit) => edit.is_none(),
            // The copy of a model stays when the upgrade that brought it is taken back: it belongs to no edit.
            (Action::UpgradeModel, None) => matches!(subject, Subject::Model(_)),
            // So does an attachment when the evidence that brought it is taken back.
            (Action::AddEvidence, None) => matches!(subject, Subject::Attachment(_)),
            // And so do both when another copy of the engagement brought them.
            (Action::Merge, None) => matches!(subject, Subject::Model(_) | Subject::Attachment(_)),
            (_, None) => false,
            // The first row of a step moves the edit; the others find it moved.
            (Action::Undo, Some(_)) if on_top(&self.done) => {
                self.undone.extend(self.done.pop());
                true
            }
            (Action::Redo, Some(_)) if on_top(&self.undone) => {
                self.done.extend(self.undone.pop());
                true
            }
            (Action::Undo, Some(_)) => on_top(&self.undone),
            (Action::Redo, Some(_)) => on_top(&self.done),
            (_, Some(id)) => {
                self.undone.clear();
                match self.done.last_mut() {
                    Some((last, _, end)) if *last == id => *end = row.seq,
                    _ => self.done.push((id, row.seq, row.seq)),
                }
                true
            }
        }
    }

    fn edits(&self) -> Vec<Edit> {
        let done = self.done.iter().map(|(id, first, last)| (*id, *first, *last, false));
        let undone = self.undone.iter().rev().map(|(id, first, last)| (*id, *first, *last, true));
        done.chain(undone).collect()
    }
}
