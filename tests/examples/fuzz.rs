//! Carries the inputs of the fuzz targets between the files that the project keeps and the folders that a fuzzer works in.
//!
//! `list` prints every target with its longest input; `unpack TARGET FOLDER` writes seeds and kept inputs as files; `pack TARGET FOLDER...`
//! keeps what lies in the folders, the short ones first.

use std::collections::BTreeSet;
use std::path::Path;
use std::{env, fs, io};
use unbroken_tests::base64::encode;
use unbroken_tests::fuzz::{TARGETS, Target, kept, kept_file, target};

/// Bytes of base64 that are kept per target: enough to start from, and a file that can still be read and reviewed.
const MOST: usize = 120_000;

fn main() -> io::Result<()> {
    let words: Vec<String> = env::args().skip(1).collect();
    let words: Vec<&str> = words.iter().map(String::as_str).collect();
    match words.as_slice() {
        ["list"] => TARGETS.iter().for_each(|target| println!("{} {}", target.name, target.longest)),
        ["unpack", name, folder] => unpack(&named(name)?, Path::new(folder))?,
        ["pack", name, folders @ ..] => pack(&named(name)?, folders)?,
        _ => return Err(io::Error::other("list | unpack TARGET FOLDER | pack TARGET FOLDER...")),
    }
    Ok(())
}

fn named(name: &str) -> io::Result<Target> {
    target(name)
        .ok_or_else(|| io::Error::other(format!("{name} is no target; there are: {}", TARGETS.map(|target| target.name).join(", "))))
}

fn unpack(target: &Target, folder: &Path) -> io::Result<()> {
    fs::create_dir_all(folder)?;
    let inputs = (target.seeds)().into_iter().chain(kept(target.name));
    inputs.enumerate().try_for_each(|(at, data)| fs::write(folder.join(format!("kept-{at:05}")), data))
}

fn pack(target: &Target, folders: &[&str]) -> io::Result<()> {
    let seeds = (target.seeds)();
    let mut inputs = BTreeSet::new();
    for folder in folders {
        for file in fs::read_dir(folder)? {
            let data = fs::read(file?.path())?;
            if !seeds.contains(&data) {
                inputs.insert((data.len(), data));
            }
        }
    }
    let mut text = String::new();
    for line in inputs.iter().map(|(_, data)| encode(data)) {
        if text.len() + line.len() < MOST {
            text = text + &line + "\n";
        }
    }
    println!("{}: {} of {} inputs kept", target.name, text.lines().count(), inputs.len());
    fs::write(kept_file(target.name), text)
}
