//! Text for a POSIX shell: names from strangers, comments, and the few functions that checks by hand need.

use crate::base64::encode_base64;
use alloc::format;
use alloc::string::String;

/// The functions. They need openssl, base64, head, tail and sed; each prints one line.
pub const FUNCTIONS: &str = r#"bytes() { tail -c "+$2" "$1" | head -c "$3"; }                      # file, first byte counted from 1, length
extra() { sed -n 's/^extra //p' "$1" | base64 -d; }                  # the entry inside a receipt
leaf()  { (printf '\000'; cat) | openssl dgst -sha256 -binary | base64; }
node()  { (printf '\001'; printf %s "$1" | base64 -d; printf %s "$2" | base64 -d) | openssl dgst -sha256 -binary | base64; }
prev()  { (cat; echo) | sed -n 's/.*"prev" *: *"\([A-Za-z0-9+/=]*\)".*/\1/p'; }
sig()   { # Ed25519 key and signature in base64; the message comes in
  t=$(mktemp -d) || return
  cat > "$t/m"; printf %s "$2" | base64 -d > "$t/s" 2> "$t/o"
  (printf '\060\052\060\005\006\003\053\145\160\003\041\000'; printf %s "$1" | base64 -d) > "$t/k"
  if openssl pkeyutl -verify -pubin -inkey "$t/k" -keyform DER -rawin -in "$t/m" -sigfile "$t/s" > "$t/o" 2>&1
  then echo good; else echo bad; fi; rm -r "$t"
}
"#;

/// A file name as one word that no shell reads as anything else: quoted if it is plain, in octal otherwise.
pub fn assign(variable: &str, name: &str) -> String {
    // A leading minus would be read as an option.
    let name = if name.starts_with('-') { format!("./{name}") } else { String::from(name) };
    if name.bytes().all(|byte| byte.is_ascii_graphic() || byte == b' ') {
        return format!("{variable}='{}'\n", name.replace('\'', r"'\''"));
    }
    let octal = name.bytes().fold(String::new(), |text, byte| format!("{text}\\{byte:03o}"));
    // What `$( )` takes off the end is put off by a dot.
    format!("{variable}=$(printf '{octal}.'); {variable}=${{{variable}%.}}\n")
}

/// A comment: only printable ASCII, so that it ends where its line ends and shows what it is.
pub fn comment(text: &str) -> String {
    let plain: String = text.chars().map(|c| if c.is_ascii_graphic() || c == ' ' { c } else { '?' }).take(400).collect();
    format!("# {plain}\n")
}

/// A command that prints `text` exactly.
pub fn print(text: &[u8]) -> String {
    format!("printf %s {} | base64 -d", encode_base64(text))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_one_word() {
        assert_eq!(assign("F", "a b.jsonl"), "F='a b.jsonl'\n");
        assert_eq!(assign("F", "a';rm -rf x;'"), "F='a'\\'';rm -rf x;'\\'''\n");
        assert_eq!(assign("F", "$(x)`y`\\"), "F='$(x)`y`\\'\n");
        assert_eq!(assign("F", "-rf"), "F='./-rf'\n");
        assert_eq!(assign("F", "a\n"), "F=$(printf '\\141\\012.'); F=${F%.}\n");
        assert_eq!(assign("F", "\u{202e}"), "F=$(printf '\\342\\200\\256.'); F=${F%.}\n");
        assert_eq!(comment("a\nrm x\u{1b}[31m é"), "# a?rm x?[31m ?\n");
    }
}
