//! Builds the page: the site (`dist/site/`) and the one offline HTML file (`dist/unbroken.html`), both from `www/index.html`.
//!
//! The two differ in where the wasm comes from and in `connect-src`. Two runs, also in two different folders, give the same bytes: paths
//! are remapped, the gzip header carries no time.

use crate::run::{cargo, done, root, say, target};
use crate::setup;
use base64ct::{Base64, Encoding};
use flate2::{Compression, GzBuilder};
use sha2::{Digest, Sha256};
use std::env;
use std::fs;
use std::io::Write;
use std::path::{Path, PathBuf};
use wasm_bindgen_cli_support::Bindgen;

const WASM: &str = "unbroken_viewer.wasm";
/// The single file as it is handed out.
const DOWNLOAD: &str = concat!("unbroken-", env!("CARGO_PKG_VERSION"), ".html");
const STYLES: [&str; 5] =
    ["www/styles/tokens.css", "www/styles/fonts.css", "www/styles/ui.css", "www/styles/paper.css", "www/styles/bench.css"];
const LICENCES: [&str; 3] = ["LICENSE-MIT", "LICENSE-APACHE", "www/fonts/OFL.txt"];

/// Where the page was put.
pub struct Page {
    pub site: PathBuf,
    pub single: PathBuf,
    /// The policy of the site, for the header.
    pub policy: String,
}

/// `cargo xtask dist`.
pub fn command() -> Result<(), String> {
    let page = build()?;
    let mut sums = String::new();
    for file in [page.single.clone(), page.site.join("index.html"), page.site.join(WASM)] {
        let bytes = read(&file)?;
        let name = file.strip_prefix(dist()).unwrap_or(&file).display().to_string();
        println!("{name}: {} bytes, {} gzipped, SHA-256 {}", bytes.len(), gzip(&bytes)?.len(), hex(&bytes));
        sums.push_str(&sum(&bytes, &name));
    }
    write(&dist().join("SHA256SUMS"), sums.as_bytes())
}

/// A line as `sha256sum --check` reads it.
fn sum(bytes: &[u8], name: &str) -> String {
    format!("{}  {name}\n", hex(bytes))
}

/// Builds the page into `dist/`.
pub fn build() -> Result<Page, String> {
    assemble(&compile()?)
}

/// The two crates that are compiled to wasm.
pub struct Wasm {
    pub page: PathBuf,
    pub package: PathBuf,
}

/// Compiles page and npm package, always both: then cargo sees the same features every time and compiles the engine once.
pub fn compile() -> Result<Wasm, String> {
    setup::rust_target("wasm32-unknown-unknown")?;
    say("Compiling page and npm package to wasm");
    done(wasm_cargo("build"))?;
    let folder = target().join("wasm32-unknown-unknown/page");
    Ok(Wasm { page: folder.join(WASM), package: folder.join("unbroken_wasm.wasm") })
}

/// Puts site and single file together.
pub fn assemble(wasm: &Wasm) -> Result<Page, String> {
    say("Assembling dist/site/ and dist/unbroken.html");
    let Glued { glue, wasm } = glue(&wasm.page, Form::Script)?;
    let shell = read_text(&root().join("www/index.html"))?;
    let styles = STYLES.iter().map(|name| read_text(&root().join(name))).collect::<Result<Vec<_>, _>>()?.join("\n");
    let parts = Parts {
        glue: &glue,
        styles: &styles,
        boot: &read_text(&root().join("www/boot.js"))?,
        glyphs: &read_text(&root().join("www/glyphs.svg"))?,
    };
    let (site, single) = (dist().join("site"), dist().join("unbroken.html"));
    if site.exists() {
        fs::remove_dir_all(&site).map_err(|error| format!("{}: {error}", site.display()))?;
    }
    fs::create_dir_all(&site).map_err(|error| format!("{}: {error}", site.display()))?;
    write(&site.join("index.html"), filled(&shell, &parts, None)?.as_bytes())?;
    write(&site.join(WASM), &wasm)?;
    let html = filled(&shell, &parts, Some(&wasm))?;
    write(&single, html.as_bytes())?;
    // The site hands out the single file too, named by version, and its digest beside it.
    write(&site.join(DOWNLOAD), html.as_bytes())?;
    write(&site.join("SHA256SUMS"), sum(html.as_bytes(), DOWNLOAD).as_bytes())?;
    for licence in LICENCES {
        let bytes = read(&root().join(licence))?;
        let name = Path::new(licence).file_name().unwrap_or_default();
        write(&site.join(name), &bytes)?;
        write(&dist().join(name), &bytes)?;
    }
    Ok(Page { site, single, policy: parts.policy("'self'")? })
}

