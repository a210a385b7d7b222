// A text field in, an editor with colours, completion and marked errors in its place out. It lives in a shadow root, so
// that its styles need no exception in the content policy.
import { autocompletion, closeBrackets, closeBracketsKeymap, completionKeymap } from "@codemirror/autocomplete";
import { defaultKeymap, history, historyKeymap } from "@codemirror/commands";
import { bracketMatching, HighlightStyle, indentOnInput, syntaxHighlighting } from "@codemirror/language";
import { lintGutter, setDiagnostics } from "@codemirror/lint";
import { EditorState, Prec } from "@codemirror/state";
import { drawSelection, EditorView, highlightActiveLine, keymap, lineNumbers } from "@codemirror/view";
import { tags } from "@lezer/highlight";
import { sparql } from "codemirror-lang-sparql";
import { completionSource } from "./completion.js";

const colours = HighlightStyle.define([
  { tag: [tags.keyword, tags.operatorKeyword, tags.definitionKeyword], color: "var(--accent)", fontWeight: "600" },
  { tag: [tags.variableName, tags.special(tags.variableName)], color: "var(--good)" },
  { tag: [tags.string, tags.number, tags.bool, tags.literal], color: "var(--warn)" },
  { tag: [tags.comment, tags.lineComment], color: "var(--soft)", fontStyle: "italic" },
  { tag: [tags.namespace, tags.typeName, tags.propertyName, tags.url], color: "var(--ink)" },
  { tag: tags.invalid, textDecoration: "underline wavy var(--bad)" },
]);

const look = EditorView.theme({
  "&": { height: "100%", fontSize: "0.92rem", backgroundColor: "var(--card)", color: "var(--ink)" },
  "&.cm-focused": { outline: "3px solid var(--mark-line)", outlineOffset: "-3px" },
  ".cm-scroller": { fontFamily: "var(--mono)", lineHeight: "1.5", overflow: "auto" },
  ".cm-content": { caretColor: "var(--ink)" },
  ".cm-cursor": { borderLeftColor: "var(--ink)" },
  ".cm-gutters": { backgroundColor: "var(--quiet)", color: "var(--soft)", border: "0" },
  ".cm-activeLine, .cm-activeLineGutter": { backgroundColor: "color-mix(in srgb, var(--mark) 25%, transparent)" },
  "&.cm-focused .cm-selectionBackground, .cm-selectionBackground": { backgroundColor: "color-mix(in srgb, var(--accent) 30%, transparent) !important" },
  ".cm-tooltip": { backgroundColor: "var(--card)", color: "var(--ink)", border: "1px solid var(--line)", maxWidth: "34rem" },
  ".cm-tooltip-autocomplete ul li[aria-selected]": { backgroundColor: "var(--accent)", color: "var(--accent-ink)" },
  ".cm-completionDetail": { opacity: "0.8", marginLeft: "0.6rem" },
  ".cm-completionInfo": { maxWidth: "22rem", padding: "0.4rem 0.6rem" },
});

/** Put an editor in the place of a text field. `onRun` is called by Ctrl+Enter, `onChange` with each new text. */
export function makeEditor(field, { onRun, onChange }) {
  const host = document.createElement("div");
  host.className = "editor-host editor";
  const root = host.attachShadow({ mode: "open" });
  const place = root.appendChild(document.createElement("div"));
  place.style.height = "100%";
  const run = Prec.highest(keymap.of([{ key: "Mod-Enter", run: () => (onRun(), true) }]));
  const view = new EditorView({
    parent: place,
    root,
    state: EditorState.create({
      doc: field.value,
      extensions: [
        run, lineNumbers(), lintGutter(), history(), drawSelection(), indentOnInput(), bracketMatching(), closeBrackets(),
        autocompletion({ override: [completionSource], icons: false, maxRenderedOptions: 60 }),
        highlightActiveLine(), sparql(), syntaxHighlighting(colours), look, EditorView.lineWrapping,
        keymap.of([...closeBracketsKeymap, ...defaultKeymap, ...historyKeymap, ...completionKeymap]),
        EditorView.contentAttributes.of({ "aria-label": "SPARQL query", spellcheck: "false" }),
        EditorView.updateListener.of((update) => {
          if (update.docChanged) onChange(update.state.doc.toString());
        }),
      ],
    }),
  });
  field.hidden = true;
  field.after(host);
  return {
    get text() {
      return view.state.doc.toString();
    },
    set text(text) {
      view.dispatch({ changes: { from: 0, to: view.state.doc.length, insert: text } });
    },
    focus: () => view.focus(),
    /** Mark an error; line and column count from 1, without a line the marks go. */
    mark(line, column, message) {
      if (!line) return view.dispatch(setDiagnostics(view.state, []));
      const at = view.state.doc.line(Math.min(Math.max(1, line), view.state.doc.lines));
      const from = Math.min(at.from + Math.max(0, (column ?? 1) - 1), at.to);
      view.dispatch(setDiagnostics(view.state, [{ from, to: Math.min(from + 1, view.state.doc.length), severity: "error", message }]));
      view.dispatch({ selection: { anchor: from }, scrollIntoView: true });
    },
  };
}
