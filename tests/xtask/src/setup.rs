//! What a bare machine misses: compilation targets, browsers and their drivers, Node and a TypeScript compiler, the licence checker. Each is
//! installed when it is absent; where that takes rights we do not have, the error is the one line to run. (A C linker needs no check:
//! without it this program would not have been built.)

use crate::run::{cargo, done, found, printed, program, root, say, target};
use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Child, Command};

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

/// Makes sure there is Chromium to test in.
pub fn browser() -> Result<Browser, String> {
    installed(browser_here, "Chromium and its driver", "chromium chromium-driver")
}

fn browser_here() -> Option<Browser> {
    Some(Browser { chromium: found(&["chromium", "chromium-browser", "google-chrome"])?, chromedriver: found(&["chromedriver"])? })
}

/// Makes sure there is Firefox to test in. Its driver is in no package: cargo builds it.
pub fn firefox() -> Result<PathBuf, String> {
    installed(|| found(&["firefox-esr", "firefox"]), "Firefox", "firefox-esr")
}

/// What is there, or what is there after the system's packages of that name were installed.
fn installed<T>(look: impl Fn() -> Option<T>, what: &str, packages: &str) -> Result<T, String> {
    if let Some(here) = look() {
        return Ok(here);
    }
    let line = format!("apt-get install -y {packages}");
    let by_hand = || format!("Missing: {what}. Installing takes root. Run:\n    sudo {line}");
    let is_root = printed(program("id", &["-u"])).is_ok_and(|id| id.trim() == "0");
    let wrapper: &[&str] = if is_root { &[] } else { &["sudo", "-n"] };
    let has_sudo = || found(&["sudo"]).is_some() && done(program("sudo", &["-n", "true"])).is_ok();
    if found(&["apt-get"]).is_none() || !(is_root || has_sudo()) {
        return Err(by_hand());
    }
    say(&format!("Installing {what}"));
    let environment = ["env", "DEBIAN_FRONTEND=noninteractive"];
    for words in ["apt-get update -q", &format!("{line} -q --no-install-recommends")] {
        let line: Vec<&str> = wrapper.iter().copied().chain(environment).chain(words.split(' ')).collect();
        let (name, arguments) = line.split_first().ok_or_else(by_hand)?;
        done(program(name, arguments))?;
    }
    look().ok_or_else(by_hand)
}

/// Node, and what the tests have from npm.
pub struct Node {
    pub node: PathBuf,
    /// The TypeScript compiler, as a script for Node.
    pub tsc: PathBuf,
    /// axe-core, as a script for a page.
    pub axe: PathBuf,
}

/// Makes sure there is a Node that the npm package promises to run in, and the packages that `tests/e2e/package-lock.json` pins.
pub fn node() -> Result<Node, String> {
    let (node, npm) = installed(|| Some((found(&["node"])?, found(&["npm"])?)), "Node and npm", "nodejs npm")?;
    let version = printed(program(&node, &["--version"]))?;
    let major = version.trim().trim_start_matches('v').split('.').next().and_then(|major| major.parse::<u32>().ok());
    if major.is_none_or(|major| major < 18) {
        return Err(format!("{} is Node {}; the tests need Node 18 or later in PATH.", node.display(), version.trim()));
    }
    let (tools, source) = (target().join("tools/npm"), root().join("tests/e2e"));
    let (tsc, axe) = (tools.join("node_modules/typescript/bin/tsc"), tools.join("node_modules/axe-core/axe.min.js"));
    let failed = |error| format!("{}: {error}", tools.display());
    let lock = fs::read(source.join("package-lock.json")).map_err(failed)?;
    if !tsc.is_file() || !axe.is_file() || fs::read(tools.join("package-lock.json")).ok().as_ref() != Some(&lock) {
        say("Installing the TypeScript compiler, the types of SARIF and axe-core, for the tests only, into target/tools");
        fs::create_dir_all(&tools).map_err(failed)?;
        fs::copy(source.join("package.json"), tools.join("package.json")).map_err(failed)?;
        fs::write(tools.join("package-lock.json"), lock).map_err(failed)?;
        let mut command = program(&npm, &["ci", "--ignore-scripts", "--no-audit", "--no-fund"]);
        command.current_dir(&tools);
        done(command)?;
    }
    Ok(Node { node, tsc, axe })
}

/// A tool that cargo installs: there, or being built beside whatever else happens.
pub enum Tool {
    Here(PathBuf),
    Building(&'static str, Child),
}

impl Tool {
    /// The program; waits for it to be built.
    pub fn program(self) -> Result<PathBuf, String> {
        match self {
            Tool::Here(path) => Ok(path),
            Tool::Building(name, mut child) => match child.wait() {
                Ok(status) if status.success() => Ok(own_tool(name)),
                Ok(status) => Err(format!("cargo install {name} ended with {status}")),
                Err(error) => Err(format!("cargo install {name}: {error}")),
            },
        }
    }
}

/// The licence checker, from PATH or from `target/tools`.
pub fn cargo_deny() -> Result<Tool, String> {
    beside("cargo-deny", "0.20.2")
}

/// Firefox's driver, from PATH or from `target/tools`.
pub fn geckodriver() -> Result<Tool, String> {
    beside("geckodriver", "0.37.1")
}

fn beside(name: &'static str, version: &str) -> Result<Tool, String> {
    if let Some(here) = tool_here(name) {
        return Ok(Tool::Here(here));
    }
    say(&format!("Building {name}, once, into target/tools, while the first steps run"));
    let child = install(name, version).spawn().map_err(|error| format!("cargo install {name}: {error}"))?;
    Ok(Tool::Building(name, child))
}

/// A tool that cargo installs, from PATH or from `target/tools`.
pub fn tool(name: &str, version: &str) -> Result<PathBuf, String> {
    if let Some(here) = tool_here(name) {
        return Ok(here);
    }
    say(&format!("Building {name}, once, into target/tools"));
    done(install(name, version))?;
    Ok(own_tool(name))
}

fn own_tool(name: &str) -> PathBuf {
    target().join("tools/bin").join(name)
}

fn tool_here(name: &str) -> Option<PathBuf> {
    found(&[name]).or_else(|| Some(own_tool(name)).filter(|own| own.is_file()))
}

/// Builds a tool unoptimised: none of them does the work itself.
fn install(name: &str, version: &str) -> Command {
    let tools = target().join("tools");
    let mut command = cargo(&["install", name, "--version", version, "--locked", "--debug", "--quiet", "--root"]);
    command.arg(&tools).arg("--target-dir").arg(tools.join("build"));
    command.env("CARGO_PROFILE_DEV_DEBUG", "0").env("CARGO_PROFILE_DEV_OPT_LEVEL", "0").env("CARGO_INCREMENTAL", "0");
    command
}
