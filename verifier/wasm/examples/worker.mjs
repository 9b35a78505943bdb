// A module worker that verifies, so that the page stays alive. The page:
//
//     const worker = new Worker("./worker.mjs", { type: "module" });
//     worker.onmessage = ({ data }) => show(data.report ?? data.error);
//     worker.postMessage({ files: [...fileInput.files], options: { policy, question: { entries: [0, null] } } });
//
// With a bundler, import from "unbroken-verifier" instead.

import { verify } from "../browser.js";

onmessage = async ({ data: { files, options } }) => {
  try {
    postMessage({ report: await verify(files, options) });
  } catch ({ code, message }) {
    postMessage({ error: { code, message } });
  }
};
