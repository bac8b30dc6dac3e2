//! Words, language, theme and errors.

use serde::{Deserialize, Serialize};
use specta::Type;

/// A sentence in Chinese and in English.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize, Type)]
pub struct Text {
    /// Chinese.
    pub zh: String,
    /// English.
    pub en: String,
}

/// Which of the two languages to draw or write in.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize, Type)]
#[serde(rename_all = "camelCase")]
pub enum Language {
    /// Chinese, the first language of the product.
    #[default]
    Zh,
    /// English.
    En,
}

/// The look of the window.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize, Type)]
#[serde(rename_all = "camelCase")]
pub enum Theme {
    /// Dark ink on light canvas.
    #[default]
    Light,
    /// Light ink on dark canvas.
    Dark,
}

/// What the window remembers about itself, outside any engagement.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct Preferences {
    /// Language of the window.
    pub language: Language,
    /// Theme of the window.
    pub theme: Theme,
}

/// An error for people: a stable code, what happened and what to do next.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct ErrorView {
    /// Stable code such as `SH-2103`.
    pub code: String,
    /// What happened, where, and what to do next.
    pub message: Text,
}
