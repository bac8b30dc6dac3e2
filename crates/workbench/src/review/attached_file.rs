//! What an attached file is, in words, and whether the system would run it.

use crate::view::{AttachedFileView, Text};
use shuheng_store::Attachment;

/// Media types in words.
const NAMES: [(&str, &str, &str); 19] = [
    ("application/pdf", "PDF", "PDF"),
    ("image/png", "PNG图片", "PNG picture"),
    ("image/jpeg", "JPEG图片", "JPEG picture"),
    ("image/gif", "GIF图片", "GIF picture"),
    ("image/tiff", "TIFF图片", "TIFF picture"),
    ("image/webp", "WebP图片", "WebP picture"),
    ("text/plain", "文本", "Text"),
    ("application/rtf", "RTF文档", "RTF document"),
    ("application/x-ole-storage", "旧版Office文件", "Older Office file"),
    ("application/vnd.openxmlformats-officedocument.wordprocessingml.document", "Word文档", "Word document"),
    ("application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", "Excel工作簿", "Excel workbook"),
    ("application/vnd.openxmlformats-officedocument.presentationml.presentation", "PowerPoint演示文稿", "PowerPoint presentation"),
    ("application/ofd", "OFD版式文档", "OFD document"),
    ("application/zip", "ZIP压缩包", "ZIP archive"),
    ("application/x-7z-compressed", "7z压缩包", "7z archive"),
    ("application/vnd.rar", "RAR压缩包", "RAR archive"),
    ("application/gzip", "gzip压缩包", "gzip archive"),
    ("application/vnd.microsoft.portable-executable", "Windows程序", "Windows program"),
    ("application/x-elf", "Linux程序", "Linux program"),
];

/// Contents that are programs.
const PROGRAMS: [&str; 2] = ["application/vnd.microsoft.portable-executable", "application/x-elf"];

/// Endings of names whose files a system runs, installs, or takes as a shortcut to something else. Windows:
/// <https://support.microsoft.com/office/blocked-attachments-in-outlook-434752e1-02d3-4e90-9124-8b81e49a8519>.
const RUN_BY_NAME: [&str; 44] = [
    "action",
    "app",
    "appimage",
    "application",
    "bat",
    "cmd",
    "com",
    "command",
    "cpl",
    "csh",
    "deb",
    "desktop",
    "dmg",
    "exe",
    "gadget",
    "hta",
    "htm",
    "html",
    "inf",
    "jar",
    "js",
    "jse",
    "ksh",
    "lnk",
    "msc",
    "msi",
    "msp",
    "pif",
    "pkg",
    "ps1",
    "py",
    "reg",
    "rpm",
    "scf",
    "scr",
    "sh",
    "svg",
    "url",
    "vb",
    "vbe",
    "vbs",
    "workflow",
    "ws",
    "wsf",
];

/// An attached file as the window shows it.
pub(crate) fn attached_file(name: &str, digest: &str, attachment: Option<&Attachment>) -> AttachedFileView {
    let media_type = attachment.map_or("application/octet-stream", |attachment| attachment.media_type.as_str());
    AttachedFileView {
        digest: digest.to_owned(),
        name: name.to_owned(),
        media_type: media_type.to_owned(),
        type_name: type_name(media_type),
        size: attachment.map_or(0.0, |attachment| attachment.size as f64),
        runs: runs(name, media_type),
    }
}

fn type_name(media_type: &str) -> Text {
    let known = NAMES.iter().find(|(known, _, _)| *known == media_type);
    known.map_or_else(|| Text::new("未知类型", "Unknown type"), |(_, zh, en)| Text::new(*zh, *en))
}

/// Whether a system would run the file instead of showing it, by its content or by its name.
fn runs(name: &str, media_type: &str) -> bool {
    let ending = name.rsplit_once('.').map(|(_, ending)| ending.to_lowercase()).unwrap_or_default();
    PROGRAMS.contains(&media_type) || RUN_BY_NAME.contains(&ending.as_str())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn programs_are_known_by_content_and_by_name() {
        for (name, media_type, expected) in [
            ("台账.pdf", "application/pdf", false),
            ("台账.PDF.EXE", "application/pdf", true),
            ("台账.pdf", "application/x-elf", true),
            ("清理.bat", "text/plain", true),
            ("说明", "text/plain", false),
            ("页面.html", "text/plain", true),
        ] {
            assert_eq!(runs(name, media_type), expected, "{name} {media_type}");
        }
        assert!(RUN_BY_NAME.is_sorted());
    }
}
