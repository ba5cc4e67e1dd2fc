// What the runtime calls. It hands each request to the program and sees to what the
// program cannot: which codings the client takes, that a body that is compressed already
// is sent as it is, that HEAD has none, and where no limiter is bound, one of this
// isolate counts.
import worker from "./worker.mjs";

const most = 20; // links in a period, by one client
const period = 60_000; // in milliseconds
let began = 0;
let counts = new Map();

const ownLimiter = {
  async limit({ key }) {
    const now = Date.now();
    if (now - began > period) [began, counts] = [now, new Map()];
    counts.set(key, (counts.get(key) ?? 0) + 1);
    return { success: counts.get(key) <= most };
  },
};

// Cloudflare asks for br and gzip whatever the client says, and tells apart what that
// was; workerd by itself tells nothing. The answer to HEAD has a length and no body,
// which the program cannot say: it answers GET.
function asked(request) {
  const headers = new Headers(request.headers);
  const takes = request.cf?.clientAcceptEncoding;
  if (takes === "") headers.delete("Accept-Encoding");
  else if (typeof takes === "string") headers.set("Accept-Encoding", takes);
  return new Request(request, { headers, method: request.method === "HEAD" ? "GET" : request.method });
}

export default {
  async fetch(request, env, ctx) {
    const { ASSETS, LINKS, BASE = "/", LIMITER = ownLimiter } = env;
    const response = await worker.fetch(asked(request), { ASSETS, LINKS, BASE, LIMITER }, ctx);
    if (request.method === "HEAD") {
      await response.body?.cancel();
      return new Response(null, { status: response.status, headers: response.headers, encodeBody: "manual" });
    }
    if (!response.headers.has("Content-Encoding")) return response;
    return new Response(response.body, { status: response.status, headers: response.headers, encodeBody: "manual" });
  },
};
