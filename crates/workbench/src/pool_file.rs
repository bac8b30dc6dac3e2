//! Pool and key on disk. A pool is read, changed and written as a whole, under a passing name and renamed, so that nobody meets half of it.

use crate::error::WorkbenchError;
use crate::text_file;
use crate::view::Text;
use shuheng_benchmark::pool::{Pool, PoolKey};
use std::fs;
use std::io::{Error, ErrorKind, Write};
use std::path::{Path, PathBuf};

/// Extension of a pool.
pub(crate) const EXTENSION: &str = "shuheng-pool";
const KEY_EXTENSION: &str = "shuheng-pool-key";

/// Largest pool that is read, in bytes: some ten thousand members.
const LARGEST_POOL: u64 = 64 << 20;
const LARGEST_KEY: u64 = 1024;

/// A pool and where it is.
#[derive(Debug)]
pub(crate) struct PoolFile {
    pub path: PathBuf,
    pub pool: Pool,
}

impl PoolFile {
    /// Makes an empty pool and its key beside it; with the key of another pool the two can be merged.
    ///
    /// # Errors
    /// When a file is there already or cannot be made, or the key is none.
    pub(crate) fn create(path: &Path, key: Option<&Path>) -> Result<Self, WorkbenchError> {
        if path.extension().is_none_or(|extension| extension != EXTENSION) {
            let message = Text::new(
                format!("{}的扩展名不是.{EXTENSION}，补上后重试", path.display()),
                format!("{} does not end in .{EXTENSION}; add it and try again", path.display()),
            );
            return Err(WorkbenchError::Field { message });
        }
        let key = key.map_or_else(|| Ok(PoolKey::new(random())), read_key)?;
        let beside = key_path(path);
        for taken in [path, &beside] {
            if taken.symlink_metadata().is_ok() && !is_key(taken, &key) {
                let message = Text::new(
                    format!("{}已存在，换一个文件名", taken.display()),
                    format!("{} is there already; choose another name", taken.display()),
                );
                return Err(WorkbenchError::Field { message });
            }
        }
        if !is_key(&beside, &key) {
            write(&beside, key.to_text().as_bytes(), true)?;
        }
        let file = Self { path: path.to_owned(), pool: Pool::create(&key) };
        file.save()?;
        Ok(file)
    }

    /// Reads a pool.
    ///
    /// # Errors
    /// [`WorkbenchError::File`], [`WorkbenchError::Pool`].
    pub(crate) fn read(path: &Path) -> Result<Self, WorkbenchError> {
        let text = text_of(path, LARGEST_POOL)?;
        let pool = Pool::from_text(&text).map_err(|fault| WorkbenchError::Pool { path: path.to_owned(), fault })?;
        Ok(Self { path: path.to_owned(), pool })
    }

    /// Writes the pool in place of what stood there.
    ///
    /// # Errors
    /// [`WorkbenchError::File`].
    pub(crate) fn save(&self) -> Result<(), WorkbenchError> {
        let text = self.pool.to_text().map_err(|fault| WorkbenchError::Pool { path: self.path.clone(), fault })?;
        write(&self.path, text.as_bytes(), false)
    }

    /// Where the key of this pool is looked for.
    pub(crate) fn key_path(&self) -> PathBuf {
        key_path(&self.path)
    }

    /// The key that lies beside the pool.
    ///
    /// # Errors
    /// When it is missing or another one's.
    pub(crate) fn key(&self) -> Result<PoolKey, WorkbenchError> {
        let path = self.key_path();
        if !path.exists() {
            let message = Text::new(
                format!("没有密钥{}，不能加入成员；向建池的人取得密钥，放在池的旁边", path.display()),
                format!(
                    "The key {} is missing, so nobody can be added; get it from whoever created the pool and put it beside the pool",
                    path.display()
                ),
            );
            return Err(WorkbenchError::Field { message });
        }
        let key = read_key(&path)?;
        self.pool.check_key(&key).map_err(|fault| WorkbenchError::Pool { path, fault })?;
        Ok(key)
    }
}

fn key_path(pool: &Path) -> PathBuf {
    pool.with_extension(KEY_EXTENSION)
}

fn read_key(path: &Path) -> Result<PoolKey, WorkbenchError> {
    PoolKey::from_text(&text_of(path, LARGEST_KEY)?).map_err(|fault| WorkbenchError::Pool { path: path.to_owned(), fault })
}

/// Whether a file holds this key already: a common key may lie where the new pool looks for it.
fn is_key(path: &Path, key: &PoolKey) -> bool {
    read_key(path).is_ok_and(|there| there == *key)
}

/// A file as text; bytes that are no text are no pool, and read as such.
fn text_of(path: &Path, bound: u64) -> Result<String, WorkbenchError> {
    Ok(String::from_utf8_lossy(&text_file::read(path, bound)?).into_owned())
}

/// 256 bits of which 244 are random, from the system's source by way of two random UUIDs.
fn random() -> [u8; 32] {
    let mut bytes = [0; 32];
    bytes[..16].copy_from_slice(uuid::Uuid::new_v4().as_bytes());
    bytes[16..].copy_from_slice(uuid::Uuid::new_v4().as_bytes());
    bytes
}

/// Writes a file and has it on disk before it takes its name. A private one is for its owner alone and never replaces another.
fn write(path: &Path, bytes: &[u8], private: bool) -> Result<(), WorkbenchError> {
    let folder = path.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new("."));
    let failed = |error: Error| WorkbenchError::File { path: path.to_owned(), writing: true, error };
    if path.is_dir() {
        return Err(failed(ErrorKind::IsADirectory.into()));
    }
    let mut builder = tempfile::Builder::new();
    builder.prefix(".shuheng-");
    #[cfg(unix)]
    if !private {
        // As far as the user's own mask of rights allows, or as the file was.
        let mode = fs::metadata(path).map_or(0o666, |there| std::os::unix::fs::PermissionsExt::mode(&there.permissions()) & 0o777);
        builder.permissions(std::os::unix::fs::PermissionsExt::from_mode(mode));
    }
    let mut beside = builder.tempfile_in(folder).map_err(failed)?;
    beside.write_all(bytes).and_then(|()| beside.as_file().sync_all()).map_err(failed)?;
    let kept = if private { beside.persist_noclobber(path) } else { beside.persist(path) };
    kept.map(drop).map_err(|error| failed(error.error))
}
