//! The engagement file `*.shuheng`: one institution's assessments with their answers, judgements of clauses, evidence, respondents,
//! comments and weight schemes, its figures, the models it was scored with, and the audit trail of everything that was ever changed.
//!
//! It is an SQLite database with an application id and a schema version of its own. Every change is one transaction
//! that holds the data row and its audit row, and a call returns only after that transaction is on disk.
//!
//! | file | what it knows |
//! |---|---|
//! | `engagement` | the handle: create, open, close, read |
//! | `header`, `lock`, `holder`, `passing`, `opening`, `creating` | the rules under which a file is touched at all, and who has it open |
//! | `access`, `passphrase`, `key`, `encryption`, `tries`, `rekey` | who gets in: passphrase, key, and the change of both |
//! | `backup` | copies of the file beside it |
//! | `migrations` | the ordered list of schema versions |
//! | `institution`, `assessment`, `model_copy`, `answer`, `clause_judgement`, `evidence`, `figure`, `peer_reference`, `document`, `meta` | one table each: SQL, struct, methods |
//! | `respondent`, `response`, `comment`, `snapshot`, `attachment` | the same, for what many people bring together |
//! | `several`, `stage`, `consensus` | more than one assessment; how far one has come; what its answers rest on |
//! | `file_name`, `media_type` | what is known of a file that somebody attached |
//! | `content` | what a new file starts with |
//! | `action`, `subject`, `address`, `state`, `reason`, `edit`, `undo` | what a change is about, how it is written, undone and redone |
//! | `merge` | two copies of one engagement that went separate ways, brought together |
//! | `redact`, `redaction` | a copy for sharing: what it leaves out, and the making of it |
//! | `untouched` | reading an engagement, closed or open, without touching it |
//! | `upgrade` | the move to another copy of the model, with answers and evidence |
//! | `audit`, `event`, `past`, `verify` | the SHA-256 chain, what happened to an indicator, what the tables said before, and the check of the whole file |
//! | `restoration` | the assessment set back to what it was, as a new edit |
//! | `clock` | where the time comes from |
//! | `error`, `message`, `problem`, `limits` | what is refused, and how people are told |

mod access;
mod action;
mod address;
mod answer;
mod assessment;
mod attachment;
mod audit;
mod backup;
mod clause_judgement;
mod clock;
mod comment;
mod consensus;
mod content;
mod creating;
mod document;
mod edit;
mod encryption;
#[cfg(test)]
mod encryption_tests;
mod engagement;
mod error;
mod event;
mod evidence;
mod figure;
mod file_name;
#[cfg(test)]
mod full_disk_tests;
mod header;
mod holder;
mod institution;
mod key;
mod limits;
mod lock;
mod media_type;
mod merge;
mod message;
mod meta;
mod migrations;
mod model_copy;
mod opening;
mod passing;
mod passphrase;
mod past;
mod peer_reference;
mod problem;
mod reason;
mod redact;
mod redaction;
mod rekey;
mod respondent;
mod response;
mod restoration;
mod several;
mod snapshot;
mod stage;
mod state;
mod subject;
mod tries;
mod undo;
mod untouched;
mod upgrade;
mod verify;

pub use access::Access;
pub use action::Action;
pub use address::Address;
pub use answer::{Answer, AnswerChange, Confidence, Value};
pub use assessment::Assessment;
pub use attachment::{Attachment, LARGEST_ATTACHMENT};
pub use audit::AuditRow;
pub use backup::{Backup, BackupOutcome, BackupReason, backups, restore};
pub use clause_judgement::{ClauseJudgement, ClauseJudgementChange, Verdict};
pub use clock::{Clock, FixedClock, Stamp, SystemClock};
pub use comment::{Comment, Resolution};
pub use consensus::{Basis, ConsensusRule};
pub use content::Content;
pub use creating::NewEngagement;
pub use document::{Document, DocumentKind, NewDocument};
pub use edit::Change;
pub use encryption::is_encrypted;
pub use engagement::Engagement;
pub use error::{Field, Message, StoreError};
pub use event::Event;
pub use evidence::{Evidence, EvidenceKind, NewEvidence, Strength};
pub use figure::{Figure, FigureChanges};
pub use file_name::sanitised as safe_file_name;
pub use header::{APPLICATION_ID, SCHEMA_VERSION};
pub use holder::Holder;
pub use institution::Institution;
pub use merge::{Conflict, ConflictKind, ConflictSide, Decision, Decisions, Merge, MergePlan, Merged, OwnRows, Relation, Side};
pub use model_copy::{ModelCopy, ModelDigest};
pub use opening::Interruption;
pub use passphrase::{Passphrase, SHORTEST_PASSPHRASE};
pub use peer_reference::PeerReference;
pub use reason::WithReason;
pub use redact::{Redacted, Redaction};
pub use redaction::{Counts, Removed, Without};
pub use respondent::{NewRespondent, Respondent, RespondentKind};
pub use response::{NewResponse, Response, ResponseOrigin, Said};
pub use restoration::Restoration;
pub use snapshot::Snapshot;
pub use stage::{Stage, StageStep};
pub use state::State;
pub use subject::Subject;
pub use tries::wait_before_next_try;
pub use undo::UndoSteps;
pub use untouched::Source;
pub use upgrade::{Upgrade, UpgradePlan};
pub use verify::{Fault, VerifyReport, verify, verify_with};
