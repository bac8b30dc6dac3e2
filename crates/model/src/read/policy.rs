//! The files of the policy folder: documents, reading guides and calendars, told apart by what they hold.

use super::table::{File, Located, Table};
use crate::fault::{Fault, Faults, Place};
use crate::policy::{
    Binds, Calendar, CalendarDate, CalendarEntry, Clause, ClauseGroup, Direction, InstitutionPath, Policies, PolicyDocument, ReadingGuide,
};
use crate::source::ModelSource;
use crate::text::Text;
use std::cell::RefCell;

/// Reads every file of the policy folder.
///
/// # Errors
/// Every [`Fault`] found, by file and line.
pub fn load_policies(source: &ModelSource) -> Result<Policies, Vec<Fault>> {
    let faults = RefCell::new(Faults::default());
    let mut policies = Policies::default();
    // Clauses are known only when all documents are read.
    let mut named: Vec<Located<String>> = Vec::new();
    for (name, text) in source.files() {
        let file = File::new(name, text, &faults);
        let parsed = file.parse();
        let table = Table::new(&file, parsed.get_ref(), 0);
        table.format();
        if table.has("clause") && table.has("group") {
            policies.documents.extend(document(&table, &faults));
        } else if table.has("direction") {
            policies.guides.extend(guide(&table, &mut named));
        } else if table.has("entry") {
            policies.calendars.extend(calendar(&table, &mut named));
        } else {
            table.error(
                &Place { file: name.to_owned(), line: 0 },
                Text::new("看不出这是什么文件", "it cannot be told what this file is"),
                Text::new(
                    "政策文件有[[group]]与[[clause]]，解读有[[direction]]，日历有[[entry]]",
                    "a policy document has [[group]] and [[clause]], a reading guide [[direction]], a calendar [[entry]]",
                ),
            );
            continue;
        }
        table.finish();
    }
    // What was issued last is asked for first.
    policies.documents.sort_by(|a, b| b.date.cmp(&a.date));
    for reference in &named {
        let known = match reference.value.contains('/') {
            true => policies.clause(&reference.value).is_some(),
            false => policies.document(&reference.value).is_some(),
        };
        if !known {
            faults.borrow_mut().error(
                &reference.place,
                Text::new(format!("没有“{}”", reference.value), format!("there is no `{}`", reference.value)),
                Text::new(
                    "用政策文件的编号，条款写作<文件>/<条号>",
                    "use the id of a policy document, and <document>/<number> for a clause",
                ),
            );
        }
    }
    let faults = faults.into_inner();
    if faults.has_errors() { Err(faults.into_sorted()) } else { Ok(policies) }
}

fn once(places: &[Located<String>], faults: &RefCell<Faults>) {
    crate::check::unique(places.iter(), faults);
}

fn document(table: &Table<'_, '_>, faults: &RefCell<Faults>) -> Option<PolicyDocument> {
    let (id, number, title) = (table.string("id"), table.string_opt("number"), table.text("title"));
    let (title_hant, short, publisher) = (table.string_opt("title_hant"), table.text("short"), table.text("publisher"));
    let (date, cite, summary) = (table.string("date"), table.text("cite"), table.text("summary"));
    let groups: Vec<Located<ClauseGroup>> = table.tables("group").iter().filter_map(group).collect();
    let id = id?;
    let ids: Vec<Located<String>> =
        groups.iter().map(|group| Located { value: group.value.id.clone(), place: group.place.clone() }).collect();
    once(&ids, faults);
    let groups: Vec<ClauseGroup> = groups.into_iter().map(|group| group.value).collect();
    let clauses: Vec<Clause> = table.tables("clause").iter().filter_map(|entry| clause(entry, &id.value, &groups)).collect();
    let ids: Vec<Located<String>> =
        clauses.iter().map(|clause| Located { value: clause.id.clone(), place: clause.place.clone() }).collect();
    once(&ids, faults);
    Some(PolicyDocument {
        id: id.value,
        number: number.map(|number| number.value),
        title: title?,
        title_hant: title_hant.map(|title| title.value),
        short: short?,
        publisher: publisher?,
        date: date?.value,
        clause: cite?,
        summary: summary?,
        groups,
        clauses,
        place: id.place,
    })
}

fn group(table: &Table<'_, '_>) -> Option<Located<ClauseGroup>> {
    let (id, ordinal, name) = (table.string("id"), table.string("ordinal"), table.text("name"));
    let (name_hant, short) = (table.string_opt("name_hant"), table.text("short"));
    table.finish();
    let id = id?;
    Some(Located {
        place: id.place,
        value: ClauseGroup {
            id: id.value,
            ordinal: ordinal?.value,
            name: name?,
            name_hant: name_hant.map(|name| name.value),
            short: short?,
        },
    })
}

