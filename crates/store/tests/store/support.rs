//! A place, a clock and a small engagement to start from.

use std::collections::BTreeMap;
use std::fs;
use std::io::Write;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::sync::Arc;
use std::time::SystemTime;

use chrono::DateTime;
use rusqlite::Connection;
use shuheng_store::{Access, Address, Assessment, DocumentKind, Engagement, FixedClock, ModelCopy, NewEngagement, Source, State, Subject};
use tempfile::TempDir;

/// The role that acts in tests.
pub(crate) const ACTOR: &str = "信息科技部";

/// A plain copy that is to be merged.
pub(crate) fn plain(path: &Path) -> Source<'_> {
    Source::Closed { path, access: Access::new() }
}

/// A folder of its own with the path of an engagement in it.
pub(crate) struct Place {
    pub(crate) folder: TempDir,
    pub(crate) file: PathBuf,
}

impl Place {
    /// With a name that needs escaping in a URI.
    pub(crate) fn new() -> Self {
        let folder = tempfile::tempdir().unwrap();
        let file = folder.path().join("甲行 100%?#.shuheng");
        Self { folder, file }
    }

    /// With an engagement in it, open.
    pub(crate) fn with_engagement() -> (Self, Engagement) {
        let place = Self::new();
        let engagement = Engagement::create(&place.file, &new_engagement(), clock()).unwrap();
        (place, engagement)
    }

    /// With an engagement in it, closed.
    pub(crate) fn closed() -> Self {
        let (place, engagement) = Self::with_engagement();
        engagement.close().unwrap();
        place
    }

    /// With an engagement that the program of schema version 1 made, closed.
    pub(crate) fn version_1() -> Self {
        Self::of(include_str!("version_1.sql"))
    }

    /// With an engagement that the program of schema version 4 made, closed.
    pub(crate) fn version_4() -> Self {
        Self::of(include_str!("version_4.sql"))
    }

    fn of(sql: &str) -> Self {
        let place = Self::new();
        let conn = Connection::open(&place.file).unwrap();
        conn.pragma_update_and_check(None, "journal_mode", "WAL", |_| Ok(())).unwrap();
        conn.execute_batch(sql).unwrap();
        conn.close().unwrap();
        assert_eq!(place.names().len(), 1);
        place
    }

    pub(crate) fn open(&self) -> Engagement {
        Engagement::open(&self.file, clock()).unwrap()
    }

    /// Changes the file behind the program's back.
    pub(crate) fn tamper(&self, sql: &str) {
        let conn = Connection::open(&self.file).unwrap();
        conn.execute_batch(sql).unwrap();
    }

    /// Names, bytes and times of everything in the folder, backups included.
    pub(crate) fn snapshot(&self) -> BTreeMap<String, (Vec<u8>, SystemTime)> {
        let backups = self.backup_folder();
        let inside = fs::read_dir(&backups).into_iter().flatten();
        fs::read_dir(self.folder.path())
            .unwrap()
            .chain(inside)
            .map(|entry| entry.unwrap().path())
            .filter(|path| *path != backups)
            .map(|path| {
                let modified = path.metadata().unwrap().modified().unwrap();
                (name(&path), (fs::read(&path).unwrap(), modified))
            })
            .collect()
    }

    /// What lies in the folder, without the backups.
    pub(crate) fn names(&self) -> Vec<String> {
        let names = fs::read_dir(self.folder.path()).unwrap().map(|entry| name(&entry.unwrap().path()));
        names.filter(|name| !name.ends_with(".shuheng.backups")).collect()
    }

    fn backup_folder(&self) -> PathBuf {
        self.folder.path().join(format!("{}.backups", name(&self.file)))
    }
}

fn name(path: &Path) -> String {
    path.file_name().unwrap().to_string_lossy().into_owned()
}

pub(crate) fn clock() -> Arc<FixedClock> {
    Arc::new(FixedClock::new(DateTime::parse_from_rfc3339("2026-03-02T09:30:00+08:00").unwrap()))
}

pub(crate) fn new_engagement() -> NewEngagement {
    NewEngagement {
        institution: "甲城市商业银行".into(),
        kind: "city_bank".into(),
        year: 2025,
        target: Some(4.0),
        model: model(1),
        actor: ACTOR.into(),
    }
}

/// The `n`th version of the model; a new engagement has the first.
pub(crate) fn model(n: u8) -> ModelCopy {
    ModelCopy {
        id: "caict".into(),
        version: format!("{n}.0.0"),
        digest: format!("d{n}"),
        files: [("model.toml".to_owned(), format!("id = \"caict\"\nversion = \"{n}.0.0\"\n"))].into(),
    }
}

