//! The look: colours of the design tokens, fonts that Windows has, and the cell formats made of them.

use rust_xlsxwriter::{Color, Format, FormatAlign, FormatBorder};

use crate::input::Language;

pub(crate) const BRAND: Color = Color::RGB(0x17_47_6B);
pub(crate) const BRAND_TINT: Color = Color::RGB(0xE8_EF_F5);
pub(crate) const INK: Color = Color::RGB(0x16_21_2E);
pub(crate) const INK_2: Color = Color::RGB(0x4F_5B_69);
pub(crate) const INK_3: Color = Color::RGB(0x66_72_81);
pub(crate) const LINE: Color = Color::RGB(0xE3_E7_EC);
pub(crate) const LINE_2: Color = Color::RGB(0xCB_D2_DA);
pub(crate) const CONTROL: Color = Color::RGB(0x8A_95_A3);
pub(crate) const GAP_TEXT: Color = Color::RGB(0xA0_2C_29);
pub(crate) const GAP_TINT: Color = Color::RGB(0xFB_ED_EC);
pub(crate) const WHITE: Color = Color::RGB(0xFF_FF_FF);

/// Background and text of the chip of each level, L1 first.
pub(crate) const RAMP: [(Color, Color); 5] = [
    (Color::RGB(0xE3_EB_F1), INK),
    (Color::RGB(0xB6_CC_DA), INK),
    (Color::RGB(0x7D_A4_BC), INK),
    (Color::RGB(0x41_72_8F), WHITE),
    (Color::RGB(0x15_3F_5C), WHITE),
];

/// The cell formats of one workbook.
pub(crate) struct Style {
    language: Language,
}

impl Style {
    pub(crate) fn new(language: Language) -> Self {
        Self { language }
    }

    /// The font of every cell: fonts that come with Windows and Office, in the language of the workbook.
    pub(crate) fn font(&self) -> &'static str {
        match self.language {
            Language::Zh => "微软雅黑",
            Language::En => "Calibri",
        }
    }

    pub(crate) fn base(&self) -> Format {
        Format::new().set_font_name(self.font()).set_font_size(10).set_font_color(INK).set_align(FormatAlign::VerticalCenter)
    }

    /// The title band of a sheet.
    pub(crate) fn band(&self) -> Format {
        self.base().set_font_size(15).set_bold().set_font_color(WHITE).set_background_color(BRAND).set_indent(1)
    }

    /// The line under a title band, and remarks.
    pub(crate) fn caption(&self) -> Format {
        self.base().set_font_size(9).set_font_color(INK_2)
    }

    /// A remark that runs over several lines.
    pub(crate) fn remark(&self) -> Format {
        self.caption().set_text_wrap().set_align(FormatAlign::Top)
    }

    /// The head of a block.
    pub(crate) fn section(&self) -> Format {
        self.base()
            .set_font_size(12)
            .set_bold()
            .set_font_color(BRAND)
            .set_border_bottom(FormatBorder::Medium)
            .set_border_bottom_color(BRAND)
    }

    /// The head of a column.
    pub(crate) fn head(&self) -> Format {
        self.base()
            .set_font_size(9)
            .set_bold()
            .set_font_color(WHITE)
            .set_background_color(BRAND)
            .set_text_wrap()
            .set_align(FormatAlign::Left)
            .set_indent(1)
    }

    /// The head of a column of figures.
    pub(crate) fn head_right(&self) -> Format {
        self.head().set_align(FormatAlign::Right).set_indent(1)
    }

    /// The head of a column of chips.
    pub(crate) fn head_centre(&self) -> Format {
        self.head().set_align(FormatAlign::Center).set_indent(0)
    }

    fn ruled(&self) -> Format {
        self.base().set_border_bottom(FormatBorder::Thin).set_border_bottom_color(LINE)
    }

    /// One line of text in a table.
    pub(crate) fn cell(&self) -> Format {
        self.ruled().set_align(FormatAlign::Left).set_indent(1)
    }

    /// Text that wraps in a table.
    pub(crate) fn prose(&self) -> Format {
        self.cell().set_font_size(9).set_text_wrap()
    }

    /// A figure in a table.
    pub(crate) fn figure(&self, number_format: &str) -> Format {
        self.ruled().set_num_format(number_format).set_align(FormatAlign::Right).set_indent(1)
    }

    /// A level in a table, coloured by the ramp through conditional formats.
    pub(crate) fn chip(&self) -> Format {
        let side = FormatBorder::Medium;
        self.ruled()
            .set_bold()
            .set_align(FormatAlign::Center)
            .set_border_left(side)
            .set_border_left_color(WHITE)
            .set_border_right(side)
            .set_border_right_color(WHITE)
    }

    /// A cell that the reader may change.
    pub(crate) fn entry(&self, number_format: &str) -> Format {
        self.base()
            .set_num_format(number_format)
            .set_align(FormatAlign::Center)
            .set_bold()
            .set_font_color(BRAND)
            .set_background_color(BRAND_TINT)
            .set_border(FormatBorder::Thin)
            .set_border_color(LINE_2)
    }

    /// A weaker figure: helper columns and stored numbers.
    pub(crate) fn faint(&self, number_format: &str) -> Format {
        self.figure(number_format).set_font_size(9).set_font_color(INK_3)
    }

    /// The row of a node by its depth: the root and the dimensions stand out.
    pub(crate) fn at_depth(format: Format, depth: u8) -> Format {
        match depth {
            0 => format.set_bold().set_background_color(BRAND_TINT).set_border_bottom_color(BRAND),
            1 => format.set_bold().set_border_bottom_color(CONTROL),
            2 => format.set_bold(),
            _ => format,
        }
    }
}