fn clause(table: &Table<'_, '_>, document: &str, groups: &[ClauseGroup]) -> Option<Clause> {
    let (number, group, heading) = (table.string("number"), table.string("group"), table.text("heading"));
    let (heading_hant, binds) = (table.string_opt("heading_hant"), table.string("binds"));
    let (binds_reason, summary) = (table.text_opt("binds_reason"), table.text("summary"));
    table.finish();
    let (number, group, binds) = (number?, group?, binds?);
    let Some(group_index) = groups.iter().position(|known| known.id == group.value) else {
        let known = groups.iter().map(|group| group.id.as_str()).collect::<Vec<_>>();
        table.error(
            &group.place,
            Text::new(format!("没有章节“{}”", group.value), format!("there is no group `{}`", group.value)),
            Text::new(format!("用：{}", known.join("、")), format!("use one of: {}", known.join(", "))),
        );
        return None;
    };
    let all = [Binds::Institution, Binds::Supervisor, Binds::Both, Binds::General];
    let Some(binds) = all.into_iter().find(|known| known.word() == binds.value) else {
        table.error(
            &binds.place,
            Text::new(format!("不认识的约束对象“{}”", binds.value), format!("`binds` cannot be `{}`", binds.value)),
            Text::new("用institution、supervisor、both或general", "use institution, supervisor, both or general"),
        );
        return None;
    };
    Some(Clause {
        id: format!("{document}/{}", number.value),
        number: number.value,
        group: group_index,
        heading: heading?,
        heading_hant: heading_hant.map(|heading| heading.value),
        binds,
        binds_reason,
        summary: summary?,
        place: number.place,
    })
}

/// The clauses that a table names, remembered for the check that they exist.
fn clauses(table: &Table<'_, '_>, named: &mut Vec<Located<String>>) -> Vec<String> {
    let clauses = table.strings_opt("clauses");
    named.extend(clauses.iter().map(|clause| Located { value: clause.clone(), place: table.place.clone() }));
    clauses
}

fn guide(table: &Table<'_, '_>, named: &mut Vec<Located<String>>) -> Option<ReadingGuide> {
    let (id, policy, title) = (table.string("id"), table.string("policy"), table.text("title"));
    let (publisher, date, note) = (table.text("publisher"), table.string("date"), table.text("note"));
    let directions: Vec<Direction> = table
        .tables("direction")
        .iter()
        .filter_map(|entry| {
            let (id, ordinal, name, summary) = (entry.string("id"), entry.string("ordinal"), entry.text("name"), entry.text("summary"));
            let clauses = clauses(entry, named);
            entry.finish();
            Some(Direction { id: id?.value, ordinal: ordinal?.value, name: name?, summary: summary?, clauses })
        })
        .collect();
    let paths = table
        .tables("path")
        .iter()
        .filter_map(|entry| {
            let (id, name, types, summary) = (entry.string("id"), entry.text("name"), entry.strings("types"), entry.text("summary"));
            entry.finish();
            Some(InstitutionPath { id: id?.value, name: name?, types: types?, summary: summary? })
        })
        .collect();
    let policy = policy?;
    named.push(policy.clone());
    Some(ReadingGuide {
        id: id?.value,
        policy: policy.value,
        title: title?,
        publisher: publisher?,
        date: date?.value,
        note: note?,
        directions,
        paths,
    })
}

fn calendar(table: &Table<'_, '_>, named: &mut Vec<Located<String>>) -> Option<Calendar> {
    let (id, title, attribution) = (table.string("id"), table.text("title"), table.text("attribution"));
    let entries = table.tables("entry").iter().filter_map(|entry| calendar_entry(entry, named)).collect();
    Some(Calendar { id: id?.value, title: title?, attribution: attribution?, entries })
}

fn calendar_entry(table: &Table<'_, '_>, named: &mut Vec<Located<String>>) -> Option<CalendarEntry> {
    let (id, kind, title) = (table.string("id"), table.string("kind"), table.text("title"));
    let (publisher, duty, for_types) = (table.text("publisher"), table.text("duty"), table.strings("for_types"));
    let (indicators, clauses) = (table.strings_opt("indicators"), clauses(table, named));
    let source = table.table_opt("source").map(|source| {
        let found = (source.string("doc"), source.string("locator"));
        source.finish();
        found
    });
    let kind = kind?;
    let date = match kind.value.as_str() {
        "issued" => table.string("date").map(|date| CalendarDate::Issued(date.value)),
        "effective" => table.string("date").map(|date| CalendarDate::Effective(date.value)),
        "recurring" => {
            let (month, day) = (table.small("month"), table.small("day"));
            month.zip(day).and_then(|(month, day)| {
                let (value, place) = ((u32::from(month.value), u32::from(day.value)), month.place);
                // A day that does not exist in a leap year exists in no year.
                let exists = value.0 >= 1
                    && value.0 <= 12
                    && value.1 >= 1
                    && value.1 <= [31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31][value.0 as usize - 1];
                if !exists {
                    table.error(
                        &place,
                        Text::new(format!("没有{}月{}日", value.0, value.1), format!("there is no day {} of month {}", value.1, value.0)),
                        Text::new("改正month与day", "correct `month` and `day`"),
                    );
                }
                exists.then_some(CalendarDate::Yearly { month: value.0, day: value.1 })
            })
        }
        other => {
            table.error(
                &kind.place,
                Text::new(format!("不认识的日期种类“{other}”"), format!("unknown kind `{other}`")),
                Text::new("用issued、effective或recurring", "use issued, effective or recurring"),
            );
            return None;
        }
    };
    table.finish();
    if source.is_none() && !table.has("source") {
        table.error(
            &table.place,
            Text::new("缺少“source”", "`source` is missing"),
            Text::new("补上source = { doc = …, locator = … }", "add source = { doc = …, locator = … }"),
        );
    }
    let (source, locator) = source?;
    let id = id?;
    Some(CalendarEntry {
        id: id.value,
        date: date?,
        title: title?,
        publisher: publisher?,
        duty: duty?,
        for_types: for_types?,
        indicators,
        clauses,
        source: source?.value,
        locator: locator?.value,
        place: id.place,
    })
}
