//! Importing peers' figures: tables as people have them, and every bad one answered with a sentence and nothing half-imported.

use rust_xlsxwriter::{Format, Formula, Workbook};
use serde_json::Value;
use shuheng_acceptance::{Run, shuheng};
use std::fs;
use std::io::{Cursor, Write};
use std::path::Path;
use tempfile::TempDir;
use zip::write::SimpleFileOptions;
use zip::{CompressionMethod, ZipArchive, ZipWriter};

/// A folder with the sample engagement `a.shuheng` and a table.
fn with_table(name: &str, content: &[u8]) -> TempDir {
    let folder = tempfile::tempdir().expect("a folder");
    assert_eq!(shuheng(folder.path(), &["sample", "a.shuheng"]).code, 0);
    fs::write(folder.path().join(name), content).expect("a table");
    folder
}

fn import(folder: &Path, table: &str, more: &[&str]) -> Run {
    shuheng(folder, &[&["benchmark", "import", "a.shuheng", table, "--source", "各行年报"], more].concat())
}

/// What a dry run says of a table.
fn preview(name: &str, content: &[u8], more: &[&str]) -> Value {
    let folder = with_table(name, content);
    let run = import(folder.path(), name, &[more, &["--dry-run"]].concat());
    assert!(run.stderr.is_empty(), "{}", run.stderr);
    run.json
}

/// `institution year metric value` of what would be taken over.
fn rows(report: &Value) -> Vec<String> {
    let text = |value: &Value| value.as_str().map_or_else(|| value.to_string(), str::to_owned);
    let row = |row: &Value| format!("{} {} {} {}", text(&row["institution"]), row["year"], text(&row["metric"]["en"]), row["value"]);
    report["preview"]["rows"].as_array().expect("rows").iter().map(row).collect()
}

/// `place: reason` of what is refused.
fn refusals(report: &Value) -> String {
    let told = |refusal: &Value| format!("{}: {}", refusal["place"]["en"], refusal["message"]["en"]);
    report["preview"]["refusals"].as_array().expect("refusals").iter().map(told).collect::<Vec<_>>().join("; ")
}

fn notices(report: &Value) -> String {
    report["preview"]["notices"].as_array().expect("notices").iter().map(|notice| notice["en"].to_string()).collect::<Vec<_>>().join("; ")
}

/// The table is refused as a whole, with these words, and the engagement is byte for byte as before.
fn refused(name: &str, content: &[u8], words: &str) {
    let folder = with_table(name, content);
    let before = fs::read(folder.path().join("a.shuheng")).expect("the engagement");
    let run = import(folder.path(), name, &[]);
    assert_eq!((run.code, run.error_code().as_str()), (1, "SH-4008"), "{name}: {} {}", run.stderr, run.json);
    assert!(run.sentence().contains(words), "{name}: “{words}” is not in “{}”", run.sentence());
    assert_eq!(fs::read(folder.path().join("a.shuheng")).expect("the engagement"), before, "the file is untouched");
}

/// A workbook with one sheet of the headings 机构, 年份, 科技投入（亿元） and what `fill` puts into it.
fn workbook(fill: impl Fn(&mut rust_xlsxwriter::Worksheet)) -> Vec<u8> {
    let mut book = Workbook::new();
    let sheet = book.add_worksheet();
    sheet.write_row(0, 0, ["机构", "年份", "科技投入（亿元）"]).expect("headings");
    fill(sheet);
    book.save_to_buffer().expect("a workbook")
}

/// A workbook with one figure.
fn sound() -> Vec<u8> {
    workbook(|sheet| {
        sheet.write(1, 0, "工商银行").and_then(|s| s.write(1, 1, 2024)).and_then(|s| s.write(1, 2, 285.18)).expect("cells");
    })
}

/// A package with what `change` makes of its parts.
fn repacked(bytes: &[u8], change: impl Fn(&str, String) -> String) -> Vec<u8> {
    let mut from = ZipArchive::new(Cursor::new(bytes)).expect("a package");
    let mut to = ZipWriter::new(Cursor::new(Vec::new()));
    for index in 0..from.len() {
        let mut part = from.by_index(index).expect("a part");
        let name = part.name().expect("its name").into_owned();
        let mut text = String::new();
        std::io::Read::read_to_string(&mut part, &mut text).expect("text");
        to.start_file(name.as_str(), SimpleFileOptions::default()).expect("a part");
        to.write_all(change(&name, text).as_bytes()).expect("written");
    }
    to.finish().expect("a package").into_inner()
}

