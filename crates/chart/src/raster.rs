//! PNG from the SVG of a scene.

use crate::fonts;
use resvg::tiny_skia::{Pixmap, Transform};
use resvg::usvg::{FontResolver, Options, Tree, fontdb};

/// Why a picture could not be made.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum ChartError {
    /// The text is not an SVG that can be drawn.
    #[error("the picture cannot be read: {0}")]
    Svg(String),
    /// Width or resolution outside of what can be drawn.
    #[error("a picture {width_mm} mm wide at {dpi} dpi cannot be drawn; use 10–1000 mm, 36–1200 dpi and at most 100 megapixels")]
    Size {
        /// Width asked for, in mm, rounded.
        width_mm: i64,
        /// Resolution asked for.
        dpi: u32,
    },
    /// The PNG encoder failed.
    #[error("the PNG cannot be written: {0}")]
    Encode(String),
}

const MM_PER_INCH: f64 = 25.4;
const MAX_PIXELS: f64 = 100e6;

/// Draws the SVG as PNG of the given width, with the bundled fonts only.
///
/// `width_mm` is 170 for a full page width or 85 for a column (10–1000 are accepted), `dpi` usually 300 (36–1200).
/// The resolution is written into the file, so that Word and LibreOffice place it at its true size.
pub fn png(svg: &str, width_mm: f64, dpi: u32) -> Result<Vec<u8>, ChartError> {
    let wrong_size = ChartError::Size { width_mm: width_mm.round() as i64, dpi };
    if !(10.0..=1000.0).contains(&width_mm) || !(36..=1200).contains(&dpi) {
        return Err(wrong_size);
    }
    let options = Options { fontdb: fonts::database(), font_resolver: resolver(), ..Options::default() };
    let tree = Tree::from_str(svg, &options).map_err(|e| ChartError::Svg(e.to_string()))?;
    let width = (width_mm / MM_PER_INCH * f64::from(dpi)).round();
    let zoom = width / f64::from(tree.size().width());
    let height = (f64::from(tree.size().height()) * zoom).round().max(1.0);
    if width * height > MAX_PIXELS {
        return Err(wrong_size);
    }
    let mut pixmap = Pixmap::new(width as u32, height as u32).ok_or(wrong_size)?;
    resvg::render(&tree, Transform::from_scale(zoom as f32, zoom as f32), &mut pixmap.as_mut());
    let bytes = pixmap.encode_png().map_err(|e| ChartError::Encode(e.to_string()))?;
    Ok(with_resolution(bytes, dpi))
}

/// Resvg's own fallback ignores the weight and would draw the Chinese half of a bold title in Regular.
fn resolver() -> FontResolver<'static> {
    let select_fallback = |c: char, used: &[fontdb::ID], database: &mut std::sync::Arc<fontdb::Database>| {
        let weight = database.face(*used.first()?)?.weight;
        let candidates = database.faces().filter(|face| !used.contains(&face.id));
        candidates.filter(|face| face.weight == weight).find(|face| has(database, face.id, c)).map(|face| face.id)
    };
    FontResolver { select_fallback: Box::new(select_fallback), ..FontResolver::default() }
}

fn has(database: &fontdb::Database, id: fontdb::ID, c: char) -> bool {
    let found = |data: &[u8], index| ttf_parser::Face::parse(data, index).ok().and_then(|face| face.glyph_index(c)).is_some();
    database.with_face_data(id, found).unwrap_or(false)
}

/// Adds the chunk pHYs behind IHDR, which always takes the first 8 + 25 bytes.
fn with_resolution(png: Vec<u8>, dpi: u32) -> Vec<u8> {
    const AFTER_HEADER: usize = 33;
    if png.len() < AFTER_HEADER {
        return png;
    }
    let per_metre = (f64::from(dpi) / MM_PER_INCH * 1000.0).round() as u32;
    let mut chunk = b"pHYs".to_vec();
    chunk.extend(per_metre.to_be_bytes());
    chunk.extend(per_metre.to_be_bytes());
    chunk.push(1); // the unit is the metre
    let mut out = Vec::with_capacity(png.len() + 21);
    out.extend(&png[..AFTER_HEADER]);
    out.extend(9_u32.to_be_bytes());
    out.extend(&chunk);
    out.extend(crc32(&chunk).to_be_bytes());
    out.extend(&png[AFTER_HEADER..]);
    out
}

/// The checksum of a PNG chunk (ISO 3309), bit by bit: 13 bytes need no table.
fn crc32(bytes: &[u8]) -> u32 {
    let step = |crc: u32| if crc & 1 == 1 { (crc >> 1) ^ 0xEDB8_8320 } else { crc >> 1 };
    !bytes.iter().fold(u32::MAX, |crc, byte| (0..8).fold(crc ^ u32::from(*byte), |crc, _| step(crc)))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn svg(text: &str, weight: u32) -> String {
        format!(
            "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"200\" height=\"40\"><text x=\"4\" y=\"28\" font-size=\"20\" font-weight=\"{weight}\" font-family=\"{}\">{text}</text></svg>",
            fonts::FAMILY
        )
    }

    fn ink(text: &str, weight: u32) -> u64 {
        let png = png(&svg(text, weight), 170.0, 150).unwrap();
        let pixmap = Pixmap::decode_png(&png).unwrap();
        pixmap.pixels().iter().map(|p| u64::from(p.alpha())).sum()
    }

    #[test]
    fn size_and_resolution_are_as_asked() {
        for (width_mm, pixels) in [(170.0, 2008_u32), (85.0, 1004)] {
            let png = png(&svg("数衡", 400), width_mm, 300).unwrap();
            assert_eq!(&png[16..20], &pixels.to_be_bytes());
            assert_eq!(&png[37..41], b"pHYs");
            assert_eq!(&png[41..45], &11811_u32.to_be_bytes());
            // The decoder checks every chunk's checksum.
            assert_eq!(Pixmap::decode_png(&png).unwrap().width(), pixels);
        }
    }

    #[test]
    fn the_checksum_is_the_one_of_the_standard() {
        assert_eq!(crc32(b"123456789"), 0xCBF4_3926);
    }

    #[test]
    fn bundled_fonts_draw_both_scripts_in_both_weights() {
        let (regular, bold) = (ink("数衡", 400), ink("数衡", 600));
        assert!(regular > 0 && bold > regular * 11 / 10, "{regular} {bold}");
        // Chinese behind Latin keeps the weight.
        let mixed = ink("a数衡", 600) - ink("a", 600);
        assert!(mixed.abs_diff(bold) < bold / 20, "{mixed} {bold}");
        assert!(ink("Shuheng 85.3", 600) > ink("Shuheng 85.3", 400));
        assert!(ink("数衡 Shuheng 85.3", 400) > 0);
    }

    #[test]
    fn nonsense_is_an_error() {
        assert!(matches!(png("<svg", 170.0, 300), Err(ChartError::Svg(_))));
        assert!(matches!(png(&svg("a", 400), f64::NAN, 300), Err(ChartError::Size { .. })));
        assert!(matches!(png(&svg("a", 400), 170.0, 0), Err(ChartError::Size { .. })));
        let tower = svg("a", 400).replace("height=\"40\"", "height=\"400000\"");
        assert!(matches!(png(&tower, 170.0, 300), Err(ChartError::Size { .. })));
    }
}
