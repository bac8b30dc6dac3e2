//! Embeds the user interface and the permissions of the window.

fn main() {
    tauri_build::build();
}
