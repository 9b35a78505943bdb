import type { Codes } from "./codes.js";

export type { Codes };

/** The bytes of one input. A string is its content, never a path. A Blob and a stream are read in pieces and not kept. */
export type Data = Uint8Array | string | Blob | ReadableStream<Uint8Array>;
/** One input, with or without its name; a File brings its own. */
export type Input = Data | { name: string; data: Data };
export type Files = Input | readonly Input[];

/** A whole number up to 2^53-1. Anything else is refused, never rounded. */
export type Whole = number | bigint;

/** What you trust and what you ask. Nothing of it is taken from the files. */
export interface Options {
  /** C2SP tlog-policy. */
  policy?: string;
  /** `<vkey> <origin>` per line. */
  logs?: string;
  /** One entry vkey per line, optional log=, from=, until=, require=. */
  writers?: string;
  /** Checkpoints you kept. */
  pins?: readonly string[];
  question?: {
    /** Entries [a, b); b is null for an open question. */
    entries?: readonly [Whole, Whole | null] | null;
    /** Append times [t1, t2), in UTC as entries spell them: "2026-01-05T09:00:00Z". */
    time?: readonly [string, string] | null;
    accept_withheld?: boolean;
    /** What must be shown beside the entries. */
    require?: readonly Requirement[];
    /** The present, seconds since 1970. Nothing here asks a clock. */
    now_secs?: Whole | null;
    /** How old the newest confirmed state may be; needs now_secs. */
    max_age_secs?: Whole | null;
    /** How long the log may be without an entry. */
    max_silence_secs?: Whole | null;
    /** How far the clocks of writers and witnesses may differ; 60 if left out. */
    skew_secs?: Whole;
    /** How long after its append time an entry may be absent from what witnesses confirm; 300 if left out. */
    delay_secs?: Whole;
    /** List the entries with digests of values that are not here. */
    list_redacted?: boolean;
    /** Rules about content, one JSON object per line: `{"id":"evt-7f3a"}`, `{"where":{"/event/action":"role.grant"},"count":1}`,
     *  `{"require":["/event/actor"]}`, `{"same":"/event/actor"}`. */
    events?: string | null;
    /** A correlation id whose entries the report lists. */
    trace?: string | null;
  };
  /** Most bytes that one .gz or .zip file may unpack to; 16 GiB unless you say otherwise. */
  max_unpacked?: Whole | null;
}

export type Verdict = "proven" | "unproven" | "broken";
/** What an input was read as. */
export type Format = "bundle" | "table" | "array" | "receipt" | "checkpoint" | "policy" | "keys" | "encrypted" | "gzip" | "zip" | "empty"
  | "unknown";
export type Requirement = "unaltered" | "signed" | "complete" | "dated" | "witnessed";
export type Known = "proven" | "unproven" | "broken" | "not-checked";
export type Status = "disputed" | "conflict" | "forged" | "altered" | "missing" | "suspect" | "unproven" | "withheld" | "chained"
  | "committed" | "uncovered" | "erased" | "pruned" | "proven";

export type Reason = "unreadable" | "forked" | "rolled-back" | "tampered" | "forged" | "incomplete" | "no-entries" | "self-consistent"
  | "unanchored" | "withheld" | "unmet" | "slice" | "intact" | "consistent";

export interface Claim { state: Known; checked: number; present: number; sentence: string }

/** The stable word for what was found. */
export type Code = keyof Codes;

/** One thing found: a union, told apart by `code`. */
export type Finding = { [C in Code]: FindingOf<C> }[Code];

export interface FindingOf<C extends Code> {
  id: string;
  code: C;
  severity: Codes[C]["severity"];
  claim: Codes[C]["claim"];
  log: string | null;
  /** [start, end) */
  entries: [number, number] | null;
  bytes: [number, number] | null;
  input: string | null;
  count: number;
  expected: string | null;
  actual: string | null;
  message: string;
  evidence: { kind: "note" | "line" | "proof"; text: string }[];
}

/** Who has seen entries [from, to), as entry `entry` of `log` records it; `status` is that of the record. */
export interface Access {
  kind: "export" | "read"; who: string; from: number; to: number; log: string; entry: number; time_millis: number | null; status: Status;
}

