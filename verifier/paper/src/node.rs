//! A document as a tree of a few known elements. Text stands in leaves and nowhere else, so whatever is drawn from it, HTML or the nodes of
//! a page, has one place where text meets markup.

use crate::escape::{self, Piece};
use serde::{Deserialize, Serialize};

macro_rules! words {
    ($(#[$about:meta])* $name:ident: $($variant:ident, $word:literal;)*) => {
        $(#[$about])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
        #[allow(missing_docs, reason = "each is the word of HTML or SVG")]
        pub enum $name { $(#[serde(rename = $word)] $variant,)* }

        impl $name {
            /// The word of HTML or SVG.
            pub const fn as_str(self) -> &'static str {
                match self { $($name::$variant => $word,)* }
            }
        }
    };
}

words! {
    /// What an element may be. Nothing here loads, runs or leads anywhere.
    Tag:
    Article, "article"; Header, "header"; Footer, "footer"; Section, "section";
    H1, "h1"; H2, "h2"; H3, "h3"; P, "p"; Span, "span"; B, "b"; Code, "code";
    Ul, "ul"; Li, "li"; Dl, "dl"; Dt, "dt"; Dd, "dd";
    Table, "table"; Thead, "thead"; Tbody, "tbody"; Tr, "tr"; Th, "th"; Td, "td";
    Svg, "svg"; Use, "use"; Rect, "rect"; Path, "path"; Text, "text";
}

words! {
    /// What an attribute may be. Their values come from this crate, never from evidence.
    Attr:
    Class, "class"; Scope, "scope"; Role, "role"; Label, "aria-label"; Hidden, "aria-hidden"; ViewBox, "viewBox";
    X, "x"; Y, "y"; Width, "width"; Height, "height"; Fill, "fill"; Stroke, "stroke"; Dashes, "stroke-dasharray";
    StrokeWidth, "stroke-width"; D, "d"; Href, "href"; Anchor, "text-anchor"; Test, "data-test";
}

/// A node.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(untagged)]
pub enum Node {
    /// Text, as it is to be read.
    Text(String),
    /// An element.
    Element(Element),
}

/// An element.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Element {
    /// What it is.
    pub tag: Tag,
    /// Its attributes, in the order in which they are written.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub attrs: Vec<(Attr, String)>,
    /// What is in it.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub nodes: Vec<Node>,
}

impl Element {
    /// An empty element.
    pub fn new(tag: Tag) -> Element {
        Element { tag, attrs: Vec::new(), nodes: Vec::new() }
    }

    /// With a class, beside those that it has.
    pub fn class(mut self, class: impl Into<String>) -> Element {
        match self.attrs.iter_mut().find(|(attr, _)| *attr == Attr::Class) {
            Some((_, classes)) => *classes += &format!(" {}", class.into()),
            None => self.attrs.push((Attr::Class, class.into())),
        }
        self
    }

    /// With an attribute.
    pub fn attr(mut self, attr: Attr, value: impl Into<String>) -> Element {
        self.attrs.push((attr, value.into()));
        self
    }

    /// With a text of this crate.
    pub fn text(mut self, text: impl Into<String>) -> Element {
        self.nodes.push(Node::Text(text.into()));
        self
    }

    /// With a text that may come from evidence: whatever hides, reorders or imitates is spelled out.
    pub fn said(mut self, text: &str) -> Element {
        self.nodes.extend(said(text));
        self
    }

    /// With a sentence of the engine: what it quotes between backticks is evidence.
    pub fn sentence(mut self, sentence: &str) -> Element {
        for (k, part) in sentence.split('`').enumerate() {
            if k % 2 == 1 {
                self = self.with(Element::new(Tag::Code).said(part));
            } else {
                self.nodes.extend(said(part));
            }
        }
        self
    }

    /// With an element in it.
    pub fn with(mut self, element: Element) -> Element {
        self.nodes.push(Node::Element(element));
        self
    }

    /// With elements in it.
    pub fn with_all(mut self, elements: impl IntoIterator<Item = Element>) -> Element {
        self.nodes.extend(elements.into_iter().map(Node::Element));
        self
    }
}

fn said(text: &str) -> impl Iterator<Item = Node> {
    escape::line(text).into_iter().map(|piece| match piece {
        Piece::Plain(text) => Node::Text(text),
        Piece::Mark(code) => Node::Element(Element::new(Tag::Span).class("mark").text(code)),
    })
}

/// A glyph of the sprite. Decoration: the word beside it says the same.
pub fn glyph(name: &str) -> Element {
    let within = Element::new(Tag::Use).attr(Attr::Href, format!("#g-{name}"));
    Element::new(Tag::Svg).class("g").attr(Attr::Hidden, "true").with(within)
}
