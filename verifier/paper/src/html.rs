//! A document as HTML: one file that loads nothing, runs nothing and can be checked for that by its own policy.

use crate::node::{Element, Node};
use base64ct::{Base64, Encoding};
use sha2::{Digest, Sha256};

/// The marks of the visual language, which every document carries.
const GLYPHS: &str = include_str!("../../../www/glyphs.svg");

/// Tokens of the visual language, and how the sheet looks with them.
const STYLES: [&str; 2] = [include_str!("../../../www/styles/tokens.css"), include_str!("../../../www/styles/paper.css")];

/// The whole file.
pub fn document(title: &str, sheet: &Element) -> String {
    let style = STYLES.join("\n");
    let hash = Base64::encode_string(&Sha256::digest(&style));
    let mut out = String::from("<!doctype html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n");
    out += &format!(
        "<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src 'sha256-{hash}'; base-uri 'none'; \
         form-action 'none'\">\n"
    );
    out +=
        "<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n<meta name=\"color-scheme\" content=\"light dark\">\n";
    out += "<title>";
    escape(title, &mut out);
    out += &format!("</title>\n<style>{style}</style>\n</head>\n<body class=\"desk\">\n<div class=\"sprite\" aria-hidden=\"true\">");
    out += GLYPHS;
    out += "</div>\n";
    element(sheet, &mut out);
    out += "\n</body>\n</html>\n";
    out
}

fn element(element: &Element, out: &mut String) {
    let tag = element.tag.as_str();
    out.push('<');
    out.push_str(tag);
    for (attr, value) in &element.attrs {
        out.push(' ');
        out.push_str(attr.as_str());
        out.push_str("=\"");
        escape(value, out);
        out.push('"');
    }
    out.push('>');
    for node in &element.nodes {
        match node {
            Node::Text(text) => escape(text, out),
            Node::Element(inner) => self::element(inner, out),
        }
    }
    out.push_str("</");
    out.push_str(tag);
    out.push('>');
}

/// Text that is text wherever it stands.
fn escape(text: &str, out: &mut String) {
    for c in text.chars() {
        match c {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '"' => out.push_str("&quot;"),
            '\'' => out.push_str("&#39;"),
            c => out.push(c),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::node::{Attr, Tag};

    #[test]
    fn text_stays_text() {
        let hostile = "</style><script>alert(1)</script>&amp;\"'`";
        let sheet = Element::new(Tag::P).attr(Attr::Label, hostile).said(hostile);
        let html = document(hostile, &sheet);
        assert!(!html.contains("<script") && html.matches("</style>").count() == 1);
        assert!(html.contains("&lt;/style&gt;&lt;script&gt;alert(1)&lt;/script&gt;&amp;amp;&quot;&#39;`"));
    }

    #[test]
    fn what_hides_is_spelled_out() {
        let html = document("", &Element::new(Tag::P).said("admin\u{202e}txt"));
        assert!(html.contains("admin<span class=\"mark\">U+202E</span>txt"));
    }

    #[test]
    fn nothing_is_loaded_and_nothing_runs() {
        let html = document("t", &Element::new(Tag::P));
        for word in ["<script", "<img", "<iframe", "<link", "url(http", "@import", "<a "] {
            assert!(!html.contains(word), "{word}");
        }
        let style = html.split("<style>").nth(1).and_then(|rest| rest.split("</style>").next()).unwrap();
        let hash = Base64::encode_string(&Sha256::digest(style));
        assert!(html.contains(&format!("style-src 'sha256-{hash}'")));
    }
}
