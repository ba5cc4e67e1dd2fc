// What CodeMirror is told to be.
import { Annotation, Compartment, EditorSelection, EditorState, Prec, StateEffect, StateField } from "@codemirror/state";
import { EditorView, highlightActiveLine, highlightActiveLineGutter, hoverTooltip, keymap, lineNumbers, showTooltip, tooltips } from "@codemirror/view";
import { defaultKeymap, history, historyKeymap, indentLess, indentMore } from "@codemirror/commands";
import { indentUnit, syntaxHighlighting } from "@codemirror/language";
import { acceptCompletion, autocompletion, closeCompletion, completionKeymap, completionStatus, moveCompletionSelection, selectedCompletionIndex, startCompletion } from "@codemirror/autocomplete";
import { lintGutter, lintKeymap } from "@codemirror/lint";
import { highlightSelectionMatches, search, searchKeymap } from "@codemirror/search";
import { yaml } from "@codemirror/lang-yaml";
import { colours, theme } from "./theme.js";
import { korean } from "./words.js";

// fromPage marks what the program put there, so that it is not told of it.
export const fromPage = Annotation.define();

// words holds what changes with the language and the file.
export const words = new Compartment();

export function wordsOf(host) {
  const off = host.hasAttribute("data-off");
  return [
    host.lang === "ko" ? EditorState.phrases.of(korean) : [],
    EditorState.readOnly.of(off),
    EditorView.editable.of(!off),
    EditorView.contentAttributes.of({ "aria-label": host.dataset.label, "aria-description": host.dataset.help ?? "", tabindex: "0" }),
  ];
}

export function newState(host, doc, anchor, head) {
  const text = EditorState.create({ doc }).doc; // whose lines may end otherwise
  const at = (n) => Math.min(n ?? 0, text.length);
  return EditorState.create({
    doc: text,
    selection: EditorSelection.single(at(anchor), at(head)),
    extensions: [
      words.of(wordsOf(host)),
      lineNumbers(), highlightActiveLine(), highlightActiveLineGutter(), lintGutter(), history(),
      yaml(), indentUnit.of("  "), EditorState.tabSize.of(2), syntaxHighlighting(colours), theme,
      tooltips({ position: "fixed" }),
      search({ top: true }), highlightSelectionMatches(),
      autocompletion({ selectOnOpen: false, interactionDelay: 0, override: [(context) => complete(host, context)], icons: false }),
      hoverTooltip((view, pos) => explained(host, view, pos)), shown,
      EditorView.domEventHandlers({ blur: (_, view) => { setTimeout(() => view.state.field(shown) && view.dispatch({ effects: show.of(null) })); } }),
      Prec.high(keymap.of([
        { key: "Mod-Enter", run: (view) => apply(host, view) },
        { key: "Ctrl-Enter", run: (view) => apply(host, view) },
        { key: "Mod-k", run: (view) => explainHere(host, view) },
        { key: "F1", run: (view) => explainHere(host, view) },
      ])),
      keymap.of([...completionKeymap, ...searchKeymap, ...lintKeymap, ...historyKeymap,
        { key: "Enter", run: newLine },
        { key: "Tab", run: indent, shift: indentLess },
        ...defaultKeymap]),
      Prec.lowest(keymap.of([{ key: "Escape", run: (view) => leave(host, view) }])),
      EditorState.transactionFilter.of((tr) => held(host, tr)),
      EditorView.updateListener.of((u) => changed(host, u)),
    ],
  });
}

// held refuses what would make the text larger than the page takes.
function held(host, tr) {
  const limit = Number(host.dataset.limit);
  if (!tr.docChanged || tr.annotation(fromPage) || tr.newDoc.length <= limit / 3) return tr;
  let size = tr.newDoc.length;
  if (size <= limit) size = new TextEncoder().encode(tr.newDoc.toString()).length; // of what may be Korean
  if (size <= limit) return tr;
  queueMicrotask(() => host.refuse(size));
  return [];
}

