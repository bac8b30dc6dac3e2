//! A table that somebody saved as CSV, row by row: whatever their spreadsheet made of it.
//!
//! Any of the encodings of [`TextEncoding`]; comma, semicolon or tab between the cells; any end of line; quotes. The file is read twice:
//! once to know what it is, once for the rows, so that no more of it is in memory than a row.

use crate::fault::{Fault, TableError};
use crate::text_encoding::{CHUNK, Decoding, TextEncoding};
use csv::StringRecord;
use std::fs::File;
use std::io::{BufRead, BufReader, Read, Seek};

/// An open table.
pub struct CsvTable {
    reader: csv::Reader<BufReader<Decoding>>,
    delimiter: u8,
    encoding: TextEncoding,
}

/// A row that is being read; one serves for a whole table.
#[derive(Default)]
pub struct CsvRow {
    cells: StringRecord,
    /// Line from 1 on which the row begins.
    pub line: u64,
}

impl CsvRow {
    /// Number of cells.
    #[must_use]
    pub fn len(&self) -> usize {
        self.cells.len()
    }

    /// Whether there is no cell.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.cells.is_empty()
    }

    /// The cells without surrounding space.
    pub fn cells(&self) -> impl Iterator<Item = &str> {
        self.cells.iter()
    }

    /// Whether no cell holds anything.
    #[must_use]
    pub fn is_blank(&self) -> bool {
        self.cells.iter().all(str::is_empty)
    }
}

impl CsvTable {
    /// Opens a table.
    ///
    /// # Errors
    /// [`TableError::Fault`] when it is a workbook, empty, no text, in another encoding, or a quote is not closed.
    pub fn open(mut file: File) -> Result<Self, TableError> {
        let mut start = Vec::new();
        Read::by_ref(&mut file).take(4).read_to_end(&mut start)?;
        if start.starts_with(b"PK\x03\x04") || start.starts_with(&[0xd0, 0xcf, 0x11, 0xe0]) {
            let fault = Fault::whole(
                "这是工作簿，不是CSV；在表格软件中另存为CSV后重试",
                "this is a workbook, no CSV; save it as CSV and try again",
            );
            return Err(fault.into());
        }
        file.rewind()?;
        let encoding = TextEncoding::of(&mut file)?;
        let mut text = BufReader::with_capacity(CHUNK, Decoding::new(file, encoding)?);
        let delimiter = delimiter(&String::from_utf8_lossy(text.fill_buf()?));
        let reader =
            csv::ReaderBuilder::new().flexible(true).has_headers(false).trim(csv::Trim::All).delimiter(delimiter).from_reader(text);
        Ok(Self { reader, delimiter, encoding })
    }

    /// The encoding it was read in.
    #[must_use]
    pub fn encoding(&self) -> TextEncoding {
        self.encoding
    }

    /// Whether a comma stands between the cells, so that one inside a cell was quoted.
    #[must_use]
    pub fn is_comma_separated(&self) -> bool {
        self.delimiter == b','
    }

    /// Bytes of decoded text that were read.
    #[must_use]
    pub fn position(&self) -> u64 {
        self.reader.position().byte()
    }

    /// The next row, or `false` after the last one. Lines without anything are passed over.
    ///
    /// # Errors
    /// A [`Fault`] for a row that cannot be read; the table ends there.
    pub fn next(&mut self, row: &mut CsvRow) -> Result<bool, Fault> {
        let read = loop {
            let read = self.reader.read_record(&mut row.cells);
            let nothing = row.cells.len() == 1 && row.is_blank();
            if !(matches!(read, Ok(true)) && nothing) {
                break read;
            }
        };
        match read {
            Ok(found) => {
                row.line = row.cells.position().map_or(0, csv::Position::line);
                Ok(found)
            }
            Err(error) => {
                let fault = Fault::whole(
                    format!("这一行无法读取（{error}），检查文件后重试"),
                    format!("this line cannot be read ({error}); check the file and try again"),
                );
                Err(Fault { line: error.position().map_or(0, csv::Position::line), ..fault })
            }
        }
    }
}

/// What is said of a quote that is opened and never closed.
#[must_use]
pub fn open_quote() -> Fault {
    Fault::whole("引号不成对，后面的行会被并入前一行；补上缺的引号", "a quote is not closed and would swallow the lines after it; close it")
}

/// What is said of a table in which nothing stands.
#[must_use]
pub fn nothing_in_it() -> Fault {
    Fault::whole("文件是空的；首行应为列名，其后每行一条", "the file is empty; it needs a line of column names and rows below it")
}

/// What stands between the cells: of tab, semicolon and comma the first that is as frequent on the first line as on the second, and
/// else the most frequent on the first.
fn delimiter(sample: &str) -> u8 {
    const CANDIDATES: [u8; 3] = [b'\t', b';', b','];
    let mut lines: Vec<[usize; 3]> = Vec::new();
    let (mut counts, mut quoted, mut blank) = ([0; 3], false, true);
    for byte in sample.bytes().chain([b'\n']) {
        match byte {
            b'"' => quoted = !quoted,
            b'\n' if !quoted => {
                if !blank {
                    lines.push(counts);
                }
                (counts, blank) = ([0; 3], true);
            }
            _ if !quoted => {
                if let Some(index) = CANDIDATES.iter().position(|candidate| *candidate == byte) {
                    counts[index] += 1;
                }
            }
            _ => {}
        }
        blank &= byte.is_ascii_whitespace();
        if lines.len() == 2 {
            break;
        }
    }
    let first = lines.first().copied().unwrap_or_default();
    let second = lines.get(1).copied().unwrap_or(first);
    let steady = (0..3).find(|index| first[*index] > 0 && first[*index] == second[*index]);
    let frequent = (0..3).max_by_key(|index| first[*index]);
    steady.or(frequent).map_or(b',', |index| CANDIDATES[index])
}

