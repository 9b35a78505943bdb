// Verifies files in Node and ends as the command line does: 0 proven, 1 broken, 3 unproven, 2 no report was made.
//
//     node node.mjs audit.unbroken.jsonl --policy policy.txt --writers writers.txt --from 0

import { createReadStream } from "node:fs";
import { readFile } from "node:fs/promises";
import { basename } from "node:path";
import { Readable } from "node:stream";
import { parseArgs } from "node:util";
import { verify } from "unbroken-verifier";

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: { policy: { type: "string" }, writers: { type: "string" }, from: { type: "string" } },
});
const text = (path) => (path === undefined ? undefined : readFile(path, "utf8"));

try {
  const files = positionals.map((path) => ({ name: basename(path), data: Readable.toWeb(createReadStream(path)) }));
  const question = values.from === undefined ? undefined : { entries: [BigInt(values.from), null] };
  const report = await verify(files, { policy: await text(values.policy), writers: await text(values.writers), question });
  console.log(`${report.verdict} (${report.reason}): ${report.sentence}`);
  for (const { code, message } of [...report.findings, ...report.logs.flatMap((log) => log.findings)]) console.log(`${code}: ${message}`);
  process.exitCode = { proven: 0, broken: 1, unproven: 3 }[report.verdict];
} catch (fault) {
  console.error(fault.message);
  process.exitCode = 2;
}
