// The page in which a lesson is written: its Markdown at left, the lesson itself
// at right, in a frame that takes each edition in place. What is typed is kept in
// the browser. All words stand in the page already, as JSON.
(() => {
  const script = document.currentScript;
  const { words, templates } = JSON.parse(document.getElementById("author-words").textContent);
  const byID = (id) => document.getElementById(id);
  const field = byID("source"), frame = byID("live"), problems = byID("author-problems"), status = byID("author-status");
  const key = "svclab:author", languages = ["ko", "en"];
  const pause = 350; // in typing, before the lesson is read
  const own = document.documentElement.lang;
  let files = { ko: "", en: "" }, tab = own;
  let kept = ""; // what stands in the storage, as this tab knows
  let elsewhere = false; // another tab writes: nothing is kept until it is said which is to stay
  let found = []; // problems
  let shown = {}; // the last good edition in each language

  // A desk is the program in a worker, which answers one thing after the other.
  class Desk {
    #worker = new Worker(script.dataset.worker);
    #asked = new Map();
    #last = 0;

    constructor() {
      this.#worker.onmessage = ({ data }) => {
        if (data.failed) return this.stop(data.failed);
        this.#asked.get(data.id)?.give(JSON.parse(data.told));
        this.#asked.delete(data.id);
      };
      this.#worker.onerror = (e) => this.stop(e.message || words.noProgram);
    }

    ask(ask) {
      const id = ++this.#last;
      return new Promise((give, fail) => {
        this.#asked.set(id, { give, fail });
        this.#worker.postMessage({ id, ask: JSON.stringify(ask) });
      });
    }

    stop(reason) {
      this.#worker.terminate();
      this.dead = true;
      for (const { fail } of this.#asked.values()) fail(new Error(reason));
      this.#asked.clear();
    }
  }

  const say = (text, bad = false) => {
    status.textContent = text;
    status.classList.toggle("bad", bad);
  };
  const fill = (text, ...args) => args.reduce((s, arg) => s.replace("%s", () => arg), text);

  // tell shows a notice with buttons; without a text there is none.
  function tell(text, ...buttons) {
    const bar = byID("author-notice");
    bar.hidden = !text;
    bar.replaceChildren();
    if (!text) return;
    const said = document.createElement("span");
    said.textContent = text;
    bar.append(said);
    for (const [id, label, act] of [...buttons, ["author-close", words.close, () => {}]]) {
      const button = document.createElement("button");
      button.id = id;
      button.textContent = label;
      button.addEventListener("click", () => { tell(""); act(); });
      bar.append(button);
    }
  }

  // Storage: a browser may forbid it, and may have no room.
  function keep(name, text) {
    try {
      localStorage.setItem(name, text);
      return true;
    } catch (err) {
      say(fill(words.unsaved, String(err)), true);
      return false;
    }
  }
  function read(name) {
    try {
      return localStorage.getItem(name) ?? "";
    } catch {
      return "";
    }
  }

  const packed = () => JSON.stringify({ version: 1, tab, files });
  const empty = () => languages.every((lang) => files[lang].trim() === "");

  function save() {
    if (elsewhere) return;
    const now = packed();
    if (now !== kept && keep(key, now)) kept = now;
  }

  // unpack returns what was kept, null for damage.
  function unpack(text) {
    try {
      const was = JSON.parse(text);
      if (was.version === 1 && languages.every((lang) => typeof was.files[lang] === "string")) return was;
    } catch {
      // damaged, as what follows says
    }
    return null;
  }

  function take(was) {
    files = { ko: was.files.ko, en: was.files.en };
    show(languages.includes(was.tab) ? was.tab : own);
  }

  function start() {
    kept = read(key);
    const was = kept && unpack(kept);
    if (was) return take(was);
    if (kept) {
      const damaged = kept;
      keep(`${key}:damaged`, damaged);
      tell(words.damaged, ["author-damaged", words.download, () => download("svclab-author.txt", damaged)]);
    }
    files = { ...templates };
    show(own);
  }

  addEventListener("storage", (e) => {
    if (e.key !== key || e.newValue === kept || elsewhere) return;
    elsewhere = true;
    tell(words.elsewhere,
      ["author-keep", words.keepHere, () => { keep(`${key}:other`, e.newValue ?? ""); elsewhere = false; kept = ""; save(); }],
      ["author-theirs", words.takeTheirs, () => location.reload()]);
    byID("author-close").remove(); // it has to be said
  });

  // show opens the file of a language.
  function show(lang) {
    tab = lang;
    for (const other of languages) byID(`file-${other}`).setAttribute("aria-pressed", String(other === lang));
    put(files[lang]);
    byID("export").textContent = fill(words.export, nameOf(lang));
    save();
    list();
    if (shown[lang]) send(shown[lang]);
    look();
  }

  function put(text) {
    const editor = byID("markdown");
    field.value = text;
    editor.dataset.file = tab;
    editor.dataset.text = String(Number(editor.dataset.text || 0) + 1);
  }

  const idOf = (text) => /^id: *([a-z0-9-]+) *$/m.exec(text)?.[1] ?? "lesson";
  const nameOf = (lang) => `${idOf(files[lang])}.${lang}.md`;

  let desk = null, timer = 0, looking = false, again = false;

  function open() {
    if (!desk || desk.dead) desk = new Desk();
    return desk;
  }

  function soon() {
    clearTimeout(timer);
    timer = setTimeout(look, pause);
  }

  // look reads the files as they are now; while it does, later ones wait as one.
  async function look() {
    clearTimeout(timer);
    if (looking) {
      again = true;
      return;
    }
    looking = true;
    try {
      const told = await open().ask({ do: "read", files });
      if (told.failed) throw new Error(told.failed);
      shown = told.lessons ?? {};
      mark(told.problems ?? []);
      if (shown[tab]) send(shown[tab]);
    } catch (err) {
      say(fill(words.failed, err.message), true);
    }
    looking = false;
    if (again) {
      again = false;
      look();
    }
  }

  // send gives the lesson to the frame, whose program takes it when it is there.
  function send(lesson) {
    const page = frame.contentDocument;
    if (!page) return;
    page.svclabEdition = JSON.stringify({ lesson });
    page.dispatchEvent(new Event("svclabEdition"));
  }
  frame.addEventListener("load", () => shown[tab] && send(shown[tab]));

  function mark(all) {
    found = all;
    say(found.length ? fill(words.problems, String(found.length)) : words.fine, found.length > 0);
    list();
  }

  const languageOf = (p) => /\.(ko|en)\.md$/.exec(p.File)?.[1] ?? tab;

  // list shows each problem with its place; a press goes there.
  function list() {
    const here = (p) => languageOf(p) === tab; // what stands in the file that is open comes first
    problems.replaceChildren(...[...found.filter(here), ...found.filter((p) => !here(p))].map((p) => {
      const item = document.createElement("li"), button = document.createElement("button"), place = document.createElement("code");
      place.textContent = `${p.File}:${p.Line}`;
      button.append(place, ` ${p.Text}`);
      if (p.Suggestion) {
        const hint = document.createElement("span");
        hint.className = "quiet";
        hint.textContent = ` ${p.Suggestion}`;
        button.append(hint);
      }
      button.addEventListener("click", () => go(p));
      item.append(button);
      return item;
    }));
    const lines = found.filter(here).map((p) => [p.Line, p.Suggestion ? `${p.Text} (${p.Suggestion})` : p.Text]);
    byID("markdown").dataset.problems = JSON.stringify(lines);
  }

  function go(p) {
    if (languageOf(p) !== tab) show(languageOf(p));
    const lines = field.value.split("\n").slice(0, p.Line);
    const end = lines.join("\n").length;
    view("write");
    field.focus();
    field.setSelectionRange(end - (lines.at(-1)?.length ?? 0), end);
  }

  field.addEventListener("input", () => {
    files[tab] = field.value;
    byID("export").textContent = fill(words.export, nameOf(tab));
    save();
    soon();
  });
  for (const lang of languages) byID(`file-${lang}`).addEventListener("click", () => show(lang));

  function download(name, text) {
    const link = document.createElement("a");
    link.href = URL.createObjectURL(new Blob([text], { type: "text/markdown" }));
    link.download = name;
    link.click();
    URL.revokeObjectURL(link.href);
  }
  byID("export").addEventListener("click", () => download(nameOf(tab), files[tab]));

  // Proving takes a while, so it has a worker of its own, which can be stopped.
  let proving = null;
  byID("prove").addEventListener("click", async () => {
    if (proving) {
      proving.stop(words.stopped);
      return;
    }
    proving = new Desk();
    byID("prove").textContent = words.stop;
    say(words.proving);
    try {
      const told = await proving.ask({ do: "prove", files });
      if (told.failed) throw new Error(told.failed);
      mark(told.problems ?? []);
      if (told.proved) say(words.proved);
    } catch (err) {
      say(fill(words.failed, err.message), true);
    }
    proving.stop("");
    proving = null;
    byID("prove").textContent = words.prove;
  });

  // begin replaces what is written. What was there can be had back.
  function begin(next, lang = tab) {
    const before = packed();
    const had = !empty();
    files = { ko: "", en: "", ...next };
    show(lang);
    byID("start").open = false;
    if (had && keep(`${key}:before`, before)) {
      tell(words.replaced, ["author-back", words.bringBack, () => { const was = unpack(before); if (was) take(was); }]);
    }
    field.focus();
  }

  async function text(url) {
    const answer = await fetch(url);
    if (!answer.ok) throw new Error(`${url}: ${answer.status}`);
    return answer.text();
  }
  const trying = (f) => () => f().catch((err) => say(fill(words.failed, err.message), true));

  byID("start-template").addEventListener("click", () => begin(templates));
  byID("start-lesson").addEventListener("click", trying(async () => {
    const id = byID("lesson-id").value, next = {};
    for (const lang of languages) next[lang] = await text(`../../${lang}/${id}/lesson.md`).catch(() => "");
    if (!next[tab]) throw new Error(id);
    begin(next);
  }));

  // fromSandbox makes a lesson of the history that the sandbox has saved.
  async function fromSandbox() {
    const session = read("svclab:lesson:sandbox");
    if (!session) {
      say(words.noSandbox, true);
      return;
    }
    say(words.drafting);
    let scene = null;
    try {
      const head = JSON.parse(session.split("\n", 1)[0]);
      const page = new DOMParser().parseFromString(await text("../sandbox/"), "text/html");
      const scenes = JSON.parse(page.getElementById("lesson").textContent).scenes ?? [];
      scene = scenes.find((s) => s.id === head.sandbox?.scene) ?? null;
    } catch {
      // the draft does without what the scene began with
    }
    const told = await open().ask({ do: "draft", lang: tab, session, scene });
    if (told.failed) throw new Error(told.failed);
    begin({ [tab]: told.draft });
  }
  byID("start-sandbox").addEventListener("click", trying(fromSandbox));

  // A file that is dropped, or picked, is taken in the language that its name says.
  async function takeFile(file) {
    if (!file) return;
    if (!/\.(md|markdown)$/i.test(file.name)) {
      say(fill(words.notMarkdown, file.name), true);
      return;
    }
    const lang = /\.(ko|en)\.md$/i.exec(file.name)?.[1].toLowerCase() ?? tab;
    begin({ [lang]: await file.text() }, lang);
  }
  byID("start-file").addEventListener("click", () => {
    const pick = document.createElement("input");
    pick.type = "file";
    pick.accept = ".md,text/markdown";
    pick.addEventListener("change", trying(() => takeFile(pick.files[0])));
    pick.click();
  });
  addEventListener("dragover", (e) => e.dataTransfer?.types.includes("Files") && e.preventDefault());
  addEventListener("drop", (e) => {
    if (!e.dataTransfer?.files.length) return;
    e.preventDefault();
    trying(() => takeFile(e.dataTransfer.files[0]))();
  });

  // A narrow page shows one half at a time.
  function view(half) {
    byID("author").dataset.half = half;
    for (const other of ["write", "lesson"]) byID(`half-${other}`).setAttribute("aria-pressed", String(other === half));
  }
  for (const half of ["write", "lesson"]) byID(`half-${half}`).addEventListener("click", () => view(half));

  const theme = read("svclab:theme");
  if (theme === "light" || theme === "dark") byID("author").dataset.theme = theme;
  view("write");
  start();
  if (location.hash === "#sandbox") {
    history.replaceState(null, "", location.pathname);
    trying(fromSandbox)();
  }

  // The editor takes the field's place when it comes; until then the field is one.
  if (script.dataset.editor) {
    const editor = document.createElement("script");
    editor.src = script.dataset.editor;
    document.head.append(editor);
  }
})();
