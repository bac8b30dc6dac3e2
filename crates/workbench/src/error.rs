//! What the workbench refuses, with a stable code and a sentence for people.

use crate::access_fault::AccessFault;
use crate::people::PeopleFault;
use crate::pool_message;
use crate::review::ReviewFault;
use crate::view::{ErrorView, FaultView, Text};
use shuheng_benchmark::pool::PoolFault;
use shuheng_model::{Fault, Severity};
use shuheng_store::StoreError;
use std::path::PathBuf;
use thiserror::Error;

/// How many faults of a data package one sentence tells.
const TOLD_FAULTS: usize = 12;

/// A line of a table that cannot be used.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RowFault {
    /// Line from 1; 0 for the file as a whole.
    pub line: u64,
    /// What is wrong and what would be right.
    pub message: Text,
}

impl From<shuheng_table::Fault> for RowFault {
    fn from(fault: shuheng_table::Fault) -> Self {
        Self { line: fault.line, message: fault.message.into() }
    }
}

impl From<shuheng_table::Sentence> for Text {
    fn from(sentence: shuheng_table::Sentence) -> Self {
        Self { zh: sentence.zh, en: sentence.en }
    }
}

/// Why a use case was refused. In every case what was saved before is still there.
#[derive(Debug, Error)]
#[non_exhaustive]
pub enum WorkbenchError {
    /// The engagement file said no.
    #[error("{0:?}")]
    Store(#[from] StoreError),
    /// A passphrase or a backup cannot be used.
    #[error("{0:?}")]
    Access(AccessFault),
    /// No engagement is open.
    #[error("no engagement is open")]
    NothingOpen,
    /// There is no such model.
    #[error("unknown model {0}")]
    UnknownModel(String),
    /// What was named is an index, where a maturity model is needed.
    #[error("{0} is an index")]
    IndexIsNoModel(String),
    /// The model has faults.
    #[error("the model {id} has faults")]
    FaultyModel {
        /// Model id or folder.
        id: String,
        /// Its faults.
        faults: Vec<Fault>,
    },
    /// The model does not know this kind of institution.
    #[error("unknown kind of institution {kind}")]
    UnknownKind {
        /// The kind.
        kind: String,
        /// The kinds the model knows.
        known: Vec<String>,
    },
    /// There is no such clause.
    #[error("unknown clause {0}")]
    UnknownClause(String),
    /// There is no such policy document.
    #[error("unknown policy document {id}")]
    UnknownPolicy {
        /// The id.
        id: String,
        /// The ids of the documents that there are.
        known: Vec<String>,
    },
    /// The benchmark data have no such metric.
    #[error("unknown metric {metric}")]
    UnknownMetric {
        /// The metric.
        metric: String,
        /// The metrics that there are.
        known: Vec<String>,
    },
    /// A folder holds no sound data package.
    #[error("{} faults", faults.len())]
    DataPackage {
        /// The folder.
        path: PathBuf,
        /// Its faults.
        faults: Vec<shuheng_benchmark::DataFault>,
    },
    /// There is no such indicator or node.
    #[error("unknown node {0}")]
    UnknownNode(String),
    /// The answer does not fit its indicator.
    #[error("{code} does not take this answer")]
    WrongAnswer {
        /// Code and name of the indicator.
        code: String,
        /// What is wrong.
        message: Text,
    },
    /// A table of answers has faults; nothing of it was taken over.
    #[error("{} lines cannot be used", faults.len())]
    Answers {
        /// The table.
        path: PathBuf,
        /// Its faults.
        faults: Vec<RowFault>,
    },
    /// A table of figures has faults; nothing was calculated.
    #[error("{} lines cannot be used", faults.len())]
    Table {
        /// The table.
        path: PathBuf,
        /// Its faults.
        faults: Vec<RowFault>,
    },
    /// A table of figures is sound, but what was asked for cannot be calculated from it.
    #[error("{}", message.en)]
    Incalculable {
        /// The table.
        path: PathBuf,
        /// What stands against it and what would help.
        message: Text,
    },
    /// A table has no column of this name.
    #[error("unknown column {name}")]
    UnknownColumn {
        /// The table.
        path: PathBuf,
        /// The name.
        name: String,
        /// The columns it has.
        known: Vec<String>,
    },
    /// A table of peers' figures cannot be imported; nothing of it was taken over.
    #[error("{} faults", faults.len())]
    Import {
        /// The table, or the file of its mapping.
        path: PathBuf,
        /// Its faults.
        faults: Vec<RowFault>,
    },
    /// An import was called off.
    #[error("cancelled")]
    ImportCancelled,
    /// A plan of initiatives has faults.
    #[error("{} faults", faults.len())]
    Plan {
        /// The plan.
        path: PathBuf,
        /// Its faults by line.
        faults: Vec<shuheng_optimum::Fault>,
    },
    /// The solver of the budget optimum failed.
    #[error("{0}")]
    Solver(String),
    /// A pool or its key cannot be used.
    #[error("{path}: {fault}")]
    Pool {
        /// The pool, or the key where the key is at fault.
        path: PathBuf,
        /// What is wrong.
        fault: PoolFault,
    },
    /// Something about respondents or questionnaires was refused.
    #[error("{0:?}")]
    People(PeopleFault),
    /// Something about evidence, stages, snapshots or the past was refused.
    #[error("{0:?}")]
    Review(ReviewFault),
    /// A file of decisions on a merge cannot be used; nothing was merged.
    #[error("{}", message.en)]
    Decisions {
        /// The file.
        path: PathBuf,
        /// What is wrong and what would be right.
        message: Text,
    },
    /// Two copies were changed after they had been compared; nothing was merged.
    #[error("the copies were changed after they had been compared")]
    ComparedOthers,
    /// An assessment does not go into a pool.
    #[error("{}", message.en)]
    NotPooled {
        /// Why, and what would help.
        message: Text,
    },
    /// A file or folder could not be read or written.
    #[error("{path}: {error}")]
    File {
        /// The file or folder.
        path: PathBuf,
        /// Whether it was to be written.
        writing: bool,
        /// What the system said.
        error: std::io::Error,
    },
    /// A workbook of a model has faults; nothing was taken over.
    #[error("{} faults", faults.len())]
    Workbook {
        /// The workbook.
        path: PathBuf,
        /// Its faults, each with sheet and cell.
        faults: Vec<Text>,
    },
    /// A field of a form cannot be used.
    #[error("{}", message.en)]
    Field {
        /// What is wrong and what would be right.
        message: Text,
    },
    /// A picture or workbook could not be made.
    #[error("{0}")]
    Export(String),
    /// The benchmark figures that come with the program are damaged.
    #[error("{0}")]
    Benchmark(String),
    /// The policy documents that come with the program are damaged.
    #[error("{0}")]
    Policies(String),
}

impl WorkbenchError {
    /// A stable code, `SH-` and four digits.
    #[must_use]
    pub fn code(&self) -> String {
        match self {
            Self::Store(error) => return error.code().to_owned(),
            Self::Access(fault) => fault.code(),
            Self::NothingOpen => "SH-1001",
            Self::Field { .. } => "SH-1002",
            Self::UnknownModel(_) => "SH-3001",
            Self::FaultyModel { .. } => "SH-3002",
            Self::UnknownKind { .. } => "SH-3003",
            Self::UnknownNode(_) => "SH-3004",
            Self::WrongAnswer { .. } => "SH-3005",
            Self::Answers { .. } => "SH-4001",
            Self::Workbook { .. } => "SH-4003",
            Self::Table { .. } => "SH-4004",
            Self::Incalculable { .. } => "SH-4005",
            Self::UnknownColumn { .. } => "SH-4006",
            Self::Plan { .. } => "SH-4007",
            Self::Import { .. } => "SH-4008",
            Self::ImportCancelled => "SH-4009",
            Self::Solver(_) => "SH-9003",
            Self::Pool { fault, .. } => pool_message::code(fault),
            Self::People(fault) => fault.code(),
            Self::Review(fault) => fault.code(),
            Self::Decisions { .. } => "SH-2145",
            Self::ComparedOthers => "SH-2146",
            Self::NotPooled { .. } => "SH-2208",
            Self::File { writing: false, .. } => "SH-4002",
            Self::File { writing: true, .. } => "SH-5001",
            Self::Export(_) => "SH-5002",
            Self::UnknownClause(_) => "SH-3006",
            Self::UnknownPolicy { .. } => "SH-3007",
            Self::IndexIsNoModel(_) => "SH-3008",
            Self::UnknownMetric { .. } => "SH-3009",
            Self::DataPackage { .. } => "SH-4008",
            Self::Benchmark(_) => "SH-6001",
            Self::Policies(_) => "SH-6002",
        }
        .to_owned()
    }

