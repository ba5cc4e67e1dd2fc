// What the runtime calls. It hands each request to the program and sees to what the
// program cannot: a body that is compressed already is sent as it is, HEAD has none,
// and where no limiter is bound, one of this isolate counts.
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

export default {
  async fetch(request, env, ctx) {
    const { ASSETS, LINKS, BASE = "/", LIMITER = ownLimiter } = env;
    const head = request.method === "HEAD"; // whose answer has a length and no body, which the program cannot say
    const response = await worker.fetch(head ? new Request(request, { method: "GET" }) : request, { ASSETS, LINKS, BASE, LIMITER }, ctx);
    if (head) {
      await response.body?.cancel();
      return new Response(null, { status: response.status, headers: response.headers, encodeBody: "manual" });
    }
    if (!response.headers.has("Content-Encoding")) return response;
    return new Response(response.body, { status: response.status, headers: response.headers, encodeBody: "manual" });
  },
};
