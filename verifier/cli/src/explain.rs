//! `unbroken explain`: the page of a finding.

use crate::args::Explain;
use crate::fault::Fault;
use crate::out::{self, Page, Tone};
use serde_json::json;
use unbroken::Code;

pub fn run(args: &Explain) -> Result<(), Fault> {
    let Some(word) = &args.code else { return list(args.json) };
    let code = Code::parse(word).ok_or_else(|| unknown(word))?;
    if args.json {
        return out::print(&format!(
            "{}\n",
            json!({ "code": code, "severity": code.severity(), "claim": code.claim(), "page": code.page() })
        ));
    }
    out::print(&format!("{}\n", code.page().trim_end()))
}

fn list(as_json: bool) -> Result<(), Fault> {
    if as_json {
        let codes: Vec<_> =
            Code::ALL.iter().map(|code| json!({ "code": code, "severity": code.severity(), "claim": code.claim() })).collect();
        return out::print(&format!("{}\n", json!(codes)));
    }
    let mut page = Page::for_stdout();
    for code in Code::ALL {
        let severity = json!(code.severity());
        page.put(Tone::Plain, &format!("{:<9}", severity.as_str().unwrap_or_default())).put(Tone::Strong, code.as_str()).end();
    }
    out::print(&page.into_text())
}

fn unknown(word: &str) -> Fault {
    let mut near: Vec<_> = Code::ALL.iter().map(|code| (strsim::jaro_winkler(word, code.as_str()), code.as_str())).collect();
    near.sort_by(|a, b| b.0.total_cmp(&a.0));
    let near: Vec<_> = near.into_iter().take_while(|(likeness, _)| *likeness > 0.75).take(3).map(|(_, code)| code).collect();
    let fault = Fault::new(format!("there is no finding with the code {word:?}"));
    if near.is_empty() {
        fault.hint("`unbroken explain` lists every code")
    } else {
        fault.hint(format!("did you mean {}?", near.join(", ")))
    }
}
