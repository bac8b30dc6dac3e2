//! The real window, driven through WebKitWebDriver. Needs a display: `xvfb-run` gives one.

use crate::program;
use fantoccini::elements::Element;
pub use fantoccini::key::Key;
use fantoccini::wd::Capabilities;
use fantoccini::{Client, ClientBuilder, Locator};
use hyper_util::client::legacy::connect::HttpConnector;
use serde_json::{Value, json};
use std::net::{TcpListener, TcpStream};
use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::sync::Mutex;
use std::time::{Duration, Instant};

/// How long to wait for something to appear before the test fails: what takes a second in a release build, such as sensitivity
/// indices or a report with its charts, takes half a minute in a debug build on a busy machine.
const PATIENCE: Duration = Duration::from_secs(60);

/// One window at a time: they share the display and its focus.
static DISPLAY: Mutex<()> = Mutex::new(());

/// A running window with its driver.
pub struct Window {
    client: Client,
    driver: Child,
    home: std::path::PathBuf,
}

impl Window {
    /// Runs `scenario` with a new window whose settings and files live in `home`.
    ///
    /// # Panics
    /// When the driver or the window does not start.
    pub fn run<F>(home: &Path, arguments: &[&str], scenario: F)
    where
        F: AsyncFnOnce(&mut Window),
    {
        let _alone = DISPLAY.lock().unwrap_or_else(std::sync::PoisonError::into_inner);
        let runtime = tokio::runtime::Builder::new_multi_thread().enable_all().build().expect("a runtime");
        runtime.block_on(async {
            let mut window = Self::start(home, arguments).await;
            scenario(&mut window).await;
            window.end().await;
        });
    }

    async fn start(home: &Path, arguments: &[&str]) -> Self {
        let port = TcpListener::bind("127.0.0.1:0").and_then(|listener| listener.local_addr()).expect("a free port").port();
        let log = std::fs::File::create(home.join("driver.log")).expect("a log");
        let driver = Command::new("WebKitWebDriver")
            .arg(format!("--port={port}"))
            .env("TAURI_WEBVIEW_AUTOMATION", "true")
            .env("SHUHENG_HOME", home)
            .stdout(log.try_clone().map_or_else(|_| Stdio::null(), Stdio::from))
            .stderr(Stdio::from(log))
            .spawn()
            .expect("WebKitWebDriver is installed (Debian: webkit2gtk-driver)");
        let begin = Instant::now();
        while TcpStream::connect(("127.0.0.1", port)).is_err() {
            assert!(begin.elapsed() < PATIENCE, "WebKitWebDriver does not listen on port {port}");
            tokio::time::sleep(Duration::from_millis(20)).await;
        }
        let options = json!({ "binary": program("shuheng-desktop"), "args": arguments });
        let capabilities: Capabilities = [("webkitgtk:browserOptions".to_owned(), options)].into_iter().collect();
        let client = ClientBuilder::new(HttpConnector::new())
            .capabilities(capabilities)
            .connect(&format!("http://127.0.0.1:{port}"))
            .await
            .expect("the window starts");
        Self { client, driver, home: home.to_owned() }
    }

    async fn end(mut self) {
        let windows = self.pids();
        // Closing may fail when the scenario killed the window; the driver ends all the same.
        let _ = self.client.clone().close().await;
        // The window writes its last page and lets go of its file before it is gone.
        let begin = Instant::now();
        while windows.iter().any(|pid| runs(*pid)) && begin.elapsed() < PATIENCE {
            tokio::time::sleep(Duration::from_millis(10)).await;
        }
        let _ = Command::new("kill").arg(self.driver.id().to_string()).status();
        let _ = self.driver.wait();
    }

    /// The folder with the window's settings and files.
    #[must_use]
    pub fn home(&self) -> &Path {
        &self.home
    }

