// fetchPacked fetches a file that is large when it is not compressed. A host that
// compresses nothing still has the compressed twins that the build put beside each
// file: then one of those is fetched, and unpacked here. It is what fetch would give.
// What the service worker kept says so, and is taken as it is.
const brokenTwins = new Set(); // files whose twins did not unpack: the next try takes them plain

globalThis.fetchPacked = async (url, options = {}) => {
  if (typeof DecompressionStream !== "function" || typeof AbortController !== "function" || brokenTwins.has(url)) return fetch(url, options);
  const stop = new AbortController();
  const plain = await fetch(url, { ...options, signal: stop.signal });
  if (!plain.ok || plain.headers.has("Svclab-Edition") || coded(plain)) return plain;
  const length = plain.headers.get("Content-Length");
  if (length !== null && Number(length) < 100_000) return plain;
  stop.abort(); // what has come of the plain file until now is lost; on a slow network it is little
  for (const [extension, format] of [[".br", "brotli"], [".gz", "gzip"]]) {
    let unpack;
    try {
      unpack = new DecompressionStream(format);
    } catch {
      continue; // this browser knows the other
    }
    const body = await fetch(url + extension, options).then((twin) => twin.ok && packedBody(twin, format), () => null);
    if (!body) continue;
    return new Response(watched(body.packed ? body.stream.pipeThrough(unpack) : body.stream, () => brokenTwins.add(url)),
      { headers: { "Content-Type": plain.headers.get("Content-Type") ?? "" } });
  }
  return fetch(url, options);
};

// coded tells whether the host announces a coding of what it sends.
const coded = (response) => (response.headers.get("Content-Encoding") ?? "identity") !== "identity";

// packedBody returns the body of a twin, and whether it is still packed, by its first
// bytes: some hosts announce the coding of such a file, and then the browser has
// unpacked it already; some pack it once more. It is null when something else stands
// there, such as a page that says so.
async function packedBody(twin, format) {
  if ((twin.headers.get("Content-Type") ?? "").startsWith("text/html")) return null;
  const reader = twin.body.getReader();
  let start = new Uint8Array();
  let done = false;
  while (!done && start.length < 4) {
    const read = await reader.read();
    done = read.done;
    if (read.value) {
      const longer = new Uint8Array(start.length + read.value.length);
      longer.set(start);
      longer.set(read.value, start.length);
      start = longer;
    }
  }
  const wasm = start[0] === 0 && start[1] === 0x61 && start[2] === 0x73 && start[3] === 0x6d;
  const packed = format === "gzip" ? start[0] === 0x1f && start[1] === 0x8b : !wasm && !coded(twin);
  if (!packed && !wasm && !coded(twin)) return null;
  const stream = new ReadableStream({
    start(controller) {
      if (start.length) controller.enqueue(start);
      if (done) controller.close();
    },
    async pull(controller) {
      const read = await reader.read();
      if (read.done) controller.close();
      else controller.enqueue(read.value);
    },
    cancel: (reason) => reader.cancel(reason),
  });
  return { packed, stream };
}

// watched passes a stream on, and says when it breaks.
function watched(stream, broke) {
  const reader = stream.getReader();
  return new ReadableStream({
    async pull(controller) {
      try {
        const read = await reader.read();
        if (read.done) controller.close();
        else controller.enqueue(read.value);
      } catch (err) {
        broke();
        throw err;
      }
    },
    cancel: (reason) => reader.cancel(reason),
  });
}
