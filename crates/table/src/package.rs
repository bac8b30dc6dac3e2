//! The package around a workbook (ZIP), looked through before anything else reads it.
//!
//! Its parts are inflated within limits, checked, and packed again without compression: what reads the workbook then sees exactly what
//! was looked at, and nothing it can trust to its harm.

use std::collections::BTreeSet;
use std::io::{Cursor, Read, Write};
use zip::write::SimpleFileOptions;
use zip::{CompressionMethod, ZipArchive, ZipWriter};

/// How large a package may be, in bytes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Limits {
    /// The file.
    pub file: usize,
    /// Its parts together, once inflated.
    pub content: usize,
}

/// Why a package is not read.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Refusal {
    /// It, or what it unpacks to, is beyond the limits.
    TooLarge,
    /// It has a password.
    Password,
    /// It is of the old binary format (.xls, .et).
    OldFormat,
    /// It is no package that can be read.
    Unreadable,
}

/// One part of a package.
struct Part {
    name: String,
    content: Vec<u8>,
}

/// How a file of the old binary formats begins; a workbook with a password is wrapped in one.
const COMPOUND_FILE: [u8; 4] = [0xD0, 0xCF, 0x11, 0xE0];
/// The entry of a compound file that holds a workbook with a password (MS-OFFCRYPTO 2.3.4.4), as it is spelt in the directory.
const ENCRYPTED_PACKAGE: &str = "EncryptedPackage";

/// The same package, checked, without compression. `each` hears after every part how many bytes of the file are behind it.
///
/// # Errors
/// A [`Refusal`], or what `each` returned.
pub fn unpacked<E: From<Refusal>>(bytes: &[u8], limits: Limits, mut each: impl FnMut(usize) -> Result<(), E>) -> Result<Vec<u8>, E> {
    if bytes.len() > limits.file {
        return Err(Refusal::TooLarge.into());
    }
    if bytes.starts_with(&COMPOUND_FILE) {
        let name: Vec<u8> = ENCRYPTED_PACKAGE.encode_utf16().flat_map(u16::to_le_bytes).collect();
        let password = bytes.windows(name.len()).any(|window| window == name);
        return Err(if password { Refusal::Password } else { Refusal::OldFormat }.into());
    }
    let mut writer = Writer::new();
    let mut behind = 0;
    for_each_part(bytes, limits.content, |part, compressed| {
        check(&part)?;
        writer.add(&part)?;
        behind += compressed;
        each(behind)
    })?;
    Ok(writer.finish()?)
}

/// The same package with what `rewrite` makes of its parts, given their names and contents; without compression.
///
/// # Errors
/// A [`Refusal`] when it cannot be read.
pub fn rewritten(bytes: &[u8], rewrite: impl Fn(&str, Vec<u8>) -> Vec<u8>) -> Result<Vec<u8>, Refusal> {
    let mut writer = Writer::new();
    for_each_part(bytes, usize::MAX, |Part { name, content }, _| {
        let content = rewrite(&name, content);
        writer.add(&Part { name, content })
    })?;
    writer.finish()
}

/// Inflates the parts one after the other, with their sizes in the file.
fn for_each_part<E: From<Refusal>>(bytes: &[u8], most: usize, mut each: impl FnMut(Part, usize) -> Result<(), E>) -> Result<(), E> {
    let mut archive = ZipArchive::new(Cursor::new(bytes)).map_err(|_| Refusal::Unreadable)?;
    let mut names = BTreeSet::new();
    let mut left = most;
    for index in 0..archive.len() {
        let entry = archive.by_index(index).map_err(|_| Refusal::Unreadable)?;
        let name = entry.name().map_err(|_| Refusal::Unreadable)?.into_owned();
        let compressed = usize::try_from(entry.compressed_size()).unwrap_or(usize::MAX);
        // What it says of its size is not believed: one byte more than may still come is read at most.
        let mut content = Vec::new();
        entry.take((left as u64).saturating_add(1)).read_to_end(&mut content).map_err(|_| Refusal::Unreadable)?;
        left = left.checked_sub(content.len()).ok_or(Refusal::TooLarge)?;
        // Two parts of one name: readers differ in which of them they take. Names differ by more than the case of their letters.
        if !names.insert(name.to_ascii_lowercase()) {
            return Err(Refusal::Unreadable.into());
        }
        each(Part { name, content }, compressed)?;
    }
    Ok(())
}

/// Packs parts without compression.
struct Writer(ZipWriter<Cursor<Vec<u8>>>);

impl Writer {
    fn new() -> Self {
        Self(ZipWriter::new(Cursor::new(Vec::new())))
    }

    /// Refuses what would take more than the format can say.
    fn add(&mut self, part: &Part) -> Result<(), Refusal> {
        let stored = SimpleFileOptions::default().compression_method(CompressionMethod::Stored);
        self.0.start_file(part.name.as_str(), stored).map_err(|_| Refusal::TooLarge)?;
        self.0.write_all(&part.content).map_err(|_| Refusal::TooLarge)
    }

    fn finish(self) -> Result<Vec<u8>, Refusal> {
        self.0.finish().map(Cursor::into_inner).map_err(|_| Refusal::TooLarge)
    }
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

#[cfg(test)]
mod tests {
    use super::*;

    const LIMITS: Limits = Limits { file: 1 << 20, content: 8 << 20 };

    fn unpacked(bytes: &[u8]) -> Result<Vec<u8>, Refusal> {
        super::unpacked(bytes, LIMITS, |_| Ok(()))
    }

    fn packed(parts: &[Part]) -> Result<Vec<u8>, Refusal> {
        let mut writer = Writer::new();
        parts.iter().try_for_each(|part| writer.add(part))?;
        writer.finish()
    }

    fn package(name: &str, content: &[u8]) -> Vec<u8> {
        packed(&[Part { name: name.to_owned(), content: content.to_vec() }]).unwrap()
    }

    #[test]
    fn a_package_is_packed_again_as_it_was() {
        let content = "<a>数</a>".as_bytes();
        let again = unpacked(&package("xl/workbook.xml", content)).unwrap();
        for_each_part(&again, usize::MAX, |part, _| {
            assert_eq!(part.content, content);
            Ok::<(), Refusal>(())
        })
        .unwrap();
    }

    #[test]
    fn what_is_no_package_is_refused() {
        for bytes in [b"".as_slice(), b"PK", b"id = 1", &[0; 100], &package("a.xml", b"<a/>")[..40]] {
            assert_eq!(unpacked(bytes), Err(Refusal::Unreadable));
        }
        assert_eq!(unpacked(&[0xD0, 0xCF, 0x11, 0xE0, 0xA1, 0xB1, 0x1A, 0xE1]), Err(Refusal::OldFormat));
        let locked = [COMPOUND_FILE.to_vec(), "EncryptedPackage".encode_utf16().flat_map(u16::to_le_bytes).collect()].concat();
        assert_eq!(unpacked(&locked), Err(Refusal::Password));
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
        assert_eq!(unpacked(&vec![0; LIMITS.file + 1]), Err(Refusal::TooLarge));
        let mut writer = ZipWriter::new(Cursor::new(Vec::new()));
        let deflated = SimpleFileOptions::default().compression_method(CompressionMethod::Deflated);
        let zeros = vec![0_u8; 1 << 20];
        for name in ["a.bin", "b.bin"] {
            writer.start_file(name, deflated).unwrap();
            (0..LIMITS.content / 2 / zeros.len() + 1).for_each(|_| writer.write_all(&zeros).unwrap());
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
