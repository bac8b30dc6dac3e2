//! Pictures of every page of the real window: both sizes, both languages, both themes.

use shuheng_acceptance::window::Window;
use std::path::PathBuf;
use std::time::Duration;

const PAGES: [&str; 5] = ["home", "score", "diagnosis", "benchmark", "report"];

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let out = PathBuf::from(std::env::args().nth(1).unwrap_or_else(|| "pictures".to_owned()));
    std::fs::create_dir_all(&out)?;
    let home = tempfile::tempdir()?;
    Window::run(home.path(), &["--sample"], async |window| {
        for language in ["zh", "en"] {
            for theme in ["light", "dark"] {
                for (width, height) in [(1440, 900), (1120, 720)] {
                    window.resize(width, height).await;
                    for page in PAGES {
                        window.click(&format!("nav-{page}")).await;
                        window.get(&format!("page-{page}")).await;
                        tokio::time::sleep(Duration::from_millis(500)).await;
                        let file = out.join(format!("{page}-{language}-{theme}-{width}.png"));
                        if let Err(error) = std::fs::write(&file, window.picture().await) {
                            eprintln!("{}: {error}", file.display());
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
