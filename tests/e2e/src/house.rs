//! What `cargo xtask test` hands to the browser tests, through the environment.

use crate::webdriver::{Browser, Kind};
use std::env;
use std::ffi::OsString;
use std::path::PathBuf;

/// The parts under test. Each is given by an environment variable, so that a test run names exactly what it tested.
pub struct House {
    /// `UNBROKEN_CHROMIUM` and `UNBROKEN_CHROMEDRIVER`
    pub chromium: Browser,
    /// `UNBROKEN_FIREFOX` and `UNBROKEN_GECKODRIVER`
    pub firefox: Browser,
    /// `UNBROKEN_AXE`: axe-core, as one script.
    pub axe: PathBuf,
    /// `UNBROKEN_SINGLE`: the one offline HTML file.
    pub single: PathBuf,
    /// `UNBROKEN_SITE`: address of the served site, without a slash at the end.
    pub site: String,
    /// `UNBROKEN_NPM`: the npm package.
    pub npm: PathBuf,
    /// `UNBROKEN_CLI`: the native command line.
    pub cli: PathBuf,
    /// `UNBROKEN_SCREENSHOTS`: where pictures of every state go.
    pub screenshots: PathBuf,
}

impl House {
    /// Reads the environment; the error is the first variable that is missing.
    pub fn of_environment() -> Result<House, &'static str> {
        Ok(House {
            chromium: browser(Kind::Chromium, "UNBROKEN_CHROMIUM", "UNBROKEN_CHROMEDRIVER")?,
            firefox: browser(Kind::Firefox, "UNBROKEN_FIREFOX", "UNBROKEN_GECKODRIVER")?,
            axe: given("UNBROKEN_AXE")?.into(),
            single: given("UNBROKEN_SINGLE")?.into(),
            site: given("UNBROKEN_SITE")?.into_string().map_err(|_| "UNBROKEN_SITE")?,
            npm: given("UNBROKEN_NPM")?.into(),
            cli: given("UNBROKEN_CLI")?.into(),
            screenshots: given("UNBROKEN_SCREENSHOTS")?.into(),
        })
    }
}

fn browser(kind: Kind, program: &'static str, driver: &'static str) -> Result<Browser, &'static str> {
    Ok(Browser { kind, program: given(program)?.into(), driver: given(driver)?.into() })
}

/// A variable of the environment; the error is its name.
pub fn given(name: &'static str) -> Result<OsString, &'static str> {
    env::var_os(name).filter(|value| !value.is_empty()).ok_or(name)
}

/// The project's root, as cargo says when it runs the tests.
pub fn root() -> PathBuf {
    let here = env::var_os("CARGO_MANIFEST_DIR").map_or_else(|| PathBuf::from(env!("CARGO_MANIFEST_DIR")), PathBuf::from);
    here.join("../..")
}