    /// Process ids of the window itself.
    ///
    /// # Panics
    /// When the process table cannot be read.
    #[must_use]
    pub fn pids(&self) -> Vec<u32> {
        let wanted = program("shuheng-desktop");
        std::fs::read_dir("/proc")
            .expect("the process table")
            .flatten()
            .filter(|entry| std::fs::read_link(entry.path().join("exe")).is_ok_and(|exe| exe == wanted))
            .filter_map(|entry| entry.file_name().to_string_lossy().parse().ok())
            .filter(|pid: &u32| {
                let environment = std::fs::read(format!("/proc/{pid}/environ")).unwrap_or_default();
                environment.split(|byte| *byte == 0).any(|variable| variable == format!("SHUHENG_HOME={}", self.home.display()).as_bytes())
            })
            .collect()
    }

    /// Waits for the element with this test id.
    ///
    /// # Panics
    /// When it does not appear.
    pub async fn get(&self, id: &str) -> Element {
        self.select(&format!("[data-testid='{id}']")).await
    }

    /// Waits for the first element that a CSS selector finds.
    ///
    /// # Panics
    /// When none appears.
    pub async fn select(&self, selector: &str) -> Element {
        let begin = Instant::now();
        loop {
            match self.client.find(Locator::Css(selector)).await {
                Ok(element) => return element,
                Err(error) if begin.elapsed() > PATIENCE => panic!("{selector} did not appear: {error}"),
                Err(_) => tokio::time::sleep(Duration::from_millis(25)).await,
            }
        }
    }

    /// Whether an element with this test id is there now.
    ///
    /// # Panics
    /// When the window does not answer.
    pub async fn has(&self, id: &str) -> bool {
        !self.client.find_all(Locator::Css(&format!("[data-testid='{id}']"))).await.expect("the window answers").is_empty()
    }

    /// Clicks the element with this test id.
    ///
    /// # Panics
    /// When it does not appear or cannot be clicked.
    pub async fn click(&self, id: &str) {
        // A click goes to where the element was found: what still moves has to come to rest first.
        self.get(id).await;
        self.settle().await;
        let begin = Instant::now();
        while let Err(error) = self.get(id).await.click().await {
            // What was drawn anew between finding and clicking is gone; its successor takes the click.
            assert!(begin.elapsed() < PATIENCE, "{id} cannot be clicked: {error:?}");
            // Inside a list that scrolls by itself, the driver brings only a corner of it into view.
            self.script(&format!("document.querySelector(\"[data-testid='{id}']\")?.scrollIntoView({{ block: 'nearest' }}); return null;"))
                .await;
            tokio::time::sleep(Duration::from_millis(50)).await;
        }
    }

    /// Waits until no element has this test id.
    ///
    /// # Panics
    /// When one is still there after a while.
    pub async fn wait_gone(&self, id: &str) {
        let begin = Instant::now();
        while self.has(id).await {
            assert!(begin.elapsed() < PATIENCE, "{id} is still there");
            tokio::time::sleep(Duration::from_millis(25)).await;
        }
    }

    /// The visible text of the element with this test id.
    ///
    /// # Panics
    /// When it does not appear.
    pub async fn text(&self, id: &str) -> String {
        self.get(id).await.text().await.expect("the window answers").trim().to_owned()
    }

    /// Waits until the text of an element passes.
    ///
    /// # Panics
    /// When it does not in time; tells the text that stands there.
    pub async fn wait_text(&self, id: &str, passes: impl Fn(&str) -> bool) -> String {
        let begin = Instant::now();
        loop {
            let text = self.text(id).await;
            if passes(&text) {
                return text;
            }
            assert!(begin.elapsed() < PATIENCE, "{id} still says “{text}”");
            tokio::time::sleep(Duration::from_millis(25)).await;
        }
    }

    /// Waits until the value of an input passes.
    ///
    /// # Panics
    /// When it does not in time.
    pub async fn wait_value(&self, id: &str, passes: impl Fn(&str) -> bool) {
        let begin = Instant::now();
        loop {
            let value = self.get(id).await.prop("value").await.expect("the window answers").unwrap_or_default();
            if passes(&value) {
                return;
            }
            assert!(begin.elapsed() < PATIENCE, "{id} still holds “{value}”");
            tokio::time::sleep(Duration::from_millis(25)).await;
        }
    }

