//! The files of a model as named texts.

use std::collections::BTreeMap;

/// File name (with `/` below the model's folder) → content.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct ModelSource {
    files: BTreeMap<String, String>,
}

impl ModelSource {
    /// A source from names and texts. Line ends are made `\n`, so that a checkout on Windows has the same digest.
    pub fn new(files: impl IntoIterator<Item = (String, String)>) -> Self {
        Self { files: files.into_iter().map(|(name, text)| (name.replace('\\', "/"), text.replace("\r\n", "\n"))).collect() }
    }

    /// The text of a file.
    #[must_use]
    pub fn get(&self, name: &str) -> Option<&str> {
        self.files.get(name).map(String::as_str)
    }

    /// Every file, by name.
    pub fn files(&self) -> impl Iterator<Item = (&str, &str)> {
        self.files.iter().map(|(name, text)| (name.as_str(), text.as_str()))
    }
}
