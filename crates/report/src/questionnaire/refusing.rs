//! Refusals of a file as a whole, in words.

use super::filled::Refusal;
use shuheng_table::{Limits, NotOpened, Refusal as PackageRefusal, Sentence};

/// A questionnaire of a thousand indicators takes about a million bytes; pictures may have been pasted in.
pub(super) const LIMITS: Limits = Limits { file: 16 << 20, content: 128 << 20 };

impl Refusal {
    /// A refusal of the file.
    pub(super) fn file(why: Sentence, next: Sentence) -> Self {
        Self { sheet: String::new(), cell: String::new(), indicator: None, found: String::new(), why, next }
    }
}

impl From<PackageRefusal> for Box<Refusal> {
    fn from(refusal: PackageRefusal) -> Self {
        let (why, next) = match refusal {
            PackageRefusal::TooLarge => (
                Sentence::new("文件过大，没有读取", "the file is too large and was not read"),
                Sentence::new(
                    format!("删去图片与多余的工作表后重试：文件不超过{}MB，解压后不超过{}MB", LIMITS.file >> 20, LIMITS.content >> 20),
                    format!(
                        "take out pictures and other sheets and try again: at most {} MB, and {} MB unpacked",
                        LIMITS.file >> 20,
                        LIMITS.content >> 20
                    ),
                ),
            ),
            PackageRefusal::Password => (
                Sentence::new("文件有打开密码，读不到内容", "the file has a password and cannot be read"),
                Sentence::new("请填写人去掉密码、另存为.xlsx后再交", "ask for it without the password, saved as .xlsx"),
            ),
            PackageRefusal::OldFormat => (
                Sentence::new("这是旧的二进制格式（.xls、.et）", "this is of the old binary format (.xls, .et)"),
                Sentence::new("在Excel或WPS表格中打开，另存为.xlsx后重试", "open it in Excel or WPS, save it as .xlsx and try again"),
            ),
            PackageRefusal::Unreadable => return unreadable(),
        };
        Self::new(Refusal::file(why, next))
    }
}

impl From<NotOpened> for Box<Refusal> {
    fn from(fault: NotOpened) -> Self {
        match fault {
            NotOpened::Another(format) => Self::new(Refusal::file(
                Sentence::new(format!("这是{}，不是.xlsx工作簿", format.zh), format!("this is {}, not an .xlsx workbook", format.en)),
                Sentence::new("在表格软件中打开问卷，另存为.xlsx后重试", "open the questionnaire, save it as .xlsx and try again"),
            )),
            NotOpened::Unreadable => unreadable(),
        }
    }
}

pub(super) fn unreadable() -> Box<Refusal> {
    Box::new(Refusal::file(
        Sentence::new("这不是可读的.xlsx工作簿，或已损坏", "this is no readable .xlsx workbook, or it is damaged"),
        Sentence::new(
            "在Excel或WPS表格中打开、重新保存后重试；打不开的，请填写人重新发送",
            "open it in Excel or WPS, save it anew and try again; if it does not open, ask for it again",
        ),
    ))
}

pub(super) fn macros() -> Box<Refusal> {
    Box::new(Refusal::file(
        Sentence::new(
            "文件带有宏，问卷本身没有宏，因此整份不读",
            "the file carries macros, which no questionnaire has, so none of it is read",
        ),
        Sentence::new(
            "确认来源后，在Excel中另存为“Excel工作簿（.xlsx）”再导入",
            "make sure where it comes from, save it in Excel as “Excel workbook (.xlsx)” and import that",
        ),
    ))
}

pub(super) fn no_questionnaire() -> Box<Refusal> {
    Box::new(Refusal::file(
        Sentence::new("这份工作簿不是数衡的问卷", "this workbook is no Shuheng questionnaire"),
        Sentence::new("选择由数衡导出、由答卷人填好的问卷", "choose a questionnaire that Shuheng exported and a respondent filled in"),
    ))
}

pub(super) fn no_identity() -> Box<Refusal> {
    Box::new(Refusal::file(
        Sentence::new(
            "问卷的标识已经丢失，无法知道属于哪个项目、哪位答卷人",
            "what says whose questionnaire this is got lost, so engagement and respondent are unknown",
        ),
        Sentence::new(
            "不要把问卷复制到别的工作簿：把答案填回原来导出的文件，再导入",
            "do not copy a questionnaire into another workbook: put the answers into the file that was exported and import that",
        ),
    ))
}

pub(super) fn two_identities() -> Box<Refusal> {
    Box::new(Refusal::file(
        Sentence::new(
            "文件中有两份不同问卷的标识，无法知道作答属于谁",
            "the file says that it is two different questionnaires, so it is unknown whose answers these are",
        ),
        Sentence::new("每份问卷单独存为一个文件后重试", "save each questionnaire as a file of its own and try again"),
    ))
}

pub(super) fn newer() -> Box<Refusal> {
    Box::new(Refusal::file(
        Sentence::new("这份问卷由更新版本的数衡导出", "this questionnaire was exported by a newer version of Shuheng"),
        Sentence::new("升级本程序后再导入", "update this program and import it then"),
    ))
}

pub(super) fn too_many_sheets(most: usize) -> Box<Refusal> {
    Box::new(Refusal::file(
        Sentence::new(format!("工作表多于{most}张，没有读取"), format!("there are more than {most} sheets, and none was read")),
        Sentence::new("删去另加的工作表后重试", "delete the sheets that were added and try again"),
    ))
}
