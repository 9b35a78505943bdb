// The package by itself: what it takes, what it refuses, and how.

import assert from "node:assert/strict";
import { File } from "node:buffer";
import { createHash } from "node:crypto";
import { readFile } from "node:fs/promises";
import { test } from "node:test";
import { explain, UnbrokenError, verify, verifyText } from "unbroken-verifier";

const TEXT = '{"checkpoint":1}\n{"a":"\u00fc"}\n';
const BYTES = new TextEncoder().encode(TEXT);
const DIGEST = createHash("sha256").update(BYTES).digest("hex");

const streamOf = (...chunks) =>
  new ReadableStream({
    start(controller) {
      for (const chunk of chunks) controller.enqueue(chunk);
      controller.close();
    },
  });
const refused = (promise, code) =>
  assert.rejects(promise, (fault) => {
    assert.ok(fault instanceof UnbrokenError && fault instanceof Error, String(fault));
    assert.equal(fault.name, "UnbrokenError");
    assert.equal(fault.code, code, fault.message);
    assert.ok(fault.message.length > 10);
    return true;
  });

test("every kind of data gives one report", async () => {
  const whole = await verifyText({ name: "a", data: BYTES });
  assert.equal(JSON.parse(whole).inputs[0].sha256, DIGEST);
  const kinds = [TEXT, Buffer.from(BYTES), new Blob([BYTES]), new File([BYTES], "other"), streamOf(BYTES), streamOf(...[...BYTES].map((byte) => Uint8Array.of(byte)))];
  for (const data of kinds) assert.equal(await verifyText([{ name: "a", data }]), whole);
  const shared = new Uint8Array(new SharedArrayBuffer(BYTES.length));
  shared.set(BYTES);
  assert.equal(await verifyText({ name: "a", data: shared }), whole);
  assert.equal(await verifyText(new File([BYTES], "a")), whole);
});

test("data without a name is numbered", async () => {
  const report = await verify([BYTES, "x", new File(["y"], "of a file")]);
  assert.deepEqual(report.inputs.map(({ name }) => name).sort(), ["input-1", "input-2", "of a file"]);
});

test("nothing given is nothing proven", async () => {
  for (const files of [[], "", new Uint8Array(), streamOf(), new Blob([])]) assert.equal((await verify(files)).verdict, "unproven");
});

test("what cannot be verified is refused", async () => {
  for (const files of [undefined, null, 1, 1n, true, {}, { name: "a" }, { data: BYTES }, { name: 1, data: BYTES }, [[BYTES]], new ArrayBuffer(3), new Uint16Array(2), new DataView(new ArrayBuffer(1)), Symbol("a"), () => BYTES]) {
    await refused(verify(files), "files");
    await refused(verifyText([BYTES, files]), "files");
  }
  await refused(verify(streamOf("text")), "files");
  await refused(verify("\ud800"), "files");
  await refused(verify({ name: "\udc00", data: BYTES }), "files");
});

test("an input that cannot be read is refused, whatever came before", async () => {
  const failing = () =>
    new ReadableStream({
      pull(controller) {
        controller.error(new Error("gone"));
      },
    });
  await refused(verify([BYTES, failing()]), "read");
  const locked = streamOf(BYTES);
  locked.getReader();
  await refused(verify(locked), "read");
  const shrunk = new Blob([BYTES]);
  Object.defineProperty(shrunk, "size", { value: BYTES.length + 1 });
  await refused(verify(shrunk), "read");
});

test("a stream that is not read on is cancelled", async () => {
  let cancelled = false;
  const stream = new ReadableStream({
    start: (controller) => controller.enqueue("text"),
    cancel: () => {
      cancelled = true;
    },
  });
  await refused(verify(stream), "files");
  assert.ok(cancelled);
});

