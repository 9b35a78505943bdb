// The API, the same in browsers, workers and Node. A host brings `load`, which gives the engine's wasm in a form that `init` takes.

import init, { Verifier, explain as page } from "./glue.js";
import { isData, pieces } from "./input.js";
import { UnbrokenError } from "./error.js";
import { plain, text } from "./plain.js";

/** Set when the engine broke off in the middle of something: what it says afterwards could be about anything. */
let stopped = false;

/** The functions of the package for one host. */
export function api(load) {
  let started;

  /** Loads the engine, once. A failure is not kept: the next call tries again. */
  function start() {
    started ??= Promise.resolve()
      .then(load)
      .then((source) => init({ module_or_path: source }))
      .catch((cause) => {
        started = undefined;
        throw new UnbrokenError("engine", `The engine could not be loaded: ${cause}`, { cause });
      });
    return started;
  }

  /** Verifies and gives the exact bytes of the report, as text. */
  async function verifyText(files, options) {
    const settings = JSON.stringify(plain(options ?? {}, "The options"));
    const inputs = (Array.isArray(files) ? files : [files]).map(input);
    await start();
    const verifier = engine(() => new Verifier(settings));
    let open;
    try {
      for (const { name, data } of inputs) {
        open = engine(() => verifier.open(name));
        for await (const piece of pieces(data, name)) engine(() => open.push(piece));
        const read = open;
        open = undefined;
        engine(() => verifier.close(read));
      }
      return engine(() => verifier.report());
    } finally {
      release(open);
      release(verifier);
    }
  }

  /** Verifies and gives the report as an object. */
  async function verify(files, options) {
    // No integer of a report is above 2^53-1.
    return JSON.parse(await verifyText(files, options));
  }

  /** The page of a finding's code, in Markdown. */
  async function explain(code) {
    if (typeof code !== "string") throw new UnbrokenError("code", "The code of a finding is a text.");
    await start();
    return engine(() => page(code));
  }

  return { verify, verifyText, explain };
}

/** The name and the data of one input. */
function input(item, at) {
  const bare = isData(item);
  const data = bare ? item : item?.data;
  const name = (bare ? item.name : item?.name) ?? (bare ? `input-${at + 1}` : undefined);
  if (!isData(data) || typeof name !== "string") {
    throw new UnbrokenError("files", `File ${at + 1} is neither bytes, text, a Blob or a ReadableStream, nor { name, data } with one of them.`);
  }
  return { name: text(name, `The name of file ${at + 1}`, "files"), data };
}

/** Calls the engine. What it throws by itself has a code; anything else is a fault of the engine, which is then not used again. */
function engine(work) {
  try {
    if (!stopped) return work();
  } catch (cause) {
    if (typeof cause?.code === "string") throw new UnbrokenError(cause.code, cause.message, { cause });
    stopped = true;
    throw new UnbrokenError("engine", `The engine stopped: ${cause}`, { cause });
  }
  throw new UnbrokenError("engine", "The engine stopped before and gives no further report; load it afresh.");
}

/** Gives memory back; an engine that stopped keeps it. */
function release(held) {
  try {
    held?.free();
  } catch {
    // The fault that stopped it was thrown already.
  }
}
