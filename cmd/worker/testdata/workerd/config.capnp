# The Worker as Cloudflare runs it, on this machine. The tests put the folders and the
# address in place with workerd's flags --directory-path and --socket-addr.
using Workerd = import "/workerd/workerd.capnp";

const config :Workerd.Config = (
  services = [
    (name = "main", worker = .site),
    (name = "assets", disk = (writable = false)),
    (name = "links", disk = (writable = true)),
  ],
  sockets = [(name = "http", address = "127.0.0.1:0", http = (cfBlobHeader = "Edge"), service = "main")],
);

const site :Workerd.Worker = (
  modules = [
    (name = "entry.mjs", esModule = embed "../../../../build/worker/entry.mjs"),
    (name = "worker.mjs", esModule = embed "../../../../build/worker/worker.mjs"),
    (name = "runtime.mjs", esModule = embed "../../../../build/worker/runtime.mjs"),
    (name = "wasm_exec.js", esModule = embed "../../../../build/worker/wasm_exec.js"),
    (name = "app.wasm", wasm = embed "../../../../build/worker/app.wasm"),
  ],
  compatibilityDate = "2026-05-01",
  bindings = [
    (name = "ASSETS", service = "assets"),
    (name = "LINKS", kvNamespace = "links"),
    (name = "BASE", text = "/"),
  ],
);
