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
use shuheng_store::{Engagement, FixedClock, ModelCopy, NewEngagement};
use tempfile::TempDir;

/// The role that acts in tests.
pub(crate) const ACTOR: &str = "信息科技部";

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

    pub(crate) fn open(&self) -> Engagement {
        Engagement::open(&self.file, clock()).unwrap()
    }

    /// Changes the file behind the program's back.
    pub(crate) fn tamper(&self, sql: &str) {
        let conn = Connection::open(&self.file).unwrap();
        conn.execute_batch(sql).unwrap();
    }

    /// Names, bytes and times of everything in the folder.
    pub(crate) fn snapshot(&self) -> BTreeMap<String, (Vec<u8>, SystemTime)> {
        fs::read_dir(self.folder.path())
            .unwrap()
            .map(|entry| {
                let path = entry.unwrap().path();
                let modified = path.metadata().unwrap().modified().unwrap();
                (name(&path), (fs::read(&path).unwrap(), modified))
            })
            .collect()
    }

    pub(crate) fn names(&self) -> Vec<String> {
        fs::read_dir(self.folder.path()).unwrap().map(|entry| name(&entry.unwrap().path())).collect()
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
        model: ModelCopy {
            id: "caict".into(),
            version: "1.0.0".into(),
            digest: "d1".into(),
            files: [("model.toml".to_owned(), "id = \"caict\"\n".to_owned())].into(),
        },
        actor: ACTOR.into(),
    }
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
