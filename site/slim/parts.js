// GoInParts runs a program that Split cut in two. It stands behind Go's
// wasm_exec.js, which defines globalThis.Go.
//
// The table of functions, through which the parts call each other, begins full
// of stubs, and each part puts its functions over them. So a call of a function
// that is not there yet ends in a stub. It leaves the call on the stack as the
// place to go on at, and unwinds: the program pauses as it does between events.
// Until the rest has come, nothing may enter the program, so what would is
// queued; then the program goes on with that call, and the queue follows.
globalThis.GoInParts = class extends Go {
  // functions is how many the program has. missed is called when the program
  // begins to wait, and missedNow when it cannot: JavaScript that the program
  // called has called it back, or the runtime is setting itself up. It has to
  // return the compiled rest.
  constructor(functions, missed, missedNow) {
    super();
    this._missed = missed;
    this._missedNow = missedNow;
    this._depth = 0; // how many calls from JavaScript are in the program
    this._waiting = false;
    this._queue = [];
    this._table = stubs(functions, (block, f) => this._miss(block, f));
    this.importObject.parts = { table: this._table };
    this.importObject.gojs["runtime.scheduleTimeoutEvent"] = (sp) => this._schedule(sp >>> 0);
  }

  // waiting tells whether the program waits for the rest.
  get waiting() {
    return this._waiting;
  }

  // enter calls f, which calls the program, now or when its turn comes.
  enter(f) {
    if (this._waiting) this._queue.push(f);
    else f();
  }

  // join adds the compiled rest, and lets the program go on if it waits.
  async join(module) {
    await WebAssembly.instantiate(module, this._shared());
    this._go_on();
  }

  async run(instance) {
    this._depth++;
    this._starting = true;
    const ended = super.run(instance); // which runs the program up to its first pause
    this._starting = false;
    this._depth--;
    await ended;
  }

  _resume() {
    this._depth++;
    try {
      super._resume();
    } finally {
      this._depth--;
    }
  }

  _makeFuncWrapper(id) {
    const go = this;
    return function () {
      const event = { id, this: this, args: arguments };
      go.enter(() => {
        go._pendingEvent = event;
        go._resume();
      });
      return event.result;
    };
  }

  // _schedule does as wasm_exec.js does, and waits its turn.
  _schedule(sp) {
    const id = this._nextCallbackTimeoutID++;
    const delay = this.mem.getUint32(sp + 8, true) + this.mem.getInt32(sp + 12, true) * 4294967296;
    const due = () => {
      if (!this._scheduledTimeouts.has(id)) return; // it was taken back while it was queued
      this._resume();
      if (this._scheduledTimeouts.has(id)) this.enter(due); // Go's issue 28975
    };
    this._scheduledTimeouts.set(id, setTimeout(() => this.enter(due), delay));
    this.mem.setInt32(sp + 16, id, true);
  }

  // _miss stands in for a function that is in the rest. A call has left its
  // return address at the stack pointer; the loop that runs functions looks for
  // the one to run below that.
  _miss(block, f) {
    const exports = this._inst.exports;
    const g0 = exports[2].value < exports.end.value; // other goroutines are in the heap
    if (this._depth > 1 || this._starting && g0) {
      new WebAssembly.Instance(this._missedNow(), this._shared());
      return this._table.get(f)(block);
    }
    const at = (exports.getsp() >>> 0) - 8;
    this.mem.setUint32(at, (f << 16 | block) >>> 0, true);
    this.mem.setUint32(at + 4, f >>> 16, true);
    exports[7].value = 1; // PAUSE
    this._waiting = true;
    this._missed();
    return 1; // unwind
  }

  _shared() {
    return { parts: { ...this._inst.exports, table: this._table } };
  }

  _go_on() {
    if (!this._waiting) return;
    this._waiting = false;
    this._depth++;
    try {
      this._inst.exports.loop();
    } finally {
      this._depth--;
    }
    if (this.exited) this._resolveExitPromise();
    while (this._queue.length > 0 && !this.exited) this._queue.shift()();
  }
};

// stubs returns a table of functions, each of which calls miss with the block to
// resume at and its own number.
function stubs(count, miss) {
  const number = (n) => { // in LEB128, unsigned
    const out = [];
    for (; n > 127; n >>>= 7) out.push(n & 127 | 128);
    return [...out, n];
  };
  const section = (id, body) => [id, ...number(body.length), ...body];
  const list = (...items) => [...number(items.length), ...items.flat()];
  const each = Array.from({ length: count }, (_, i) => i);
  const first = 0x1000; // the number of the first function
  const i32 = 0x7f, funcref = 0x70;
  const long = (n) => [n & 127 | 128, n >> 7 & 127 | 128, n >> 14 & 127]; // signed, for n below 2^20
  const bytes = [0, 0x61, 0x73, 0x6d, 1, 0, 0, 0].concat(
    section(1, list([0x60, 1, i32, 1, i32], [0x60, 2, i32, i32, 1, i32])),
    section(2, list([1, 112, 1, 109, 0, 1])), // p.m: a function of the second type
    section(3, list(...each.map(() => [0]))),
    section(4, list([funcref, 0, ...number(first + count)])),
    section(7, list([1, 116, 1, 0])), // t
    section(9, list([0, 0x41, ...long(first), 0x0b, ...list(...each.map((i) => number(i + 1)))])),
    section(10, list(...each.map((i) => [10, 0, 0x20, 0, 0x41, ...long(first + i), 0x10, 0, 0x0b]))),
  );
  const module = new WebAssembly.Module(new Uint8Array(bytes));
  return new WebAssembly.Instance(module, { p: { m: miss } }).exports.t;
}
