// How the editor looks: the page's colours, whichever are in force.
import { EditorView } from "@codemirror/view";
import { HighlightStyle } from "@codemirror/language";
import { tags } from "@lezer/highlight";

export const colours = HighlightStyle.define([
  { tag: [tags.propertyName, tags.definition(tags.propertyName)], color: "var(--c0)" },
  { tag: [tags.string, tags.special(tags.string)], color: "var(--c1)" },
  { tag: [tags.number, tags.bool, tags.null, tags.atom, tags.keyword], color: "var(--c4)" },
  { tag: [tags.comment, tags.lineComment], color: "var(--quiet)", fontStyle: "italic" },
  { tag: [tags.punctuation, tags.separator, tags.meta, tags.squareBracket, tags.brace], color: "var(--quiet)" },
  { tag: [tags.labelName, tags.typeName], color: "var(--c2)" },
]);

const line = "1px solid var(--line)";

export const theme = EditorView.theme({
  "&": { height: "100%", color: "var(--ink)", backgroundColor: "var(--panel)", fontSize: "var(--code-size, 13px)" },
  "&.cm-focused": { outline: "none" },
  "&.cm-focused::after": { content: "''", position: "absolute", inset: "0", border: "2px solid var(--service)", pointerEvents: "none", zIndex: "300" }, // above the gutter
  ".cm-scroller": { fontFamily: "var(--mono)", lineHeight: "1.55" },
  ".cm-content": { padding: "8px 0", caretColor: "var(--ink)", wordBreak: "normal", overflowWrap: "normal" },
  ".cm-gutters": { backgroundColor: "var(--panel)", color: "var(--quiet)", border: "0" },
  ".cm-lineNumbers .cm-gutterElement": { padding: "0 4px 0 8px", minWidth: "22px" },
  ".cm-activeLine, .cm-activeLineGutter": { backgroundColor: "var(--service-tint)" },
  ".cm-selectionMatch": { backgroundColor: "var(--service-tint)" },
  ".cm-searchMatch": { backgroundColor: "transparent", outline: "1px solid var(--traffic)" },
  ".cm-searchMatch-selected": { backgroundColor: "var(--service-tint)" },
  ".cm-lintRange-error": { backgroundImage: "none", textDecoration: "underline wavy var(--fail)", textUnderlineOffset: "3px" },
  ".cm-lintRange-warning": { backgroundImage: "none", textDecoration: "underline wavy var(--warn)", textUnderlineOffset: "3px" },
  ".cm-lintRange-info": { backgroundImage: "none", textDecoration: "underline dotted var(--service)", textUnderlineOffset: "3px" },
  ".cm-gutter-lint": { width: "1.1em" },
  ".cm-gutter-lint .cm-gutterElement": { padding: "0 2px" },
  ".cm-lint-marker": { content: "none", width: "1em", height: "1em", fontWeight: "700", textAlign: "center" },
  ".cm-lint-marker-error": { content: "none", color: "var(--fail)" },
  ".cm-lint-marker-error::before": { content: "'×'" },
  ".cm-lint-marker-warning": { content: "none", color: "var(--warn)" },
  ".cm-lint-marker-warning::before": { content: "'!'" },
  ".cm-lint-marker-info": { content: "none", color: "var(--service)" },
  ".cm-lint-marker-info::before": { content: "'i'" },
  ".cm-tooltip": { border: line, borderRadius: "6px", backgroundColor: "var(--panel)", color: "var(--ink)", fontFamily: "var(--sans)", fontSize: "13px", maxWidth: "min(460px, 92vw)", zIndex: "5" },
  ".cm-tooltip.cm-tooltip-autocomplete > ul": { fontFamily: "var(--mono)", maxHeight: "13em" },
  ".cm-tooltip.cm-tooltip-autocomplete > ul > li": { padding: "3px 10px", minHeight: "24px" },
  ".cm-tooltip.cm-tooltip-autocomplete > ul > li[aria-selected]": { backgroundColor: "var(--service)", color: "var(--on-service)" },
  ".cm-completionDetail": { color: "var(--quiet)", fontStyle: "normal" },
  "li[aria-selected] .cm-completionDetail": { color: "inherit" },
  ".cm-completionMatchedText": { textDecoration: "none", fontWeight: "700" },
  ".cm-tooltip.cm-completionInfo": { padding: "6px 10px", maxWidth: "300px" },
  ".svclab-field": { padding: "6px 10px", lineHeight: "1.5" },
  ".svclab-field > div:first-child": { fontFamily: "var(--mono)", fontWeight: "600", overflowWrap: "anywhere" },
  ".cm-completionInfo .svclab-field": { padding: "0" },
  ".cm-completionInfo .svclab-field > div:first-child": { fontFamily: "inherit", fontWeight: "400" },
  ".cm-diagnostic": { padding: "4px 10px", borderLeft: "3px solid var(--fail)", whiteSpace: "pre-wrap" },
  ".cm-diagnostic-warning": { borderLeftColor: "var(--warn)" },
  ".cm-diagnostic-info": { borderLeftColor: "var(--service)" },
  ".cm-panels": { backgroundColor: "var(--ground)", color: "var(--ink)", fontFamily: "var(--sans)" },
  ".cm-panels.cm-panels-top": { borderBottom: line },
  ".cm-panels.cm-panels-bottom": { borderTop: line },
  ".cm-panel.cm-search": { padding: "4px 32px 4px 10px" },
  ".cm-panel.cm-search label": { fontSize: "13px", whiteSpace: "nowrap" },
  ".cm-panel.cm-search [name=close]": { minWidth: "28px", minHeight: "28px", fontSize: "18px" },
  ".cm-textfield": { border: "1px solid var(--edge)", backgroundColor: "var(--panel)", color: "var(--ink)", fontSize: "max(13px, var(--code-size, 13px))", borderRadius: "4px", minHeight: "26px" },
  ".cm-button": { border: line, backgroundImage: "none", backgroundColor: "var(--panel)", color: "var(--ink)", borderRadius: "4px", fontSize: "13px", minHeight: "26px" },
});
