// The editor of manifests: a custom element around the text field that the page
// has anyway. The field is how it speaks with the program: what is typed goes
// into it and is announced as the field's own input; what the program puts there
// is taken up when data-text changes. Until this script has come, and when it
// never does, the field itself is the editor.
//
// It stands in a shadow root, since only there CodeMirror's style sheets are
// adopted rather than written as elements, which the page's policy forbids.
import { EditorView } from "@codemirror/view";
import { setDiagnostics } from "@codemirror/lint";
import { fromPage, newState, wordsOf, words } from "./state.js";

class Code extends HTMLElement {
  static observedAttributes = ["data-text", "data-answer", "data-problems", "data-off", "data-label", "lang"];

  #view = null;
  #field = null;
  #kept = new Map(); // states of the files that are not shown, with their undo
  #file = "";
  #changed = false; // the field has yet to hear of it
  #moved = false;
  #asked = 0;
  #waiting = new Map();
  #placing = false; // the program has just given the focus

  connectedCallback() {
    if (this.#view) return;
    this.#field = this.querySelector("textarea");
    const { value, selectionStart, selectionEnd, scrollTop } = this.#field;
    const focused = document.activeElement === this.#field;
    const root = this.attachShadow({ mode: "open" }); // which hides the field
    this.#file = this.dataset.file;
    this.#view = new EditorView({ state: newState(this, value, selectionStart, selectionEnd), parent: root, root });
    this.#take();
    this.#mark();
    this.#say("svclab-ready", "");
    this.#view.scrollDOM.scrollTop = scrollTop;
    if (focused) this.#view.focus();
    // What is said below the editor takes room from it: the caret stays in sight.
    new ResizeObserver(() => {
      if (this.#view.hasFocus) this.#view.dispatch({ effects: EditorView.scrollIntoView(this.#view.state.selection.main.head) });
    }).observe(this);
    this.#field.focus = () => {
      this.#view.focus();
      this.#placing = true;
      queueMicrotask(() => { this.#placing = false; });
    };
    this.#field.setSelectionRange = (anchor, head) => {
      const end = this.#view.state.doc.length;
      if (this.#placing) this.#view.dispatch({ selection: { anchor: Math.min(anchor, end), head: Math.min(head, end) }, scrollIntoView: true });
    };
  }

  attributeChangedCallback(name, _, value) {
    if (!this.#view) return;
    if (name === "data-text") this.#take();
    else if (name === "data-problems") this.#mark();
    else if (name === "data-answer") this.#answered(value);
    else this.#view.dispatch({ effects: words.reconfigure(wordsOf(this)) });
  }

  // #take shows what the field holds now. Undo leads back over it, but not into
  // another file.
  #take() {
    const view = this.#view, text = this.#field.value, file = this.dataset.file;
    if (file !== this.#file) {
      this.#kept.set(this.#file, view.state);
      const was = this.dataset.was; // its name before
      const state = this.#kept.get(file) ?? (was && this.#kept.get(was)) ?? newState(this, text, 0, 0);
      if (was) this.#kept.delete(was);
      view.setState(state);
      view.dispatch({ effects: words.reconfigure(wordsOf(this)) });
      this.#file = file;
    }
    const now = view.state.doc.toString();
    if (now === text) return;
    this.#changed = false;
    let from = 0, end = Math.min(now.length, text.length);
    while (from < end && now[from] === text[from]) from++;
    let same = 0;
    while (same < end - from && now[now.length - 1 - same] === text[text.length - 1 - same]) same++;
    view.dispatch({ changes: { from, to: now.length - same, insert: text.slice(from, text.length - same) }, annotations: fromPage.of(true) });
  }

  // #mark underlines what the program found.
  #mark() {
    const end = this.#view.state.doc.length;
    const at = (n) => Math.max(0, Math.min(n, end));
    const found = JSON.parse(this.dataset.problems || "[]").map(([from, to, severity, message]) => ({ from: at(from), to: at(to), severity, message }));
    this.#view.dispatch(setDiagnostics(this.#view.state, found));
  }

  // update is called by CodeMirror after each change. What it brings is told
  // once a frame.
  update(u) {
    const typed = u.docChanged && u.transactions.some((t) => t.docChanged && !t.annotation(fromPage));
    if (!typed && !u.selectionSet) return;
    if (!this.#changed && !this.#moved) requestAnimationFrame(() => this.flush());
    this.#changed ||= typed;
    this.#moved = true;
  }

  // flush tells the program now.
  flush() {
    if (this.#changed) {
      this.#changed = false;
      this.#field.value = this.#view.state.doc.toString();
      this.#field.dispatchEvent(new Event("input", { bubbles: true }));
    }
    if (this.#moved) {
      this.#moved = false;
      this.#say("svclab-caret", String(this.#view.state.selection.main.head));
    }
  }

  // press does what a key does in the field.
  press(key, ctrlKey = false) {
    this.flush();
    this.#field.dispatchEvent(new KeyboardEvent("keydown", { key, ctrlKey, bubbles: true, cancelable: true }));
    return true;
  }

  // Keys that come from inside are typed, and no keys of the page.
  get isContentEditable() { return true; }

  refuse(size) { this.#say("svclab-refused", String(size)); }

  // ask puts a question to the program, which answers when it can: a part of it
  // may still be on its way.
  ask(kind, at) {
    this.flush();
    const id = ++this.#asked;
    for (const [old, give] of this.#waiting) {
      if (old < id - 4) { // nobody waits for it any more
        this.#waiting.delete(old);
        give(null);
      }
    }
    return new Promise((give) => {
      this.#waiting.set(id, give);
      this.#say("svclab-ask", `${id} ${kind} ${at}`);
    });
  }

  #answered(text) {
    if (!text) return;
    const answer = JSON.parse(text);
    this.#waiting.get(answer.id)?.(answer);
    this.#waiting.delete(answer.id);
  }

  #say(name, value) {
    this.value = value;
    this.dispatchEvent(new CustomEvent(name, { bubbles: true }));
  }
}

customElements.define("svclab-code", Code);
