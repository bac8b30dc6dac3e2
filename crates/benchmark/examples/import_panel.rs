//! How long importing a panel takes, and how much memory: `cargo run --release -p shuheng-benchmark --example import_panel [rows]`. The
//! table is made in a process of its own, so that only the reading counts.
#![expect(clippy::expect_used, reason = "a measurement that cannot be set up must fail loudly")]

use shuheng_benchmark::import::{KnownMetric, Vocabulary, guess, read};
use shuheng_table::{Table, Watch};
use std::fs::File;
use std::io::Write;
use std::path::Path;
use std::process::Command;
use std::time::Instant;

const HEADINGS: [&str; 7] = ["机构", "年份", "指标", "数值", "单位", "来源", "备注"];

fn main() {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    match arguments.iter().map(String::as_str).collect::<Vec<_>>().as_slice() {
        ["make", path, rows] => make(Path::new(path), rows.parse().expect("a number of rows")),
        ["read", path] => measure(Path::new(path)),
        other => {
            let rows = other.first().copied().unwrap_or("100000");
            let folder = tempfile::tempdir().expect("a folder");
            let program = std::env::current_exe().expect("this program");
            for name in ["panel.csv", "panel.xlsx"] {
                let path = folder.path().join(name);
                for arguments in [&["make".as_ref(), path.as_os_str(), rows.as_ref()][..], &["read".as_ref(), path.as_os_str()]] {
                    assert!(Command::new(&program).args(arguments).status().expect("a run").success());
                }
            }
        }
    }
}

fn row(index: usize) -> [String; 7] {
    [
        format!("样本机构{:05}", index / 20),
        (2015 + index % 10).to_string(),
        if (index / 10).is_multiple_of(2) { "科技投入" } else { "员工总数" }.to_owned(),
        format!("{}.{:02}", 100 + index % 900, index % 97),
        if (index / 10).is_multiple_of(2) { "万元" } else { "人" }.to_owned(),
        "各行年报".to_owned(),
        if index.is_multiple_of(50) { "母公司口径" } else { "" }.to_owned(),
    ]
}

fn make(path: &Path, rows: usize) {
    if path.extension().is_some_and(|extension| extension == "csv") {
        let mut text = HEADINGS.join(",");
        (0..rows).for_each(|index| {
            text.push('\n');
            text.push_str(&row(index).join(","));
        });
        File::create(path).and_then(|mut file| file.write_all(text.as_bytes())).expect("a table");
        return;
    }
    let mut book = rust_xlsxwriter::Workbook::new();
    let sheet = book.add_worksheet();
    sheet.write_row(0, 0, HEADINGS).expect("headings");
    for index in 0..rows {
        let line = u32::try_from(index + 1).expect("a row");
        for (column, cell) in (0..).zip(row(index)) {
            match cell.parse::<f64>() {
                Ok(number) => sheet.write_number(line, column, number),
                Err(_) => sheet.write_string(line, column, cell),
            }
            .expect("a cell");
        }
    }
    book.save(path).expect("a workbook");
}

fn measure(path: &Path) {
    let metric = |id: &str, name: &str, unit: &str| KnownMetric {
        id: id.to_owned(),
        name_zh: name.to_owned(),
        name_en: id.to_owned(),
        unit: unit.to_owned(),
    };
    let known =
        Vocabulary::new(vec![metric("it_investment", "科技投入", "亿元"), metric("employees", "员工总数", "人")], Vec::new(), Vec::new());
    let watch = Watch::default();
    let start = Instant::now();
    let table = Table::read(File::open(path).expect("the table"), None, &watch).expect("a table");
    let opened = start.elapsed();
    let mapping = guess(&table, &known, None);
    let import = read(&table, "panel", &mapping, &known, 2025, &watch).expect("a reading");
    let previewed = start.elapsed();
    let content = import.table.to_content().expect("a content");
    println!(
        "{}: {} figures, {} refused; opened {:.2} s, previewed {:.2} s, kept {:.2} s in {:.1} MB; peak memory {} MB",
        path.file_name().unwrap_or_default().to_string_lossy(),
        import.table.figures.len(),
        import.refused_count,
        opened.as_secs_f64(),
        previewed.as_secs_f64(),
        start.elapsed().as_secs_f64(),
        content.len() as f64 / 1e6,
        peak().map_or_else(|| "?".to_owned(), |kilobytes| (kilobytes / 1024).to_string()),
    );
}

/// Peak resident memory in kB, where the system tells it (Linux).
fn peak() -> Option<u64> {
    let status = std::fs::read_to_string("/proc/self/status").ok()?;
    status.lines().find_map(|line| line.strip_prefix("VmHWM:")?.split_whitespace().next()?.parse().ok())
}
