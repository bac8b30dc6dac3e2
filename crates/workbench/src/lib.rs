//! The use cases of the product: the one door to every crate below it.
//!
//! The window, the command line and the tests all come through [`Workbench`]. What it returns are [`view`]s: plain values
//! in both languages. What it refuses is a [`WorkbenchError`] with a stable code and a sentence.
//!
//! | module | use case |
//! |---|---|
//! | `workbench`, `opened`, `change_message` | what is open, everything that changes it, and how a change is told |
//! | `access`, `access_fault` | opening with a passphrase, its change, backups, the check of a file; what is refused there |
//! | `core_dump` | nothing of an engagement in what a crash leaves behind |
//! | `library` | the models a new assessment can use, and the indices that rank a panel |
//! | `answers_file` | answers from a CSV table |
//! | `describe`, `score` | model and result as views |
//! | `explain`, `formula`, `redistribution`, `footing` | how a number came about: the numbers put in, who gave weight to whom, columns that add up |
//! | `diagnosis`, `benchmark`, `benchmark_scenes`, `scenes` | the pages 诊断 and 对标, and every chart |
//! | `confidence`, `uncertainty`, `uncertainty_scenes` | how sure answers are, and how far the result can be relied on |
//! | `policies`, `readiness`, `judging`, `coverage` | the page 政策对照, what its inferences rest on, what people do on it, and its files |
//! | `modelling`, `model_key`, `model_sheet`, `model_edit`, `checking` | the page 模型: which model is meant, models in full, forks and their changes, what checks find |
//! | `upgrading` | moving an engagement to another version of its model, and what was before |
//! | `merging`, `merge_words`, `decisions_file` | two copies of one engagement brought together, and what people decide on the way |
//! | `redacting` | redacted copies for sharing |
//! | `weighing`, `weight_scheme`, `weighted_fork` | the view 权重: schemes side by side, what they say, a model of one's own with one of them |
//! | `export`, `export_folder` | workbook and pictures, and how files are written |
//! | `pool`, `pool_contribution`, `pool_table`, `pool_file`, `pool_message` | pools of anonymised assessments: changes, what is kept of an engagement, what is shown, the files |
//! | `people` | the page 协作: respondents, their questionnaires out and back, consensus |
//! | `review` | evidence with its files, comments, stages, several assessments, snapshots, and the past |
//! | `optimizing` | the budget optimum of a plan file |
//! | `sample`, `settings` | the sample engagement; recent files and preferences |
//! | `importing`, `import_words`, `mapping_file` | peers' figures from a table: opened, previewed, taken over, removed |
//! | `text_file`, `csv_cell` | reading a file that somebody named; a cell of a table that goes out |
//! | `research` | tables of figures: weights, agreement, statistics, ranks |

mod access;
mod access_fault;
mod answer_view;
mod answers_file;
mod benchmark;
mod benchmark_scenes;
mod change_message;
mod checking;
mod confidence;
mod core_dump;
mod coverage;
mod coverage_input;
mod csv_cell;
mod decisions_file;
mod describe;
mod diagnosis;
mod error;
mod explain;
mod export;
mod export_folder;
mod footing;
mod formula;
mod import_words;
mod importing;
mod judging;
mod library;
mod mapping_file;
mod merge_words;
mod merging;
mod model_edit;
mod model_key;
mod model_sheet;
mod modelling;
mod opened;
mod optimizing;
mod people;
mod policies;
mod pool;
mod pool_contribution;
mod pool_file;
mod pool_message;
mod pool_table;
mod readiness;
mod redacting;
mod redistribution;
mod report_input;
mod research;
mod review;
mod sample;
mod scenes;
mod score;
mod settings;
mod text_file;
mod uncertainty;
mod uncertainty_scenes;
mod upgrading;
pub mod view;
mod weighing;
mod weight_scheme;
mod weighted_fork;
mod words;
mod workbench;

pub use access::{PassphraseSource, list_backups, restore_backup};
pub use access_fault::AccessFault;
pub use benchmark::{FigureFormat, FigureQuery, check_figures, compare_figures, list_metrics, show_figures};
pub use checking::{Checked, CheckedModel, CheckedPolicies, check};
pub use core_dump::forbid_core_dumps;
pub use error::{RowFault, WorkbenchError, fault_views, verify_fault};
pub use importing::{ImportSource, Importer, PreparedImport};
pub use library::{IndexEntry, Library, ModelEntry};
pub use mapping_file::MappingOverrides;
pub use modelling::{json_schemas, write_schemas};
pub use optimizing::optimize;
pub use people::PeopleFault;
pub use pool_table::pool_csv;
pub use research::{
    DataWeighing, MeasurementLevel, PairwiseMethod, RankAggregate, RankRequest, RankingWeights, agreement, ahp, describe_panel, rank,
    weigh_panel, write_result,
};
pub use review::ReviewFault;
pub use settings::Folders;
pub use shuheng_benchmark::{DataFault, DataSet};
pub use shuheng_optimum::{Optimum, Status as OptimumStatus};
pub use shuheng_store::{Clock, FixedClock, SystemClock, VerifyReport};
pub use shuheng_table::Watch;
pub use uncertainty::Uncertainty;
pub use workbench::Workbench;