function changed(host, u) {
  if (u.docChanged && u.view.hasFocus) {
    u.view.setTabFocusMode(false);
    // Behind "type: " there is something to choose from.
    const { head } = u.state.selection.main;
    const typed = u.transactions.some((t) => t.isUserEvent("input.type"));
    if (typed && u.state.sliceDoc(head - 2, head) === ": ") setTimeout(() => startCompletion(u.view));
  }
  host.update(u);
}

// apply hands the text in.
function apply(host, view) {
  closeCompletion(view);
  return host.press("Enter", true);
}

// leave lets the next Tab move on. The program says so, or closes the editor.
function leave(host, view) {
  if (view.state.field(shown)) {
    view.dispatch({ effects: show.of(null) });
    return true;
  }
  view.setTabFocusMode(true);
  return host.press("Escape");
}

// newLine goes on where the line began, further in below "ports:" and below what
// stands behind a dash.
function newLine({ state, dispatch }) {
  dispatch(state.update(state.changeByRange((range) => {
    const line = state.doc.lineAt(range.from), before = line.text.slice(0, range.from - line.from);
    let [, pad, dash] = /^( *)((?:- +)*)/.exec(before);
    const bare = before.replace(/ #.*$/, "").trimEnd();
    pad += " ".repeat(bare.length > pad.length + dash.trimEnd().length ? dash.length : 0);
    if (bare.endsWith(":")) pad += "  ";
    return { changes: { from: range.from, to: range.to, insert: "\n" + pad }, range: EditorSelection.cursor(range.from + 1 + pad.length) };
  }), { scrollIntoView: true, userEvent: "input" }));
  return true;
}

// indent takes what is offered first. Else it puts spaces where the caret is, or
// moves the lines that are selected. Enter takes only what was gone to: a line
// must be able to end while something is offered.
function indent(view) {
  if (completionStatus(view.state) === "active") {
    if (selectedCompletionIndex(view.state) === null) moveCompletionSelection(true)(view);
    if (acceptCompletion(view)) return true;
  }
  if (view.state.selection.ranges.some((r) => !r.empty)) return indentMore(view);
  view.dispatch(view.state.changeByRange((range) => {
    const width = 2 - (range.from - view.state.doc.lineAt(range.from).from) % 2;
    return { changes: { from: range.from, insert: " ".repeat(width) }, range: EditorSelection.cursor(range.from + width) };
  }), { scrollIntoView: true, userEvent: "input" });
  return true;
}

async function complete(host, context) {
  const line = context.state.doc.lineAt(context.pos);
  const before = line.text.slice(0, context.pos - line.from);
  if (!context.explicit && !/[\w.\/-]$|: $|- $/.test(before)) return null;
  if (!context.explicit && /^\w/.test(line.text.slice(before.length))) return null; // before a word that is there
  const answer = await host.ask("complete", context.pos);
  if (!answer?.options?.length || context.view?.hasFocus === false) return null;
  return {
    from: answer.from,
    options: answer.options.map((o, i) => ({
      label: o.label, detail: o.detail, apply: o.insert, boost: -i / 10,
      info: o.text ? () => paragraphs([o.text]) : undefined,
    })),
    validFor: /^[\w.\/-]*$/,
  };
}

// show opens what is known of a field at the caret, or closes it.
const show = StateEffect.define();

const shown = StateField.define({
  create: () => null,
  update(tooltip, tr) {
    for (const e of tr.effects) if (e.is(show)) return e.value;
    return tr.docChanged || tr.selection ? null : tooltip;
  },
  provide: (field) => showTooltip.from(field),
});

async function explained(host, view, pos) {
  const answer = await host.ask("explain", pos);
  if (!answer?.texts?.length) return null;
  return { pos: answer.from, end: answer.to, above: true, create: () => ({ dom: paragraphs(answer.texts) }) };
}

function explainHere(host, view) {
  explained(host, view, view.state.selection.main.head).then((tooltip) => view.dispatch({ effects: show.of(tooltip) }));
  return true;
}

function paragraphs(texts) {
  const box = document.createElement("div");
  box.className = "svclab-field";
  for (const text of texts) {
    const p = box.appendChild(document.createElement("div"));
    p.textContent = text;
  }
  return box;
}
