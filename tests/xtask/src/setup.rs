//! What a bare machine misses: compilation targets, a browser and its driver, the licence checker. Each is installed when it is absent;
//! where that takes rights we do not have, the error is the one line to run. (A C linker needs no check: without it this program would not
//! have been built.)

use crate::run::{cargo, done, found, printed, program, say, target};
use std::path::{Path, PathBuf};

/// Chromium and its driver.
pub struct Browser {
    pub chromium: PathBuf,
    pub chromedriver: PathBuf,
}

/// Makes sure the standard library for `name` is there. Listing a target in `rust-toolchain.toml` is not enough where automatic installs
/// are switched off.
pub fn rust_target(name: &str) -> Result<(), String> {
    let sysroot = printed(program("rustc", &["--print", "sysroot"]))?;
    if Path::new(sysroot.trim()).join("lib/rustlib").join(name).join("lib").is_dir() {
        return Ok(());
    }
    say(&format!("Installing the Rust target {name}"));
    done(program("rustup", &["target", "add", name]))
}

/// Makes sure there is a browser to test in.
pub fn browser() -> Result<Browser, String> {
    if let Some(browser) = installed() {
        return Ok(browser);
    }
    const LINE: &str = "apt-get install -y chromium chromium-driver";
    let by_hand = || format!("Chromium and its driver are missing, and installing them takes root. Run:\n    sudo {LINE}");
    let is_root = printed(program("id", &["-u"])).is_ok_and(|id| id.trim() == "0");
    let wrapper: &[&str] = if is_root { &[] } else { &["sudo", "-n"] };
    let has_sudo = || found(&["sudo"]).is_some() && done(program("sudo", &["-n", "true"])).is_ok();
    if found(&["apt-get"]).is_none() || !(is_root || has_sudo()) {
        return Err(by_hand());
    }
    say("Installing Chromium and its driver");
    let environment = ["env", "DEBIAN_FRONTEND=noninteractive"];
    for words in ["apt-get update -q", &format!("{LINE} -q --no-install-recommends")] {
        let line: Vec<&str> = wrapper.iter().copied().chain(environment).chain(words.split(' ')).collect();
        let (name, arguments) = line.split_first().ok_or_else(by_hand)?;
        done(program(name, arguments))?;
    }
    installed().ok_or_else(by_hand)
}

fn installed() -> Option<Browser> {
    Some(Browser { chromium: found(&["chromium", "chromium-browser", "google-chrome"])?, chromedriver: found(&["chromedriver"])? })
}

/// The licence checker, from PATH or from `target/tools`. It is built unoptimised: it runs once, for a second.
pub fn cargo_deny() -> Result<PathBuf, String> {
    let tools = target().join("tools");
    let own = tools.join("bin/cargo-deny");
    if let Some(installed) = found(&["cargo-deny"]).or_else(|| own.is_file().then(|| own.clone())) {
        return Ok(installed);
    }
    say("Building cargo-deny, once, into target/tools (a few minutes)");
    let mut command = cargo(&["install", "cargo-deny", "--version", "0.20.2", "--locked", "--debug", "--root"]);
    command.arg(&tools).arg("--target-dir").arg(tools.join("build"));
    command.env("CARGO_PROFILE_DEV_DEBUG", "0").env("CARGO_PROFILE_DEV_OPT_LEVEL", "0").env("CARGO_INCREMENTAL", "0");
    done(command)?;
    Ok(own)
}