/// Cargo for what becomes wasm, always with the same crates, flags and profile. (Not with `erase_components` of Leptos: a seventh less of
/// code, but tasks of the main thread of up to 74 ms and 50 MB more after a search of a long log.)
pub fn wasm_cargo(verb: &str) -> std::process::Command {
    let home = env::var_os("CARGO_HOME").map_or_else(|| Path::new(&env::var_os("HOME").unwrap_or_default()).join(".cargo"), PathBuf::from);
    let flags = format!(
        "target.wasm32-unknown-unknown.rustflags=['--remap-path-prefix={}=/unbroken','--remap-path-prefix={}=/cargo']",
        root().display(),
        home.display()
    );
    let mut command = cargo(&[verb, "--package", "unbroken-viewer", "--package", "unbroken-wasm", "--lib"]);
    command.args(["--target", "wasm32-unknown-unknown", "--profile", "page", "--config", &flags]);
    command.env_remove("RUSTFLAGS").env_remove("CARGO_ENCODED_RUSTFLAGS");
    command
}

/// Compiled wasm, and the JavaScript that talks to it.
pub struct Glued {
    pub glue: String,
    pub wasm: Vec<u8>,
}

/// What the glue is.
#[derive(Clone, Copy)]
pub enum Form {
    /// A plain script: one HTML file cannot hold a module.
    Script,
    /// An ES module that is told where its wasm is: every host finds it in its own way.
    Module,
}

/// Makes the glue of compiled wasm. Neither page nor package carries further files.
pub fn glue(wasm: &Path, form: Form) -> Result<Glued, String> {
    let failed = |error| format!("wasm-bindgen: {error:#}");
    let mut bindgen = Bindgen::new();
    bindgen.input_path(wasm);
    match form {
        Form::Script => bindgen.no_modules(true).and_then(|bindgen| bindgen.no_modules_global("wasm_bindgen")),
        Form::Module => bindgen.web(true),
    }
    .map_err(failed)?;
    bindgen.omit_default_module_path(true).typescript(false).remove_name_section(true).remove_producers_section(true);
    let mut output = bindgen.generate_output().map_err(failed)?;
    if output.snippets().values().any(|list| !list.is_empty()) || !output.local_modules().is_empty() {
        return Err(format!("{}: a crate in it brings JavaScript files of its own, and there is no place for them.", wasm.display()));
    }
    let glue = output.js().to_owned();
    Ok(Glued { glue, wasm: output.wasm_mut().emit_wasm() })
}

/// The texts that go into the shell.
struct Parts<'a> {
    glue: &'a str,
    styles: &'a str,
    boot: &'a str,
    glyphs: &'a str,
}

impl Parts<'_> {
    /// The content security policy; the hashes are over the exact text between the tags.
    fn policy(&self, connect: &str) -> Result<String, String> {
        for (name, text) in [("glue", self.glue), ("boot.js", self.boot)] {
            if text.to_ascii_lowercase().contains("</script") {
                return Err(format!("The {name} contains `</script`; it cannot stand inside HTML."));
            }
        }
        let hash = |text: &str| format!("'sha256-{}'", Base64::encode_string(&Sha256::digest(text)));
        Ok(format!(
            "default-src 'none'; script-src {} {} 'wasm-unsafe-eval'; style-src {}; font-src data:; img-src data:; connect-src {connect}; \
             worker-src blob:; base-uri 'none'; form-action 'none'",
            hash(self.glue),
            hash(self.boot),
            hash(self.styles)
        ))
    }
}

