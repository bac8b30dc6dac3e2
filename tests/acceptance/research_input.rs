//! Tables that the researcher's commands refuse: exit code 1, a stable code, and a sentence with line and column.

use shuheng_acceptance::shuheng;
use std::fs;
use std::path::Path;

const DESCRIBE: [&str; 3] = ["stats", "describe", "t.csv"];
const ENTROPY: [&str; 4] = ["weights", "t.csv", "--method", "entropy"];
const AGREEMENT: [&str; 5] = ["stats", "agreement", "t.csv", "--level", "interval"];

fn refused(folder: &Path, arguments: &[&str], table: &[u8], code: &str, words: &str) {
    fs::write(folder.join("t.csv"), table).expect("a table");
    let run = shuheng(folder, arguments);
    assert_eq!((run.code, run.error_code().as_str()), (1, code), "{}: {}", String::from_utf8_lossy(table), run.stderr);
    assert!(run.sentence().contains(words), "“{words}” is not in “{}”", run.sentence());
    assert!(run.json.is_null(), "nothing is printed: {}", run.json);
}

#[test]
fn tables_that_cannot_be_read() {
    let folder = tempfile::tempdir().expect("a folder");
    let folder = folder.path();
    for (table, words) in [
        (&b""[..], "is empty"),
        (b"\xef\xbb\xbf\n", "is empty"),
        (b"unit,a\n", "there are column names and no rows"),
        (b"unit\nx\n", "there is no column of figures"),
        (b"unit,a\nx,1\ny,1,2\n", "line 3: has 3 cells where the first line has 2"),
        (b"unit,a\nx,good\n", "line 2: column `a`: `good` is not a number"),
        (b"unit,a\nx,nan\n", "line 2: column `a`: `nan` is no finite number"),
        (b"unit,a\nx,-Inf\n", "is no finite number"),
        (b"unit,a\nx,2e150\n", "lies beyond"),
        (b"unit,a,a\nx,1,2\n", "line 1: columns 2 and 3 have the same name"),
        (b"unit,a\nx,1\nx,2\n", "line 3: `x` stands on line 2 already"),
        (b"unit,year,a\nx,2024,1\nx,2024,2\n", "line 3: `x` 2024 stands on line 2 already"),
        (b"unit,a\nx,1%\ny,2\n", "per cent sign on line 2 and none on line 3"),
        (b"unit,a\n\"x,1\n", "a quote is not closed"),
        (b"unit,a\nx,\x00\n", "no table of text"),
        (b"PK\x03\x04\x14\x00", "a workbook"),
        (b"unit,a\n\xff\xff,1\n", "line 2: the bytes here are neither UTF-8 nor GB18030"),
    ] {
        refused(folder, &DESCRIBE, table, "SH-4004", words);
        refused(folder, &ENTROPY, table, "SH-4004", words);
    }
    refused(folder, &AGREEMENT, b"item,a,b\nx,1,very\n", "SH-4004", "line 2: column `b`: `very` is not a number");
    refused(folder, &AGREEMENT, b"item,a,b\nx,1\n", "SH-4004", "line 2: has 2 cells");
    let matrix = b"size,price\n1,3\n1/2,1\n";
    refused(
        folder,
        &["ahp", "t.csv"],
        matrix,
        "SH-4004",
        "row `size`, column `price` is 3, so row `price`, column `size` should be 1/3, not 1/2",
    );
    refused(folder, &["ahp", "t.csv"], b"1,3\n", "SH-4004", "1 rows and 2 columns");
}

#[test]
fn files_that_are_none() {
    let folder = tempfile::tempdir().expect("a folder");
    let folder = folder.path();
    let missing = shuheng(folder, &DESCRIBE);
    assert_eq!((missing.code, missing.error_code().as_str()), (1, "SH-4002"), "{}", missing.stderr);
    let device = shuheng(folder, &["stats", "describe", "/dev/zero"]);
    assert_eq!((device.code, device.error_code().as_str()), (1, "SH-4002"), "{}", device.stderr);
    fs::File::create(folder.join("t.csv")).and_then(|file| file.set_len(1_000_000_001)).expect("a large file");
    let large = shuheng(folder, &DESCRIBE);
    assert_eq!((large.code, large.error_code().as_str()), (1, "SH-4002"), "{}", large.stderr);
    assert!(large.sentence().contains("too large"), "{}", large.sentence());
}

