//! Measures, in the real window, the time from a click on a level to the painted frame that shows the new score, and
//! writes the quantiles to a JSON file. A benchmark, not a test: it never fails for being slow.

use serde_json::{Value, json};
use shuheng_acceptance::window::Window;
use std::path::PathBuf;
use std::time::Duration;

/// Ratings measured.
const RATINGS: usize = 300;
/// Between two ratings: nobody reads a rubric faster.
const PAUSE: Duration = Duration::from_millis(250);
/// Ratings before, which warm caches and are not counted.
const WARM_UP: usize = 20;

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let out = PathBuf::from(std::env::args().nth(1).unwrap_or_else(|| "latency.json".to_owned()));
    let home = tempfile::tempdir()?;
    let mut measured: Vec<f64> = Vec::new();
    Window::run(home.path(), &["--sample"], async |window| {
        window.resize(1440, 900).await;
        window.click("nav-score").await;
        window.get("level-3").await;
        for rating in 0..RATINGS + WARM_UP {
            // Levels alternate on each indicator, so that every rating changes the score.
            window.click(&format!("level-{}", 2 + rating % 3)).await;
            tokio::time::sleep(PAUSE).await;
            if rating + 1 == WARM_UP {
                window.script("performance.clearMeasures('answer-to-score'); return null;").await;
            }
        }
        tokio::time::sleep(Duration::from_millis(500)).await;
        let script = "return performance.getEntriesByName('answer-to-score').map((entry) => entry.duration);";
        if let Value::Array(durations) = window.script(script).await {
            measured = durations.iter().filter_map(Value::as_f64).collect();
        }
    });
    measured.sort_by(f64::total_cmp);
    let quantile = |share: f64| measured.get(((measured.len() as f64 * share) as usize).min(measured.len().saturating_sub(1))).copied();
    let result = json!({
        "what": "click on a level to the moment when the frame with the new score has been painted, milliseconds",
        "build": if cfg!(debug_assertions) { "debug" } else { "release" },
        "count": measured.len(),
        "p50": quantile(0.5), "p90": quantile(0.9), "p99": quantile(0.99), "max": measured.last(),
    });
    std::fs::write(&out, serde_json::to_string_pretty(&result)?)?;
    println!("{result}");
    Ok(())
}
