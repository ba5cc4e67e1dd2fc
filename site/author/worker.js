// A worker that runs the program wasm/author: {id, ask} comes back as {id, told}.
// It is bundled behind Go's wasm_exec.js and, where the program was made small,
// parts.js.
(() => {
  const program = { name: "PROGRAM", functions: Number("FUNCTIONS") };
  const waiting = [];
  let ready = false;

  function answer({ id, ask }) {
    self.postMessage({ id, told: self.svclabAnswer(ask) });
  }

  self.svclabReady = () => {
    ready = true;
    setTimeout(() => waiting.splice(0).forEach(answer));
  };
  self.onmessage = ({ data }) => (ready ? answer(data) : waiting.push(data));

  async function start() {
    const all = () => { throw new Error("the program is all there"); };
    const go = program.functions ? new GoInParts(program.functions, all, all) : new Go();
    const response = await fetch(new URL(program.name, self.location));
    if (!response.ok) throw new TypeError(`${program.name}: ${response.status}`);
    const { instance } = await WebAssembly.instantiateStreaming(response, go.importObject);
    await go.run(instance);
    throw new Error("the program has ended");
  }
  start().catch((err) => self.postMessage({ failed: String(err) }));
})();