    /// What happened, where, and what to do next.
    #[must_use]
    pub fn message(&self) -> Text {
        match self {
            Self::Store(error) => {
                let message = error.message();
                Text::new(message.zh, message.en)
            }
            Self::Access(fault) => fault.message(),
            Self::NothingOpen => Text::new("还没有打开档案，先新建或打开一个", "No file is open; create or open one first"),
            Self::Field { message } => message.clone(),
            Self::UnknownModel(id) => Text::new(
                format!("没有名为“{id}”的评估模型；用shuheng model list查看可用的模型"),
                format!("There is no evaluation model `{id}`; shuheng model list shows those that can be used"),
            ),
            Self::IndexIsNoModel(id) => Text::new(
                format!("“{id}”是指数，不是成熟度模型；指数用shuheng rank给面板排名，评估请另选模型"),
                format!(
                    "`{id}` is an index, not a maturity model: shuheng rank ranks a panel with it; choose another model for an assessment"
                ),
            ),
            Self::FaultyModel { id, faults } => {
                let first = faults
                    .first()
                    .map(|fault| (fault.to_string(), format!("{}:{}: {} ({})", fault.file, fault.line, fault.message.en, fault.hint.en)));
                let (zh, en) = first.unwrap_or_default();
                Text::new(
                    format!("评估模型“{id}”有{}处问题，先改正：{zh}", faults.len()),
                    format!("The model `{id}` has {} faults; mend them first: {en}", faults.len()),
                )
            }
            Self::UnknownKind { kind, known } => Text::new(
                format!("不认识的机构类型“{kind}”，可用：{}", known.join("、")),
                format!("Unknown kind of institution `{kind}`; use one of {}", known.join(", ")),
            ),
            Self::UnknownNode(id) => Text::new(
                format!("评估模型中没有“{id}”；用shuheng model show查看编号"),
                format!("The model has no `{id}`; shuheng model show lists the ids"),
            ),
            Self::WrongAnswer { code, message } => Text::new(format!("{code}：{}", message.zh), format!("{code}: {}", message.en)),
            Self::Answers { path, faults } => {
                let Text { zh, en } = listed(faults);
                Text::new(
                    format!("{}有{}处无法导入，未写入任何作答。{zh}", path.display(), faults.len()),
                    format!("{} has {} faults and nothing was taken over. {en}", path.display(), faults.len()),
                )
            }
            Self::Table { path, faults } => {
                let Text { zh, en } = listed(faults);
                Text::new(
                    format!("{}有{}处问题，未作任何计算。{zh}", path.display(), faults.len()),
                    format!("{} has {} faults and nothing was calculated. {en}", path.display(), faults.len()),
                )
            }
            Self::Incalculable { path, message } => {
                Text::new(format!("{}：{}", path.display(), message.zh), format!("{}: {}", path.display(), message.en))
            }
            Self::UnknownColumn { path, name, known } => Text::new(
                format!("{}没有“{name}”列，可用：{}", path.display(), known.join("、")),
                format!("{} has no column `{name}`; use one of {}", path.display(), known.join(", ")),
            ),
            Self::Workbook { path, faults } => {
                let (zh, en): (Vec<&str>, Vec<&str>) = faults.iter().map(|fault| (fault.zh.as_str(), fault.en.as_str())).unzip();
                Text::new(
                    format!("{}有{}处问题，未写入任何内容。{}", path.display(), faults.len(), zh.join("；")),
                    format!("{} has {} faults and nothing was written. {}", path.display(), faults.len(), en.join("; ")),
                )
            }
            Self::Plan { path, faults } => {
                let zh: Vec<String> =
                    faults.iter().map(|fault| format!("第{}行：{}（{}）", fault.line, fault.message.zh, fault.hint.zh)).collect();
                let en: Vec<String> =
                    faults.iter().map(|fault| format!("line {}: {} ({})", fault.line, fault.message.en, fault.hint.en)).collect();
                Text::new(
                    format!("{}有{}处问题，先改正。{}", path.display(), faults.len(), zh.join("；")),
                    format!("{} has {} faults; mend them first. {}", path.display(), faults.len(), en.join("; ")),
                )
            }
            Self::Import { path, faults } => {
                let Text { zh, en } = listed(faults);
                Text::new(
                    format!("{}不能导入，未写入任何数据。{zh}", path.display()),
                    format!("{} cannot be imported and nothing was written. {en}", path.display()),
                )
            }
            Self::ImportCancelled => Text::new("导入已取消，未写入任何数据", "The import was cancelled and nothing was written"),
            Self::UnknownMetric { metric, known } => Text::new(
                format!("同业数据中没有指标“{metric}”，可用：{}", known.join("、")),
                format!("The benchmark data have no metric `{metric}`; use one of {}", known.join(", ")),
            ),
            Self::DataPackage { path, faults } => {
                // A wrong column makes a fault in every row: the first ones tell enough.
                let told = |line: fn(&shuheng_benchmark::DataFault) -> String, comma: &str| {
                    faults.iter().take(TOLD_FAULTS).map(line).collect::<Vec<_>>().join(comma)
                };
                Text::new(
                    format!(
                        "{}有{}处错误，未使用。{}",
                        path.display(),
                        faults.len(),
                        told(|fault| format!("{}第{}行：{}", fault.file, fault.line, fault.message.zh), "；")
                    ),
                    format!(
                        "{} has {} errors and is not used. {}",
                        path.display(),
                        faults.len(),
                        told(|fault| format!("{}:{}: {}", fault.file, fault.line, fault.message.en), "; ")
                    ),
                )
            }
            Self::Solver(detail) => Text::new(
                format!("求解器未能算出结果（{detail}）；检查计划中悬殊的数值，改用更大的金额单位后重试"),
                format!(
                    "The solver found no answer ({detail}); look for numbers in the plan that are far apart, or use a larger money unit"
                ),
            ),
            Self::Pool { path, fault } => pool_message::message(path, fault),
            Self::People(fault) => fault.message(),
            Self::Review(fault) => fault.message(),
            Self::Decisions { path, message } => Text::new(
                format!("{}无法使用，没有合并：{}", path.display(), message.zh),
                format!("{} cannot be used and nothing was merged: {}", path.display(), message.en),
            ),
            Self::ComparedOthers => Text::new(
                "比较之后副本又有改动，没有合并。请返回后重新比较，没有变化的决定会保留。",
                "A copy was changed after the two had been compared; nothing was merged. Go back and compare again; decisions on what is the same are kept.",
            ),
            Self::NotPooled { message } => message.clone(),
            Self::File { path, writing, error } => file_message(path, *writing, error),
            Self::Export(detail) => Text::new(format!("导出未完成：{detail}"), format!("The export was not finished: {detail}")),
            Self::UnknownClause(id) => Text::new(
                format!("没有条款“{id}”，写成nfra-2025-95/13这样的编号"),
                format!("There is no clause `{id}`; write it like nfra-2025-95/13"),
            ),
            Self::UnknownPolicy { id, known } => Text::new(
                format!("没有政策文件“{id}”，可用：{}", known.join("、")),
                format!("There is no policy document `{id}`; use one of {}", known.join(", ")),
            ),
            Self::Policies(detail) => {
                Text::new(format!("内置政策文件有误：{detail}"), format!("The built-in policy documents are damaged: {detail}"))
            }
            Self::Benchmark(detail) => {
                Text::new(format!("内置同业数据有误：{detail}"), format!("The built-in benchmark figures are damaged: {detail}"))
            }
        }
    }

