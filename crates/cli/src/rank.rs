//! `shuheng rank`.

use crate::arguments::{Command, Format};
use crate::research::deliver;
use crate::research_text;
use shuheng_workbench::{DataWeighing, Library, RankRequest, RankingWeights, WorkbenchError, rank};
use std::path::PathBuf;

/// Ranks a panel; nothing for any other command.
pub fn run(command: &Command, library: &Library, format: Format) -> Result<(), WorkbenchError> {
    let Command::Rank { model, panel, kind, draws, seed, spread, threads, weights, aggregate, what_if, out } = command else {
        return Ok(());
    };
    // A model may be named by its folder.
    let mut inputs = vec![PathBuf::from(panel), PathBuf::from(model).join("model.toml")];
    let weights = match weights.as_deref() {
        None => RankingWeights::Model,
        Some("equal") => RankingWeights::Equal,
        Some("entropy") => RankingWeights::Data(DataWeighing::Entropy),
        Some("critic") => RankingWeights::Data(DataWeighing::Critic),
        Some(file) => {
            inputs.push(PathBuf::from(file));
            RankingWeights::File(PathBuf::from(file))
        }
    };
    let request = RankRequest {
        model: model.clone(),
        kind: kind.clone(),
        panel: PathBuf::from(panel),
        draws: *draws,
        seed: *seed,
        threads: threads.map(std::num::NonZeroUsize::get),
        spread: *spread,
        weights,
        aggregate: *aggregate,
        what_if: *what_if,
    };
    deliver(&rank(library, &request)?, research_text::ranking, &inputs, out.as_deref(), format)
}
