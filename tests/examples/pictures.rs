//! Pictures of every page of the real window: both sizes, both languages, both themes.

use shuheng_acceptance::window::Window;
use std::path::PathBuf;
use std::time::Duration;

const PAGES: [&str; 7] = ["home", "score", "diagnosis", "benchmark", "policy", "report", "models"];
/// The views of 政策对照 beyond its list of clauses.
const POLICY_VIEWS: [&str; 3] = ["matrix", "guide", "calendar"];

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let out = PathBuf::from(std::env::args().nth(1).unwrap_or_else(|| "pictures".to_owned()));
    std::fs::create_dir_all(&out)?;
    let home = tempfile::tempdir()?;
    Window::run(home.path(), &["--sample"], async |window| {
        for language in ["zh", "en"] {
            for theme in ["light", "dark"] {
                for (width, height) in [(1440, 900), (1120, 720)] {
                    window.resize(width, height).await;
                    let take = async |name: &str| {
                        tokio::time::sleep(Duration::from_millis(500)).await;
                        let file = out.join(format!("{name}-{language}-{theme}-{width}.png"));
                        if let Err(error) = std::fs::write(&file, window.picture().await) {
                            eprintln!("{}: {error}", file.display());
                        }
                    };
                    for page in PAGES {
                        window.click(&format!("nav-{page}")).await;
                        window.get(&format!("page-{page}")).await;
                        take(page).await;
                        if page == "models" {
                            window.click("model-builtIn-caict-value-2025").await;
                            take("models-built-in").await;
                            if !window.has("model-own-house").await {
                                window.click("fork-model").await;
                                window.fill("fork-id", "house").await;
                                window.click("fork-create").await;
                            }
                            window.click("model-own-house").await;
                            window.click("model-node-technology_application.core.core_systems").await;
                            take("models-own").await;
                        }
                        if page == "policy" {
                            window.click("clause-nfra-2025-95-13").await;
                            window.get("clause-detail").await;
                            take("policy-clause").await;
                            for view in POLICY_VIEWS {
                                window.click(&format!("policy-view-{view}")).await;
                                take(&format!("policy-{view}")).await;
                            }
                            window.click("policy-view-clauses").await;
                        }
                    }
                }
                window.click("theme-toggle").await;
            }
            window.click("lang-toggle").await;
        }
    });
    println!("{}", out.display());
    Ok(())
}
