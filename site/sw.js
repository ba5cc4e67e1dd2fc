// The service worker keeps the whole site in the browser, so that it works without
// a network once it has been visited. The build puts before this text what the site
// consists of:
//
//   version  names the edition, by a hash of all of it
//   files    the files to keep: their paths from the folder of this script, each
//            with the SHA-256 of its content, in hex
//
// One cache holds one edition. It is filled when the worker is installed, file by
// file, and each is looked at before it goes in: half an update, or the page of a
// hotel's network, is no part of a site. Filling goes on where it stopped. Pages of
// an edition get only files of that edition. A new one waits until the learner takes
// it, and those before stay as long as there is a tab of them.
const scope = new URL("./", location.href).pathname;
const prefix = `svclab ${scope} `;
const cacheName = prefix + version;
const visited = `svclab-visited ${scope}`; // what is not kept unasked, once it was looked at
const notOurs = /^(s|s\/.*|oembed|healthz|live\/.*|sw\.js)$/; // answered by a server alone

// keyOf is where a file stands in a cache.
const keyOf = (name) => new URL(scope + name, location.origin).href;

// addressOf is how a file is asked for: hosts lead from an index to its folder.
const addressOf = (name) => scope + name.replace(/(^|\/)index\.html$/, "$1");

const hex = (bytes) => Array.from(new Uint8Array(bytes), (b) => b.toString(16).padStart(2, "0")).join("");

addEventListener("install", (event) => event.waitUntil(install()));

async function install() {
  try {
    await fill();
  } catch (err) {
    console.info(`svclab: the site is not kept for now: ${err}`);
    if (err.name === "QuotaExceededError") await tell("full");
    throw err;
  }
}

// fill puts into the cache what it lacks. After one failure it begins no other file.
async function fill() {
  const cache = await caches.open(cacheName);
  const before = (await caches.keys()).filter((name) => name.startsWith(prefix) && name !== cacheName);
  const names = Object.keys(files);
  let failed = null;
  const work = async () => {
    for (let name = names.shift(); name !== undefined && !failed; name = names.shift()) {
      await keep(cache, before, name).catch((err) => { failed = err; });
    }
  };
  await Promise.all([work(), work(), work()]);
  if (failed) throw failed;
}

// keep puts a file into the cache, from an earlier edition where it is the same.
async function keep(cache, before, name) {
  const key = keyOf(name);
  if (await cache.match(key)) return;
  const asset = name.startsWith("assets/"); // the hash in its name says that it is the same
  if (asset) {
    for (const edition of before) {
      const had = await (await caches.open(edition)).match(key);
      if (had) return cache.put(key, had);
    }
  }
  const response = await (asset ? fetchPacked(addressOf(name)) : fetch(addressOf(name), { cache: "no-cache" }));
  if (!response.ok) throw new Error(`${name}: ${response.status}`);
  const body = await response.arrayBuffer();
  if (hex(await crypto.subtle.digest("SHA-256", body)) !== files[name]) throw new Error(`${name} is not of edition ${version}`);
  const headers = new Headers(response.headers);
  for (const header of ["Content-Encoding", "Content-Length"]) headers.delete(header); // of what came, not of what is kept
  headers.set("Svclab-Edition", version); // so nobody asks for a packed twin of it
  await cache.put(key, new Response(body, { headers }));
}

addEventListener("activate", (event) => event.waitUntil(activate()));

async function activate() {
  await clients.claim();
  await tell("ready");
}

// tidy throws away the editions before this one, and what was looked at meanwhile,
// unless a tab is of one of them: such a tab holds a lock, which ends with it. An
// edition that has been made since, and waits, stays.
async function tidy() {
  const editions = (await caches.keys()).filter((name) => name.startsWith(prefix));
  const before = editions.slice(0, Math.max(0, editions.indexOf(cacheName)));
  if (before.length === 0 || !navigator.locks) return;
  await navigator.locks.request("svclab-before", { ifAvailable: true }, async (lock) => {
    if (lock) await Promise.all([...before, visited].map((name) => caches.delete(name)));
  });
}

// tell says something to all pages of the site.
async function tell(state) {
  for (const client of await clients.matchAll({ includeUncontrolled: true, type: "window" })) client.postMessage({ svclab: state });
}

addEventListener("message", (event) => {
  if (event.data === "take") skipWaiting();
  if (event.data === "tidy") event.waitUntil(tidy());
});

addEventListener("fetch", (event) => {
  const { request } = event;
  const url = new URL(request.url);
  if (request.method !== "GET" || url.origin !== location.origin || !url.pathname.startsWith(scope) || request.headers.has("range")) return;
  const path = readable(url.pathname.slice(scope.length));
  if (path === null || notOurs.test(path)) return;
  const name = path === "" || path.endsWith("/") ? `${path}index.html` : path;
  if (Object.hasOwn(files, name)) event.respondWith(own(name, request));
  else if (Object.hasOwn(files, `${name}/index.html`)) event.respondWith(Response.redirect(new URL(`${scope}${name}/${url.search}`, location.origin).href, 301));
  else if (name.startsWith("assets/")) event.respondWith(asset(name, request));
  else if (request.mode === "navigate") event.respondWith(other(name, request));
});

// readable is a path without its escapes, or null where they mean nothing.
function readable(path) {
  try {
    return decodeURI(path);
  } catch {
    return null;
  }
}

// own answers with a file of this edition. A browser short of room may have thrown
// it away.
async function own(name, request) {
  return await (await caches.open(cacheName)).match(keyOf(name)) ?? fetch(request);
}

// asset answers with a file that never changes: one of an earlier edition, whose
// pages may still be open, or one that was looked at before.
async function asset(name, request) {
  const had = await caches.match(keyOf(name));
  return had ?? put(keyOf(name), await fetch(request));
}

// other answers with a page that is not kept unasked. Without a network it is the
// one that was seen last, or the page that says that there is none.
async function other(name, request) {
  try {
    return await put(keyOf(name), await fetch(request));
  } catch (err) {
    const had = await (await caches.open(visited)).match(keyOf(name)) ?? await own("away.html", request);
    if (had) return had;
    throw err;
  }
}

// put keeps what was looked at, if there is room.
async function put(key, response) {
  if (!response.ok || response.redirected) return response;
  try {
    await (await caches.open(visited)).put(key, response.clone());
  } catch {
    // it can be looked at all the same
  }
  return response;
}
