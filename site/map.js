// The map of the course shows how far the learner is, by what the lessons have
// stored: svclab:done:ID is "reached/all" of a lesson's goals, svclab:last the
// lesson that was worked at last. Without JavaScript, or where storage is
// forbidden, the map is a list of lessons.
(() => {
  const words = document.currentScript.dataset;
  const byID = (id) => document.getElementById(id);
  const stored = (key) => {
    try {
      return localStorage.getItem(key);
    } catch {
      return null;
    }
  };
  const say = (text, ...values) => values.reduce((said, value) => said.replace(/%[ds]/, () => value), text);

  function show() {
    const lessons = [...document.querySelectorAll("[data-lesson]")];
    const begun = [];
    const done = [];
    for (const li of lessons) {
      const id = li.dataset.lesson;
      const kept = stored(`svclab:done:${id}`);
      const [reached, all] = /^\d+\/[1-9]\d*$/.test(kept ?? "") ? kept.split("/").map(Number) : [0, 0];
      const opened = all > 0 || stored(`svclab:lesson:${id}`) !== null;
      const state = all > 0 && reached >= all ? "done" : opened ? "some" : "none";
      if (state !== "none") begun.push(li);
      if (state === "done") done.push(li);
      li.dataset.state = state;
      li.querySelector(".map-state").textContent = state === "some" && all === 0 ? say(words.some, 0, "?") : say(words[state], reached, all);
    }
    if (begun.length === 0) return;
    const bar = byID("standing-bar");
    bar.hidden = false;
    bar.value = done.length;
    byID("standing-text").textContent = say(words.sum, lessons.length, done.length);
    const at = lessons.find((li) => li.dataset.lesson === stored("svclab:last")) ?? begun.at(-1);
    const after = [...lessons.slice(lessons.indexOf(at)), ...lessons];
    const next = after.find((li) => li.dataset.state !== "done");
    const link = (next ?? at).querySelector("h3 a");
    const on = byID("continue");
    on.href = link.getAttribute("href");
    on.textContent = say(next ? words.continue : words.again, link.textContent);
  }

  show();
  addEventListener("pageshow", (e) => e.persisted && show());
  addEventListener("storage", show);
})();
