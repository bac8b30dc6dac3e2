//! A table that somebody saved as CSV, row by row: whatever their spreadsheet made of it.
//!
//! UTF-8 with or without a byte order mark, or GB18030 when the bytes are no UTF-8; comma, semicolon or tab between the cells; any end of
//! line; quotes. The file is read twice: once to know what it is, once for the rows, so that no more of it is in memory than a row.

use crate::error::{RowFault, WorkbenchError};
use crate::text_file;
use crate::view::Text;
use csv::StringRecord;
use encoding_rs::{CoderResult, Decoder, DecoderResult, Encoding, GB18030, UTF_8};
use std::fs::File;
use std::io::{self, BufRead, BufReader, Read, Seek};
use std::path::Path;

/// Largest table that is read, in bytes.
const LARGEST_TABLE: u64 = 1_000_000_000;
/// How much of a table is looked at to find what stands between its cells.
const SAMPLE: usize = 64 * 1024;
/// Faults that are told; more would only bury the first.
pub(crate) const TOLD: usize = 50;

/// An open table.
pub(crate) struct CsvTable {
    reader: csv::Reader<BufReader<Decoding>>,
    delimiter: u8,
    /// How the table was read, where a reader of the results would want to know.
    pub(crate) notes: Vec<Text>,
}

/// A row that is being read; one serves for a whole table.
#[derive(Default)]
pub(crate) struct Row {
    cells: StringRecord,
    /// Line from 1 on which the row begins.
    pub(crate) line: u64,
}

impl Row {
    /// Number of cells.
    pub(crate) fn len(&self) -> usize {
        self.cells.len()
    }

    /// The cells without surrounding space.
    pub(crate) fn cells(&self) -> impl Iterator<Item = &str> {
        self.cells.iter()
    }

    /// Whether no cell holds anything.
    pub(crate) fn is_blank(&self) -> bool {
        self.cells.iter().all(str::is_empty)
    }
}

impl CsvTable {
    /// Opens a table.
    ///
    /// # Errors
    /// [`WorkbenchError::File`] when it cannot be read or is larger than 1 GB, [`WorkbenchError::Table`] when it is empty, no text, in
    /// another encoding, or a quote is not closed.
    pub(crate) fn open(path: &Path) -> Result<Self, WorkbenchError> {
        let file_error = |error| WorkbenchError::File { path: path.to_owned(), writing: false, error };
        let mut file = text_file::open(path, LARGEST_TABLE)?;
        let encoding = examine(&mut file).map_err(file_error)?.map_err(|fault| table_error(path, vec![fault]))?;
        file.rewind().map_err(file_error)?;
        let mut text = BufReader::with_capacity(SAMPLE, Decoding::new(file, encoding));
        let delimiter = delimiter(&String::from_utf8_lossy(text.fill_buf().map_err(file_error)?));
        let notes = if encoding == GB18030 {
            vec![Text::new("文件不是UTF-8编码，按GB18030读取", "the file is no UTF-8 and was read as GB18030")]
        } else {
            Vec::new()
        };
        let reader =
            csv::ReaderBuilder::new().flexible(true).has_headers(false).trim(csv::Trim::All).delimiter(delimiter).from_reader(text);
        Ok(Self { reader, delimiter, notes })
    }

    /// Whether a comma stands between the cells, so that one inside a cell was quoted.
    pub(crate) fn is_comma_separated(&self) -> bool {
        self.delimiter == b','
    }

    /// The next row, or `false` after the last one. Lines without anything are passed over.
    ///
    /// # Errors
    /// A [`RowFault`] for a row that cannot be read; the table ends there.
    pub(crate) fn next(&mut self, row: &mut Row) -> Result<bool, RowFault> {
        match self.reader.read_record(&mut row.cells) {
            Ok(found) => {
                row.line = row.cells.position().map_or(0, csv::Position::line);
                Ok(found)
            }
            Err(error) => Err(RowFault {
                line: error.position().map_or(0, csv::Position::line),
                message: Text::new(
                    format!("这一行无法读取（{error}），检查文件后重试"),
                    format!("this line cannot be read ({error}); check the file and try again"),
                ),
            }),
        }
    }
}

/// The error of a table with these faults, of which the first [`TOLD`] are told.
pub(crate) fn table_error(path: &Path, mut faults: Vec<RowFault>) -> WorkbenchError {
    faults.truncate(TOLD);
    WorkbenchError::Table { path: path.to_owned(), faults }
}

/// What is said of a quote that is opened and never closed.
pub(crate) fn open_quote() -> Text {
    Text::new("引号不成对，后面的行会被并入前一行；补上缺的引号", "a quote is not closed and would swallow the lines after it; close it")
}

/// What is said of a table in which nothing stands.
pub(crate) fn nothing_in_it() -> Text {
    Text::new("文件是空的；首行应为列名，其后每行一条", "the file is empty; it needs a line of column names and rows below it")
}

