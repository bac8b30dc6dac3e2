//! What the XML of a sheet says of its rows and cells beside their values: which are hidden, which are computed.
//!
//! The reader of the values passes over this. Only tags and attributes are looked at, and a `<` never stands in an attribute or a text
//! of XML, so that no more than a walk from tag to tag is needed.

use std::collections::BTreeSet;

/// Marks by row and column from 0.
#[derive(Debug, Default, PartialEq, Eq)]
pub(crate) struct SheetMarks {
    pub(crate) hidden_rows: BTreeSet<u32>,
    pub(crate) hidden_columns: BTreeSet<u32>,
    /// Cells with a formula, in the order of the sheet.
    pub(crate) formulas: Vec<(u32, u32)>,
}

/// Excel has no more columns.
const MOST_COLUMNS: u32 = 16_384;

impl SheetMarks {
    /// Walks over a sheet.
    pub(crate) fn read(xml: &str) -> Self {
        let mut marks = Self::default();
        let (mut row, mut next_row, mut column, mut next_column) = (0, 0, 0, 0);
        for tag in tags(xml) {
            match tag.name {
                "row" => {
                    row = tag.number("r").and_then(|number| number.checked_sub(1)).unwrap_or(next_row);
                    (next_row, next_column) = (row.saturating_add(1), 0);
                    if tag.is_true("hidden") {
                        marks.hidden_rows.insert(row);
                    }
                }
                "c" => {
                    column = tag.attribute("r").and_then(column_of).unwrap_or(next_column);
                    next_column = column.saturating_add(1);
                }
                "f" => marks.formulas.push((row, column)),
                "col" if tag.is_true("hidden") => {
                    let (first, last) = (tag.number("min").unwrap_or(1).max(1), tag.number("max").unwrap_or(0).min(MOST_COLUMNS));
                    marks.hidden_columns.extend((first..=last).map(|number| number - 1));
                }
                // What stands below the cells has formulas of its own, those of drop-downs and colours.
                "pageMargins" => break,
                _ => {}
            }
        }
        marks
    }
}

/// A tag that opens an element.
pub(crate) struct Tag<'a> {
    /// Its name without a namespace.
    pub(crate) name: &'a str,
    attributes: &'a str,
}

impl<'a> Tag<'a> {
    /// An attribute as it stands in the file, by its name with or without a namespace.
    pub(crate) fn attribute(&self, name: &str) -> Option<&'a str> {
        let mut rest = self.attributes;
        while let Some(equals) = rest.find('=') {
            let found = rest[..equals].trim();
            let value = rest[equals + 1..].trim_start();
            let quote = value.chars().next().filter(|quote| ['"', '\''].contains(quote))?;
            let end = value[1..].find(quote)? + 1;
            if local(found) == name {
                return Some(&value[1..end]);
            }
            rest = &value[end + 1..];
        }
        None
    }

    fn number(&self, name: &str) -> Option<u32> {
        self.attribute(name)?.parse().ok()
    }

    fn is_true(&self, name: &str) -> bool {
        matches!(self.attribute(name), Some("1" | "true"))
    }
}

fn local(name: &str) -> &str {
    name.rsplit_once(':').map_or(name, |(_, local)| local)
}

/// The opening tags of a text, one after the other.
pub(crate) fn tags(xml: &str) -> impl Iterator<Item = Tag<'_>> {
    let mut rest = xml;
    std::iter::from_fn(move || {
        loop {
            let tag = &rest[rest.find('<')? + 1..];
            if let Some(comment) = tag.strip_prefix("!--") {
                rest = comment.find("-->").map_or("", |end| &comment[end..]);
                continue;
            }
            if let Some(data) = tag.strip_prefix("![CDATA[") {
                rest = data.find("]]>").map_or("", |end| &data[end..]);
                continue;
            }
            let mut quote = None;
            let end = tag.find(|c| match (quote, c) {
                (None, '"' | '\'') => {
                    quote = Some(c);
                    false
                }
                (None, '>') => true,
                (Some(open), c) if open == c => {
                    quote = None;
                    false
                }
                _ => false,
            })?;
            rest = &tag[end + 1..];
            let inside = &tag[..end];
            if inside.starts_with(['/', '?', '!']) {
                continue;
            }
            let inside = inside.strip_suffix('/').unwrap_or(inside);
            let split = inside.find(char::is_whitespace).unwrap_or(inside.len());
            return Some(Tag { name: local(&inside[..split]), attributes: &inside[split..] });
        }
    })
}

/// The column from 0 of a reference such as `B7`.
fn column_of(reference: &str) -> Option<u32> {
    let mut letters = reference.bytes().take_while(u8::is_ascii_alphabetic);
    letters
        .try_fold(0_u32, |column, letter| {
            let digit = u32::from(letter.to_ascii_uppercase() - b'A') + 1;
            column.checked_mul(26)?.checked_add(digit).filter(|column| *column <= MOST_COLUMNS)
        })?
        .checked_sub(1)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn hidden_rows_and_columns_and_formulas() {
        let xml = r#"<worksheet xmlns="m"><!-- <row r="9" hidden="1"/> --><cols><col min="2" max="3" hidden="1"/><col min="5" max="5"/></cols>
            <sheetData><row r="1"><c r="A1"><v>1</v></c></row><row r="3" hidden="1"><c r="AB3" s="1"><f>A1*2</f><v>2</v></c></row>
            <x:row x:hidden='true'><x:c><x:f t="shared" si="0"/></x:c><c><f>"a&gt;b"</f></c><c/></x:row></sheetData>
            <pageMargins left="1"/><extLst><ext><xm:f>Sheet2!A1</xm:f></ext></extLst></worksheet>"#;
        let marks = SheetMarks::read(xml);
        assert_eq!(marks.hidden_rows, BTreeSet::from([2, 3]));
        assert_eq!(marks.hidden_columns, BTreeSet::from([1, 2]));
        assert_eq!(marks.formulas, [(2, 27), (3, 0), (3, 1)]);
    }

    #[test]
    fn attributes_are_told_apart() {
        let tag = tags(r#"<sheet name="a>b" sheetId="7" r:id='rId2'/>"#).next().expect("a tag");
        assert_eq!((tag.name, tag.attribute("name"), tag.attribute("id")), ("sheet", Some("a>b"), Some("rId2")));
        assert_eq!(tag.attribute("i"), None);
    }

    proptest! {
        #[test]
        fn any_text_is_walked_over(xml in "[<>/=\"' a-c:!\\-rf1]{0,60}") {
            SheetMarks::read(&xml);
        }
    }
}
