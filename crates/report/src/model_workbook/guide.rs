//! The first sheet: how to edit the workbook, and what is checked when it is read back.

use super::columns::SHEETS;
use crate::input::Language;
use crate::style::Style;
use crate::text::{cell_text, line_count};
use rust_xlsxwriter::{FormatAlign, Worksheet, XlsxError};
use shuheng_model::file::ModelFiles;

/// Name of the sheet. It is not read back.
const NAME: &str = "说明";
/// Widths of the two columns, in digits.
const WIDTHS: [f64; 2] = [16.0, 110.0];

/// Rules of editing, Chinese and English.
const RULES: [(&str, &str); 9] = [
    (
        "每张表第1行是标题，第2行的灰字是键，程序按键读取。不要改动第2行和工作表名；列的先后可以换。",
        "On every sheet row 1 has headings and row 2, in grey, the keys by which the program reads. Leave row 2 and the names of the sheets as they are; columns may change places.",
    ),
    (
        "一行一项，行的先后就是模型中的先后。整行都可以插入、删除、移动；下属各表按编号找到所属的指标。",
        "A row is an entry, and the order of rows is the order in the model. Whole rows may be inserted, deleted and moved; the other sheets find their indicator by its id.",
    ),
    (
        "空单元格表示没有这个键。标题写着“一行一条”的，在单元格内用Alt+Enter换行，中文与英文逐行对应。",
        "An empty cell means that the key is absent. Where the heading says one a line, break lines in the cell with Alt+Enter, and give one English line for each Chinese line.",
    ),
    (
        "“留空的键”列写着存在但没有内容的键，一行一个；通常是空的。",
        "The column of keys left empty names keys that are there and hold nothing, one a line; as a rule it is empty.",
    ),
    (
        "编号、版本、日期和条号都是文本。若Excel把输入变成日期或数字，先把单元格设为文本格式再输入。",
        "Ids, versions, dates and clause numbers are text. If Excel turns what is typed into a date or a number, set the cell to text format and type it again.",
    ),
    (
        "超过15位的数字以文本保存，读回时仍是原来的数字。",
        "Numbers of more than 15 digits are kept as text and come back as the same numbers.",
    ),
    ("不用公式，不合并单元格；有公式的，复制后选择性粘贴为值。", "Use no formulas and merge no cells; paste a formula back as a value."),
    (
        "键以#开头的列只供查看，不读回；可以自己加这样的列作备注，其他工作表也不读。",
        "Columns whose key begins with # are for reading only; add your own for remarks. Other sheets are not read either.",
    ),
    (
        "改完后提高“模型”表上的version；要另立一个模型，则改id。",
        "After editing raise `version` on the sheet 模型; for a model of your own change `id`.",
    ),
];

/// What is checked, Chinese and English.
const CHECKS: [(&str, &str); 4] = [
    (
        "必填的格都填了，数字、是否与各列的词都合要求；两种语言都有，行数相同。",
        "Required cells are filled; numbers, truth values and words are what the column asks for; both languages are there, with as many lines in each.",
    ),
    (
        "编号不重复，引用的指标、文件、机构类型与节点都存在。",
        "Ids stand once, and the indicators, documents, kinds of institution and nodes that are named exist.",
    ),
    (
        "等级自1至5，分值与分数线递增；权重不为负且不全为0；目标与门槛在0至100之间；上级不成环。",
        "Levels run from 1 to 5 with rising points and cut-offs; weights are not negative nor all zero; targets and thresholds lie within 0–100; nothing hangs below itself.",
    ),
    (
        "所有错误一次列出，各写明工作表、单元格、错在哪里、怎样改。",
        "All faults are told at once, each with sheet, cell, what is wrong and how to mend it.",
    ),
];

/// Writes the sheet.
pub(super) fn write(cells: &mut Worksheet, files: &ModelFiles) -> Result<(), XlsxError> {
    let style = Style::new(Language::Zh);
    cells.set_name(NAME)?.set_landscape().set_paper_size(9).set_print_fit_to_pages(1, 0);
    for (col, width) in (0..).zip(WIDTHS) {
        cells.set_column_width(col, width)?;
    }
    let (band, section) = (style.band(), style.section());
    let prose = style.prose().set_align(FormatAlign::Top).set_indent(0);
    let mut row = 0;
    let model = &files.model;
    cells.write_string_with_format(row, 0, "评估模型工作簿 Evaluation model workbook", &band)?.write_blank(row, 1, &band)?;
    cells.set_row_height(row, 30)?;
    let pair = |cells: &mut Worksheet, row: &mut u32, label: &str, text: &str| -> Result<(), XlsxError> {
        *row += 1;
        let text = cell_text(text, Language::Zh);
        let characters = (WIDTHS[1] - 1.2) * 7.0 * 0.94 / 12.0;
        cells.write_string_with_format(*row, 0, label, &prose)?.write_string_with_format(*row, 1, &text, &prose)?;
        cells.set_row_height(*row, (line_count(&text, characters) as f64 * 12.8 + 5.0).min(409.0))?;
        Ok(())
    };
    pair(cells, &mut row, "名称 Name", &format!("{}\n{}", model.name.zh, model.name.en))?;
    pair(cells, &mut row, "编号 Id", &format!("{} {}", model.id, model.version))?;
    pair(cells, &mut row, "来源 Source", &format!("{}\n{}", model.attribution.zh, model.attribution.en))?;
    pair(cells, &mut row, "声明 Disclaimer", &format!("{}\n{}", model.disclaimer.zh, model.disclaimer.en))?;
    let parts: [(&str, Vec<(&str, String)>); 3] = [
        ("怎样修改 How to edit", RULES.iter().map(|(zh, en)| ("", format!("{zh}\n{en}"))).collect()),
        ("读回时检查什么 What is checked when it is read back", CHECKS.iter().map(|(zh, en)| ("", format!("{zh}\n{en}"))).collect()),
        ("工作表 Sheets", SHEETS.iter().map(|sheet| (sheet.name, format!("{}\n{}", sheet.zh, sheet.en))).collect()),
    ];
    for (heading, lines) in parts {
        row += 2;
        cells.write_string_with_format(row, 0, heading, &section)?.write_blank(row, 1, &section)?;
        cells.set_row_height(row, 20)?;
        for (number, (label, text)) in lines.iter().enumerate() {
            let label = if label.is_empty() { (number + 1).to_string() } else { (*label).to_owned() };
            pair(cells, &mut row, &label, text)?;
        }
    }
    Ok(())
}
