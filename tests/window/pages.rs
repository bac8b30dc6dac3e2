//! Every page at both sizes and in both languages: it is there, nothing scrolls sideways, the other language is not left over.

use shuheng_acceptance::window::Window;

#[test]
fn nothing_scrolls_sideways_and_every_page_speaks_one_language() {
    let home = tempfile::tempdir().expect("a folder");
    Window::run(home.path(), &["--sample"], async |window| {
        for language in ["zh", "en"] {
            for (width, height) in [(1440, 900), (1120, 720)] {
                window.resize(width, height).await;
                for page in ["home", "score", "diagnosis", "benchmark", "policy", "report", "models"] {
                    window.click(&format!("nav-{page}")).await;
                    window.get(&format!("page-{page}")).await;
                    window.settle().await;
                    let wide = window.script("return [document.documentElement.scrollWidth, innerWidth];").await;
                    assert!(wide[0].as_f64() <= wide[1].as_f64(), "{page} at {width} in {language} scrolls sideways: {wide}");
                    let label = window.text(&format!("nav-{page}")).await;
                    let chinese = label.chars().any(|c| ('\u{4e00}'..='\u{9fff}').contains(&c));
                    assert_eq!(chinese, language == "zh", "{label}");
                }
            }
            window.click("lang-toggle").await;
        }
    });
}
