//! What common audit events call who, what, to what, when, with which outcome, and what belongs together.
//!
//! One table for the page, the terminal and the engine. It helps to read and to find; nothing is judged by it. A shape is recognised by
//! members that all its events have; the first that fits is taken, and the last fits everything. Of the paths of a column the first that
//! leads to a text, a number or a truth value counts. Paths are names between slashes, without escapes.
//!
//! Sources: Kubernetes `audit.k8s.io/v1`; CloudTrail record contents, event version 1; CloudEvents 1.0 with its tracing extension; OCSF base
//! event, `metadata` and API Activity; sessions of the hoop gateway's API; ECS base, event, user and tracing fields.

use crate::json::{self, Kind, Member, Span, pointer, skim};
use crate::tree::hash::Hash;
use alloc::string::String;
use alloc::vec::Vec;

/// How one kind of event names its parts.
struct Shape {
    /// The word for it.
    name: &'static str,
    /// Paths that all its events have.
    marks: &'static [&'static str],
    who: &'static [&'static str],
    what: &'static [&'static str],
    target: &'static [&'static str],
    when: &'static [&'static str],
    outcome: &'static [&'static str],
    correlation: &'static [&'static str],
}

/// Every shape that has marks, the most particular first.
static SHAPES: &[Shape] = &[
    Shape {
        name: "kubernetes",
        marks: &["/auditID", "/stage"],
        who: &["/user/username", "/user/uid"],
        what: &["/verb"],
        target: &["/objectRef/name", "/objectRef/resource", "/requestURI"],
        when: &["/stageTimestamp", "/requestReceivedTimestamp"],
        outcome: &["/responseStatus/code"],
        correlation: &["/auditID"],
    },
    Shape {
        name: "cloudtrail",
        marks: &["/eventVersion", "/eventName", "/eventSource"],
        who: &["/userIdentity/arn", "/userIdentity/userName", "/userIdentity/principalId", "/userIdentity/invokedBy"],
        what: &["/eventName"],
        target: &["/resources/0/ARN", "/requestParameters/name", "/eventSource"],
        when: &["/eventTime"],
        outcome: &["/errorCode"],
        correlation: &["/requestID", "/sharedEventID"],
    },
    Shape {
        name: "cloudevents",
        marks: &["/specversion", "/source", "/type"],
        who: &["/data/actor", "/data/user", "/data/actor/name", "/data/user/name", "/source"],
        what: &["/type"],
        target: &["/subject", "/data/target", "/data/resource"],
        when: &["/time"],
        outcome: &["/data/outcome"],
        correlation: &["/correlationid", "/traceparent"],
    },
    Shape {
        name: "ocsf",
        marks: &["/class_uid", "/metadata"],
        who: &["/actor/user/name", "/actor/user/uid", "/user/name"],
        what: &["/api/operation", "/activity_name", "/type_name", "/class_name"],
        target: &["/resources/0/name", "/resources/0/uid"],
        when: &["/time", "/metadata/original_time"],
        outcome: &["/status", "/status_id"],
        correlation: &["/metadata/correlation_uid"],
    },
    Shape {
        name: "hoop",
        marks: &["/connection", "/verb", "/start_date"],
        who: &["/user", "/user_name", "/user_id"],
        what: &["/verb"],
        target: &["/connection"],
        when: &["/start_date"],
        outcome: &["/status"],
        correlation: &["/id"],
    },
    Shape {
        name: "ecs",
        marks: &["/@timestamp"],
        who: &["/user/name", "/user/id", "/user.name", "/user.id"],
        what: &["/event/action", "/event.action"],
        target: &["/file/path", "/url/path", "/file.path", "/url.path"],
        when: &["/@timestamp"],
        outcome: &["/event/outcome", "/event.outcome"],
        correlation: &["/trace/id", "/trace.id"],
    },
];

/// Names that many events have; it fits everything.
static PLAIN: Shape = Shape {
    name: "json",
    marks: &[],
    who: &["/actor", "/user/username", "/userIdentity/arn", "/user/name", "/user", "/actor/name", "/principal", "/source"],
    what: &["/action", "/verb", "/eventName", "/event/action", "/type", "/operation", "/kind"],
    target: &["/target", "/subject", "/resource", "/objectRef/name", "/requestParameters/name", "/object", "/path"],
    when: &["/stageTimestamp", "/requestReceivedTimestamp", "/eventTime", "/time", "/timestamp"],
    outcome: &["/outcome", "/result", "/status"],
    correlation: &["/correlation_id", "/correlationId", "/trace_id", "/traceId", "/request_id", "/requestId", "/traceparent"],
};

