//! From a fault of a model's files back to the cell: each entry of a file came from a row.

use super::columns::{CROSSWALK, INDICATORS, MODEL};
use super::fault::SheetFault;
use super::record::Spot;
use shuheng_model::{Fault, ModelSource};
use std::collections::BTreeMap;
use toml::Value;

/// The way to an entry: the lists it stands in, and its place in each.
pub(super) type Path = Vec<(String, usize)>;

/// Which rows became which entries of which file.
#[derive(Debug, Default)]
pub(super) struct Trail {
    /// An entry may come from rows on several sheets.
    entries: BTreeMap<(String, Path), Vec<Spot>>,
    /// Entries of tables with free keys.
    named: BTreeMap<(String, Path), Vec<Named>>,
}

/// A row that became an entry of a table with free keys.
#[derive(Debug)]
struct Named {
    /// The key of the table.
    table: &'static str,
    /// What a fault of the entry says, and the column that it is about: the free key, or the number.
    said: [(String, &'static str); 2],
    spot: Spot,
}

impl Named {
    /// The column that a fault is about, when it is about this entry.
    fn column(&self, fault: &Fault) -> Option<&'static str> {
        self.said.iter().find(|(said, _)| !said.is_empty() && fault.message.en.contains(said)).map(|(_, column)| *column)
    }
}

fn path(steps: &[(&str, usize)]) -> Path {
    steps.iter().map(|(list, place)| ((*list).to_owned(), *place)).collect()
}

impl Trail {
    /// Remembers the row of an entry.
    pub(super) fn note(&mut self, file: &str, steps: &[(&str, usize)], spot: Spot) {
        self.entries.entry((file.to_owned(), path(steps))).or_default().push(spot);
    }

    /// Remembers the row of a free key (`city_bank`, in the column `type`) in the table `key` of an entry, and the number that it has. All of
    /// the table stands on one line of the file, so a fault is told apart by what it says.
    pub(super) fn note_named(
        &mut self,
        file: &str,
        steps: &[(&str, usize)],
        table: &'static str,
        name: (&'static str, &str),
        number: (&'static str, Option<&Value>),
        spot: Spot,
    ) {
        let finds = number.1.and_then(Value::as_float).map_or_else(String::new, |number| format!("{number} is not"));
        let said = [(format!("`{}`", name.1), name.0), (finds, number.0)];
        self.named.entry((file.to_owned(), path(steps))).or_default().push(Named { table, said, spot });
    }

    /// The fault at the cell that its line came from.
    pub(super) fn fault(&self, fault: &Fault, source: &ModelSource) -> SheetFault {
        let (message, hint) = (fault.message.clone(), fault.hint.clone());
        let (steps, key) = source.get(&fault.file).map_or_else(Default::default, |text| entry_of(text, fault.line));
        // What concerns the whole is placed at the first line.
        if steps.is_empty() && fault.line <= 1 {
            let whole = [("model.toml", MODEL.name), ("crosswalk.toml", CROSSWALK.name)];
            let sheet = whole.into_iter().find(|(file, _)| *file == fault.file).map_or(INDICATORS.name, |(_, sheet)| sheet);
            return SheetFault::of_sheet(sheet, message, hint);
        }
        let at = (fault.file.clone(), steps);
        let rows = || self.named.get(&at).into_iter().flatten().filter(|named| named.table == key);
        // When no row is told, the first stands for all.
        let told = rows().find_map(|named| Some((named, named.column(fault)?))).or_else(|| rows().next().map(|named| (named, "")));
        let own = || {
            let spots = self.entries.get(&at)?;
            spots.iter().find(|spot| spot.has(&key)).or(spots.last())
        };
        let place = told.map(|(named, column)| named.spot.cell(column)).or_else(|| own().map(|spot| spot.cell(&key)));
        match place {
            Some(at) => SheetFault::at(at, message, hint),
            None => SheetFault::of_workbook(message, hint),
        }
    }
}

/// The entry and the key of a line, in the layout in which files are rendered: a key a line, a heading for each table of a list, and
/// lists of links inside an entry, with a line for each or on one line.
fn entry_of(text: &str, number: usize) -> (Path, String) {
    let mut counts: BTreeMap<&str, usize> = BTreeMap::new();
    let (mut entry, mut table, mut key) = (Path::new(), "", String::new());
    // The list of links that is open, and the place of the link that was read last.
    let mut links: Option<(&str, Option<usize>)> = None;
    for line in text.lines().take(number) {
        if let Some(heading) = line.strip_prefix("[[").and_then(|rest| rest.strip_suffix("]]")) {
            let below = format!("{heading}.");
            counts.retain(|known, _| !known.starts_with(&below));
            let next = counts.entry(heading).or_default();
            let place = *next;
            *next += 1;
            match heading.split_once('.') {
                Some((_, list)) => {
                    entry.truncate(1);
                    entry.push((list.to_owned(), place));
                }
                None => entry = vec![(heading.to_owned(), place)],
            }
            (table, links, key) = ("", None, String::new());
        } else if let Some(heading) = line.strip_prefix('[').and_then(|rest| rest.strip_suffix(']')) {
            (entry, table, links, key) = (Path::new(), heading, None, String::new());
        } else if line.starts_with("  ") {
            links = links.map(|(list, place)| (list, Some(place.map_or(0, |place| place + 1))));
        } else if let Some((name, value)) = line.split_once(" = ") {
            key = if table.is_empty() { name.to_owned() } else { format!("{table}.{name}") };
            links = match value {
                "[" => Some((name, None)),
                value if value.starts_with("[{") => Some((name, Some(0))),
                _ => None,
            };
        }
    }
    if let Some((list, Some(place))) = links {
        entry.push((list.to_owned(), place));
        // What a link is judged by stands first in it.
        key = if list == "sources" { "doc" } else { "clause" }.to_owned();
    }
    (entry, key)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_line_has_its_entry() {
        let text = concat!(
            "format = 1\n\n[root]\nmean = \"minimum\"\n\n[[indicator]]\nid = \"a\"\nsources = [{ doc = \"d\" }]\n\n",
            "[[indicator.level]]\nlevel = 1\n\n[[indicator.level]]\nlevel = 2\n\n",
            "[[indicator]]\nclauses = [\n  { clause = \"d/1\" },\n  { clause = \"d/2\" },\n]\nid = \"b\"\n\n[[indicator.level]]\nlevel = 1\n",
        );
        let at = |needle: &str, nth: usize| {
            let line = text.lines().enumerate().filter(|(_, line)| line.contains(needle)).nth(nth).map_or(0, |(line, _)| line + 1);
            let (path, key) = entry_of(text, line);
            let path: Vec<String> = path.iter().map(|(list, place)| format!("{list}{place}")).collect();
            format!("{} {key}", path.join("/"))
        };
        assert_eq!(at("format", 0), " format");
        assert_eq!(at("mean", 0), " root.mean");
        assert_eq!(at("[[indicator]]", 0), "indicator0 ");
        assert_eq!(at("id =", 0), "indicator0 id");
        assert_eq!(at("sources", 0), "indicator0/sources0 doc");
        assert_eq!(at("level = 2", 0), "indicator0/level1 level");
        assert_eq!(at("d/1", 0), "indicator1/clauses0 clause");
        assert_eq!(at("d/2", 0), "indicator1/clauses1 clause");
        assert_eq!(at("id =", 1), "indicator1 id");
        assert_eq!(at("level = 1", 1), "indicator1/level0 level");
    }
}