/// Fills the markers of the shell; with `wasm` the file is complete in itself.
fn filled(shell: &str, parts: &Parts<'_>, wasm: Option<&[u8]>) -> Result<String, String> {
    let policy = parts.policy(if wasm.is_some() { "'none'" } else { "'self'" })?;
    let data = match wasm {
        Some(wasm) => {
            format!("<script type=\"application/octet-stream\" id=\"wasm\">{}</script>", Base64::encode_string(&gzip(wasm)?))
        }
        None => String::new(),
    };
    let fills = [
        ("<!--CSP-->", format!("<meta http-equiv=\"Content-Security-Policy\" content=\"{policy}\">")),
        ("<!--STYLE-->", format!("<style>{}</style>", parts.styles)),
        ("<!--GLYPHS-->", parts.glyphs.to_owned()),
        ("<!--GLUE-->", format!("<script id=\"glue\">{}</script>", parts.glue)),
        ("<!--WASM-->", data),
        ("<!--BOOT-->", format!("<script>{}</script>", parts.boot)),
    ];
    // From the last marker to the first, so that no text that was filled in is searched again.
    let mut places = Vec::new();
    for (marker, text) in &fills {
        let mut matches = shell.match_indices(marker);
        match (matches.next(), matches.next()) {
            (Some((at, _)), None) => places.push((at, marker.len(), text)),
            _ => return Err(format!("www/index.html must contain {marker} exactly once")),
        }
    }
    places.sort_by_key(|place| std::cmp::Reverse(place.0));
    let mut html = shell.to_owned();
    for (at, length, text) in places {
        html.replace_range(at..at + length, text);
    }
    Ok(html)
}

pub fn gzip(bytes: &[u8]) -> Result<Vec<u8>, String> {
    let mut encoder = GzBuilder::new().mtime(0).write(Vec::new(), Compression::best());
    encoder.write_all(bytes).and_then(|()| encoder.finish()).map_err(|error| format!("gzip: {error}"))
}

pub fn hex(bytes: &[u8]) -> String {
    Sha256::digest(bytes).iter().map(|byte| format!("{byte:02x}")).collect()
}

pub fn dist() -> PathBuf {
    root().join("dist")
}

pub fn read(file: &Path) -> Result<Vec<u8>, String> {
    fs::read(file).map_err(|error| format!("{}: {error}", file.display()))
}

pub fn read_text(file: &Path) -> Result<String, String> {
    String::from_utf8(read(file)?).map_err(|_| format!("{} is not UTF-8", file.display()))
}

pub fn write(file: &Path, bytes: &[u8]) -> Result<(), String> {
    fs::write(file, bytes).map_err(|error| format!("{}: {error}", file.display()))
}

#[cfg(test)]
#[allow(clippy::unwrap_used, reason = "a test may stop")]
mod tests {
    use super::*;

    const SHELL: &str = "<head>\n<!--CSP-->\n<!--STYLE-->\n</head><!--GLYPHS--><!--GLUE--><!--WASM--><!--BOOT-->";
    const PARTS: Parts<'_> = Parts { glue: "let a=1", styles: "b{}", boot: "a()", glyphs: "<svg/>" };

    #[test]
    fn single_file_carries_the_wasm_and_forbids_connections() {
        let html = filled(SHELL, &PARTS, Some(b"\0asm")).unwrap();
        assert!(html.contains("connect-src 'none'"));
        assert!(html.contains("id=\"wasm\">H4sI"), "gzip, base64: {html}");
        assert!(!html.contains("<!--"));
    }

    #[test]
    fn policy_hashes_the_exact_text() {
        // printf 'a()' | openssl dgst -sha256 -binary | base64
        assert!(PARTS.policy("'none'").unwrap().contains("'sha256-qVpDBgj7bpq5hMAcGp3AOc79J3Y1Z4HvySTwKrWDoy4='"));
    }

    #[test]
    fn site_leaves_the_wasm_outside() {
        let html = filled(SHELL, &PARTS, None).unwrap();
        assert!(html.contains("connect-src 'self'") && !html.contains("octet-stream"));
    }

    #[test]
    fn a_marker_missing_or_repeated_is_named() {
        for shell in [SHELL.replace("<!--BOOT-->", ""), format!("{SHELL}<!--BOOT-->")] {
            assert!(filled(&shell, &PARTS, None).unwrap_err().contains("<!--BOOT-->"));
        }
    }

    #[test]
    fn text_that_looks_like_a_marker_is_left_alone() {
        let parts = Parts { glyphs: "<!--BOOT-->", ..PARTS };
        assert!(filled(SHELL, &parts, None).unwrap().contains("<!--BOOT-->"));
    }

    #[test]
    fn a_script_that_ends_early_is_refused() {
        let parts = Parts { glue: "'</SCRIPT>'", ..PARTS };
        assert!(filled(SHELL, &parts, None).is_err());
    }

    #[test]
    fn gzip_is_the_same_every_time() {
        assert_eq!(gzip(b"abc").unwrap(), gzip(b"abc").unwrap());
        assert_eq!(gzip(b"abc").unwrap()[4..8], [0; 4], "no time in the header");
    }
}
