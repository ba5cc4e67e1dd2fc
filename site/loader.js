// The loader fetches the program, shows how far it is, and starts it. The page
// can be read before it has run and when it fails. All its words stand in the
// page already, in the page's language; it only shows and hides them.
//
// It is bundled behind Go's wasm_exec.js, which defines globalThis.Go, twin.js,
// which fetches what the host did not compress, and rest.js, which fetches the other
// part of a program that comes in two.
(() => {
  const script = document.currentScript;
  const url = script.dataset.wasm;
  const size = Number(script.dataset.size); // bytes when unpacked; Content-Length counts packed ones
  let done = 0; // of them
  let rest = null; // the other part of the program, if there is one
  const byID = (id) => document.getElementById(id);
  const box = byID("loading");
  const bar = byID("load"); // of the page that the program takes over
  const said = ["load-failed", "load-waiting", "load-missing", "load-unsupported", "load-crashed"].map(byID);

  // show makes one part of the box visible; no part hides the box.
  function show(id) {
    for (const part of said) part.hidden = part.id !== id;
    box.hidden = !id;
  }

  // counted passes a body on and moves the bar by what went past.
  function counted(body) {
    done = 0;
    bar.max = size;
    return body.pipeThrough(new TransformStream({
      transform(chunk, controller) {
        done += chunk.byteLength;
        bar.value = done;
        controller.enqueue(chunk);
      },
    }));
  }

  async function compile(imports) {
    const response = await fetchPacked(url);
    if (!response.ok) throw new TypeError(`${url}: ${response.status}`);
    const headers = { "Content-Type": "application/wasm" };
    const body = response.body && window.TransformStream ? counted(response.body) : response.body;
    const stream = new Response(body || await response.arrayBuffer(), { headers });
    if (!WebAssembly.instantiateStreaming) {
      return WebAssembly.instantiate(await stream.arrayBuffer(), imports);
    }
    return WebAssembly.instantiateStreaming(stream, imports);
  }

  async function start() {
    if (typeof WebAssembly !== "object") {
      show("load-unsupported");
      return;
    }
    bar.value = 0;
    show("");
    if (script.dataset.rest) rest ??= new RestOfProgram(script.dataset.rest, Number(script.dataset.functions), show);
    const go = rest ? rest.go : new Go();
    let program;
    try {
      program = await compile(go.importObject);
    } catch (err) {
      // What came whole and does not compile is beyond this browser; anything
      // less, or something else in its place, is the network's doing.
      console.warn(`svclab: ${err}`);
      show(done === size && !(err instanceof TypeError) ? "load-unsupported" : "load-failed");
      return;
    }
    if (rest) {
      byID("load-rest").addEventListener("click", () => rest.fetch("high"));
    }
    afterPaint(() => Promise.resolve(rest?.fetch()).finally(() => {
      fetchEditor();
      keepOffline();
    }));
    await go.run(program.instance); // the program never ends by itself
    show("load-crashed");
  }

  // fetchEditor brings the editor of manifests, which takes the place of a text
  // field. What fails is tried again when it may go better.
  function fetchEditor() {
    if (!script.dataset.editor || customElements.get("svclab-code")) return;
    const editor = document.createElement("script");
    editor.src = script.dataset.editor;
    editor.fetchPriority = "low";
    editor.addEventListener("error", () => {
      editor.remove();
      addEventListener("online", fetchEditor, { once: true });
    });
    document.head.append(editor);
  }

  // keepOffline begins to keep the site for when there is no network, once all that
  // this page needs has come.
  function keepOffline() {
    if (!script.dataset.offline) return;
    const offline = document.createElement("script");
    offline.src = script.dataset.offline;
    offline.dataset.sw = script.dataset.sw;
    offline.fetchPriority = "low";
    document.head.append(offline);
  }

  // afterPaint calls f when the page shows what the program drew. A page that
  // nobody sees draws nothing.
  function afterPaint(f) {
    if (document.hidden) setTimeout(f);
    else requestAnimationFrame(() => setTimeout(f));
  }

  try {
    localStorage.setItem("svclab:language", document.documentElement.lang);
  } catch {
    // Storage may be forbidden; then the root page asks the browser again.
  }
  byID("load-retry").addEventListener("click", start);
  byID("load-again").addEventListener("click", () => location.reload());
  start();
})();