    /// The error as the window shows it.
    #[must_use]
    pub fn view(&self) -> ErrorView {
        ErrorView { code: self.code(), message: self.message() }
    }
}

/// The faults of a table in one sentence, each with its line.
fn listed(faults: &[RowFault]) -> Text {
    let lines = |language: fn(&Text) -> &str, line: &dyn Fn(u64) -> String, join: &str| {
        faults.iter().map(|fault| format!("{}{}", line(fault.line), language(&fault.message))).collect::<Vec<_>>().join(join)
    };
    Text::new(
        lines(|text| &text.zh, &|line| if line == 0 { String::new() } else { format!("第{line}行：") }, "；"),
        lines(|text| &text.en, &|line| if line == 0 { String::new() } else { format!("line {line}: ") }, "; "),
    )
}

fn file_message(path: &std::path::Path, writing: bool, error: &std::io::Error) -> Text {
    use std::io::ErrorKind;
    let path = path.display();
    match (error.kind(), writing) {
        (ErrorKind::NotFound, true) => {
            Text::new(format!("{path}不能建立，换一个文件夹"), format!("{path} cannot be made; choose another folder"))
        }
        (ErrorKind::NotFound, false) => Text::new(format!("找不到{path}，检查路径"), format!("{path} was not found; check the path")),
        (ErrorKind::PermissionDenied | ErrorKind::ReadOnlyFilesystem, true) => {
            Text::new(format!("{path}不可写，换一个文件夹"), format!("{path} cannot be written; choose another folder"))
        }
        (ErrorKind::PermissionDenied, false) => Text::new(format!("没有读取{path}的权限"), format!("{path} may not be read")),
        (ErrorKind::StorageFull | ErrorKind::QuotaExceeded, _) => Text::new(
            format!("磁盘空间不足，{path}未写完；腾出空间后重试"),
            format!("The disk is full and {path} was not finished; free some space and try again"),
        ),
        (ErrorKind::NotADirectory | ErrorKind::AlreadyExists, true) => {
            Text::new(format!("{path}不是文件夹，换一个位置"), format!("{path} is not a folder; choose another place"))
        }
        (ErrorKind::IsADirectory, true) => {
            Text::new(format!("{path}是文件夹，换一个位置"), format!("{path} is a folder; choose another place"))
        }
        (ErrorKind::InvalidInput | ErrorKind::IsADirectory | ErrorKind::NotADirectory, false) => {
            Text::new(format!("{path}不是可读的文件，检查路径"), format!("{path} is not a file that can be read; check the path"))
        }
        (ErrorKind::InvalidData, _) => Text::new(
            format!("{path}不是UTF-8文字，另存为UTF-8后重试"),
            format!("{path} is not UTF-8 text; save it as UTF-8 and try again"),
        ),
        (ErrorKind::FileTooLarge, _) => {
            Text::new(format!("{path}过大，不像是这里要的文件"), format!("{path} is too large to be what is asked for here"))
        }
        (_, true) => Text::new(
            format!("{path}未能写入（{error}），换一个位置重试"),
            format!("{path} could not be written ({error}); try another place"),
        ),
        (_, false) => Text::new(format!("{path}未能读取（{error}）"), format!("{path} could not be read ({error})")),
    }
}

/// Faults of a model as the window shows them.
#[must_use]
pub fn fault_views(faults: &[Fault]) -> Vec<FaultView> {
    faults
        .iter()
        .map(|fault| FaultView {
            file: fault.file.clone(),
            line: u32::try_from(fault.line).unwrap_or(u32::MAX),
            message: (&fault.message).into(),
            hint: (&fault.hint).into(),
            error: fault.severity == Severity::Error,
        })
        .collect()
}

/// One thing that is wrong in an engagement file, in both languages.
#[must_use]
pub fn verify_fault(fault: &shuheng_store::Fault) -> Text {
    let message = fault.message();
    Text::new(message.zh, message.en)
}