    /// Types keys to whatever has the focus.
    ///
    /// # Panics
    /// When the window does not answer.
    pub async fn keys(&self, keys: &str) {
        self.select("body").await.send_keys(keys).await.expect("keys are taken");
    }

    /// Presses a key in the element that has the focus, as often as told.
    ///
    /// # Panics
    /// When nothing has the focus.
    pub async fn press(&self, key: Key, times: usize) {
        for _ in 0..times {
            self.select(":focus").await.send_keys(&char::from(key).to_string()).await.expect("keys are taken");
        }
    }

    /// Puts the focus on the element with this test id, as tabbing there would.
    ///
    /// # Panics
    /// When it does not appear.
    pub async fn focus(&self, id: &str) {
        self.get(id).await;
        self.script(&format!("document.querySelector(\"[data-testid='{id}']\").focus(); return null;")).await;
    }

    /// The visible texts of all elements with this test id, from the top.
    ///
    /// # Panics
    /// When the window does not answer.
    pub async fn texts(&self, id: &str) -> Vec<String> {
        let found =
            self.script(&format!("return [...document.querySelectorAll(\"[data-testid='{id}']\")].map((one) => one.innerText);")).await;
        found.as_array().into_iter().flatten().filter_map(|text| text.as_str().map(|text| text.trim().to_owned())).collect()
    }

    /// Ctrl with a key.
    pub async fn control(&self, key: &str) {
        self.keys(&format!("{}{key}{}", char::from(Key::Control), char::from(Key::Null))).await;
    }

    /// Replaces the text of an input.
    ///
    /// # Panics
    /// When it does not take the text.
    pub async fn fill(&self, id: &str, text: &str) {
        self.click(id).await;
        self.script(&format!("document.querySelector(\"[data-testid='{id}']\").select(); return null;")).await;
        self.get(id).await.send_keys(text).await.expect("the input takes text");
        let value = self.get(id).await.prop("value").await.expect("the window answers");
        assert_eq!(value.as_deref(), Some(text), "{id} holds what was typed");
    }

    /// Runs a script and returns its value.
    ///
    /// # Panics
    /// When the script fails.
    pub async fn script(&self, script: &str) -> Value {
        self.client.execute(script, Vec::new()).await.unwrap_or_else(|error| panic!("{script}: {error}"))
    }

    /// Makes the window this large.
    ///
    /// # Panics
    /// When the window does not answer.
    pub async fn resize(&self, width: u32, height: u32) {
        self.client.set_window_size(width, height).await.expect("the window can be resized");
        self.settle().await;
    }

    /// Waits until what the page says is also painted.
    ///
    /// # Panics
    /// When the window does not answer.
    pub async fn settle(&self) {
        let frames = "const done = arguments[arguments.length - 1]; requestAnimationFrame(() => requestAnimationFrame(() => done(null)));";
        self.client.execute_async(frames, Vec::new()).await.expect("the window paints");
    }

    /// A picture of the window as PNG.
    ///
    /// # Panics
    /// When the window does not answer.
    pub async fn picture(&self) -> Vec<u8> {
        self.settle().await;
        self.client.screenshot().await.expect("a picture")
    }
}

/// Whether a process still runs. One that is ending has no program and no environment any more and yet holds its files and
/// their locks until its last thread has ended, also when the first one is a zombie already.
fn runs(pid: u32) -> bool {
    let Ok(threads) = std::fs::read_dir(format!("/proc/{pid}/task")) else { return false };
    threads.flatten().any(|thread| {
        let stat = std::fs::read_to_string(thread.path().join("stat")).unwrap_or_default();
        // The name of the program stands in parentheses and may hold any character; the state follows it.
        stat.rsplit_once(')').is_some_and(|(_, after)| !after.trim_start().starts_with(['Z', 'X']))
    })
}
