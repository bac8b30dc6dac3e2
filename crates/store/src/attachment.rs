//! Attached files: stored once by the SHA-256 of their bytes, however many pieces of evidence speak of them.
//!
//! An attachment comes with the first piece of evidence that needs it, by an audit row of its own that belongs to no edit: taking
//! the piece back, or away, leaves the bytes, since redoing it and telling the past need them. So no bytes are in the file that no
//! audit row speaks of, and only a redacted copy of the file, which has no past, is rid of those that nothing needs any more.

use std::io::{Read, Seek, SeekFrom, Write};

use rusqlite::blob::Blob;
use rusqlite::{Connection, MAIN_DB, OptionalExtension, params};
use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};

use crate::audit::{self, Entry};
use crate::edit::By;
use crate::problem::Problem;
use crate::{Action, Address, Change, Engagement, EvidenceKind, NewEvidence, State, StoreError, Subject, evidence, file_name, media_type};

/// Since version 5.
// The content stands last, so that the rest is read without it.
pub(crate) const TABLE: &str = "
CREATE TABLE attachment (
    digest     TEXT PRIMARY KEY,
    media_type TEXT NOT NULL,
    size       INTEGER NOT NULL,
    content    BLOB NOT NULL
) STRICT;
";

/// Bytes of one attachment: 50 MiB.
pub const LARGEST_ATTACHMENT: u64 = 50 * 1024 * 1024;
/// Bytes that are in memory at a time.
const CHUNK: usize = 64 * 1024;

/// What is known of an attached file beside its bytes.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Attachment {
    /// The SHA-256 of its bytes, in hexadecimal digits.
    pub digest: String,
    /// What it is, told from its content: an IANA media type, `application/octet-stream` where nothing is known.
    pub media_type: String,
    /// Bytes.
    pub size: i64,
}

pub(crate) fn read(conn: &Connection, digest: &str) -> Result<Option<Attachment>, Problem> {
    Ok(conn
        .prepare_cached("SELECT digest, media_type, size FROM attachment WHERE digest = ?1")?
        .query_row([digest], |row| Ok(Attachment { digest: row.get(0)?, media_type: row.get(1)?, size: row.get(2)? }))
        .optional()?)
}

pub(crate) fn all(conn: &Connection) -> Result<Vec<Attachment>, Problem> {
    Ok(conn
        .prepare_cached("SELECT digest, media_type, size FROM attachment ORDER BY digest")?
        .query_map([], |row| Ok(Attachment { digest: row.get(0)?, media_type: row.get(1)?, size: row.get(2)? }))?
        .collect::<Result<_, _>>()?)
}

/// The attachment of that digest, which must be there.
pub(crate) fn known(conn: &Connection, digest: &str) -> Result<Attachment, Problem> {
    read(conn, digest)?.ok_or_else(|| StoreError::Unknown { subject: Subject::Attachment(digest.to_owned()) }.into())
}

/// Whether the stored bytes are those that the digest, the size and the media type speak of.
pub(crate) fn is_whole(conn: &Connection, attachment: &Attachment) -> Result<bool, Problem> {
    let blob = content(conn, &attachment.digest)?;
    let mut head = vec![0; media_type::LOOKED_AT.min(blob.len())];
    blob.read_at_exact(&mut head, 0)?;
    Ok(digest_of(&blob)? == attachment.digest
        && i64::try_from(blob.len()) == Ok(attachment.size)
        && media_type::of(&head) == attachment.media_type)
}

fn content<'a>(conn: &'a Connection, digest: &str) -> Result<Blob<'a>, Problem> {
    let row = conn.prepare_cached("SELECT rowid FROM attachment WHERE digest = ?1")?.query_row([digest], |row| row.get(0))?;
    Ok(conn.blob_open(MAIN_DB, "attachment", "content", row, true)?)
}

