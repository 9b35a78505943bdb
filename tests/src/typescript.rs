//! The few forms of TypeScript that `verifier/wasm/types.d.ts` is written in, read simply, and compared with a JSON Schema.

use crate::members::resolve;
use serde_json::Value;
use std::collections::{BTreeMap, BTreeSet};

/// A type.
#[derive(Clone, Debug, PartialEq, Eq)]
enum Type {
    /// `{ name: T; other?: T }`: name, optional, type.
    Object(Vec<(String, bool, Type)>),
    /// `"word"`.
    Word(String),
    /// `string`, `Finding`.
    Name(String),
    /// `T[]`.
    List(Box<Type>),
    /// `[T, T]`.
    Tuple(Vec<Type>),
    /// `T | T`.
    Union(Vec<Type>),
}

/// Where the type `name` says something else than the schema, one line each.
pub fn differences(text: &str, name: &str, schema: &Value) -> Vec<String> {
    let types = match declarations(text) {
        Ok(types) => types,
        Err(fault) => return vec![fault],
    };
    let mut found = Vec::new();
    Comparison { types: &types, root: schema }.compare(&Type::Name(name.to_owned()), schema, name, &mut found);
    found
}

struct Comparison<'a> {
    types: &'a BTreeMap<String, Type>,
    root: &'a Value,
}

impl Comparison<'_> {
    /// A type without the names of declared ones, its alternatives told apart.
    fn alternatives(&self, declared: &Type) -> Vec<Type> {
        match declared {
            Type::Name(name) => match self.types.get(name) {
                Some(other) => self.alternatives(other),
                None => vec![declared.clone()],
            },
            Type::Union(parts) => parts.iter().flat_map(|part| self.alternatives(part)).collect(),
            other => vec![other.clone()],
        }
    }

    fn compare(&self, declared: &Type, schema: &Value, path: &str, found: &mut Vec<String>) {
        let schema = resolve(self.root, schema);
        let mut alternatives = self.alternatives(declared);
        let mut fault = |what: String| found.push(format!("{path}: {what}"));
        let null = Type::Name("null".to_owned());
        let nullable = alternatives.contains(&null);
        alternatives.retain(|part| *part != null);
        let schema = match schema.get("anyOf").and_then(Value::as_array) {
            Some(choices) => {
                if !nullable {
                    fault("may be null in the schema only".to_owned());
                }
                choices.iter().map(|choice| resolve(self.root, choice)).find(|choice| choice["type"] != "null").unwrap_or(schema)
            }
            None => {
                if nullable {
                    fault("may be null in the types only".to_owned());
                }
                schema
            }
        };
        let words = schema.get("enum").cloned().or_else(|| schema.get("const").map(|word| Value::from(vec![word.clone()])));
        if let Some(words) = words {
            let listed: BTreeSet<&str> = words.as_array().into_iter().flatten().filter_map(Value::as_str).collect();
            let declared: BTreeSet<&str> =
                alternatives.iter().filter_map(|part| if let Type::Word(word) = part { Some(word.as_str()) } else { None }).collect();
            if listed != declared || declared.len() != alternatives.len() {
                let apart: Vec<_> = listed.symmetric_difference(&declared).collect();
                fault(format!("other words than the schema: {apart:?}"));
            }
            return;
        }
        let [only] = alternatives.as_slice() else {
            return fault(format!("has alternatives that the schema does not have: {alternatives:?}"));
        };
        match (schema["type"].as_str().unwrap_or_default(), only) {
            ("object", Type::Object(members)) => self.compare_object(members, schema, path, found),
            ("array", Type::List(element)) if schema["items"].is_object() => {
                self.compare(element, &schema["items"], &format!("{path}[]"), found);
            }
            ("array", Type::Tuple(elements)) => {
                let listed = schema["prefixItems"].as_array().map(Vec::as_slice).unwrap_or_default();
                if listed.len() != elements.len() {
                    return fault(format!("{} elements, {} in the schema", elements.len(), listed.len()));
                }
                for (number, (element, schema)) in elements.iter().zip(listed).enumerate() {
                    self.compare(element, schema, &format!("{path}[{number}]"), found);
                }
            }
            ("string", Type::Name(name)) if name == "string" => {}
            ("integer", Type::Name(name)) if name == "number" => {}
            ("boolean", Type::Name(name)) if name == "boolean" => {}
            (kind, other) => fault(format!("is {other:?}, in the schema {kind:?}")),
        }
    }

    fn compare_object(&self, members: &[(String, bool, Type)], schema: &Value, path: &str, found: &mut Vec<String>) {
        let listed: Vec<&str> = schema["required"].as_array().into_iter().flatten().filter_map(Value::as_str).collect();
        let declared: Vec<&str> = members.iter().map(|(name, _, _)| name.as_str()).collect();
        if listed != declared {
            found.push(format!("{path}: has {declared:?}, the schema {listed:?}"));
        }
        for (name, optional, declared) in members {
            if *optional {
                found.push(format!("{path}.{name}: is optional, and the schema requires it"));
            }
            if let Some(schema) = schema["properties"].get(name) {
                self.compare(declared, schema, &format!("{path}.{name}"), found);
            }
        }
    }
}

