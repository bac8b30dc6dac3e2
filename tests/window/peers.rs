//! The page 对标 in the real window: a figure and where it comes from, a group that is kept, own figures with a slip of units,
//! spending against value.

use shuheng_acceptance::window::{Key, Window};

async fn open_peers(window: &Window) {
    window.resize(1440, 900).await;
    // The sample is open once its score stands there.
    window.click("nav-score").await;
    window.get("overall-score").await;
    window.click("nav-benchmark").await;
    window.get("peer-row-psbc").await;
}

/// What the row of an institution says, in one line.
async fn row(window: &Window, id: &str) -> String {
    window.text(&format!("peer-row-{id}")).await.split_whitespace().collect::<Vec<_>>().join(" ")
}

#[test]
fn a_figure_leads_to_its_source_and_a_group_is_kept() {
    let home = tempfile::tempdir().expect("a folder");
    Window::run(home.path(), &["--sample"], async |window| {
        open_peers(window).await;
        window.wait_text("sample", |text| text == "n = 13").await;
        let psbc = row(window, "psbc").await;
        assert!(psbc.contains("122.96") && psbc.contains("+9.03%") && psbc.contains("112.78"), "{psbc}");

        // Table 3 of the report is where the figure of the largest bank was read.
        window.script("document.querySelector(\"[data-testid='peer-row-icbc'] [data-testid='provenance']\").click(); return null;").await;
        let told = window.wait_text("origin", |text| text.contains("285.18")).await;
        assert!(told.contains("中国信息通信研究院") && told.contains("表3"), "{told}");
        window.press(Key::Escape, 1).await;
        window.wait_gone("origin").await;

        // Without the state banks seven are left: three joint-stock banks, one city bank, WeBank and two securities firms.
        window.click("kind-state_bank").await;
        window.wait_text("sample", |text| text == "n = 7").await;
        window.wait_gone("peer-row-icbc").await;
        window.click("save-group").await;
        window.fill("group-name", "中小行与证券").await;
        window.click("save-group-name").await;
        window.wait_gone("group-dialog").await;
        window.get("rename-group").await;
        let chosen = "const group = document.querySelector(\"[data-testid='peer-group']\"); return group.selectedOptions[0].text;";
        let name = window.script(chosen).await;
        assert!(name.as_str().is_some_and(|name| name.contains("中小行与证券")), "{name}");
    });
}

#[test]
fn a_slip_of_units_is_noticed_mended_and_taken_back() {
    let home = tempfile::tempdir().expect("a folder");
    Window::run(home.path(), &["--sample"], async |window| {
        open_peers(window).await;
        let before = row(window, "own").await;
        assert!(before.contains("4.83") && before.contains("+9.28%"), "{before}");
        window.click("own-figures").await;
        window.fill("own-it_investment-2024", "48,300").await;
        window.press(Key::Tab, 1).await;
        // 48300万元 were typed where 亿元 are meant.
        let warned = window.wait_text("slip-it_investment-2024", |text| text.contains("4.83")).await;
        assert!(warned.contains("单位"), "{warned}");
        assert!(!window.has("slip-it_investment-2023").await, "the year before is like its peers: it is not the one that slipped");
        window.click("mend-slip").await;
        window.wait_gone("slip-it_investment-2024").await;
        window.wait_value("own-it_investment-2024", |value| value == "4.83").await;

        window.fill("own-it_investment-2024", "5.2").await;
        window.press(Key::Tab, 1).await;
        window.press(Key::Escape, 1).await;
        window.wait_gone("own-figures-dialog").await;
        window.wait_text("peer-row-own", |text| text.contains("5.2")).await;
        window.click("undo").await;
        window.wait_text("peer-row-own", |text| text.contains("4.83")).await;
    });
}

#[test]
fn spending_against_value_names_what_holds_value_back() {
    let home = tempfile::tempdir().expect("a folder");
    Window::run(home.path(), &["--sample"], async |window| {
        open_peers(window).await;
        window.click("benchmark-efficiency").await;
        window.wait_text("verdict", |text| text == "重投入、轻产出").await;
        let difference = window.text("difference").await;
        assert!(difference.contains("亿元") && difference.contains('多'), "{difference}");
        // The domain that costs most stands first and leads to its indicators.
        let first = "return document.querySelector(\"[data-testid^='value-domain-']\").dataset.testid;";
        let first = window.script(first).await.as_str().expect("a domain").to_owned();
        let text = window.text(&first).await;
        assert!(text.contains('−') && text.contains('分'), "{text}");
        window.click(&first).await;
        window.get("page-score").await;
    });
}