/** Entries that carry one correlation id, by the times they claim. */
export interface Trace {
  id: string; count: number; complete: boolean;
  entries: { log: string; entry: number; time_millis: number | null; status: Status; input: string }[];
}

export interface LogReport {
  origin: string;
  verdict: Verdict;
  reason: Reason;
  reasons: Reason[];
  sentence: string;
  scope: { start: number | null; end: number | null; size: number | null; as_of_secs: number | null };
  claims: { unaltered: Claim; signed: Claim; complete: Claim; dated: Claim };
  coverage: { status: Status; start: number; end: number }[];
  /** What is wrong, stretch by stretch: [start, end), and the nearest proven entries on both sides. */
  incidents: {
    start: number; end: number; worst: Status; proven_before: number | null; proven_after: number | null; findings: string[];
    sentence: string;
  }[];
  checkpoints: {
    size: number; root: string; level: "witnessed" | "pinned" | "unpinned"; kept: boolean; contested: boolean; entries: number;
    /** Positions shown in its tree, [start, end) each; the first 64 runs. */
    shown: [number, number][];
    signed_by: string[]; cosigned_by: { key: string; time_secs: number }[]; unknown: string[]; note: string;
  }[];
  /** `introduced_at`: the proven record that introduced the key; that does not make it one you pinned. */
  signers: { key: string; pinned: boolean; valid: number; entries: number; introduced_at: number | null }[];
  /** The log's records about itself; of each type the first few. */
  records: { entry: number; kind: string; proven: boolean; in_effect: boolean; sentence: string }[];
  records_count: number;
  /** Sources that count their own entries; the first few. */
  sources: {
    name: string; entries: number; proven: number; first: number | null; last: number | null; linked: number; gaps: number;
    sentence: string;
  }[];
  sources_count: number;
  /** Digests of values that may be withheld, in proven entries. */
  redacted: { entries: number; digests: number; disclosed: number; erased: number };
  access: { count: number; listed: Access[] };
  findings: Finding[];
}

export interface Report {
  report: "unbroken/report/v1";
  tool: { name: string; version: string; source_sha256: string };
  inputs: {
    name: string; size: number; sha256: string | null; format: Format;
    /** Name of the container it was unpacked from; null for a file as it was given. */
    inside: string | null;
    /** The first entry whose attachment it is, by its hash. */
    attached_to: { log: string; entry: number; name: string } | null;
  }[];
  question: {
    entries: [number, number | null] | null; time: [string, string] | null; accept_withheld: boolean; require: Requirement[];
    now_secs: number | null; max_age_secs: number | null; max_silence_secs: number | null; skew_secs: number; delay_secs: number;
    list_redacted: boolean; events_sha256: string | null; trace: string | null;
    from: "asked" | "input";
  };
  policy: {
    logs: { vkey: string; origin: string }[]; witnesses: string[]; quorum: string; writers: string[];
    pins: { origin: string; size: number; root: string }[];
  };
  verdict: Verdict;
  reason: Reason;
  sentence: string;
  expected: { asked: number; met: number; unmet: number; undecided: number } | null;
  trace: Trace | null;
  logs: LogReport[];
  findings: Finding[];
  not_checked: string[];
}

/** Verifies and gives the report. Rejects only with an UnbrokenError; bad evidence is a finding, never an error. */
export function verify(files: Files, options?: Options): Promise<Report>;

/** The same, as the exact bytes of `unbroken/report/v1`: compact JSON and one line feed. */
export function verifyText(files: Files, options?: Options): Promise<string>;

/** The page of a finding's code, in Markdown. */
export function explain(code: Code): Promise<string>;

/** No report could be made. */
export class UnbrokenError extends Error {
  constructor(code: UnbrokenError["code"], message: string, options?: { cause?: unknown });
  /**
   * `files`: not something that can be verified · `read`: an input could not be read, or changed meanwhile · `options`: not plain data, or
   * a member nobody knows · `trust`: policy, keys or checkpoints that cannot be used · `code`: there is no such finding · `engine`: the wasm
   * could not be loaded, or stopped.
   */
  readonly code: "files" | "read" | "options" | "trust" | "code" | "engine";
}