/// The parts of one event.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Payload {
    /// The word for its shape.
    pub shape: &'static str,
    /// Who.
    pub who: Option<String>,
    /// Did what.
    pub what: Option<String>,
    /// To what.
    pub target: Option<String>,
    /// When it happened, as the event says it.
    pub when: Option<String>,
    /// With which outcome, as the event says it.
    pub outcome: Option<String>,
    /// What it shares with the other events of one doing.
    pub correlation: Option<String>,
}

/// The parts of the event of an entry, or of a bare event; `None` for what is not a JSON object.
pub fn read(line: &[u8]) -> Option<Payload> {
    let scan = json::scan(line).ok().filter(|scan| scan.value.kind == Kind::Object)?;
    let event = Event::inside(line, scan.value);
    let shape = event.shape();
    // A control record of the log itself says under `ctl` what it does.
    let control = || pointer::walk(line, scan.value, ["ctl", "type"]).and_then(|value| value.string(line));
    Some(Payload {
        shape: shape.name,
        who: event.word(shape.who),
        what: event.word(shape.what).or_else(|| pointer::walk(line, scan.value, ["event"])?.string(line)).or_else(control),
        target: event.word(shape.target),
        when: event.word(shape.when),
        outcome: event.word(shape.outcome),
        correlation: event.correlation(shape),
    })
}

/// What the event of an entry shares with the others of one doing; `line` is text that a scan accepted.
pub fn correlation(line: &[u8]) -> Option<String> {
    let event = Event::inside(line, skim::outermost(line)?);
    event.correlation(event.shape())
}

/// By what entries that share a correlation id find each other: half a SHA-256, too long for a second id to be made to fit.
pub fn mark(correlation: &[u8]) -> [u8; 16] {
    let Hash(bytes) = Hash::of(correlation);
    let mut mark = [0; 16];
    mark.iter_mut().zip(bytes).for_each(|(to, from)| *to = from);
    mark
}

/// The members of one event, found once.
struct Event<'a> {
    line: &'a [u8],
    members: Vec<Member>,
}

impl<'a> Event<'a> {
    /// The event of an entry, or the whole text if it has none.
    fn inside(line: &'a [u8], whole: Span) -> Event<'a> {
        let event = pointer::walk(line, whole, ["event"]).filter(|event| event.kind == Kind::Object).unwrap_or(whole);
        Event { line, members: skim::members(line, event).collect() }
    }

    fn shape(&self) -> &'static Shape {
        let fits = |shape: &&Shape| shape.marks.iter().all(|path| self.find(path).is_some());
        SHAPES.iter().find(fits).unwrap_or(&PLAIN)
    }

    fn find(&self, path: &str) -> Option<Span> {
        let mut names = path.split('/').skip(1);
        let first = names.next()?;
        let member = self.members.iter().find(|member| member.is_named(self.line, first))?;
        pointer::walk(self.line, member.value, names)
    }

    fn word(&self, paths: &[&str]) -> Option<String> {
        paths.iter().find_map(|path| {
            let value = self.find(path)?;
            match value.kind {
                Kind::String => value.string(self.line),
                // The digits as they stand; nothing is rounded.
                Kind::Number | Kind::True | Kind::False => core::str::from_utf8(value.text(self.line)).ok().map(String::from),
                _ => None,
            }
        })
    }

    /// Texts only, so that every reading of a line gives the same.
    fn correlation(&self, shape: &Shape) -> Option<String> {
        shape.correlation.iter().find_map(|path| {
            let text = self.find(path)?.string(self.line).filter(|text| !text.is_empty())?;
            Some(if path.ends_with("traceparent") { trace_of(&text).unwrap_or(text) } else { text })
        })
    }
}

/// The trace in `00-<32 hex>-<16 hex>-<2 hex>` (W3C Trace Context): what differs between its events is the parent.
fn trace_of(traceparent: &str) -> Option<String> {
    let mut parts = traceparent.split('-');
    let (_version, trace) = (parts.next()?, parts.next()?);
    let is_trace = trace.len() == 32 && trace.bytes().all(|byte| byte.is_ascii_hexdigit()) && parts.count() >= 2;
    is_trace.then(|| String::from(trace))
}

#[cfg(test)]
mod tests {
    use super::*;
    use alloc::format;

