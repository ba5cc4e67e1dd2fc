"use strict";
const test = require("node:test");
const assert = require("node:assert");
const vm = require("node:vm");
const { gzipSync } = require("node:zlib");
const { source } = require("./worker.js");

const wasm = Buffer.concat([Buffer.from("\0asm"), Buffer.alloc(200_000, "x")]);

// host answers by file name: [body, headers], or a status.
function world(files, more = {}) {
  const asked = [];
  const context = {
    Response, Headers, ReadableStream, AbortController, DecompressionStream, Uint8Array, Number, ...more,
    fetch: async (url, { signal } = {}) => {
      asked.push(url);
      const found = files[url];
      if (!found) return new Response("no", { status: 404 });
      context.stopped ??= [];
      signal?.addEventListener("abort", () => context.stopped.push(url));
      return new Response(found[0], { headers: { "Content-Type": "application/wasm", "Content-Length": String(found[0].length), ...found[1] } });
    },
  };
  context.globalThis = context;
  vm.runInNewContext(source("twin.js"), context);
  return { get: (url) => context.fetchPacked(url), asked, context };
}
const bytes = async (response) => Buffer.from(await response.arrayBuffer());

test("what comes packed is taken as it comes", async () => {
  const w = world({ "a.wasm": [wasm, { "Content-Encoding": "br" }], "a.wasm.gz": [gzipSync(wasm), {}] });
  await w.get("a.wasm");
  assert.deepEqual(w.asked, ["a.wasm"]);
});

test("a host that compresses nothing gives the twin, and the plain file is dropped", async () => {
  const w = world({ "a.wasm": [wasm, {}], "a.wasm.gz": [gzipSync(wasm), { "Content-Type": "application/gzip" }] });
  const response = await w.get("a.wasm");
  assert.deepEqual(await bytes(response), wasm);
  assert.equal(response.headers.get("Content-Type"), "application/wasm");
  assert.deepEqual(w.context.stopped, ["a.wasm"]);
});

test("a host that announces the coding of a twin has unpacked it already", async () => {
  const w = world({ "a.wasm": [wasm, {}], "a.wasm.gz": [wasm, { "Content-Encoding": "gzip" }] });
  assert.deepEqual(await bytes(await w.get("a.wasm")), wasm);
});

test("a proxy that unpacked it and says nothing is seen through", async () => {
  const w = world({ "a.wasm": [wasm, {}], "a.wasm.gz": [wasm, {}] });
  assert.deepEqual(await bytes(await w.get("a.wasm")), wasm);
});

for (const [name, files] of [
  ["no twin", {}],
  ["a page in the twin's place", { "a.wasm.gz": [Buffer.from("<html>"), { "Content-Type": "text/html; charset=utf-8" }] }],
  ["something else in the twin's place", { "a.wasm.gz": [Buffer.from("nothing that is packed"), {}] }],
]) {
  test(`${name}: the plain file is as good`, async () => {
    const w = world({ "a.wasm": [wasm, {}], ...files });
    assert.deepEqual(await bytes(await w.get("a.wasm")), wasm);
    assert.equal(w.asked.filter((url) => url === "a.wasm").length, 2);
  });
}

test("a host that announces no coding in so many words, or packs a twin once more, is seen through", async () => {
  for (const coding of ["identity", "gzip"]) {
    const w = world({ "a.wasm": [wasm, {}], "a.wasm.gz": [gzipSync(wasm), { "Content-Encoding": coding }] });
    assert.deepEqual(await bytes(await w.get("a.wasm")), wasm, coding);
  }
});

test("a twin that breaks off is left alone the next time", async () => {
  const w = world({ "a.wasm": [wasm, {}], "a.wasm.gz": [gzipSync(wasm).subarray(0, 100), {}] });
  await assert.rejects(bytes(await w.get("a.wasm")));
  assert.deepEqual(await bytes(await w.get("a.wasm")), wasm);
});

test("small files are not asked for twice", async () => {
  const w = world({ "a.js": [Buffer.from("small"), {}] });
  await w.get("a.js");
  assert.deepEqual(w.asked, ["a.js"]);
});

test("a browser that cannot unpack takes the plain file", async () => {
  const w = world({ "a.wasm": [wasm, {}] }, { DecompressionStream: undefined });
  assert.deepEqual(await bytes(await w.get("a.wasm")), wasm);
});
