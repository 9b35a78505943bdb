//! `unbroken view`: opens the offline page. The page reads the files itself when they are dropped on it; nothing is sent anywhere.

use crate::args::View;
use crate::fault::Fault;
use crate::{inputs, out};
use std::env;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

pub fn run(args: &View) -> Result<(), Fault> {
    // A wrong path is found here and not in front of the page.
    if !args.files.is_empty() {
        inputs::expand(&args.files)?;
    }
    let page = find_page()?;
    let page = page.canonicalize().unwrap_or(page);
    let mut words = format!("{}\n", page.display());
    if !args.files.is_empty() {
        words.push_str("Drop these files on the page:\n");
        for file in &args.files {
            words.push_str(&format!("  {}\n", out::visible(&file.canonicalize().unwrap_or(file.clone()).display().to_string())));
        }
    }
    out::print(&words)?;
    if !args.print && !open(&page) {
        out::say("unbroken: no program here opens web pages\nhint: open the page above in a browser");
    }
    Ok(())
}

fn find_page() -> Result<PathBuf, Fault> {
    if let Some(named) = env::var_os("UNBROKEN_HTML").filter(|named| !named.is_empty()).map(PathBuf::from) {
        return if named.is_file() {
            Ok(named)
        } else {
            Err(Fault::new(format!("UNBROKEN_HTML names {}, which is not a file", named.display())).hint("correct it, or unset it"))
        };
    }
    let beside = env::current_exe().ok().and_then(|exe| exe.parent().map(Path::to_path_buf)).unwrap_or_default();
    let places = [beside.join("unbroken.html"), beside.join("../share/unbroken/unbroken.html"), PathBuf::from("dist/unbroken.html")];
    places.into_iter().find(|place| place.is_file()).ok_or_else(|| {
        Fault::new("the page unbroken.html is not beside this program, in share/unbroken or in dist")
            .hint("build it with `cargo xtask dist`, or name it in UNBROKEN_HTML")
    })
}

/// Hands the page to the desktop; false if there is nothing to hand it to.
fn open(page: &Path) -> bool {
    let program = if cfg!(target_os = "macos") {
        "open"
    } else if cfg!(windows) {
        "explorer"
    } else {
        "xdg-open"
    };
    Command::new(program).arg(page).stdin(Stdio::null()).stdout(Stdio::null()).stderr(Stdio::null()).spawn().is_ok()
}