/// Every `export type` and `export interface`.
fn declarations(text: &str) -> Result<BTreeMap<String, Type>, String> {
    let tokens = tokens(text);
    let mut reader = Reader { tokens: &tokens };
    let mut types = BTreeMap::new();
    while !reader.tokens.is_empty() {
        reader.take("export")?;
        let keyword = reader.next()?;
        let name = reader.next()?.to_owned();
        let declared = match keyword {
            "type" => {
                reader.take("=")?;
                let declared = reader.union()?;
                reader.take(";")?;
                declared
            }
            "interface" => {
                // What an interface extends is no part of the report.
                while reader.tokens.first().is_some_and(|token| token != "{") {
                    reader.next()?;
                }
                reader.primary()?
            }
            other => return Err(format!("{other} {name}: neither a type nor an interface")),
        };
        types.insert(name, declared);
    }
    Ok(types)
}

/// Words, quoted words, and signs; comments left out.
fn tokens(text: &str) -> Vec<String> {
    let mut tokens = Vec::new();
    let mut rest = text.trim_start();
    while let Some(first) = rest.chars().next() {
        let len = if rest.starts_with("/*") {
            rest.find("*/").map_or(rest.len(), |at| at + 2)
        } else if rest.starts_with("//") {
            rest.find('\n').unwrap_or(rest.len())
        } else if first == '"' {
            rest.get(1..).and_then(|inner| inner.find('"')).map_or(rest.len(), |at| at + 2)
        } else if first.is_alphanumeric() || first == '_' {
            rest.find(|c: char| !(c.is_alphanumeric() || c == '_')).unwrap_or(rest.len())
        } else {
            first.len_utf8()
        };
        let (token, after) = rest.split_at(len);
        if !token.starts_with("/*") && !token.starts_with("//") {
            tokens.push(token.to_owned());
        }
        rest = after.trim_start();
    }
    tokens
}

struct Reader<'t> {
    tokens: &'t [String],
}

impl<'t> Reader<'t> {
    fn next(&mut self) -> Result<&'t str, String> {
        let (first, rest) = self.tokens.split_first().ok_or("the text ends too early")?;
        self.tokens = rest;
        Ok(first)
    }

    fn sees(&self, token: &str) -> bool {
        self.tokens.first().is_some_and(|first| first == token)
    }

    fn take(&mut self, wanted: &str) -> Result<(), String> {
        let found = self.next()?;
        if found == wanted { Ok(()) } else { Err(format!("{found} where {wanted} belongs")) }
    }

    fn union(&mut self) -> Result<Type, String> {
        if self.sees("|") {
            self.next()?;
        }
        let mut parts = vec![self.primary()?];
        while self.sees("|") {
            self.next()?;
            parts.push(self.primary()?);
        }
        if parts.len() > 1 { Ok(Type::Union(parts)) } else { parts.pop().ok_or_else(|| "no type".to_owned()) }
    }

    fn primary(&mut self) -> Result<Type, String> {
        let mut found = match self.next()? {
            "{" => self.members()?,
            "[" => {
                let mut elements = Vec::new();
                while !self.sees("]") {
                    elements.push(self.union()?);
                    if self.sees(",") {
                        self.next()?;
                    }
                }
                self.next()?;
                Type::Tuple(elements)
            }
            "(" => {
                let inner = self.union()?;
                self.take(")")?;
                inner
            }
            word if word.starts_with('"') => Type::Word(word.trim_matches('"').to_owned()),
            name => Type::Name(name.to_owned()),
        };
        while self.sees("[") {
            self.next()?;
            self.take("]")?;
            found = Type::List(Box::new(found));
        }
        Ok(found)
    }

    fn members(&mut self) -> Result<Type, String> {
        let mut members = Vec::new();
        while !self.sees("}") {
            let name = self.next()?.to_owned();
            let optional = self.sees("?");
            if optional {
                self.next()?;
            }
            self.take(":")?;
            members.push((name, optional, self.union()?));
            if self.sees(";") {
                self.next()?;
            }
        }
        self.next()?;
        Ok(Type::Object(members))
    }
}
