// Verifies case after case in one process: a job per line in, an answer per line out.
//
// A job is {files, options}; an answer {text, streamed, object} or {error}.

import { readFile } from "node:fs/promises";
import { basename } from "node:path";
import { createInterface } from "node:readline";
import { isDeepStrictEqual } from "node:util";
import { UnbrokenError, verify, verifyText } from "unbroken-verifier";

/** A stream in pieces of an odd length, so that lines and characters are cut. */
function stream(data) {
  let at = 0;
  return new ReadableStream({
    pull(controller) {
      if (at < data.length) controller.enqueue(data.subarray(at, (at += 997)));
      else controller.close();
    },
  });
}

async function answer({ files, options }) {
  const inputs = await Promise.all(files.map(async (path) => ({ name: basename(path), data: new Uint8Array(await readFile(path)) })));
  try {
    const text = await verifyText(inputs, options);
    const streamed = await verifyText(inputs.map(({ name, data }) => ({ name, data: stream(data) })), options);
    return { text, streamed, object: isDeepStrictEqual(await verify(inputs, options), JSON.parse(text)) };
  } catch (fault) {
    return { error: fault instanceof UnbrokenError ? `${fault.name} ${fault.code}` : `not an UnbrokenError: ${fault}` };
  }
}

for await (const line of createInterface({ input: process.stdin })) process.stdout.write(`${JSON.stringify(await answer(JSON.parse(line)))}\n`);
