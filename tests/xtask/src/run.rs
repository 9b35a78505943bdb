//! Running other programs, and where things lie.

use std::env;
use std::io::{BufRead, BufReader, Read};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};

/// The project's root. Cargo says where this crate lies when it runs it; what was compiled in would be wrong in a checkout that moved.
pub fn root() -> PathBuf {
    let here = env::var_os("CARGO_MANIFEST_DIR").map_or_else(|| PathBuf::from(env!("CARGO_MANIFEST_DIR")), PathBuf::from);
    here.ancestors().nth(2).map_or(here.clone(), Path::to_path_buf)
}

/// Where cargo puts what it builds.
pub fn target() -> PathBuf {
    env::var_os("CARGO_TARGET_DIR").map_or_else(|| root().join("target"), |given| root().join(given))
}

/// Says what happens next, one line.
pub fn say(line: &str) {
    println!("· {line}");
}

/// A program, called from the project's root, without input.
pub fn program(name: impl AsRef<std::ffi::OsStr>, arguments: &[&str]) -> Command {
    let mut command = Command::new(name);
    command.args(arguments).current_dir(root()).stdin(Stdio::null());
    command
}

/// The cargo of this toolchain.
pub fn cargo(arguments: &[&str]) -> Command {
    program(env::var_os("CARGO").unwrap_or_else(|| "cargo".into()), arguments)
}

/// Runs to the end, its output on the terminal.
pub fn done(mut command: Command) -> Result<(), String> {
    let status = command.status().map_err(|error| format!("{}: {error}", shown(&command)))?;
    if status.success() { Ok(()) } else { Err(format!("{} ended with {status}", shown(&command))) }
}

/// Runs to the end and keeps what it printed.
pub fn printed(mut command: Command) -> Result<String, String> {
    let output = command.stderr(Stdio::inherit()).output().map_err(|error| format!("{}: {error}", shown(&command)))?;
    if !output.status.success() {
        return Err(format!("{} ended with {}", shown(&command), output.status));
    }
    String::from_utf8(output.stdout).map_err(|_| format!("{} printed what is not text", shown(&command)))
}

/// Runs to the end, its output on the terminal, and hands every line of it to `see`.
pub fn watched(mut command: Command, see: impl FnMut(&str)) -> Result<(), String> {
    let name = shown(&command);
    let mut child = command.stdout(Stdio::piped()).spawn().map_err(|error| format!("{name}: {error}"))?;
    let output = child.stdout.take();
    follow(&name, child, output, see)
}

/// The same for a program that says everything on its error stream.
pub fn overheard(mut command: Command, see: impl FnMut(&str)) -> Result<(), String> {
    let name = shown(&command);
    let mut child = command.stderr(Stdio::piped()).spawn().map_err(|error| format!("{name}: {error}"))?;
    let output = child.stderr.take();
    follow(&name, child, output, see)
}

fn follow(name: &str, mut child: Child, output: Option<impl Read>, mut see: impl FnMut(&str)) -> Result<(), String> {
    for line in output.into_iter().flat_map(|output| BufReader::new(output).split(b'\n')) {
        let line = line.map_err(|error| format!("{name}: {error}"))?;
        let line = String::from_utf8_lossy(&line);
        println!("{line}");
        see(&line);
    }
    let status = child.wait().map_err(|error| format!("{name}: {error}"))?;
    if status.success() { Ok(()) } else { Err(format!("{name} ended with {status}")) }
}

/// The first of these programs that is in PATH.
pub fn found(names: &[&str]) -> Option<PathBuf> {
    let path = env::var_os("PATH")?;
    names.iter().find_map(|name| env::split_paths(&path).map(|folder| folder.join(name)).find(|file| file.is_file()))
}

fn shown(command: &Command) -> String {
    let words: Vec<_> = command.get_args().take(3).map(|word| word.to_string_lossy()).collect();
    let name = Path::new(command.get_program()).file_name().unwrap_or_default().to_string_lossy();
    format!("{name} {}", words.join(" "))
}
