//! What kind of file an attachment is, told from its first bytes and never from its name.

/// How many bytes are looked at.
pub(crate) const LOOKED_AT: usize = 8 * 1024;

/// What nothing is known of.
const UNKNOWN: &str = "application/octet-stream";

/// Beginnings that name their format. Values are those of the IANA registry of media types.
const BEGINNINGS: [(&[u8], &str); 15] = [
    (b"%PDF-", "application/pdf"),
    (b"\x89PNG\r\n\x1a\n", "image/png"),
    (b"\xff\xd8\xff", "image/jpeg"),
    (b"GIF87a", "image/gif"),
    (b"GIF89a", "image/gif"),
    (b"II*\0", "image/tiff"),
    (b"MM\0*", "image/tiff"),
    (b"{\\rtf", "application/rtf"),
    // Word, Excel and PowerPoint before 2007 share one container.
    (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "application/x-ole-storage"),
    (b"7z\xbc\xaf\x27\x1c", "application/x-7z-compressed"),
    (b"Rar!\x1a\x07", "application/vnd.rar"),
    (b"\x1f\x8b", "application/gzip"),
    (b"MZ", "application/vnd.microsoft.portable-executable"),
    (b"\x7fELF", "application/x-elf"),
    (b"SQLite format 3\0", "application/vnd.sqlite3"),
];

/// Names inside a ZIP container that tell whose it is.
const CONTAINED: [(&[u8], &str); 4] = [
    (b"word/", "application/vnd.openxmlformats-officedocument.wordprocessingml.document"),
    (b"xl/", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"),
    (b"ppt/", "application/vnd.openxmlformats-officedocument.presentationml.presentation"),
    // 版式文档, GB/T 33190.
    (b"OFD.xml", "application/ofd"),
];

/// The media type of a file that begins with `head`, its first [`LOOKED_AT`] bytes or all of it.
pub(crate) fn of(head: &[u8]) -> &'static str {
    if head.starts_with(b"PK\x03\x04") || head.starts_with(b"PK\x05\x06") {
        let holds = |name: &[u8]| head.windows(name.len()).any(|window| window == name);
        return CONTAINED.iter().find(|(name, _)| holds(name)).map_or("application/zip", |(_, kind)| kind);
    }
    if head.starts_with(b"RIFF") && head.get(8..12) == Some(b"WEBP") {
        return "image/webp";
    }
    if let Some((_, kind)) = BEGINNINGS.iter().find(|(beginning, _)| head.starts_with(beginning)) {
        return kind;
    }
    if is_text(head) { "text/plain" } else { UNKNOWN }
}

/// Whether it reads as UTF-8 without control characters; the last character may be cut.
fn is_text(head: &[u8]) -> bool {
    let text = match std::str::from_utf8(head) {
        Ok(text) => text,
        Err(error) if error.error_len().is_none() && head.len() >= LOOKED_AT => {
            std::str::from_utf8(&head[..error.valid_up_to()]).unwrap_or_default()
        }
        Err(_) => return false,
    };
    !text.is_empty() && !text.chars().any(|c| c.is_control() && !matches!(c, '\n' | '\r' | '\t'))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn is_told_from_the_content() {
        let zip = |name: &str| [b"PK\x03\x04\x14\0\0\0\x08\0".as_slice(), name.as_bytes()].concat();
        let cut = format!("{}字", "a".repeat(LOOKED_AT - 1));
        for (head, kind) in [
            (b"%PDF-1.7\n".to_vec(), "application/pdf"),
            (b"\x89PNG\r\n\x1a\n\0\0".to_vec(), "image/png"),
            (b"RIFF\0\0\0\0WEBPVP8 ".to_vec(), "image/webp"),
            (b"RIFF\0\0\0\0WAVEfmt ".to_vec(), UNKNOWN),
            (zip("[Content_Types].xml…word/document.xml"), CONTAINED[0].1),
            (zip("xl/workbook.xml"), CONTAINED[1].1),
            (zip("OFD.xml"), "application/ofd"),
            (zip("照片.jpg"), "application/zip"),
            ("制度，第3条\r\n".into(), "text/plain"),
            (cut.as_bytes()[..LOOKED_AT].to_vec(), "text/plain"),
            (b"a\0b".to_vec(), UNKNOWN),
            (b"\xc4\xea\xb1\xa8".to_vec(), UNKNOWN),
            (Vec::new(), UNKNOWN),
            (b"MZ\x90\0".to_vec(), "application/vnd.microsoft.portable-executable"),
        ] {
            assert_eq!(of(&head), kind, "{:?}", String::from_utf8_lossy(&head));
        }
    }
}
