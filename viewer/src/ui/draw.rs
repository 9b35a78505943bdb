//! Draws a document as nodes of the page: known elements and text nodes, never markup that is parsed.

use leptos::prelude::document;
use unbroken_paper::node::{Attr, Element, Node, Tag};

const SVG: &str = "http://www.w3.org/2000/svg";

/// The element and all that is in it; nothing if the browser refuses one.
pub fn draw(element: &Element) -> Option<web_sys::Element> {
    let is_svg = matches!(element.tag, Tag::Svg | Tag::Use | Tag::Rect | Tag::Path | Tag::Text);
    let name = element.tag.as_str();
    let drawn = if is_svg { document().create_element_ns(Some(SVG), name) } else { document().create_element(name) }.ok()?;
    for (attr, value) in &element.attrs {
        // A link leads within the page, to a glyph of the sprite, and nowhere else.
        if *attr != Attr::Href || value.starts_with('#') {
            drawn.set_attribute(attr.as_str(), value).ok()?;
        }
    }
    for node in &element.nodes {
        match node {
            Node::Text(text) => drawn.append_with_str_1(text).ok()?,
            Node::Element(inner) => drawn.append_with_node_1(&draw(inner)?.into()).ok()?,
        }
    }
    Some(drawn)
}