test("options that are not plain data are refused", async () => {
  const cycle = {};
  cycle.question = cycle;
  for (const options of [cycle, "policy", 1, [], { question: [] }, { question: [[0, 1]] }, { policy: 1 }, { polcy: "" }, { pins: "note" }, { pins: [BYTES] }, { pins: [undefined] }, { policy: "\ud800" }, { policy: new Date() }, { question: new Map() }, { question: { entris: [0, 1] } }, { question: () => 1 }]) {
    await refused(verify(BYTES, options), "options");
  }
  for (const options of [undefined, null, {}, { policy: undefined }, Object.create(null), { question: { entries: undefined } }]) {
    assert.equal((await verify(BYTES, options)).question.entries, null);
  }
});

test("numbers are taken as they are or refused, never rounded", async () => {
  const asking = (...entries) => verify(BYTES, { question: { entries } });
  for (const [start, end] of [[2 ** 53, null], [0, 2 ** 53], [0, 2n ** 53n], [0, 2n ** 64n], [0.5, 1], [0, Infinity], [NaN, 1], [-1, 2], [-1n, 2n], [5, 5], [6, 5], ["0", 1]]) {
    await refused(asking(start, end), "options");
  }
  const most = Number.MAX_SAFE_INTEGER;
  for (const given of [[0, most], [0n, BigInt(most)]]) assert.deepEqual((await asking(...given)).question.entries, [0, most]);
  assert.deepEqual((await asking(7n, null)).question.entries, [7, null]);
  assert.ok((await verifyText(BYTES, { question: { entries: [0n, BigInt(most)] } })).includes("9007199254740991"));
});

test("trust that cannot be used is refused before a file is read", async () => {
  const unread = new ReadableStream({ pull: () => assert.fail("it was read") }, { highWaterMark: 0 });
  await refused(verify(unread, { policy: "frobnicate\n" }), "trust");
  await refused(verify(unread, { pins: ["no note"] }), "trust");
});

test("pages of findings", async () => {
  assert.match(await explain("entry-altered"), /^# /m);
  for (const code of ["entry-altred", "", "ENTRY-ALTERED", 1, undefined, Symbol("a")]) await refused(explain(code), "code");
});

test("verifications at the same time do not mix", async () => {
  const slow = (text) => new ReadableStream({ async pull(controller) { await new Promise((done) => setTimeout(done, 5)); controller.enqueue(new TextEncoder().encode(text)); controller.close(); } });
  const texts = ["a", "b", "c"].map((text) => text.repeat(100));
  const reports = await Promise.all(texts.map((text) => verify({ name: text[0], data: slow(text) })));
  const alone = await Promise.all(texts.map((text) => verify({ name: text[0], data: text })));
  assert.deepEqual(reports, alone);
});

test("memory stays flat however long a stream is", async () => {
  const piece = new TextEncoder().encode(`${" ".repeat(1023)}\n`.repeat(1024));
  const long = (count) => new ReadableStream({ pull(controller) { if (count-- > 0) controller.enqueue(piece); else controller.close(); } }, { highWaterMark: 0 });
  await verify(long(8));
  const before = process.memoryUsage();
  const report = await verify(long(128));
  assert.equal(report.inputs[0].size, 128 << 20);
  const after = process.memoryUsage();
  assert.ok(after.rss - before.rss < 64 << 20, `${(after.rss - before.rss) >> 20} MB more`);
});

test("the package carries its licences and everything its manifest names", async () => {
  const read = (name) => readFile(new URL(`node_modules/unbroken-verifier/${name}`, import.meta.url), "utf8");
  const manifest = JSON.parse(await read("package.json"));
  for (const name of ["LICENSE-MIT", "LICENSE-APACHE", "README.md", ...Object.values(manifest.exports["."])]) assert.ok((await read(name)).length > 100, name);
});

// The last one: the engine of this process is gone afterwards.
test("an engine that stopped gives no further report", async () => {
  const { Verifier } = await import("./node_modules/unbroken-verifier/glue.js");
  const { report } = Verifier.prototype;
  Verifier.prototype.report = () => {
    throw new WebAssembly.RuntimeError("unreachable");
  };
  await refused(verify(BYTES), "engine");
  Verifier.prototype.report = report;
  await refused(verify(BYTES), "engine");
  await refused(explain("entry-altered"), "engine");
});