#[cfg(test)]
mod tests {
    use super::*;
    use encoding_rs::GB18030;
    use std::io::Write;

    fn table(bytes: &[u8]) -> Result<Vec<Vec<String>>, TableError> {
        let mut file = tempfile::tempfile().expect("a file");
        file.write_all(bytes).expect("a table");
        file.rewind().expect("its start");
        let mut table = CsvTable::open(file)?;
        let (mut row, mut rows) = (CsvRow::default(), Vec::new());
        while table.next(&mut row).expect("a row") {
            rows.push(row.cells().map(str::to_owned).collect());
        }
        Ok(rows)
    }

    fn refused(bytes: &[u8]) -> String {
        match table(bytes).expect_err("no table") {
            TableError::Fault(fault) => format!("line {}: {}", fault.line, fault.message.en),
            other => panic!("{other:?}"),
        }
    }

    #[test]
    fn encodings_delimiters_and_ends_of_line() {
        let expected = vec![vec!["机构".to_owned(), "资产".to_owned()], vec!["甲行".to_owned(), "1".to_owned()]];
        for text in ["机构,资产\n甲行,1\n", "\u{feff}机构;资产\r\n甲行;1", "机构\t资产\r\n\r\n甲行\t1\r\n", "\"机构\", 资产 \n甲行,\"1\"\n"]
        {
            assert_eq!(table(text.as_bytes()).expect("a table"), expected, "{text}");
            let (gb18030, ..) = GB18030.encode(text.trim_start_matches('\u{feff}'));
            assert_eq!(table(&gb18030).expect("a table"), expected, "{text}");
        }
    }

    #[test]
    fn rows_know_their_lines() {
        let rows = "\na,b\n\n\n1,\"2\n\n3\"\n \n4,5";
        for end in ["\n", "\r\n", "\r"] {
            let mut file = tempfile::tempfile().expect("a file");
            file.write_all(rows.replace('\n', end).as_bytes()).expect("a table");
            let mut table = CsvTable::open({
                file.rewind().expect("its start");
                file
            })
            .expect("a table");
            let (mut row, mut lines) = (CsvRow::default(), Vec::new());
            while table.next(&mut row).expect("a row") {
                lines.push(row.line);
            }
            assert_eq!(lines, [2, 5, 9], "{end:?}");
        }
    }

    #[test]
    fn utf_16_with_its_mark() {
        let text = "机构,资产\r\n甲行,1\r\n";
        let expected = vec![vec!["机构".to_owned(), "资产".to_owned()], vec!["甲行".to_owned(), "1".to_owned()]];
        let units = |unit: fn(u16) -> [u8; 2]| {
            "\u{feff}".chars().chain(text.chars()).collect::<String>().encode_utf16().flat_map(unit).collect::<Vec<u8>>()
        };
        assert_eq!(table(&units(u16::to_le_bytes)).expect("a table"), expected);
        assert_eq!(table(&units(u16::to_be_bytes)).expect("a table"), expected);
    }

    #[test]
    fn characters_across_the_ends_of_chunks() {
        for shift in 0..4 {
            let text = format!("{}{}\n1,2\n", "x".repeat(shift), "数字𠮷,".repeat(CHUNK / 8));
            let rows = table(text.as_bytes()).expect("a table");
            assert_eq!(rows[0].join(","), text.lines().next().expect("a line"));
            let (gb18030, ..) = GB18030.encode(&text);
            assert_eq!(table(&gb18030).expect("a table"), rows);
        }
    }

    #[test]
    fn what_is_no_table() {
        assert!(refused(b"").contains("is empty"));
        assert!(refused(b"\xef\xbb\xbf\r\n \n").contains("is empty"));
        assert!(refused(b"PK\x03\x04rest").contains("a workbook"));
        assert!(refused(b"\xff\xfea\0,\0b").contains("the mark of UTF-16"), "half a character at its end");
        assert!(refused(b"a,b\n\x00,1\n").contains("no table of text"));
        assert!(refused(b"a,b\n\"1,2\n").contains("a quote is not closed"));
        assert!(
            refused(b"a,b\n1,2\n\xff\xff,3\n").contains("line 3: the bytes here are neither"),
            "{}",
            refused(b"a,b\n1,2\n\xff\xff,3\n")
        );
    }

    #[test]
    fn delimiters_by_frequency() {
        assert_eq!(delimiter("a;b,c;d\n1;2;3\n"), b';');
        assert_eq!(delimiter("a,b,c\n1,2\n"), b',');
        assert_eq!(delimiter("\"a;b\",c\n1,2\n"), b',');
        assert_eq!(delimiter("a\n1\n"), b',');
        assert_eq!(delimiter("a b\tc, d\n1\t2\n"), b'\t');
    }
}
