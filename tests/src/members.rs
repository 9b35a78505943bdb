//! JSON with the order of its members kept, which the usual value forgets, and whether that order is the one of a schema.

use serde::Deserialize;
use serde::de::{Deserializer, MapAccess, SeqAccess, Visitor};
use serde_json::Value;
use std::fmt;

/// A JSON value, of which only the names of members matter.
#[derive(Debug)]
pub enum Members {
    /// Members in their order.
    Object(Vec<(String, Members)>),
    /// Elements.
    Array(Vec<Members>),
    /// Anything else.
    Plain,
}

impl<'de> Deserialize<'de> for Members {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Members, D::Error> {
        deserializer.deserialize_any(Reader)
    }
}

struct Reader;

impl<'de> Visitor<'de> for Reader {
    type Value = Members;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a JSON value")
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Members, A::Error> {
        let mut members = Vec::new();
        while let Some(member) = map.next_entry()? {
            members.push(member);
        }
        Ok(Members::Object(members))
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut seq: A) -> Result<Members, A::Error> {
        let mut elements = Vec::new();
        while let Some(element) = seq.next_element()? {
            elements.push(element);
        }
        Ok(Members::Array(elements))
    }

    fn visit_unit<E>(self) -> Result<Members, E> {
        Ok(Members::Plain)
    }

    fn visit_bool<E>(self, _: bool) -> Result<Members, E> {
        Ok(Members::Plain)
    }

    fn visit_u64<E>(self, _: u64) -> Result<Members, E> {
        Ok(Members::Plain)
    }

    fn visit_i64<E>(self, _: i64) -> Result<Members, E> {
        Ok(Members::Plain)
    }

    fn visit_f64<E>(self, _: f64) -> Result<Members, E> {
        Ok(Members::Plain)
    }

    fn visit_str<E>(self, _: &str) -> Result<Members, E> {
        Ok(Members::Plain)
    }
}

/// The schema that a `$ref` leads to, or the one given.
pub fn resolve<'s>(root: &'s Value, schema: &'s Value) -> &'s Value {
    match schema.get("$ref").and_then(Value::as_str).and_then(|to| root.pointer(to.trim_start_matches('#'))) {
        Some(target) => resolve(root, target),
        None => schema,
    }
}

/// Where the members of `value` do not stand in the order of `required`.
pub fn schema_differences(root: &Value, value: &Members) -> Vec<String> {
    let mut differences = Vec::new();
    compare(root, root, value, "report", &mut differences);
    differences
}

fn compare(root: &Value, schema: &Value, value: &Members, path: &str, differences: &mut Vec<String>) {
    let schema = resolve(root, schema);
    // Of the alternatives, the one that is not null.
    let schema = match schema.get("anyOf").and_then(Value::as_array) {
        Some(choices) => choices.iter().map(|choice| resolve(root, choice)).find(|choice| choice["type"] != "null").unwrap_or(schema),
        None => schema,
    };
    match value {
        Members::Object(members) => {
            let required: Vec<&str> = schema["required"].as_array().into_iter().flatten().filter_map(Value::as_str).collect();
            let found: Vec<&str> = members.iter().map(|(name, _)| name.as_str()).collect();
            if required != found {
                differences.push(format!("{path}: has {found:?}, the schema {required:?}"));
            }
            for (name, value) in members {
                compare(root, &schema["properties"][name], value, &format!("{path}.{name}"), differences);
            }
        }
        Members::Array(elements) => {
            for element in elements {
                compare(root, &schema["items"], element, &format!("{path}[]"), differences);
            }
        }
        Members::Plain => {}
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn another_order_is_named() -> Result<(), serde_json::Error> {
        let schema = serde_json::json!({"required": ["a", "b"], "properties": {"a": {}, "b": {"items": {"$ref": "#/$defs/c"}}}, "$defs": {"c": {"required": ["x", "y"], "properties": {}}}});
        let faults = |text: &str| serde_json::from_str(text).map(|members| schema_differences(&schema, &members).len());
        assert_eq!(faults(r#"{"a":1,"b":[{"x":-1,"y":null},{"x":1.5,"y":"z"}]}"#)?, 0);
        assert_eq!(faults(r#"{"b":[],"a":true}"#)?, 1);
        assert_eq!(faults(r#"{"a":1,"b":[{"y":1,"x":1}]}"#)?, 1);
        Ok(())
    }
}
