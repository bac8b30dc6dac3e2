//! What is said of the package around a workbook of a model when it is not read.

use super::fault::SheetFault;
use shuheng_model::Text;
use shuheng_table::{Limits, Refusal};

/// A model of a thousand indicators takes about two million bytes.
pub(super) const LIMITS: Limits = Limits { file: 16 << 20, content: 128 << 20 };

impl From<Refusal> for SheetFault {
    fn from(refusal: Refusal) -> Self {
        match refusal {
            Refusal::TooLarge => Self::of_workbook(
                Text::new("工作簿过大", "the workbook is too large"),
                Text::new(
                    format!("文件不超过{}MB，解压后不超过{}MB；删去图片与多余的内容", LIMITS.file >> 20, LIMITS.content >> 20),
                    format!(
                        "at most {} MB, and {} MB unpacked: take out pictures and what does not belong",
                        LIMITS.file >> 20,
                        LIMITS.content >> 20
                    ),
                ),
            ),
            Refusal::Password | Refusal::OldFormat => Self::of_workbook(
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
