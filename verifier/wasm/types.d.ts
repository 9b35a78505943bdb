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
  };
  /** Most bytes that one .gz or .zip file may unpack to; 16 GiB unless you say otherwise. */
  max_unpacked?: number;
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
  findings: Finding[];
}

export interface Report {
  report: "unbroken/report/v1";
  tool: { name: string; version: string; source_sha256: string };
  /** `inside` names the container that an input was unpacked from; null for a file as it was given. */
  inputs: { name: string; size: number; sha256: string | null; format: string; inside: string | null }[];
  question: { entries: [number, number | null] | null; accept_withheld: boolean; from: "asked" | "input" };
  policy: {
    logs: { vkey: string; origin: string }[]; witnesses: string[]; quorum: string; writers: string[];
    pins: { origin: string; size: number; root: string }[];
  };
  verdict: Verdict;
  reason: string;
  sentence: string;
  logs: LogReport[];
  findings: Finding[];
  not_checked: string[];
}

/** Thrown when no report could be made. Bad evidence is never an error. */
export interface UnbrokenError extends Error { code: "files" | "options" | "trust" | "report" | "code" }
