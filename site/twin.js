// fetchPacked fetches a file that is large when it is not compressed. A host that
// compresses nothing still has the compressed twins that the build put beside each
// file: then one of those is fetched, and unpacked here. It is what fetch would give.
// What the service worker kept says so, and is taken as it is.
globalThis.fetchPacked = async (url, options = {}) => {
  if (typeof DecompressionStream !== "function" || typeof AbortController !== "function") return fetch(url, options);
  const stop = new AbortController();
  const plain = await fetch(url, { ...options, signal: stop.signal });
  if (!plain.ok || plain.headers.has("Svclab-Edition") || (plain.headers.get("Content-Encoding") ?? "identity") !== "identity") return plain;
  const length = plain.headers.get("Content-Length");
  if (length !== null && Number(length) < 100_000) return plain;
  for (const [extension, format] of [[".br", "brotli"], [".gz", "gzip"]]) {
    let unpack;
    try {
      unpack = new DecompressionStream(format);
    } catch {
      continue; // this browser knows the other
    }
    let twin;
    try {
      twin = await fetch(url + extension, options);
    } catch {
      break;
    }
    const body = twin.ok && await packedBody(twin, format);
    if (!body) continue;
    stop.abort(); // what has come of the plain file until now is lost; it is little
    return new Response(body.packed ? body.stream.pipeThrough(unpack) : body.stream,
      { headers: { "Content-Type": plain.headers.get("Content-Type") ?? "" } });
  }
  return plain;
};

// packedBody returns the body of a twin, and whether it is still packed: some hosts
// announce the coding of such a file, and then the browser has unpacked it already.
// It is null when something else stands there, such as a page that says so.
async function packedBody(twin, format) {
  if ((twin.headers.get("Content-Type") ?? "").startsWith("text/html")) return null;
  if (twin.headers.get("Content-Encoding") !== null) return { packed: false, stream: twin.body };
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
  const gzip = start[0] === 0x1f && start[1] === 0x8b;
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
  if (format === "gzip" && !gzip && !wasm) return null;
  return { packed: !wasm, stream };
}