/// Everything that can be read of the assessment that is worked on and of the whole file, by the subject that the audit trail knows
/// it under. `settings` are the keys to look at.
pub(crate) fn tables(e: &Engagement, settings: &[&str]) -> BTreeMap<Subject, State> {
    let mut states = BTreeMap::from([
        (Subject::Institution, State::Institution(e.institution().unwrap())),
        (Subject::Assessment, State::Assessment(e.assessment().unwrap())),
    ]);
    states.extend((1..).zip(e.models().unwrap()).map(|(number, model)| (Subject::Model(number), State::Model(model))));
    states.extend(e.answers().unwrap().into_iter().map(|(indicator, answer)| (Subject::Answer(indicator), State::Answer(answer))));
    states.extend(
        e.judgements()
            .unwrap()
            .into_iter()
            .map(|(clause, judgement)| (Subject::ClauseJudgement(clause), State::ClauseJudgement(judgement))),
    );
    states.extend(e.evidence().unwrap().into_iter().map(|piece| (Subject::Evidence(piece.id), State::Evidence(piece))));
    states.extend(
        e.figures()
            .unwrap()
            .into_iter()
            .map(|figure| (Subject::Figure { year: figure.year, metric: figure.metric.clone() }, State::Figure(figure))),
    );
    states.extend(
        e.peer_references().unwrap().into_iter().map(|group| (Subject::PeerReference(group.label.clone()), State::PeerReference(group))),
    );
    for kind in DocumentKind::ALL {
        states.extend(
            e.documents(kind).unwrap().into_iter().map(|document| (Subject::Document(kind, document.id), State::Document(document))),
        );
    }
    states.extend(e.respondents().unwrap().into_iter().map(|found| (Subject::Respondent(found.id), State::Respondent(found))));
    states.extend(
        e.responses()
            .unwrap()
            .into_iter()
            .map(|((respondent, indicator), found)| (Subject::Response { respondent, indicator }, State::Response(found))),
    );
    states.extend(e.comments().unwrap().into_iter().map(|found| (Subject::Comment(found.id), State::Comment(found))));
    states.extend(e.snapshots().unwrap().into_iter().map(|found| (Subject::Snapshot(found.id), State::Snapshot(found))));
    states.extend(e.attachments().unwrap().into_iter().map(|found| (Subject::Attachment(found.digest.clone()), State::Attachment(found))));
    for key in settings {
        states.extend(e.meta(key).unwrap().map(|value| (Subject::Meta((*key).to_owned()), State::Meta(value))));
    }
    states
}

/// Everything that can be read of all assessments, by address; the one that is worked on stays the same.
pub(crate) fn all_tables(e: &mut Engagement) -> BTreeMap<Address, State> {
    let current = e.assessment().unwrap().id;
    let mut states = BTreeMap::new();
    for Assessment { id, .. } in e.assessments().unwrap() {
        e.switch_assessment(id).unwrap();
        states.extend(tables(e, &[]).into_iter().map(|(subject, state)| (Address::new(id, subject), state)));
    }
    e.switch_assessment(current).unwrap();
    states
}

/// The number of the last audit row.
pub(crate) fn last_row(e: &Engagement) -> i64 {
    e.audit_trail(1, u32::MAX).unwrap().last().unwrap().seq
}

/// A mounted tmpfs that goes away by itself.
pub(crate) struct SmallDisk(TempDir);

impl SmallDisk {
    pub(crate) fn mount(size: &str) -> Option<Self> {
        let folder = tempfile::tempdir().unwrap();
        let options = format!("size={size}");
        let done = Command::new("mount").args(["-t", "tmpfs", "-o", &options, "tmpfs"]).arg(folder.path()).output();
        let why = match done {
            Ok(output) if output.status.success() => return Some(Self(folder)),
            Ok(output) => String::from_utf8_lossy(&output.stderr).trim().to_owned(),
            Err(error) => error.to_string(),
        };
        // Past the test harness, which would keep it to itself.
        let _ = writeln!(std::io::stderr(), "NOT TESTED on a mounted disk: {why}");
        None
    }

    pub(crate) fn remount(&self, options: &str) {
        let done = Command::new("mount").args(["-o", &format!("remount,{options}")]).arg(self.path()).status().unwrap();
        assert!(done.success());
    }

    pub(crate) fn path(&self) -> &Path {
        self.0.path()
    }
}

impl Drop for SmallDisk {
    fn drop(&mut self) {
        let _ = Command::new("umount").arg(self.path()).status();
    }
}
