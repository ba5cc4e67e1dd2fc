"use strict";
const test = require("node:test");
const assert = require("node:assert");
const { worker, FakeCaches } = require("./worker.js");

const site = { "index.html": "root", "ko/index.html": "map", "ko/a/index.html": "lesson", "assets/x.1.js": "script", "away.html": "away" };
// served is a host of that site, as hosts serve it: an index stands at its folder.
const served = (files) => (at) => {
  const name = at.slice("/lab/".length);
  return files[name === "" || name.endsWith("/") ? `${name}index.html` : name] ?? new Response("gone", { status: 404 });
};
const nothing = () => null;

test("all that is listed is kept, and given without a network", async () => {
  const w = worker("1", site, served(site));
  await w.install();
  await w.activate();
  assert.deepEqual(w.told, ["ready"]);
  const off = worker("1", site, nothing, w.caches);
  for (const [path, want] of [["/lab/", "root"], ["/lab/ko/", "map"], ["/lab/ko/index.html", "map"], ["/lab/ko/a/", "lesson"], ["/lab/assets/x.1.js", "script"]]) {
    const given = await off.get(path);
    assert.equal(await given.text(), want, path);
    assert.equal(given.headers.get("X-Header"), "kept");
    assert.equal(given.headers.get("Content-Encoding"), null);
  }
  assert.equal((await off.get("/lab/ko/a?x=1")).headers.get("Location"), "https://example.org/lab/ko/a/?x=1");
  assert.equal(await (await off.get("/lab/en/gone/", { mode: "navigate" })).text(), "away");
  assert.deepEqual(off.asked, ["/lab/en/gone/"]);
});

test("what a server alone answers is left alone", async () => {
  const w = worker("1", site, served(site));
  await w.install();
  for (const path of ["/lab/s", "/lab/s/abc", "/lab/oembed", "/lab/healthz", "/lab/live/events", "/lab/sw.js", "/other/"]) assert.equal(w.get(path, { mode: "navigate" }), null, path);
  assert.equal(w.get("/lab/ko/", { method: "POST" }), null);
  assert.equal(w.get("/lab/ko/", { headers: new Headers({ range: "bytes=0-1" }) }), null);
});

test("what is of another edition, or of a hotel's network, is not kept, and filling goes on where it stopped", async () => {
  const w = worker("1", site, served({ ...site, "ko/a/index.html": "log in to the hotel" }));
  await assert.rejects(w.install(), /ko\/a\/index.html is not of edition 1/);
  const kept = (await w.caches.open("svclab /lab/ 1")).held.size;
  assert.ok(kept > 0 && kept < 5, `${kept} files are kept`);
  const again = worker("1", site, served(site), w.caches);
  await again.install();
  assert.equal(again.asked.length, 5 - kept);
});

test("no room is told", async () => {
  const caches = new FakeCaches();
  caches.full = true;
  const w = worker("1", site, served(site), caches);
  await assert.rejects(w.install(), /no room/);
  assert.deepEqual(w.told, ["full"]);
});

test("a new edition takes over what is the same, and leaves the one before to its tabs", async () => {
  const one = worker("1", site, served(site));
  await one.install();
  const next = { ...site, "index.html": "new root" };
  const two = worker("2", next, served(next), one.caches);
  await two.install();
  assert.ok(!two.asked.includes("/lab/assets/x.1.js"));
  assert.equal(await (await one.get("/lab/")).text(), "root", "until it is taken, pages are of the first");
  assert.equal(two.world.skipped, undefined);
  two.message("take");
  assert.equal(two.world.skipped, true);
  await two.activate();
  assert.equal(await (await two.get("/lab/")).text(), "new root");
  const last = { "index.html": "third", "away.html": "away" };
  const three = worker("3", last, served(last), one.caches);
  await three.install();
  await three.activate();
  const editions = async () => (await three.caches.keys()).filter((n) => n.startsWith("svclab /lab/"));
  three.world.tabsOfBefore = true;
  await three.message("tidy");
  assert.deepEqual(await editions(), ["svclab /lab/ 1", "svclab /lab/ 2", "svclab /lab/ 3"]);
  assert.equal(await (await three.get("/lab/assets/x.1.js")).text(), "script", "a tab of the second still asks for it");
  three.world.tabsOfBefore = false;
  const four = worker("4", site, served(site), one.caches);
  await four.install();
  await three.message("tidy");
  assert.deepEqual(await editions(), ["svclab /lab/ 3", "svclab /lab/ 4"], "what waits to be taken stays");
});

test("an address that means nothing is the host's to refuse", () => {
  const w = worker("1", site, served(site));
  assert.equal(w.get("/lab/%E0%A4%A", { mode: "navigate" }), null);
});

test("the one that goes throws all away and takes the pages along", async () => {
  const caches = new FakeCaches();
  for (const name of ["svclab /lab/ 1", "svclab-visited /lab/", "of another site"]) await caches.open(name);
  const w = worker("", {}, nothing, caches, "sw-gone.js");
  await w.install();
  assert.equal(w.world.skipped, true);
  await w.activate();
  assert.deepEqual(await caches.keys(), ["of another site"]);
  assert.deepEqual([w.world.unregistered, ...w.told], [true, "https://example.org/lab/ko/"]);
});

test("what was looked at is there without a network", async () => {
  const all = { ...site, "ko/author/index.html": "author", "assets/author.2.wasm": "program" };
  const w = worker("1", site, served(all));
  await w.install();
  assert.equal(await (await w.get("/lab/ko/author/", { mode: "navigate" })).text(), "author");
  assert.equal(await (await w.get("/lab/assets/author.2.wasm")).text(), "program");
  const off = worker("1", site, nothing, w.caches);
  assert.equal(await (await off.get("/lab/ko/author/", { mode: "navigate" })).text(), "author");
  assert.equal(await (await off.get("/lab/assets/author.2.wasm")).text(), "program");
});

test("a file that the browser threw away is fetched", async () => {
  const w = worker("1", site, served(site));
  await w.install();
  (await w.caches.open("svclab /lab/ 1")).held.delete("https://example.org/lab/ko/index.html");
  assert.equal(await (await w.get("/lab/ko/")).text(), "map");
});