#[test]
fn sound_tables_that_a_method_cannot_use() {
    let folder = tempfile::tempdir().expect("a folder");
    let folder = folder.path();
    refused(folder, &ENTROPY, b"unit,a\nx,1\ny,-2\nz,3\n", "SH-4005", "column `a` is below 0 for `y`");
    refused(folder, &ENTROPY, b"unit,a,b\nw,,5\nx,1,1\ny,2,-2\n", "SH-4005", "column `b` is below 0 for `y`");
    refused(folder, &ENTROPY, b"unit,a,b\nx,1,\ny,2,NA\n", "SH-4005", "column `b` has no figure at all");
    refused(folder, &ENTROPY, b"unit,a,b\nx,1,\ny,,2\nz,3,3\n", "SH-4005", "1 units have every figure and two are needed");
    refused(folder, &ENTROPY, b"unit,a\nx,1\ny,1\n", "SH-4005", "no column tells the units apart");
    let cost = [&ENTROPY[..], &["--cost", "b"]].concat();
    refused(folder, &cost, b"unit,a\nx,1\ny,2\n", "SH-4006", "has no column `b`; use one of a");
    refused(folder, &AGREEMENT, b"item,a\nx,1\ny,2\n", "SH-4005", "agreement needs two raters");
    fs::write(folder.join("other.csv"), "a,b,c\n1,2,3\n,1,2\n,,1\n").expect("a matrix");
    refused(folder, &["ahp", "other.csv", "t.csv"], b"1,2\n,1\n", "SH-4005", "2 criteria are compared, unlike other.csv");
    refused(folder, &["ahp", "other.csv", "t.csv"], b"a,c,b\n1,2,3\n,1,2\n,,1\n", "SH-4005", "criterion 2 is called `c`");
}

#[test]
fn spreadsheets_of_every_origin_are_read_alike() {
    let folder = tempfile::tempdir().expect("a folder");
    let folder = folder.path();
    // 机构, 资产 and 甲 in GB18030.
    let gb18030 = b"\xbb\xfa\xb9\xb9,\xd7\xca\xb2\xfa\r\n\xbc\xd7,1\r\nB,3\r\n";
    let tables: [&[u8]; 4] = [
        gb18030,
        "\u{feff}机构;资产\r\n甲;1\r\nB;3\r\n".as_bytes(),
        "机构\t资产\n甲\t１\nB\t３\n".as_bytes(),
        "机构,资产\n甲,\"1\"\nB,3.0\n,\n".as_bytes(),
    ];
    for table in tables {
        fs::write(folder.join("t.csv"), table).expect("a table");
        let run = shuheng(folder, &DESCRIBE);
        assert_eq!(run.code, 0, "{}", run.stderr);
        let column = &run.json["columns"][0];
        assert_eq!((column["column"].as_str(), column["n"].as_u64(), column["mean"].as_f64()), (Some("资产"), Some(2), Some(2.0)));
    }
    fs::write(folder.join("t.csv"), gb18030).expect("a table");
    assert!(shuheng(folder, &DESCRIBE).json["notes"].to_string().contains("was read as GB18030"));
}

#[test]
fn a_result_never_replaces_its_table() {
    let folder = tempfile::tempdir().expect("a folder");
    let folder = folder.path();
    let table = b"unit,a,b\nx,1,2\ny,2,1\n";
    refused(folder, &[&ENTROPY[..], &["--out", "./t.csv"]].concat(), table, "SH-1002", "is the table itself");
    assert_eq!(fs::read(folder.join("t.csv")).expect("the table"), table);
    refused(folder, &[&ENTROPY[..], &["--out", "nowhere/w.json"]].concat(), table, "SH-5001", "");
    refused(folder, &[&ENTROPY[..], &["--out", "."]].concat(), table, "SH-5001", "is a folder");
    let usage = shuheng(folder, &["weights", "t.csv", "--method", "guess"]);
    assert_eq!(usage.code, 2);
}