fn digest_of(blob: &Blob<'_>) -> Result<String, Problem> {
    let mut hasher = Sha256::new();
    chunks(blob, |chunk| {
        hasher.update(chunk);
        Ok(())
    })?;
    Ok(audit::hex(&hasher.finalize()))
}

/// Hands the bytes to `visit`, piece by piece.
fn chunks(blob: &Blob<'_>, mut visit: impl FnMut(&[u8]) -> Result<(), Problem>) -> Result<(), Problem> {
    let mut buffer = vec![0; CHUNK];
    let mut at = 0;
    while at < blob.len() {
        let length = CHUNK.min(blob.len() - at);
        blob.read_at_exact(&mut buffer[..length], at)?;
        visit(&buffer[..length])?;
        at += length;
    }
    Ok(())
}

/// Puts the bytes of an attachment of one file into another, unless they are there.
pub(crate) fn copy(from: &Connection, to: &Connection, attachment: &Attachment) -> Result<(), Problem> {
    if read(to, &attachment.digest)?.is_some() {
        return Ok(());
    }
    let source = content(from, &attachment.digest)?;
    let mut blob = reserve(to, attachment)?;
    let mut at = 0;
    chunks(&source, |chunk| {
        blob.write_at(chunk, at)?;
        at += chunk.len();
        Ok(())
    })?;
    Ok(blob.close()?)
}

/// A row for an attachment, with room for its bytes.
fn reserve<'a>(conn: &'a Connection, attachment: &Attachment) -> Result<Blob<'a>, Problem> {
    conn.prepare_cached("INSERT INTO attachment (digest, media_type, size, content) VALUES (?1, ?2, ?3, zeroblob(?3))")?
        .execute(params![attachment.digest, attachment.media_type, attachment.size])?;
    Ok(conn.blob_open(MAIN_DB, "attachment", "content", conn.last_insert_rowid(), false)?)
}

/// A file outside that is to be attached, looked through once.
struct Source<'a, S> {
    from: &'a mut S,
    attachment: Attachment,
}

impl<'a, S: Read + Seek> Source<'a, S> {
    /// Refuses what is too large before any of it is read.
    fn look_through(from: &'a mut S, name: &str) -> Result<Self, StoreError> {
        let size = from.seek(SeekFrom::End(0)).map_err(|error| transfer(&error))?;
        if size > LARGEST_ATTACHMENT {
            return Err(StoreError::TooLarge { name: name.to_owned(), limit: LARGEST_ATTACHMENT, actual: size });
        }
        let size = i64::try_from(size).map_err(|error| StoreError::Internal { detail: error.to_string() })?;
        let mut source = Self { from, attachment: Attachment { digest: String::new(), media_type: String::new(), size } };
        let (mut hasher, mut head) = (Sha256::new(), Vec::with_capacity(media_type::LOOKED_AT));
        source.walk(|chunk, _| {
            let missing = media_type::LOOKED_AT - head.len();
            head.extend_from_slice(&chunk[..missing.min(chunk.len())]);
            hasher.update(chunk);
            Ok(())
        })?;
        source.attachment.digest = audit::hex(&hasher.finalize());
        source.attachment.media_type = media_type::of(&head).to_owned();
        Ok(source)
    }

    /// Hands the bytes and their place to `visit`, piece by piece. There must be as many as there were.
    fn walk(&mut self, mut visit: impl FnMut(&[u8], usize) -> Result<(), StoreError>) -> Result<(), StoreError> {
        self.from.seek(SeekFrom::Start(0)).map_err(|error| transfer(&error))?;
        let mut buffer = vec![0; CHUNK];
        let (mut left, mut at) = (self.attachment.size, 0);
        while left > 0 {
            let length = usize::try_from(left).map_or(CHUNK, |left| left.min(CHUNK));
            self.from.read_exact(&mut buffer[..length]).map_err(|error| transfer(&error))?;
            visit(&buffer[..length], at)?;
            left -= length as i64;
            at += length;
        }
        Ok(())
    }

