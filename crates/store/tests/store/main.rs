//! The engagement file from outside: what is promised of it, on a real disk.
#![expect(clippy::unwrap_used, reason = "a test that cannot be set up must fail loudly")]

mod attaching;
mod backups;
mod changes;
mod content;
mod crash;
mod creating;
mod documents;
mod encryption;
mod events;
mod full_disk;
mod histories;
mod holding;
mod judging;
mod merging;
mod merging_law;
mod migrating;
mod opening;
mod past;
mod properties;
mod redacting;
mod respondents;
mod reviewing;
mod several;
mod support;
mod tampering;
mod upgrading;
