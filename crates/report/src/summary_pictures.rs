//! The pictures under the summary, two in a row unless they are wide.

use rust_xlsxwriter::{ColNum, Image, RowNum};

use crate::error::ReportError;
use crate::input::Picture;
use crate::sheet::Sheet;
use crate::summary::{LEFT, RIGHT, half_pixels};
use crate::text::property_text;

/// Height of a row in pixels.
const ROW_PIXELS: u32 = 20;
/// Rows that one printed page holds under the scale that the widths lead to.
const PAGE_ROWS: u32 = 42;
/// A picture wider than this, measured in its own height, takes the whole width.
const WIDE: f64 = 2.2;

/// Places the pictures from a row on; returns the last row used.
pub(crate) fn place(sheet: &mut Sheet, first: RowNum) -> Result<RowNum, ReportError> {
    let pictures = &sheet.book.input.pictures;
    if pictures.is_empty() {
        return Ok(first);
    }
    let half = half_pixels(sheet.book);
    let mut breaks = vec![first];
    let (mut row, mut page) = (first, first);
    let mut index = 0;
    while index < pictures.len() {
        let pair = index + 1 < pictures.len() && !is_wide(&pictures[index]) && !is_wide(&pictures[index + 1]);
        let shown: Vec<(usize, (ColNum, ColNum), u32)> = if pair {
            vec![(index, LEFT, half), (index + 1, RIGHT, half)]
        } else if is_wide(&pictures[index]) {
            vec![(index, (LEFT.0, RIGHT.1), half * 2 + 19)]
        } else {
            vec![(index, LEFT, half)]
        };
        let height = shown.iter().map(|&(i, _, width)| size(&pictures[i], width).1).max().unwrap_or(0);
        let rows = height.div_ceil(ROW_PIXELS) + 2;
        if row > page && row + rows > page + PAGE_ROWS {
            breaks.push(row);
            page = row;
        }
        for &(i, cols, width) in &shown {
            sheet.section(row, cols, &pictures[i].title)?;
            insert(sheet, row + 1, cols.0, i, width)?;
        }
        index += shown.len();
        row += rows;
    }
    sheet.cells.set_page_breaks(&breaks)?;
    Ok(row - 1)
}

fn is_wide(picture: &Picture) -> bool {
    f64::from(picture.width) > WIDE * f64::from(picture.height.max(1))
}

/// The size on the sheet: as wide as its place, but two rows of pictures fit on a page.
fn size(picture: &Picture, width: u32) -> (u32, u32) {
    let (w, h) = (f64::from(picture.width.max(1)), f64::from(picture.height.max(1)));
    let limit = f64::from(if is_wide(picture) { PAGE_ROWS - 3 } else { PAGE_ROWS / 2 - 2 } * ROW_PIXELS);
    let scale = (f64::from(width - 8) / w).min(limit / h);
    ((w * scale) as u32, (h * scale) as u32)
}

fn insert(sheet: &mut Sheet, row: RowNum, col: ColNum, index: usize, width: u32) -> Result<(), ReportError> {
    let picture = &sheet.book.input.pictures[index];
    let (width, height) = size(picture, width);
    let image = Image::new_from_buffer(&picture.png)
        .map_err(|source| ReportError::Picture { index, source })?
        .set_scale_to_size(width, height, true)
        .set_alt_text(property_text(&picture.title));
    sheet.cells.insert_image_with_offset(row, col, &image, 4, 6)?;
    Ok(())
}
