// Compiles the verifier once, keeps the module for the workers, and starts the page.
// In the single file the wasm stands in the page, gzipped and base64; on the site it is fetched from beside the page.
"use strict";
(async () => {
  const boot = document.getElementById("boot");
  try {
    const inline = document.getElementById("wasm");
    let module;
    if (inline) {
      const packed = Uint8Array.from(atob(inline.textContent.trim()), (c) => c.charCodeAt(0));
      inline.remove();
      const unpacked = new Blob([packed]).stream().pipeThrough(new DecompressionStream("gzip"));
      module = await WebAssembly.compile(await new Response(unpacked).arrayBuffer());
    } else {
      module = await WebAssembly.compileStreaming(fetch("unbroken_viewer.wasm"));
    }
    globalThis.unbrokenModule = module;
    wasm_bindgen.initSync({ module });
    wasm_bindgen.start_app();
  } catch (error) {
    boot.replaceChildren();
    for (const [lang, words] of [
      ["en", "The verifier could not start in this browser. Nothing was read, and nothing is said about any evidence."],
      ["de", "Der Prüfer konnte in diesem Browser nicht starten. Nichts wurde gelesen, und über kein Beweismittel wird etwas gesagt."],
      ["en", String(error)],
    ]) {
      const p = document.createElement("p");
      p.lang = lang;
      p.textContent = words;
      boot.append(p);
    }
    document.documentElement.setAttribute("data-state", "idle");
  }
})();
