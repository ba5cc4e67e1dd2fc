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
// The program answers with the event svclabTake. A page without the program has
// nobody to tell, and gets a new edition when it is opened after that was taken.
(() => {
  const script = document.currentScript;
  const workers = navigator.serviceWorker;
  if (!workers || window.top !== window) return;
  const first = !workers.controller; // this page did not come from what is kept
  let kept = !first;
  let asked = false; // that the site be kept
  let known = null; // the registration
  let waiting = null; // the worker of a new edition
  let taking = false;

  const tell = (state) => {
    document.svclabOffline = state;
    document.dispatchEvent(new Event("svclabOffline"));
  };
  const tellOnce = (state, storage) => {
    try {
      const told = window[storage];
      if (told.getItem("svclab:offline") === state) return;
      told.setItem("svclab:offline", state);
    } catch {
      // told each time, where nothing can be stored
    }
    tell(state);
  };

  workers.addEventListener("message", ({ data }) => {
    if (data?.svclab === "full" || data?.svclab === "ready" && first) tellOnce(data.svclab, "localStorage");
  });
  workers.addEventListener("controllerchange", () => {
    if (taking) location.reload();
    else if (kept) beforeIt();
    kept = true;
  });
  document.addEventListener("svclabTake", () => {
    if (document.svclabOffline === "saver") return register();
    taking = true;
    if (waiting?.state === "installed") waiting.postMessage("take");
    else location.reload(); // another tab was quicker
  });

  // beforeIt says that this page is of the edition before the one that was taken. As
  // long as it is open the worker keeps that: see tidy there.
  function beforeIt() {
    navigator.locks?.request("svclab-before", { mode: "shared" }, () => new Promise(() => {}));
    tell("changed");
  }
  function follow(worker) {
    worker?.addEventListener("statechange", () => {
      if (worker.state === "installed" && workers.controller) offer(worker);
    });
  }
  function offer(worker) {
    waiting = worker;
    tell("update");
  }
  function register() {
    asked = true;
    return workers.register(script.dataset.sw, { updateViaCache: "none" }).then((registration) => {
      if (registration === known) return registration;
      known = registration;
      if (known.waiting && workers.controller) offer(known.waiting);
      follow(known.installing);
      known.addEventListener("updatefound", () => follow(registration.installing));
      return known;
    });
  }
  // look asks whether there is a new edition, and fills what could not be filled before.
  const look = () => {
    if (document.hidden || !navigator.onLine || !asked) return;
    register().then((registration) => registration.update()).catch(() => {}); // without a network there is nothing new
  };
  addEventListener("online", look);
  document.addEventListener("visibilitychange", look);
  setInterval(look, 3_600_000);

  if (first && navigator.connection?.saveData) tellOnce("saver", "sessionStorage");
  else register().catch((err) => console.info(`svclab: nothing is kept: ${err}`));
  workers.controller?.postMessage("tidy"); // what is kept of earlier editions
})();
