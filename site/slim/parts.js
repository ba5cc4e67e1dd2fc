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
  const first = 0x1000; // the number of the first function
  const i32 = 0x7f, funcref = 0x70, end = 0x0b;
  const bytes = new Uint8Array(128 + 15 * count);
  let at = 0;
  const put = (...some) => {
    bytes.set(some, at);
    at += some.length;
  };
  const long = (n) => { // in LEB128 of three bytes
    bytes[at] = n | 0x80;
    bytes[at + 1] = n >> 7 | 0x80;
    bytes[at + 2] = n >> 14;
    at += 3;
  };
  const section = (id, write) => {
    put(id, 0, 0, 0);
    const start = at;
    write();
    const stop = at;
    at = start - 3;
    long(stop - start);
    at = stop;
  };
  put(0, 0x61, 0x73, 0x6d, 1, 0, 0, 0);
  section(1, () => put(2, 0x60, 1, i32, 1, i32, 0x60, 2, i32, i32, 1, i32));
  section(2, () => put(1, 1, 0x70, 1, 0x6d, 0, 1)); // p.m is a function of the second type
  section(3, () => {
    long(count);
    at += count; // each is of the first
  });
  section(4, () => {
    put(1, funcref, 0);
    long(first + count);
  });
  section(7, () => put(1, 1, 0x74, 1, 0)); // t is the table
  section(9, () => {
    put(1, 0, 0x41);
    long(first);
    put(end);
    long(count);
    for (let i = 1; i <= count; i++) long(i);
  });
  section(10, () => {
    long(count);
    for (let i = 0; i < count; i++) { // local.get 0, i32.const number, call 0
      bytes[at] = 10;
      bytes[at + 2] = 0x20;
      bytes[at + 4] = 0x41;
      at += 5;
      long(first + i);
      bytes[at] = 0x10;
      bytes[at + 2] = end;
      at += 3;
    }
  });
  const module = new WebAssembly.Module(bytes.subarray(0, at));
  return new WebAssembly.Instance(module, { p: { m: miss } }).exports.t;
}