fn package(parts: &[(&str, &[u8])]) -> Vec<u8> {
    let mut writer = ZipWriter::new(Cursor::new(Vec::new()));
    for (name, content) in parts {
        writer.start_file(*name, SimpleFileOptions::default().compression_method(CompressionMethod::Deflated)).expect("a part");
        writer.write_all(content).expect("written");
    }
    writer.finish().expect("a package").into_inner()
}

#[test]
fn an_import_is_one_edit_and_undo_takes_it_back() {
    let folder = with_table("peers.xlsx", &sound());
    let run = import(folder.path(), "peers.xlsx", &["--name", "同业年报"]);
    assert_eq!((run.code, run.json["written"].as_bool()), (0, Some(true)), "{}", run.stderr);
    assert_eq!(rows(&run.json), ["工商银行 2024 IT investment 285.18"]);
    let kept = || {
        let file = rusqlite::Connection::open(folder.path().join("a.shuheng")).expect("the engagement");
        file.query_row("SELECT count(*), coalesce(max(name), '') FROM imported_data", [], |row| Ok((row.get(0)?, row.get(1)?)))
    };
    assert_eq!(kept().expect("a row"), (1, "同业年报".to_owned()));
    assert_eq!(shuheng(folder.path(), &["undo", "a.shuheng"]).code, 0);
    assert_eq!(kept().expect("a row"), (0, String::new()));
    assert_eq!(shuheng(folder.path(), &["verify", "a.shuheng"]).code, 0);
}

#[test]
fn a_dry_run_writes_nothing() {
    let folder = with_table("peers.xlsx", &sound());
    let before = fs::read(folder.path().join("a.shuheng")).expect("the engagement");
    assert_eq!(import(folder.path(), "peers.xlsx", &["--dry-run"]).code, 0);
    assert_eq!(fs::read(folder.path().join("a.shuheng")).expect("the engagement"), before);
}

#[test]
fn no_figure_without_a_source() {
    let folder = with_table("peers.xlsx", &sound());
    let run = shuheng(folder.path(), &["benchmark", "import", "a.shuheng", "peers.xlsx"]);
    assert_eq!((run.code, run.error_code().as_str()), (1, "SH-4008"));
    assert!(run.sentence().contains("no figure is loaded without one"), "{}", run.sentence());
}

#[test]
fn encodings_are_told() {
    let text = "机构,年份,科技投入（万元）\r\n工商银行,２０２４,\"2,851,800\"\r\n";
    let utf_16: Vec<u8> = "\u{feff}".encode_utf16().chain(text.encode_utf16()).flat_map(u16::to_le_bytes).collect();
    // 机构,年份,科技投入（万元） and 工商银行, as a Chinese Excel saves them.
    let gb18030 = b"\xbb\xfa\xb9\xb9,\xc4\xea\xb7\xdd,\xbf\xc6\xbc\xbc\xcd\xb6\xc8\xeb\xa3\xa8\xcd\xf2\xd4\xaa\xa3\xa9\r\n\xb9\xa4\xc9\xcc\xd2\xf8\xd0\xd0,2024,\"2,851,800\"\r\n";
    for (bytes, encoding) in [
        (text.as_bytes(), "UTF-8"),
        (format!("\u{feff}{text}").as_bytes(), "UTF-8 BOM"),
        (utf_16.as_slice(), "UTF-16LE"),
        (gb18030.as_slice(), "GB18030"),
    ] {
        let report = preview("peers.csv", bytes, &[]);
        assert_eq!(report["encoding"], encoding);
        assert_eq!(rows(&report), ["工商银行 2024 IT investment 285.18"], "{encoding}");
    }
}

#[test]
fn a_mapping_from_a_file_and_from_words() {
    let table = "名称;投;说\n甲城商行;12.5%;x\n";
    let folder = with_table("t.csv", table.as_bytes());
    let mapping = "source = \"访谈\"\nyear = 2024\nquality = \"self-reported\"\nkind = \"city_bank\"\n[columns]\n\"投\" = { metric = \"线上占比\", unit = \"%\" }\nC = \"note\"\n";
    fs::write(folder.path().join("m.toml"), mapping).expect("a mapping");
    let run = shuheng(folder.path(), &["benchmark", "import", "a.shuheng", "t.csv", "--mapping", "m.toml", "--dry-run"]);
    assert_eq!(rows(&run.json), ["甲城商行 2024 线上占比 12.5"], "{}", run.stderr);
    assert_eq!(run.json["preview"]["rows"][0]["quality"], "selfReported");
    let words = ["benchmark", "import", "a.shuheng", "t.csv", "--source", "访谈", "--column", "投=线上占比@2023:%", "--dry-run"];
    assert_eq!(rows(&shuheng(folder.path(), &words).json), ["甲城商行 2023 线上占比 12.5"]);
    fs::write(folder.path().join("m.toml"), "source = \"x\"\nyeer = 2024\n").expect("a mapping");
    let run = shuheng(folder.path(), &["benchmark", "import", "a.shuheng", "t.csv", "--mapping", "m.toml"]);
    assert!(run.code == 1 && run.sentence().contains("line 2") && run.sentence().contains("yeer"), "{}", run.stderr);
    let run = shuheng(folder.path(), &["benchmark", "import", "a.shuheng", "t.csv", "--column", "没有=year"]);
    assert_eq!(run.error_code(), "SH-4006", "{}", run.stderr);
}

