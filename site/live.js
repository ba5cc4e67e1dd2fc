// The page of a site whose lessons are being written hears of each change, and
// hands the program the lesson as it is now. Only svclab serve --lessons sends
// this script.
(() => {
  const root = new URL(".", document.currentScript.src);
  const own = document.getElementById("lesson")?.textContent;
  let shown = own ? JSON.stringify({ lesson: JSON.parse(own) }) : "";
  let asked = 0;

  async function look() {
    const mine = ++asked;
    const page = location.pathname.slice(root.pathname.length - 1);
    const answer = await fetch(new URL(`live/edition?page=${encodeURIComponent(page)}`, root));
    const text = await answer.text();
    if (!answer.ok || mine !== asked) return;
    const now = JSON.stringify(JSON.parse(text));
    if (now === shown) return;
    const first = shown === "";
    shown = now;
    if (!own) {
      if (!first) location.reload();
      return;
    }
    document.svclabEdition = text;
    document.dispatchEvent(new Event("svclabEdition"));
  }

  const events = new EventSource(new URL("live/events", root));
  events.onmessage = () => look().catch((err) => console.info(`svclab: ${err}`));
  addEventListener("pagehide", () => events.close());
})();