/// The encoding of a table, or why it is none that can be read.
fn examine(file: &mut File) -> io::Result<Result<&'static Encoding, RowFault>> {
    let whole = |zh: &str, en: &str| Ok(Err(RowFault { line: 0, message: Text::new(zh, en) }));
    let mut chunk = vec![0; SAMPLE];
    let (mut quotes, mut first, mut anything) = (0_u64, true, false);
    loop {
        let length = file.read(&mut chunk)?;
        let bytes = &chunk[..length];
        if length == 0 {
            break;
        }
        if first && (bytes.starts_with(b"PK\x03\x04") || bytes.starts_with(&[0xd0, 0xcf, 0x11, 0xe0])) {
            return whole("这是工作簿，不是CSV；在表格软件中另存为CSV后重试", "this is a workbook, no CSV; save it as CSV and try again");
        }
        if first && (bytes.starts_with(&[0xff, 0xfe]) || bytes.starts_with(&[0xfe, 0xff])) {
            return whole("文件是UTF-16编码，另存为UTF-8的CSV后重试", "the file is UTF-16; save it as a UTF-8 CSV and try again");
        }
        first = false;
        if bytes.iter().any(|byte| byte.is_ascii_control() && !byte.is_ascii_whitespace()) {
            return whole("文件不是文字表格，选一个CSV文件", "the file is no table of text; choose a CSV file");
        }
        // In both encodings the byte of a quote is nothing but a quote.
        quotes += bytes.iter().filter(|byte| **byte == b'"').count() as u64;
        anything |= bytes.iter().any(|byte| !byte.is_ascii_whitespace() && !b"\xef\xbb\xbf".contains(byte));
    }
    if !anything {
        return Ok(Err(RowFault { line: 0, message: nothing_in_it() }));
    }
    if quotes % 2 == 1 {
        return Ok(Err(RowFault { line: 0, message: open_quote() }));
    }
    let Some(line) = first_malformed(file, UTF_8)? else { return Ok(Ok(UTF_8)) };
    if first_malformed(file, GB18030)?.is_none() {
        return Ok(Ok(GB18030));
    }
    let message = Text::new(
        "此处的字节既不是UTF-8也不是GB18030，另存为UTF-8的CSV后重试",
        "the bytes here are neither UTF-8 nor GB18030; save the file as a UTF-8 CSV and try again",
    );
    Ok(Err(RowFault { line, message }))
}

/// The first line with bytes that are no text of an encoding.
fn first_malformed(file: &mut File, encoding: &'static Encoding) -> io::Result<Option<u64>> {
    file.rewind()?;
    let mut decoder = encoding.new_decoder_with_bom_removal();
    let mut chunk = vec![0; SAMPLE];
    let mut text = vec![0; SAMPLE];
    let mut line = 1;
    loop {
        let length = file.read(&mut chunk)?;
        let mut rest = &chunk[..length];
        loop {
            let (result, read, _) = decoder.decode_to_utf8_without_replacement(rest, &mut text, length == 0);
            line += rest[..read].iter().filter(|byte| **byte == b'\n').count() as u64;
            rest = &rest[read..];
            match result {
                DecoderResult::InputEmpty => break,
                DecoderResult::OutputFull => {}
                DecoderResult::Malformed(..) => return Ok(Some(line)),
            }
        }
        if length == 0 {
            return Ok(None);
        }
    }
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

/// A file as UTF-8, decoded as it is read.
struct Decoding {
    file: File,
    decoder: Decoder,
    bytes: Vec<u8>,
    /// What of `bytes` is still to be decoded.
    undecoded: std::ops::Range<usize>,
    text: Vec<u8>,
    /// What of `text` is still to be handed out.
    waiting: std::ops::Range<usize>,
    ended: bool,
}

impl Decoding {
    fn new(file: File, encoding: &'static Encoding) -> Self {
        let decoder = encoding.new_decoder_with_bom_removal();
        Self { file, decoder, bytes: vec![0; SAMPLE], undecoded: 0..0, text: vec![0; SAMPLE], waiting: 0..0, ended: false }
    }
}

impl Read for Decoding {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        while self.waiting.is_empty() && !self.ended {
            let mut last = false;
            if self.undecoded.is_empty() {
                let length = self.file.read(&mut self.bytes)?;
                self.undecoded = 0..length;
                last = length == 0;
            }
            let (result, read, written, _) = self.decoder.decode_to_utf8(&self.bytes[self.undecoded.clone()], &mut self.text, last);
            self.undecoded.start += read;
            self.waiting = 0..written;
            self.ended = last && result == CoderResult::InputEmpty;
        }
        let length = self.waiting.len().min(buffer.len());
        buffer[..length].copy_from_slice(&self.text[self.waiting.start..self.waiting.start + length]);
        self.waiting.start += length;
        Ok(length)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::fs;

    fn table(bytes: &[u8]) -> Result<Vec<Vec<String>>, WorkbenchError> {
        let folder = tempfile::tempdir().expect("a folder");
        let path = folder.path().join("t.csv");
        fs::write(&path, bytes).expect("a table");
        let mut table = CsvTable::open(&path)?;
        let (mut row, mut rows) = (Row::default(), Vec::new());
        while table.next(&mut row).expect("a row") {
            rows.push(row.cells().map(str::to_owned).collect());
        }
        Ok(rows)
    }

    fn refused(bytes: &[u8]) -> String {
        table(bytes).expect_err("no table").message().en
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
    fn characters_across_the_ends_of_chunks() {
        for shift in 0..4 {
            let text = format!("{}{}\n1,2\n", "x".repeat(shift), "数字𠮷,".repeat(SAMPLE / 8));
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
        assert!(refused(b"\xff\xfea\0,\0b\0").contains("UTF-16"));
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