#[test]
fn percentages_formulas_and_hidden_rows_of_a_workbook() {
    let mut book = Workbook::new();
    let sheet = book.add_worksheet();
    let percent = Format::new().set_num_format("0.0%");
    sheet.write_row(0, 0, ["机构", "年份", "科技投入（亿元）", "科技人员占比"]).expect("headings");
    sheet.write_row(1, 0, ["甲行", "2024"]).expect("cells");
    sheet.write_formula(1, 2, Formula::new("=1+1.5").set_result("2.5")).expect("a formula");
    sheet.write_number_with_format(1, 3, 0.125, &percent).expect("a percentage");
    sheet.write_row(2, 0, ["乙行", "2024", "7"]).expect("cells");
    sheet.set_row_hidden(2).expect("hidden");
    let bytes = book.save_to_buffer().expect("a workbook");
    let columns = ["--column", "科技人员占比=科技人员占比:%"];
    let report = preview("t.xlsx", &bytes, &columns);
    assert_eq!(rows(&report), ["甲行 2024 IT investment 2.5", "甲行 2024 IT staff share of employees 12.5"]);
    assert!(notices(&report).contains("1 figure comes from a formula"), "{}", notices(&report));
    assert!(notices(&report).contains("1 hidden row was left out"));
    let folder = with_table("t.xlsx", &bytes);
    fs::write(folder.path().join("m.toml"), "hidden_rows = true\n").expect("a mapping");
    let all = import(folder.path(), "t.xlsx", &["--mapping", "m.toml", "--dry-run"]).json;
    assert!(rows(&all).contains(&"乙行 2024 IT investment 7.0".to_owned()), "{:?}", rows(&all));

    let without = repacked(
        &workbook(|sheet| {
            sheet.write_row(1, 0, ["甲行", "2024"]).expect("cells");
            sheet.write_formula(1, 2, "=1+1").expect("a formula");
            sheet.write_row(2, 0, ["乙行", "2024", "7"]).expect("cells");
        }),
        |_, text| text.replace("<f>1+1</f><v>0</v>", "<f>1+1</f>"),
    );
    let report = preview("t.xlsx", &without, &[]);
    assert_eq!(rows(&report), ["乙行 2024 IT investment 7.0"]);
    assert!(refusals(&report).contains("\"C2\": \"a formula without a saved result"), "{}", refusals(&report));
}

#[test]
fn rows_that_cannot_be_used_are_named_and_the_rest_is_taken() {
    let table = "机构,年份,科技投入（亿元）\n甲行,2024,1\n甲行,2024,1\n乙行,2024,2\n乙行,2024,3\n丙行,2099,1\n丁行,2024,-5\n戊行,2024,1e308\n己行,2024,约3\n庚行,2024,—\n合计,2024,9\n";
    let report = preview("t.csv", table.as_bytes(), &[]);
    assert_eq!(rows(&report), ["甲行 2024 IT investment 1.0"]);
    let told = refusals(&report);
    for (place, why) in [
        ("C3", "repeats line 2"),
        ("C4", "another value"),
        ("C5", "contradicts line 4"),
        ("C6", "2099 is still to come"),
        ("C7", "cannot lie below nought"),
        ("C8", "beyond ±1e150"),
        ("C9", "is no number"),
        ("A11", "sums up other rows"),
    ] {
        assert!(told.split("; \"").any(|one| one.trim_start_matches('"').starts_with(place) && one.contains(why)), "{place} {why}: {told}");
    }
    assert_eq!((report["preview"]["refused"].as_u64(), report["preview"]["missing"].as_u64()), (Some(8), Some(1)));
}

