// In browsers, workers and bundlers: the wasm lies beside this file, and bundlers know this form of its address.

import { api } from "./api.js";

export { UnbrokenError } from "./error.js";
export const { verify, verifyText, explain } = api(() => fetch(new URL("./unbroken.wasm", import.meta.url)));
