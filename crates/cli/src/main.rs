//! `shuheng`: the product without a window, for scripts and researchers.
//!
//! Exit codes: 0 done, 1 the input is at fault, 2 wrong usage.

mod arguments;
mod backups;
mod benchmark;
mod benchmark_import;
mod evidence;
mod history;
mod merge;
mod model;
mod optimize;
mod output;
mod passphrase;
mod people;
mod policies;
mod pool;
mod rank;
mod research;
mod research_text;
mod review;
mod run;
mod uncertainty;
mod upgrade;

use arguments::Arguments;
use clap::error::ErrorKind;
use clap::{CommandFactory, Parser};
use std::process::ExitCode;

fn main() -> ExitCode {
    shuheng_workbench::forbid_core_dumps();
    let arguments = Arguments::parse();
    let format = arguments.format();
    if !arguments.offers(format) {
        let told = "csv is a form of `benchmark show` and `pool show`, parquet of `benchmark show`";
        Arguments::command().error(ErrorKind::ArgumentConflict, told).exit();
    }
    match run::run(arguments) {
        Ok(sound) => ExitCode::from(u8::from(!sound)),
        Err(error) => {
            output::error(&error, format);
            ExitCode::from(1)
        }
    }
}