#[test]
fn nothing_but_refused_rows_is_no_import() {
    let folder = with_table("t.csv", "机构,年份,科技投入（亿元）\n甲行,2099,1\n".as_bytes());
    let run = import(folder.path(), "t.csv", &[]);
    assert_eq!((run.code, run.error_code().as_str()), (1, "SH-1002"), "{}", run.stderr);
}

#[test]
fn texts_that_are_no_table() {
    refused("t.csv", b"", "is empty");
    refused("t.csv", b"\xff\xff,\x80\n", "neither UTF-8 nor GB18030");
    refused("t.csv", b"a,b\n\x00,1\n", "no table of text");
    refused("t.csv", b"a,b\n\"1,2\n", "a quote is not closed");
    let wide = (0..10_000).map(|column| format!("c{column}")).collect::<Vec<_>>().join(",");
    refused("t.csv", format!("{wide}\n{wide}\n").as_bytes(), "at most 1000 columns");
}

#[test]
fn merged_headings() {
    let merged = workbook(|sheet| {
        sheet.merge_range(0, 1, 0, 2, "2024年", &Format::new()).expect("merged");
        sheet.write_row(1, 0, ["甲行", "2024", "1"]).expect("cells");
    });
    refused("t.xlsx", &merged, "B1:C1 of the heading are merged");
    let below = workbook(|sheet| {
        sheet.merge_range(1, 0, 2, 0, "甲行", &Format::new()).expect("merged");
        sheet.write_row(1, 1, ["2024", "1"]).and_then(|sheet| sheet.write_row(2, 1, ["2023", "2"])).expect("cells");
    });
    let report = preview("t.xlsx", &below, &[]);
    assert_eq!(rows(&report), ["甲行 2024 IT investment 1.0"]);
    assert!(refusals(&report).contains("\"A3\": \"the institution is empty and cells of this row are merged"), "{}", refusals(&report));
}

#[test]
fn workbooks_that_are_none() {
    let compound = |inside: &str| {
        let name: Vec<u8> = inside.encode_utf16().flat_map(u16::to_le_bytes).collect();
        [&[0xD0, 0xCF, 0x11, 0xE0, 0xA1, 0xB1, 0x1A, 0xE1][..], &[0; 600], &name].concat()
    };
    refused("t.xlsx", &compound("EncryptedPackage"), "has a password");
    refused("t.xls", &compound("Workbook"), "old binary format");
    refused("t.et", &compound("ETWorkbook"), "old binary format");
    refused("t.numbers", &package(&[("Index/Document.iwa", b"x"), ("preview.jpg", b"x")]), "this is Numbers");
    refused("t.xlsx", &package(&[("content.xml", b"<a/>"), ("META-INF/manifest.xml", b"<a/>")]), "OpenDocument");
    refused("t.xlsx", &package(&[("a.txt", b"x")]), "no readable .xlsx");
    refused("t.xlsx", &sound()[..sound().len() / 2], "no readable .xlsx");
    refused("t.xlsx", &workbook_without_cells(), "is empty");
    let zeros = vec![b' '; 300 << 20];
    let bomb = package(&[("xl/worksheets/sheet1.xml", &zeros)]);
    assert!(bomb.len() < 1 << 20, "it looks harmless");
    refused("t.xlsx", &bomb, "256 MB unpacked");
    let wide = repacked(&sound(), |_, text| text.replace("r=\"C2\"", "r=\"XFD2\""));
    refused("t.xlsx", &wide, "column 16384 (XFD)");
}

fn workbook_without_cells() -> Vec<u8> {
    let mut book = Workbook::new();
    book.add_worksheet();
    book.save_to_buffer().expect("a workbook")
}

#[test]
fn sheets_are_chosen_by_name() {
    let mut book = Workbook::new();
    book.add_worksheet().set_name("说明").and_then(|sheet| sheet.write(0, 0, "说明")).expect("a sheet");
    let sheet = book.add_worksheet().set_name("数据").expect("a sheet");
    sheet
        .write_row(0, 0, ["机构", "年份", "科技投入（亿元）"])
        .and_then(|sheet| sheet.write_row(1, 0, ["甲行", "2024", "1"]))
        .expect("cells");
    let bytes = book.save_to_buffer().expect("a workbook");
    assert_eq!(rows(&preview("t.xlsx", &bytes, &["--sheet", "数据"])), ["甲行 2024 IT investment 1.0"]);
    let folder = with_table("t.xlsx", &bytes);
    let run = import(folder.path(), "t.xlsx", &["--sheet", "没有"]);
    assert!(run.code == 1 && run.sentence().contains("use one of 说明, 数据"), "{}", run.stderr);
}
