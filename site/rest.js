// RestOfProgram fetches the part of the program that the page does not need at
// first, and keeps what a learner does while the program waits for it.
//
// A program that waits takes no events. They stand in a queue and are read when
// it goes on, so each has to find the page as it was: what a field held is noted
// with every input, and keys and clicks that the program would have answered
// are taken from the browser and made again.
globalThis.RestOfProgram = class {
  // show is called with what there is to say: "load-waiting", "load-missing" or "".
  constructor(url, functions, show) {
    this._url = url;
    this._show = show;
    this._fetching = null;
    this._module = null;
    this._pause = 500; // before it is tried again, in milliseconds
    this.go = new GoInParts(functions, () => this._wait(), () => this._now());
    addEventListener("online", () => this.fetch("high"));
    for (const event of ["keydown", "beforeinput", "click", "input"]) {
      addEventListener(event, (e) => this.go.waiting && this[`_${event}`](e), { capture: true, passive: false });
    }
  }

  // fetch gets the rest unless it is on its way.
  fetch(priority = "low") {
    clearTimeout(this._again);
    this._fetching ??= this._fetch(priority).finally(() => { this._fetching = null; });
    return this._fetching;
  }

  async _fetch(priority) {
    if (this._joined) return;
    try {
      this._module ??= await compiled(await fetchPacked(this._url, { priority }));
    } catch (err) {
      console.info(`svclab: ${this._url}: ${err}`);
      if (this.go.waiting) this._show("load-missing");
      this._again = setTimeout(() => this.fetch(), this._pause);
      this._pause = Math.min(2 * this._pause, 30000);
      return;
    }
    if (this._joined) return; // while it was on its way
    this._joined = true;
    clearTimeout(this._soon);
    const waited = this.go.waiting;
    await this.go.join(this._module);
    if (waited) this._show("");
  }

  // _wait is called when the program has begun to wait.
  _wait() {
    const e = window.event; // what the program was answering, if it was an event
    if (e && sends(e)) e.target.value = "";
    this._soon = setTimeout(() => this._show("load-waiting"), 300);
    this.fetch("high");
  }

  // _now returns the rest when the program cannot wait for it.
  _now() {
    this._joined = true;
    if (!this._module) {
      const request = new XMLHttpRequest();
      request.open("GET", this._url, false);
      request.overrideMimeType("text/plain; charset=x-user-defined"); // one byte for each letter
      request.send();
      this._module = new WebAssembly.Module(Uint8Array.from(request.responseText, (c) => c.charCodeAt(0)));
    }
    return this._module;
  }

  // _keydown takes the keys that do something else than write.
  _keydown(e) {
    if (e.isComposing || e.keyCode === 229 || e.metaKey || e.altKey) return;
    const letter = e.ctrlKey && e.key.length === 1 && !"vxc".includes(e.key);
    const moves = e.target.form && ["Tab", "Escape", "ArrowUp", "ArrowDown"].includes(e.key);
    if (letter || moves || sends(e) || e.key === "Enter" && e.ctrlKey) this._hold(e, KeyboardEvent);
  }

  // _beforeinput takes Enter where lines could break.
  _beforeinput(e) {
    if (sends(e)) this._hold(e, InputEvent);
  }

  // _hold makes an event again later, with the field as it is.
  _hold(e, Kind) {
    this._take(e);
    const field = e.target, held = noted(field), sent = sends(e);
    const { key, code, ctrlKey, shiftKey, inputType, data } = e;
    const again = new Kind(e.type, { key, code, ctrlKey, shiftKey, inputType, data, bubbles: true, cancelable: true });
    if (sent) field.value = ""; // as the program will
    this.go.enter(() => {
      held();
      if (field.dispatchEvent(again) && sent) field.form?.requestSubmit();
    });
  }

  // _click takes clicks on what the program shows, but for links.
  _click(e) {
    if (e.target.closest("#loading, a[href]") || !e.isTrusted) return;
    this._take(e);
    this.go.enter(() => e.target.click ? e.target.click() : e.target.dispatchEvent(new MouseEvent("click", e)));
  }

  _input(e) {
    this.go.enter(noted(e.target));
    if (e.target.form && e.target.value.includes("\n")) e.target.value = ""; // pasted lines are sent
  }

  _take(e) {
    e.preventDefault();
    e.stopImmediatePropagation();
  }
};

// sends tells whether an event hands in what a field holds: Enter, which a field
// of several lines announces as a line break.
function sends(e) {
  if (!e.target.form) return false;
  if (e.type === "beforeinput") return e.inputType === "insertLineBreak";
  return e.type === "keydown" && e.key === "Enter" && e.target.tagName === "INPUT";
}

async function compiled(response) {
  if (!response.ok) throw new TypeError(String(response.status));
  const streamed = WebAssembly.compileStreaming && response.headers.get("Content-Type") === "application/wasm";
  return streamed ? WebAssembly.compileStreaming(response) : WebAssembly.compile(await response.arrayBuffer());
}

// noted returns what makes a field hold what it holds now.
function noted(field) {
  const { value, selectionStart, selectionEnd } = field;
  if (typeof selectionStart !== "number") return () => {};
  return () => {
    if (!field.isConnected) return;
    field.value = value;
    field.setSelectionRange(selectionStart, selectionEnd);
  };
}
