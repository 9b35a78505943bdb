/** One input: bytes or text, with or without its name. */
export type File = Uint8Array | string | { name: string; data: Uint8Array | string };
export type Files = File | File[];

/** What you trust and what you ask. Nothing of it is taken from the files. */
export interface Options {
  /** C2SP tlog-policy. */
  policy?: string;
  /** `<vkey> <origin>` per line. */
  logs?: string;
  /** One entry vkey per line. */
  writers?: string;
  /** Checkpoints you kept. */
  pins?: string[];
  question?: {
    /** Entries [a, b); b is null for an open question. */
    entries?: [number, number | null] | null;
    accept_withheld?: boolean;
    /** Rules about content, one JSON object per line: `{"id":"evt-7f3a"}`, `{"where":{"/event/action":"role.grant"},"count":1}`,
     *  `{"require":["/event/actor"]}`, `{"same":"/event/actor"}`. */
    events?: string | null;
    /** A correlation id whose entries the report lists. */
    trace?: string | null;
  };
}

export type Verdict = "proven" | "unproven" | "broken";
export type Known = "proven" | "unproven" | "broken" | "not-checked";
export type Status = "disputed" | "conflict" | "forged" | "altered" | "missing" | "suspect" | "unproven" | "withheld" | "chained"
  | "committed" | "uncovered" | "erased" | "pruned" | "proven";

export interface Claim { state: Known; checked: number; present: number; sentence: string }

export interface Finding {
  id: string;
  code: string;
  severity: "note" | "warning" | "error" | "critical";
  claim: "unaltered" | "signed" | "complete" | "dated";
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
  reason: string;
  reasons: string[];
  sentence: string;
  scope: { start: number | null; end: number | null; size: number | null; as_of_secs: number | null };
  claims: { unaltered: Claim; signed: Claim; complete: Claim; dated: Claim };
  coverage: { status: Status; start: number; end: number }[];
  checkpoints: {
    size: number; root: string; level: "witnessed" | "pinned" | "unpinned"; kept: boolean; contested: boolean; entries: number;
    signed_by: string[]; cosigned_by: { key: string; time_secs: number }[]; unknown: string[]; note: string;
  }[];
  signers: { key: string; pinned: boolean; valid: number; entries: number }[];
  access: { count: number; listed: Access[] };
  findings: Finding[];
}

export interface Report {
  report: "unbroken/report/v1";
  tool: { name: string; version: string; source_sha256: string };
  inputs: { name: string; size: number; sha256: string | null; format: string }[];
  question: {
    entries: [number, number | null] | null; accept_withheld: boolean; events_sha256: string | null; trace: string | null;
    from: "asked" | "input";
  };
  policy: {
    logs: { vkey: string; origin: string }[]; witnesses: string[]; quorum: string; writers: string[];
    pins: { origin: string; size: number; root: string }[];
  };
  verdict: Verdict;
  reason: string;
  sentence: string;
  expected: { asked: number; met: number; unmet: number; undecided: number } | null;
  trace: Trace | null;
  logs: LogReport[];
  findings: Finding[];
  not_checked: string[];
}

/** Thrown when no report could be made. Bad evidence is never an error. */
export interface UnbrokenError extends Error { code: "files" | "options" | "trust" | "report" | "code" }