    fn parts(event: &str) -> [String; 7] {
        let line = format!(r#"{{"at":"t","event":{event},"seq":1}}"#);
        let read = read(line.as_bytes()).unwrap();
        assert_eq!(correlation(line.as_bytes()), read.correlation);
        assert_eq!(super::read(event.as_bytes()).unwrap(), read, "a bare event reads as the event of an entry");
        let word = |part: Option<String>| part.unwrap_or_default();
        [read.shape.into(), word(read.who), word(read.what), word(read.target), word(read.when), word(read.outcome), word(read.correlation)]
    }

    #[test]
    fn every_shape_is_read() {
        for (event, expected) in [
            (
                r#"{"kind":"Event","apiVersion":"audit.k8s.io/v1","auditID":"a-1","stage":"ResponseComplete","verb":"delete","user":{"username":"dave"},"objectRef":{"resource":"pods","name":"web-1"},"responseStatus":{"code":200},"requestReceivedTimestamp":"t1","stageTimestamp":"t2"}"#,
                ["kubernetes", "dave", "delete", "web-1", "t2", "200", "a-1"],
            ),
            (
                r#"{"eventVersion":"1.11","userIdentity":{"type":"IAMUser","arn":"arn:aws:iam::1:user/eve"},"eventTime":"t","eventSource":"s3.amazonaws.com","eventName":"PutObject","errorCode":"AccessDenied","requestID":"r-1","eventID":"e-1"}"#,
                ["cloudtrail", "arn:aws:iam::1:user/eve", "PutObject", "s3.amazonaws.com", "t", "AccessDenied", "r-1"],
            ),
            (
                r#"{"specversion":"1.0","id":"1","source":"/app","type":"com.example.read","subject":"doc-1","time":"t","traceparent":"00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01","data":{"actor":"alice"}}"#,
                ["cloudevents", "alice", "com.example.read", "doc-1", "t", "", "0af7651916cd43dd8448eb211c80319c"],
            ),
            (
                r#"{"class_uid":6003,"activity_name":"Create","time":1767603910123,"metadata":{"version":"1.1.0","correlation_uid":"c-1"},"actor":{"user":{"name":"bob"}},"api":{"operation":"CreateUser"},"resources":[{"name":"r-1"}],"status":"Success"}"#,
                ["ocsf", "bob", "CreateUser", "r-1", "1767603910123", "Success", "c-1"],
            ),
            (
                r#"{"id":"s-1","user":"dana@example.com","user_name":"Dana","type":"database","connection":"pgdemo","verb":"exec","status":"done","start_date":"t","end_date":"u","event_size":569}"#,
                ["hoop", "dana@example.com", "exec", "pgdemo", "t", "done", "s-1"],
            ),
            (
                r#"{"@timestamp":"t","ecs":{"version":"8.0"},"event":{"action":"login","outcome":"failure"},"user":{"name":"carol"},"trace":{"id":"t-1"}}"#,
                ["ecs", "carol", "login", "", "t", "failure", "t-1"],
            ),
            (r#"{"action":"record.read","actor":"carol","n":5,"requestId":"q"}"#, ["json", "carol", "record.read", "", "", "", "q"]),
        ] {
            // An ECS event has a member `event` of its own; as a bare event it would be taken for an entry.
            if expected[0] == "ecs" {
                let line = format!(r#"{{"event":{event}}}"#);
                assert_eq!(read(line.as_bytes()).unwrap().what.as_deref(), Some("login"));
                continue;
            }
            assert_eq!(parts(event), expected.map(String::from));
        }
    }

    #[test]
    fn what_is_no_word_is_passed_over() {
        assert_eq!(parts(r#"{"actor":{"name":"eve"},"correlation_id":7,"trace_id":"","request_id":"r"}"#)[1], "eve");
        assert_eq!(parts(r#"{"correlation_id":7,"trace_id":"","request_id":"r"}"#)[6], "r");
        let trace = "0af7651916cd43dd8448eb211c80319c";
        for near in ["00-xyz-1-01".into(), format!("00-{}-1-01", "z".repeat(32)), format!("00-{trace}0-1-01"), format!("00-{trace}-1")] {
            assert_eq!(parts(&format!(r#"{{"traceparent":"{near}"}}"#))[6], near);
        }
        assert_eq!(read(b"[1]"), None);
        assert_eq!(read(b"not json"), None);
        assert_eq!(read(br#"{"ctl":{"type":"heartbeat"}}"#).unwrap().what.as_deref(), Some("heartbeat"));
    }
}
