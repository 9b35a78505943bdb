// How the package is used from TypeScript. It is compiled and never run; each line behind `@ts-expect-error` must not compile.

import { explain, UnbrokenError, verify, verifyText } from "unbroken-verifier";
import type { Code, Codes, Finding, Options, Report } from "unbroken-verifier";

const options: Options = { policy: "quorum none\n", pins: ["note"], question: { entries: [0, null], accept_withheld: true } };

export async function use(blob: Blob, file: File, stream: ReadableStream<Uint8Array>, bytes: Uint8Array): Promise<string> {
  const reports: Report[] = [
    await verify("text"),
    await verify(bytes, options),
    await verify(file, { question: { entries: [0n, 5] } }),
    await verify([blob, stream, { name: "a", data: blob }, { name: "b", data: "text" }] as const),
  ];
  const text: string = await verifyText([], {});
  const page: string = await explain("entry-altered");
  try {
    await verify(bytes);
  } catch (fault) {
    if (fault instanceof UnbrokenError && fault.code === "trust") return fault.message;
  }
  return text + page + reports.map((report) => report.findings.map(word).join()).join();
}

/** `code` tells findings apart. */
function word(finding: Finding): string {
  switch (finding.code) {
    case "split-view": {
      const severity: "critical" = finding.severity;
      const claim: "unaltered" = finding.claim;
      return severity + claim;
    }
    case "line-repeated": {
      // @ts-expect-error a note is no error
      const severity: "error" = finding.severity;
      return severity;
    }
    // @ts-expect-error there is no such code
    case "entry-altred":
      return "";
    default:
      return finding.code;
  }
}

/** A list of all codes must name all of them. */
export const severities: { [C in Code]?: Codes[C]["severity"] } = { "entry-altered": "error" };

// @ts-expect-error a misspelt option
export const misspelt: Options = { polcy: "" };
// @ts-expect-error a misspelt member of the question
export const unasked: Options = { question: { entris: [0, 1] } };
// @ts-expect-error a number is no file
export const number = verify(1);
// @ts-expect-error there is no such code
export const unknown = explain("entry-altred");
