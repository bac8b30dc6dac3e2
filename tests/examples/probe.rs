//! probe
use shuheng_acceptance::window::Window;
fn main() {
    let home = tempfile::tempdir().unwrap();
    Window::run(home.path(), &["--sample"], async |window| {
        window.resize(1440, 900).await;
        window.click("nav-score").await;
        tokio::time::sleep(std::time::Duration::from_millis(1500)).await;
        for (name, rule) in [
            ("as is", ""),
            (
                "no motion",
                "document.styleSheets[0].insertRule('*,*::before,*::after{transition:none!important;animation:none!important}',0);",
            ),
            ("no toast", "document.styleSheets[0].insertRule('[data-testid=toast]{display:none!important}',0);"),
            ("no radar", "document.styleSheets[0].insertRule('.drawing{display:none!important}',0);"),
            ("no tree", "document.styleSheets[0].insertRule('[role=tree]{display:none!important}',0);"),
        ] {
            window.script(&format!("{rule} performance.clearMeasures(); return null;")).await;
            for i in 0..24 {
                window.click(&format!("level-{}", 2 + i % 3)).await;
                tokio::time::sleep(std::time::Duration::from_millis(350)).await;
            }
            println!(
                "{name} {}",
                window
                    .script("return performance.getEntriesByName('answer-to-score').map(e=>Math.round(e.duration)).sort((a,b)=>a-b);")
                    .await
            );
        }
        println!(
            "{}",
            window
                .script("return performance.getEntriesByName('answer-to-score').map(e=>[Math.round(e.startTime),Math.round(e.duration)]);")
                .await
        );
    });
}
