//! Embeds the user interface and the permissions of the window.

fn main() {
    // The interface is part of the program: a new build of it asks for a new program.
    println!("cargo:rerun-if-changed=../ui/dist");
    tauri_build::build();
}
