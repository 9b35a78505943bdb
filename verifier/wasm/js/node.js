// In Node: the wasm lies beside this file.

import { readFile } from "node:fs/promises";
import { api } from "./api.js";

export { UnbrokenError } from "./error.js";
export const { verify, verifyText, explain } = api(async () =>
  WebAssembly.compile(await readFile(new URL("./unbroken.wasm", import.meta.url))),
);
