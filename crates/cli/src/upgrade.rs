//! `shuheng upgrade` and `shuheng history`.

use crate::arguments::Format;
use crate::output::{level, print, score};
use serde_json::json;
use shuheng_workbench::view::{UpgradeFate, UpgradeView};
use shuheng_workbench::{Workbench, WorkbenchError};
use std::fmt::Write;

/// Upgrades the open engagement, or says what an upgrade would do.
pub fn run(workbench: &mut Workbench, to: Option<&str>, preview: bool, format: Format) -> Result<(), WorkbenchError> {
    let key = to.map(|id| workbench.model_key(id)).transpose()?;
    let Some(offer) = workbench.upgrade_offer(key.as_deref())? else {
        print(format, &json!({ "offer": null }), "没有更新的版本\nThere is no newer version");
        return Ok(());
    };
    let mut text = told(&offer);
    if preview {
        print(format, &json!({ "offer": offer }), text.trim_end());
        return Ok(());
    }
    let done = workbench.upgrade(&offer.key)?;
    let _ = write!(text, "{}\n{}", done.message.zh, done.message.en);
    print(format, &json!({ "offer": offer, "done": true, "score": done.engagement.result.score }), &text);
    Ok(())
}

fn told(offer: &UpgradeView) -> String {
    let mut text = format!(
        "{} -> {}  {} {} -> {} {}\n",
        offer.from,
        offer.to,
        score(offer.score_before),
        level(offer.level_before),
        score(offer.score_after),
        level(offer.level_after)
    );
    for indicator in &offer.indicators {
        let fate = match indicator.fate {
            UpgradeFate::Carried => "carried over",
            UpgradeFate::Review => "needs a new look",
            UpgradeFate::New => "new",
            UpgradeFate::Retired => "retired",
        };
        let id = indicator.new.as_ref().or(indicator.old.as_ref()).map_or("", String::as_str);
        let was = indicator.old.as_ref().filter(|old| Some(*old) != indicator.new.as_ref() && indicator.new.is_some());
        let was = was.map_or_else(String::new, |old| format!(" (was {old})"));
        let _ = writeln!(text, "  {fate:<16} {:<6} {id}{was}", indicator.answer.en);
        for reason in &indicator.reasons {
            let _ = writeln!(text, "    {}\n    {}", reason.zh, reason.en);
        }
    }
    text
}

/// Prints the upgrades that were made and the answers that are no longer asked for.
pub fn history(workbench: &Workbench, format: Format) -> Result<(), WorkbenchError> {
    let history = workbench.model_history()?;
    let mut text = String::new();
    for upgrade in &history.upgrades {
        let _ = writeln!(text, "{} {}  {} -> {}", upgrade.number, upgrade.at, upgrade.from, upgrade.to);
    }
    for answer in &history.retired {
        let _ = writeln!(text, "{}  {}  {}  {}", answer.indicator, answer.answer.en, answer.name.zh, answer.rationale);
    }
    print(format, &json!(history), text.trim_end());
    Ok(())
}
