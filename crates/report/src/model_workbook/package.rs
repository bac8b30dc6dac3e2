//! The package around a workbook (ZIP), looked through before anything else reads it.
//!
//! Its parts are inflated within limits, checked, and packed again without compression: what reads the workbook then sees exactly what
//! was looked at, and nothing it can trust to its harm.

use super::fault::SheetFault;
use shuheng_model::Text;
use std::collections::BTreeSet;
use std::io::{Cursor, Read, Write};
use zip::write::SimpleFileOptions;
use zip::{CompressionMethod, ZipArchive, ZipWriter};

/// The largest workbook that is read, in bytes. A model of a thousand indicators takes about two million.
pub(super) const MAX_FILE: usize = 16 << 20;
/// The most its parts may hold together once inflated, in bytes.
pub(super) const MAX_CONTENT: usize = 128 << 20;

/// One part of a package.
struct Part {
    name: String,
    content: Vec<u8>,
}

/// Why a package is not read.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Refusal {
    /// It, or what it unpacks to, is larger than any model.
    TooLarge,
    /// It has a password, or is of the old binary format.
    Locked,
    /// It is no workbook.
    Unreadable,
}

impl From<Refusal> for SheetFault {
    fn from(refusal: Refusal) -> Self {
        match refusal {
            Refusal::TooLarge => Self::of_workbook(
                Text::new("工作簿过大", "the workbook is too large"),
                Text::new(
                    format!("文件不超过{}MB，解压后不超过{}MB；删去图片与多余的内容", MAX_FILE >> 20, MAX_CONTENT >> 20),
                    format!(
                        "at most {} MB, and {} MB unpacked: take out pictures and what does not belong",
                        MAX_FILE >> 20,
                        MAX_CONTENT >> 20
                    ),
                ),
            ),
            Refusal::Locked => Self::of_workbook(
                Text::new("工作簿有密码，或是旧的.xls格式", "the workbook has a password, or is of the old .xls format"),
                Text::new("在Excel中去掉密码，另存为.xlsx", "take the password off in Excel and save it as .xlsx"),
            ),
            Refusal::Unreadable => no_workbook(),
        }
    }
}

pub(super) fn no_workbook() -> SheetFault {
    SheetFault::of_workbook(
        Text::new("这不是可读的.xlsx工作簿", "this is no readable .xlsx workbook"),
        Text::new("用本程序导出的工作簿，或在Excel中另存为.xlsx", "use a workbook exported by this program, or save it as .xlsx in Excel"),
    )
}

/// The same package, checked, without compression.
pub(super) fn unpacked(bytes: &[u8]) -> Result<Vec<u8>, Refusal> {
    if bytes.len() > MAX_FILE {
        return Err(Refusal::TooLarge);
    }
    if bytes.starts_with(&[0xD0, 0xCF, 0x11, 0xE0]) {
        return Err(Refusal::Locked);
    }
    let parts = parts(bytes)?;
    parts.iter().try_for_each(check)?;
    packed(&parts).ok_or(Refusal::TooLarge)
}

fn parts(bytes: &[u8]) -> Result<Vec<Part>, Refusal> {
    let mut archive = ZipArchive::new(Cursor::new(bytes)).map_err(|_| Refusal::Unreadable)?;
    let mut parts = Vec::new();
    let mut names = BTreeSet::new();
    let mut left = MAX_CONTENT;
    for index in 0..archive.len() {
        let entry = archive.by_index(index).map_err(|_| Refusal::Unreadable)?;
        let name = entry.name().map_err(|_| Refusal::Unreadable)?.into_owned();
        // What it says of its size is not believed: one byte more than may still come is read at most.
        let mut content = Vec::new();
        entry.take(left as u64 + 1).read_to_end(&mut content).map_err(|_| Refusal::Unreadable)?;
        left = left.checked_sub(content.len()).ok_or(Refusal::TooLarge)?;
        // Two parts of one name: readers differ in which of them they take. Names differ by more than the case of their letters.
        if !names.insert(name.to_ascii_lowercase()) {
            return Err(Refusal::Unreadable);
        }
        parts.push(Part { name, content });
    }
    Ok(parts)
}

