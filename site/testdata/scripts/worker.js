// A service worker's surroundings, as much of them as sw.js needs, over a network
// that the test makes up.
"use strict";
const { readFileSync } = require("node:fs");
const { createHash, webcrypto } = require("node:crypto");
const { join } = require("node:path");
const vm = require("node:vm");

const source = (name) => readFileSync(join(__dirname, "../..", name), "utf8");
const sha = (text) => createHash("sha256").update(text).digest("hex");

class FakeCache {
  constructor(storage) { this.storage = storage; this.held = new Map(); }
  async match(key) { return this.held.get(key.url ?? key)?.clone(); }
  async put(key, response) {
    if (this.storage.full) throw Object.assign(new Error("no room"), { name: "QuotaExceededError" });
    this.held.set(key.url ?? key, response);
  }
}

class FakeCaches {
  constructor() { this.all = new Map(); this.full = false; }
  async open(name) {
    if (!this.all.has(name)) this.all.set(name, new FakeCache(this));
    return this.all.get(name);
  }
  async keys() { return [...this.all.keys()]; }
  async delete(name) { return this.all.delete(name); }
  async match(key) {
    for (const cache of this.all.values()) {
      const found = await cache.match(key);
      if (found) return found;
    }
    return undefined;
  }
}

// worker runs sw.js, or another script, for an edition. network is what fetch gives: a text, a Response,
// or null for no network.
function worker(edition, site, network, caches = new FakeCaches(), script = "sw.js") {
  const listeners = {}, told = [], asked = [];
  const files = Object.fromEntries(Object.entries(site).map(([name, text]) => [name, sha(text)]));
  const world = {
    caches, URL, Response, Headers, Request, ReadableStream, AbortController, DecompressionStream, TextEncoder, Uint8Array, Object, Promise, Error, Array,
    crypto: webcrypto, console: { info() {} },
    location: new URL("https://example.org/lab/sw.js"),
    addEventListener: (name, f) => { listeners[name] = f; },
    navigator: { locks: { request: async (name, options, f) => f(world.tabsOfBefore ? null : { name }) } },
    skipWaiting: () => { world.skipped = true; },
    registration: { unregister: async () => { world.unregistered = true; } },
    clients: { claim: async () => {}, matchAll: async () => [{ url: "https://example.org/lab/ko/", postMessage: (m) => told.push(m.svclab), navigate: (url) => told.push(url) }] },
    fetch: async (url) => {
      const at = new URL(url.url ?? url, "https://example.org").pathname;
      asked.push(at);
      const found = network(at);
      if (found === null) throw new TypeError("no network");
      return found instanceof Response ? found : new Response(found, { headers: { "Content-Encoding": "gzip", "X-Header": "kept" } });
    },
  };
  world.globalThis = world;
  vm.runInNewContext(`const version = ${JSON.stringify(edition)}, files = ${JSON.stringify(files)};\n${source("twin.js")}\n${source(script)}`, world);
  const run = (name, more = {}) => {
    let done;
    listeners[name]({ waitUntil: (p) => { done = p; }, ...more });
    return done;
  };
  return {
    caches, told, asked, world,
    install: () => run("install"),
    activate: () => run("activate"),
    message: (data) => run("message", { data }),
    // get is what a page is given for a path, or null when the worker leaves it alone.
    get: (path, more = {}) => {
      let given = null;
      const request = { method: "GET", url: "https://example.org" + path, mode: "no-cors", headers: new Headers(), ...more };
      listeners.fetch({ request, respondWith: (p) => { given = p; } });
      return given;
    },
  };
}

module.exports = { worker, FakeCaches, source };
