// What can be verified, and its bytes in pieces. No input is held as a whole that was not one already.

import { UnbrokenError } from "./error.js";
import { text } from "./plain.js";

const PIECE = 1 << 20;

// By tag, so that data of another window or worker counts too.
const tag = (value) => Object.prototype.toString.call(value);
const isBytes = (value) => ArrayBuffer.isView(value) && value[Symbol.toStringTag] === "Uint8Array";
const isBlob = (value) => tag(value) === "[object Blob]" || tag(value) === "[object File]";
const isStream = (value) => tag(value) === "[object ReadableStream]";

/** Whether this is one input by itself. */
export function isData(value) {
  return typeof value === "string" || isBytes(value) || isBlob(value) || isStream(value);
}

/** The bytes, piece by piece. */
export async function* pieces(data, name) {
  if (typeof data === "string") yield* cut(new TextEncoder().encode(text(data, name, "files")));
  else if (isBytes(data)) yield* cut(data);
  else yield* isBlob(data) ? ofBlob(data, name) : ofStream(data, name);
}

function* cut(bytes) {
  for (let at = 0; at < bytes.length; at += PIECE) yield bytes.subarray(at, at + PIECE);
}

async function* ofBlob(blob, name) {
  const size = blob.size;
  for (let at = 0; at < size; at += PIECE) {
    const end = Math.min(at + PIECE, size);
    const piece = await reading(name, () => blob.slice(at, end).arrayBuffer());
    if (piece.byteLength !== end - at) throw new UnbrokenError("read", `${name} changed while it was read.`);
    yield new Uint8Array(piece);
  }
}

async function* ofStream(stream, name) {
  const reader = await reading(name, () => stream.getReader());
  try {
    for (;;) {
      const { done, value } = await reading(name, () => reader.read());
      if (done) return;
      if (!isBytes(value)) throw new UnbrokenError("files", `The stream ${name} gives something else than bytes.`);
      yield* cut(value);
    }
  } finally {
    // Nobody waits for what is left of a stream that is not read on; of one that ended, nothing is left.
    reader.cancel().catch(() => {});
    reader.releaseLock();
  }
}

/** A step of reading; its failure is that of the input. */
async function reading(name, step) {
  try {
    return await step();
  } catch (cause) {
    throw new UnbrokenError("read", `${name} cannot be read: ${cause}`, { cause });
  }
}
