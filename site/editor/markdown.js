// The editor of a lesson's Markdown: a custom element around the text field that
// the page has anyway. What is typed goes into the field and is announced as its
// own input; what the page puts there is taken up when data-text changes.
import { EditorState } from "@codemirror/state";
import { EditorView, highlightActiveLine, highlightActiveLineGutter, keymap, lineNumbers, tooltips } from "@codemirror/view";
import { defaultKeymap, history, historyKeymap } from "@codemirror/commands";
import { StreamLanguage, syntaxHighlighting } from "@codemirror/language";
import { lintGutter, lintKeymap, setDiagnostics } from "@codemirror/lint";
import { highlightSelectionMatches, search, searchKeymap } from "@codemirror/search";
import { colours, theme } from "./theme.js";
import { korean } from "./words.js";

// lesson knows what the lesson format makes of a line.
const lesson = StreamLanguage.define({
  startState: () => ({ fence: "", front: false, first: true }),
  token(stream, state) {
    const start = stream.sol(), first = state.first;
    state.first = false;
    if (start && stream.match(/^---$/) && (first || state.front)) {
      state.front = !state.front;
      return "meta";
    }
    if (state.front) {
      if (start && stream.match(/^\w+(?=:)/)) return "propertyName";
      if (stream.match(/^#.*/)) return "comment";
      stream.next();
      return null;
    }
    if (start) {
      const mark = stream.match(/^`{3,}/);
      if (mark) {
        const ends = state.fence && mark[0].length >= state.fence.length;
        state.fence = ends ? "" : state.fence || mark[0];
        stream.skipToEnd();
        return "keyword";
      }
      if (!state.fence) {
        if (stream.match(/^#{1,6} .*/)) return "typeName";
        if (stream.match(/^<!--.*/)) return "comment";
        if (stream.match(/^<\/?(details|summary).*/)) return "meta";
        if (stream.match(/^\s*- \[ \]/)) return "atom";
        if (stream.match(/^\s*[->] /)) return "meta";
      }
    }
    if (state.fence) {
      stream.skipToEnd();
      return "string";
    }
    if (stream.match(/^`[^`]*`/)) return "string";
    stream.next();
    return null;
  },
});

class Markdown extends HTMLElement {
  static observedAttributes = ["data-text", "data-problems"];

  #view = null;
  #field = null;

  connectedCallback() {
    if (this.#view) return;
    this.#field = this.querySelector("textarea");
    const focused = document.activeElement === this.#field;
    const root = this.attachShadow({ mode: "open" }); // only there a strict policy lets style sheets be adopted
    this.#view = new EditorView({ state: this.#state(this.#field.value), parent: root, root });
    this.#mark();
    this.#field.focus = () => this.#view.focus();
    this.#field.setSelectionRange = (anchor, head) => {
      const end = this.#view.state.doc.length;
      this.#view.dispatch({ selection: { anchor: Math.min(anchor, end), head: Math.min(head, end) }, effects: EditorView.scrollIntoView(Math.min(anchor, end), { y: "center" }) });
    };
    if (focused) this.#view.focus();
  }

  #state(doc) {
    return EditorState.create({
      doc,
      extensions: [
        this.lang === "ko" ? EditorState.phrases.of(korean) : [],
        EditorView.contentAttributes.of({ "aria-label": this.dataset.label, tabindex: "0" }),
        lineNumbers(), highlightActiveLine(), highlightActiveLineGutter(), lintGutter(), history(),
        EditorView.lineWrapping, lesson, syntaxHighlighting(colours), theme, tooltips({ position: "fixed" }),
        search({ top: true }), highlightSelectionMatches(),
        keymap.of([...searchKeymap, ...lintKeymap, ...historyKeymap, ...defaultKeymap]), // Tab moves on, as in any field
        EditorView.updateListener.of((u) => this.#typed(u)),
      ],
    });
  }

  attributeChangedCallback(name) {
    if (!this.#view) return;
    if (name === "data-problems") this.#mark();
    else if (this.#field.value !== this.#view.state.doc.toString()) {
      this.#view.setState(this.#state(this.#field.value));
      this.#mark();
    }
  }

  #typed(u) {
    if (!u.docChanged) return;
    this.#field.value = u.state.doc.toString();
    this.#field.dispatchEvent(new Event("input", { bubbles: true }));
  }

  // #mark underlines the lines that have problems.
  #mark() {
    const { doc } = this.#view.state;
    const found = JSON.parse(this.dataset.problems || "[]").map(([n, message]) => {
      const { from, to } = doc.line(Math.max(1, Math.min(n, doc.lines)));
      return { from, to, severity: "error", message };
    });
    this.#view.dispatch(setDiagnostics(this.#view.state, found));
  }
}

customElements.define("svclab-markdown", Markdown);
