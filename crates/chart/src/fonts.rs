//! The bundled fonts: which face draws a character, and how wide a text is.

use resvg::usvg::fontdb;
use std::collections::HashMap;
use std::sync::{Arc, OnceLock};
use ttf_parser::Face;

/// The attribute every text carries; resolves to the bundled fonts in resvg, typst and the window alike.
pub(crate) const FAMILY: &str = "Inter, Noto Sans SC, sans-serif";
/// The same with the Chinese font first, for the Chinese runs of a text.
pub(crate) const FAMILY_CHINESE_FIRST: &str = "Noto Sans SC, Inter, sans-serif";

static INTER_REGULAR: &[u8] = include_bytes!("../../../assets/fonts/Inter-Regular.otf");
static INTER_SEMIBOLD: &[u8] = include_bytes!("../../../assets/fonts/Inter-SemiBold.otf");
static NOTO_REGULAR: &[u8] = include_bytes!("../../../assets/fonts/NotoSansSC-Regular.otf");
static NOTO_SEMIBOLD: &[u8] = include_bytes!("../../../assets/fonts/NotoSansSC-SemiBold.otf");

/// The two weights that are bundled.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Weight {
    Regular,
    SemiBold,
}

/// Advance widths in em by character, of both fonts in one weight.
struct Widths {
    inter: HashMap<char, f64>,
    noto: HashMap<char, f64>,
}

fn widths(weight: Weight) -> &'static Widths {
    static REGULAR: OnceLock<Widths> = OnceLock::new();
    static SEMIBOLD: OnceLock<Widths> = OnceLock::new();
    let (cell, inter, noto) = match weight {
        Weight::Regular => (&REGULAR, INTER_REGULAR, NOTO_REGULAR),
        Weight::SemiBold => (&SEMIBOLD, INTER_SEMIBOLD, NOTO_SEMIBOLD),
    };
    cell.get_or_init(|| Widths { inter: advances(inter), noto: advances(noto) })
}

fn advances(font: &[u8]) -> HashMap<char, f64> {
    let mut found = HashMap::new();
    let Ok(face) = Face::parse(font, 0) else {
        return found;
    };
    let em = f64::from(face.units_per_em());
    for table in face.tables().cmap.iter().flat_map(|cmap| cmap.subtables).filter(|table| table.is_unicode()) {
        table.codepoints(|code| {
            let advance = char::from_u32(code).and_then(|c| Some((c, face.glyph_hor_advance(table.glyph_index(code)?)?)));
            found.extend(advance.map(|(c, width)| (c, f64::from(width) / em)));
        });
    }
    found
}

/// Fonts for resvg, parsed once. Nothing of the system is loaded, so a picture is the same on every machine.
pub(crate) fn database() -> Arc<fontdb::Database> {
    static DATABASE: OnceLock<Arc<fontdb::Database>> = OnceLock::new();
    let build = || {
        let mut database = fontdb::Database::new();
        for font in [INTER_REGULAR, NOTO_REGULAR, INTER_SEMIBOLD, NOTO_SEMIBOLD] {
            database.load_font_source(fontdb::Source::Binary(Arc::new(font)));
        }
        database.set_sans_serif_family("Noto Sans SC");
        database.set_serif_family("Noto Sans SC");
        Arc::new(database)
    };
    Arc::clone(DATABASE.get_or_init(build))
}

/// Width of a text in px. Kerning is left out, which errs by less than 2% and on the safe side.
pub(crate) fn width(text: &str, size: f64, weight: Weight) -> f64 {
    let chinese = has_chinese(text);
    text.chars().map(|c| advance(c, weight, chinese)).sum::<f64>() * size
}

/// Whether a character comes from the Chinese font, in a text that is Chinese or is not: what Inter lacks, and in
/// Chinese text the punctuation that is narrow in Inter.
pub(crate) fn from_chinese_font(c: char, chinese: bool) -> bool {
    (chinese && prefers_chinese(c)) || !widths(Weight::Regular).inter.contains_key(&c)
}

/// Width of one character in em; `chinese` says whether it stands in a Chinese text.
pub(crate) fn advance(c: char, weight: Weight, chinese: bool) -> f64 {
    let widths = widths(weight);
    let font = if from_chinese_font(c, chinese) { &widths.noto } else { &widths.inter };
    font.get(&c).copied().unwrap_or(if c.is_ascii() { 0.6 } else { 1.0 })
}

/// Whether the text holds a Chinese character or full-width punctuation.
pub(crate) fn has_chinese(text: &str) -> bool {
    text.chars().any(is_wide)
}

/// Chinese characters and full-width forms: a line may break on either side of them.
pub(crate) fn is_wide(c: char) -> bool {
    matches!(c, '\u{2E80}'..='\u{9FFF}' | '\u{F900}'..='\u{FAFF}' | '\u{FE30}'..='\u{FE4F}' | '\u{FF00}'..='\u{FFEF}' | '\u{20000}'..='\u{3FFFF}')
}

/// Punctuation that is narrow in Inter and full-width in Chinese text.
fn prefers_chinese(c: char) -> bool {
    matches!(c, '‘' | '’' | '“' | '”' | '…' | '—')
}

/// Characters of the text that the bundled fonts lack, each once, in order of appearance: for a warning on export.
///
/// White space and control characters do not count.
pub fn unsupported_glyphs(text: &str) -> Vec<char> {
    let widths = widths(Weight::Regular);
    let mut missing = Vec::new();
    for c in text.chars().filter(|c| !c.is_whitespace() && !c.is_control()) {
        if !widths.inter.contains_key(&c) && !widths.noto.contains_key(&c) && !missing.contains(&c) {
            missing.push(c);
        }
    }
    missing
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn all_four_faces_are_found_under_their_names() {
        let database = database();
        for (family, weight) in [("Inter", 400), ("Inter", 600), ("Noto Sans SC", 400), ("Noto Sans SC", 600)] {
            let query = fontdb::Query { families: &[fontdb::Family::Name(family)], weight: fontdb::Weight(weight), ..Default::default() };
            let face = database.query(&query).and_then(|id| database.face(id)).expect(family);
            assert_eq!((face.families[0].0.as_str(), face.weight.0), (family, weight));
        }
        assert_eq!(database.len(), 4);
    }

    #[test]
    fn digits_are_tabular_and_hanzi_are_square() {
        let one = width("1111", 12.0, Weight::Regular);
        assert!((one - width("8085", 12.0, Weight::Regular)).abs() < 1e-9);
        assert!((width("数衡", 12.0, Weight::SemiBold) - 24.0).abs() < 1e-9);
        assert!((width("他说“好”", 10.0, Weight::Regular) - 50.0).abs() < 1e-9);
    }

    #[test]
    fn missing_glyphs_are_named_once() {
        assert_eq!(unsupported_glyphs("数衡 Shuheng 85.3 −▲▼●■◆○◐〔①≥↑昇"), Vec::<char>::new());
        assert_eq!(unsupported_glyphs("𠮷林 龘𠮷\n"), vec!['𠮷', '龘']);
    }
}