/// XML parts are UTF-8, and a list of strings does not announce more of them than it could hold: its reader would set aside memory for
/// as many as it says.
fn check(part: &Part) -> Result<(), Refusal> {
    let name = part.name.to_ascii_lowercase();
    if !name.ends_with(".xml") && !name.ends_with(".rels") {
        return Ok(());
    }
    let text = std::str::from_utf8(&part.content).ok().filter(|text| !text.contains('\0')).ok_or(Refusal::Unreadable)?;
    let announced = text.match_indices("uniqueCount").filter_map(|(at, found)| {
        let value = text[at + found.len()..].trim_start().strip_prefix('=')?.trim_start().trim_start_matches(['"', '\'']);
        let digits = value.find(|c: char| !c.is_ascii_digit()).map_or(value, |end| &value[..end]);
        (!digits.is_empty()).then(|| digits.parse::<usize>().unwrap_or(usize::MAX))
    });
    if announced.max().is_some_and(|most| most > text.len()) { Err(Refusal::Unreadable) } else { Ok(()) }
}

/// Packs parts without compression; `None` when that would take more than the format can say.
fn packed(parts: &[Part]) -> Option<Vec<u8>> {
    let mut writer = ZipWriter::new(Cursor::new(Vec::new()));
    for part in parts {
        writer.start_file(part.name.as_str(), SimpleFileOptions::default().compression_method(CompressionMethod::Stored)).ok()?;
        writer.write_all(&part.content).ok()?;
    }
    writer.finish().ok().map(Cursor::into_inner)
}

/// For tests: the package with one part rewritten, sound in itself.
#[cfg(test)]
pub(super) fn with_part(bytes: &[u8], name: &str, rewrite: impl Fn(Vec<u8>) -> Vec<u8>) -> Option<Vec<u8>> {
    let mut all = parts(bytes).ok()?;
    for part in all.iter_mut().filter(|part| part.name == name) {
        part.content = rewrite(std::mem::take(&mut part.content));
    }
    packed(&all)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn package(name: &str, content: &[u8]) -> Vec<u8> {
        packed(&[Part { name: name.to_owned(), content: content.to_vec() }]).unwrap()
    }

    #[test]
    fn a_package_is_packed_again_as_it_was() {
        let content = "<a>数</a>".as_bytes();
        let again = unpacked(&package("xl/workbook.xml", content)).unwrap();
        assert_eq!(parts(&again).unwrap()[0].content, content);
    }

    #[test]
    fn what_is_no_package_is_refused() {
        for bytes in [b"".as_slice(), b"PK", b"id = 1", &[0; 100], &package("a.xml", b"<a/>")[..40]] {
            assert_eq!(unpacked(bytes), Err(Refusal::Unreadable));
        }
        assert_eq!(unpacked(&[0xD0, 0xCF, 0x11, 0xE0, 0xA1, 0xB1, 0x1A, 0xE1]), Err(Refusal::Locked));
        let file = package("a.xml", b"<abc/>");
        for index in 0..file.len() {
            let mut damaged = file.clone();
            damaged[index] ^= 0x11;
            let _ = unpacked(&damaged);
        }
        let twice = packed(&[Part { name: "a".to_owned(), content: vec![1] }, Part { name: "A".to_owned(), content: vec![2] }]).unwrap();
        assert_eq!(unpacked(&twice), Err(Refusal::Unreadable));
    }

    #[test]
    fn what_would_fill_the_memory_is_refused() {
        assert_eq!(unpacked(&vec![0; MAX_FILE + 1]), Err(Refusal::TooLarge));
        let mut writer = ZipWriter::new(Cursor::new(Vec::new()));
        let deflated = SimpleFileOptions::default().compression_method(CompressionMethod::Deflated);
        let zeros = vec![0_u8; 1 << 20];
        for name in ["a.bin", "b.bin"] {
            writer.start_file(name, deflated).unwrap();
            (0..MAX_CONTENT / 2 / zeros.len() + 1).for_each(|_| writer.write_all(&zeros).unwrap());
        }
        let bomb = writer.finish().unwrap().into_inner();
        assert!(bomb.len() < 1 << 20, "it looks harmless: {}", bomb.len());
        assert_eq!(unpacked(&bomb), Err(Refusal::TooLarge));
        let lie = package("xl/sharedStrings.xml", br#"<sst uniqueCount = "99999999999999999999"/>"#);
        assert_eq!(unpacked(&lie), Err(Refusal::Unreadable));
        assert!(unpacked(&package("xl/sharedStrings.xml", br#"<sst uniqueCount="1"><si><t>x</t></si></sst>"#)).is_ok());
        assert_eq!(unpacked(&package("a.xml", b"\xff\xfe<\0a\0")), Err(Refusal::Unreadable));
    }
}