    /// Puts the bytes into the file, unless they are there.
    fn keep(mut self, conn: &Connection, by: By<'_>) -> Result<Attachment, Problem> {
        let attachment = self.attachment.clone();
        if let Some(there) = read(conn, &attachment.digest)? {
            return Ok(there);
        }
        let mut blob = reserve(conn, &attachment)?;
        let mut hasher = Sha256::new();
        let mut failed = None;
        let walked = self.walk(|chunk, at| {
            hasher.update(chunk);
            blob.write_at(chunk, at).map_err(|error| {
                failed = Some(error);
                StoreError::Internal { detail: "a piece of an attachment was not written".to_owned() }
            })
        });
        // What SQLite said counts for more: a full disk is told as one.
        failed.map_or(Ok(()), Err)?;
        walked?;
        blob.close()?;
        // Another program may have written to the file outside meanwhile.
        if audit::hex(&hasher.finalize()) != attachment.digest {
            return Err(StoreError::Transfer { detail: "the file changed while it was read".to_owned() }.into());
        }
        let address = Address { assessment: None, subject: Subject::Attachment(attachment.digest.clone()) };
        let after = State::Attachment(attachment.clone());
        let entry = Entry {
            at: by.at,
            actor: by.actor,
            action: Action::AddEvidence,
            address: &address,
            before: None,
            after: Some(&after),
            edit: None,
            reason: by.reason,
        };
        audit::append(conn, &entry)?;
        Ok(attachment)
    }
}

fn transfer(error: &std::io::Error) -> StoreError {
    StoreError::Transfer { detail: error.to_string() }
}

impl Engagement {
    /// Every attachment in the file, also those whose evidence was taken away.
    pub fn attachments(&self) -> Result<Vec<Attachment>, StoreError> {
        self.look(|conn, _| all(conn))
    }

    /// Adds a file as a piece of evidence: its bytes, unless the file holds them already, and the piece, in one transaction. The
    /// piece gets the kind [`EvidenceKind::File`] whatever `new` says, with the name made safe. To let another piece speak of a
    /// file that is there already, [`Self::add_evidence`] is enough.
    ///
    /// # Errors
    /// [`StoreError::TooLarge`] over 50 MiB, before anything is read; [`StoreError::Transfer`] when the file cannot be read, or
    /// changes meanwhile; and as with every change.
    pub fn attach_evidence(
        &mut self,
        new: &NewEvidence,
        original_name: &str,
        from: &mut (impl Read + Seek),
        actor: &str,
    ) -> Result<Change, StoreError> {
        let name = file_name::sanitised(original_name);
        let source = Source::look_through(from, &name)?;
        let kind = EvidenceKind::File { name, digest: source.attachment.digest.clone() };
        let new = NewEvidence { kind, ..new.clone() };
        new.check()?;
        let reason = self.reason();
        self.edit_one(Action::AddEvidence, actor, |conn, _, now| {
            source.keep(conn, By { actor, at: now, reason: reason.as_deref() })?;
            let id = evidence::next_id(conn)?;
            Ok((Subject::Evidence(id), Some(State::Evidence(new.numbered(id, now)))))
        })
    }

    /// Writes the bytes of an attachment out, after they were checked against its digest, and says what they are.
    ///
    /// # Errors
    /// [`StoreError::Unknown`] when there is none of that digest, [`StoreError::Corrupt`] when its bytes are not those that were
    /// attached (then nothing is written out), [`StoreError::Transfer`] when they cannot be written.
    pub fn read_attachment(&self, digest: &str, to: &mut impl Write) -> Result<Attachment, StoreError> {
        self.look(|conn, _| {
            let attachment = known(conn, digest)?;
            if !is_whole(conn, &attachment)? {
                return Err(Problem::Damaged(format!("attachment {digest} does not have its digest")));
            }
            chunks(&content(conn, digest)?, |chunk| to.write_all(chunk).map_err(|error| transfer(&error).into()))?;
            to.flush().map_err(|error| transfer(&error))?;
            Ok(attachment)
        })
    }
}
