// Keeps the site for when there is no network, with the service worker sw.js, and
// tells the program what becomes of it: the document's property svclabOffline holds
// the latest word, and an event of that name says that there is one.
//
//   ready    the whole site is kept
//   update   a new edition is kept, and waits to be taken
//   changed  another tab has taken it: this page is of the one before
//   full     the browser has no room for the site
//   saver    the learner saves data, so nothing is fetched unasked
//
// The program answers with the event svclabTake.
(() => {
  const script = document.currentScript;
  const workers = navigator.serviceWorker;
  if (!workers || window.top !== window) return;
  const had = Boolean(workers.controller); // an edition that this page came from
  const once = "svclab:offline"; // that it was told
  let waiting = null;
  let taking = false;

  const tell = (state) => {
    document.svclabOffline = state;
    document.dispatchEvent(new Event("svclabOffline"));
  };
  const first = (state) => {
    try {
      if (localStorage.getItem(once) === state) return;
      localStorage.setItem(once, state);
    } catch {
      // told each time, where nothing can be stored
    }
    tell(state);
  };

  workers.addEventListener("message", ({ data }) => {
    if (data?.svclab === "ready" && !had) first("ready");
    if (data?.svclab === "full") first("full");
  });
  workers.addEventListener("controllerchange", () => {
    if (taking) location.reload();
    else if (had) tell("changed");
  });
  document.addEventListener("svclabTake", () => {
    if (document.svclabOffline === "saver") return register();
    taking = true;
    if (waiting?.state === "installed") waiting.postMessage("take");
    else location.reload(); // another tab was quicker
  });

  const offer = (worker) => {
    waiting = worker;
    tell("update");
  };
  function watch(registration) {
    if (registration.waiting && had) offer(registration.waiting);
    registration.addEventListener("updatefound", () => {
      const worker = registration.installing;
      worker.addEventListener("statechange", () => {
        if (worker.state === "installed" && had) offer(worker);
      });
    });
    const look = () => registration.update().catch(() => {}); // without a network there is nothing new
    setInterval(look, 3_600_000);
    document.addEventListener("visibilitychange", () => document.hidden || look());
  }
  function register() {
    return workers.register(script.dataset.sw, { updateViaCache: "none" }).then(watch, (err) => console.info(`svclab: nothing is kept: ${err}`));
  }

  if (navigator.connection?.saveData && !had) tell("saver");
  else register();
})();
