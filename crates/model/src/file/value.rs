//! What the values of all files are made of: numbers, bilingual texts and lists of them.

use crate::text::Text;
use schemars::{JsonSchema, Schema, SchemaGenerator, json_schema};
use serde::de::{DeserializeOwned, Error, Unexpected, Visitor};
use serde::{Deserialize, Deserializer, Serialize, Serializer};
use std::borrow::Cow;
use std::fmt;

/// Whole numbers up to here are written without a point; above it an `f64` no longer holds every whole number.
const EXACT: f64 = 9_007_199_254_740_992.0;

/// A finite number. `1` and `1.0` are the same number and it is written `1`; `-0` is `0`.
#[derive(Debug, Clone, Copy, PartialEq, PartialOrd, Default)]
pub struct Number(f64);

impl Number {
    /// `None` when it is infinite or not a number.
    #[must_use]
    pub fn new(number: f64) -> Option<Self> {
        // Adding zero turns -0 into 0: they weigh the same, and not every program keeps them apart.
        number.is_finite().then_some(Self(number + 0.0))
    }

    /// The number.
    #[must_use]
    pub fn get(self) -> f64 {
        self.0
    }
}

impl From<i32> for Number {
    fn from(number: i32) -> Self {
        Self(f64::from(number))
    }
}

impl Serialize for Number {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        if self.0.fract() == 0.0 && self.0.abs() <= EXACT {
            serializer.serialize_i64(self.0 as i64)
        } else {
            serializer.serialize_f64(self.0)
        }
    }
}

impl<'de> Deserialize<'de> for Number {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct Finite;
        impl Visitor<'_> for Finite {
            type Value = Number;

            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("a finite number")
            }

            fn visit_i64<E: Error>(self, number: i64) -> Result<Number, E> {
                Ok(Number(number as f64))
            }

            fn visit_u64<E: Error>(self, number: u64) -> Result<Number, E> {
                // What does not fit TOML's own whole numbers is refused, as the reader does.
                i64::try_from(number).map(|number| Number(number as f64)).map_err(|_| E::invalid_value(Unexpected::Unsigned(number), &self))
            }

            fn visit_f64<E: Error>(self, number: f64) -> Result<Number, E> {
                Number::new(number).ok_or_else(|| E::invalid_value(Unexpected::Float(number), &self))
            }
        }
        deserializer.deserialize_any(Finite)
    }
}

impl JsonSchema for Number {
    fn inline_schema() -> bool {
        true
    }

    fn schema_name() -> Cow<'static, str> {
        "Number".into()
    }

    fn json_schema(_: &mut SchemaGenerator) -> Schema {
        json_schema!({ "type": "number" })
    }
}

/// Reads a whole number of 0–255, which may be written with a point (`1.0`).
pub(super) fn whole<'de, D: Deserializer<'de>>(deserializer: D) -> Result<u8, D::Error> {
    let number = Number::deserialize(deserializer)?.0;
    if number.fract() == 0.0 && (0.0..=255.0).contains(&number) {
        Ok(number as u8)
    } else {
        Err(D::Error::invalid_value(Unexpected::Float(number), &"a whole number of 0 to 255"))
    }
}

/// As [`whole`], for a key that may be absent.
pub(super) fn whole_opt<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Option<u8>, D::Error> {
    whole(deserializer).map(Some)
}

/// Reads a table whose keys may all be absent: serde would also take a list for it.
pub(super) fn table_opt<'de, T: DeserializeOwned, D: Deserializer<'de>>(deserializer: D) -> Result<Option<T>, D::Error> {
    T::deserialize(toml::Table::deserialize(deserializer)?).map(Some).map_err(D::Error::custom)
}

/// `1`, the version of the format that this program reads.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Format;

impl Serialize for Format {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_i64(1)
    }
}

impl<'de> Deserialize<'de> for Format {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let number = Number::deserialize(deserializer)?.0;
        if number == 1.0 { Ok(Self) } else { Err(D::Error::invalid_value(Unexpected::Float(number), &"format 1")) }
    }
}

impl JsonSchema for Format {
    fn inline_schema() -> bool {
        true
    }

    fn schema_name() -> Cow<'static, str> {
        "Format".into()
    }

    fn json_schema(_: &mut SchemaGenerator) -> Schema {
        json_schema!({ "type": "integer", "const": 1 })
    }
}

/// The same sentence in Chinese and in English.
#[derive(Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
struct Bilingual<'a> {
    /// Chinese.
    zh: Cow<'a, str>,
    /// English.
    en: Cow<'a, str>,
}

impl Serialize for Text {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        Bilingual { zh: Cow::Borrowed(&self.zh), en: Cow::Borrowed(&self.en) }.serialize(serializer)
    }
}

impl<'de> Deserialize<'de> for Text {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        Bilingual::deserialize(deserializer).map(|text| Self::new(text.zh, text.en))
    }
}

impl JsonSchema for Text {
    fn schema_name() -> Cow<'static, str> {
        "Text".into()
    }

    fn json_schema(generator: &mut SchemaGenerator) -> Schema {
        Bilingual::json_schema(generator)
    }
}

/// Lines in both languages, written `{ zh = […], en = […] }` with as many in one as in the other.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize, JsonSchema)]
#[serde(try_from = "LinesByLanguage", into = "LinesByLanguage")]
pub struct Lines(pub Vec<Text>);

/// Lines in both languages, as many in one as in the other.
#[derive(Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
#[schemars(rename = "Lines")]
struct LinesByLanguage {
    /// Chinese, one line each.
    zh: Vec<String>,
    /// English, line by line as in Chinese.
    en: Vec<String>,
}

impl From<Lines> for LinesByLanguage {
    fn from(lines: Lines) -> Self {
        let (zh, en) = lines.0.into_iter().map(|line| (line.zh, line.en)).unzip();
        Self { zh, en }
    }
}

impl TryFrom<LinesByLanguage> for Lines {
    type Error = String;

    fn try_from(lines: LinesByLanguage) -> Result<Self, String> {
        if lines.zh.len() == lines.en.len() {
            Ok(Self(lines.zh.into_iter().zip(lines.en).map(|(zh, en)| Text { zh, en }).collect()))
        } else {
            Err(format!("{} Chinese and {} English lines", lines.zh.len(), lines.en.len()))
        }
    }
}

#[cfg(test)]
mod tests {

    use super::*;

    #[test]
    fn numbers_are_finite_and_whole_ones_have_no_point() {
        assert_eq!(Number::new(f64::NAN), None);
        assert_eq!(Number::new(f64::INFINITY), None);
        assert!(Number::new(-0.0).unwrap().get().is_sign_positive());
        let written = |number: f64| toml::Value::try_from(Number::new(number).unwrap()).unwrap();
        assert_eq!(written(25.0), toml::Value::Integer(25));
        assert_eq!(written(0.5), toml::Value::Float(0.5));
        assert_eq!(written(1e300), toml::Value::Float(1e300));
        assert_eq!(written(-9_007_199_254_740_992.0), toml::Value::Integer(-9_007_199_254_740_992));
    }
}
