// The editor: CodeMirror 6 for Python, coloured by the style sheet so that both themes fit.
import { indentWithTab } from "@codemirror/commands";
import { python } from "@codemirror/lang-python";
import { indentUnit, syntaxHighlighting } from "@codemirror/language";
import { EditorState, Prec, StateEffect, StateField } from "@codemirror/state";
import { Decoration, EditorView, keymap } from "@codemirror/view";
import { classHighlighter } from "@lezer/highlight";
import { basicSetup } from "codemirror";

const mark = StateEffect.define();
const failing = Decoration.line({ class: "failing" });
const marks = StateField.define({
  create: () => Decoration.none,
  update(marked, transaction) {
    for (const effect of transaction.effects) {
      if (effect.is(mark)) {
        const { doc } = transaction.state;
        if (!effect.value || effect.value > doc.lines) return Decoration.none;
        return Decoration.set([failing.range(doc.line(effect.value).from)]);
      }
    }
    return transaction.docChanged ? Decoration.none : marked;
  },
  provide: (field) => EditorView.decorations.from(field),
});

export function makeEditor(parent, { onRun, onChange }) {
  const run = () => (onRun(), true);
  const extensions = [
    Prec.highest(keymap.of([{ key: "Mod-Enter", run }, { key: "Ctrl-Enter", run }])),
    basicSetup,
    keymap.of([indentWithTab]),
    python(),
    indentUnit.of("    "),
    syntaxHighlighting(classHighlighter),
    marks,
    EditorView.contentAttributes.of({ "aria-label": "Program" }),
    EditorView.updateListener.of((update) => update.docChanged && onChange(update.state.doc.toString())),
  ];
  const view = new EditorView({ parent, state: EditorState.create({ extensions }) });
  view.scrollDOM.tabIndex = 0; // who scrolls with the keyboard can, without a cursor in the text
  return {
    get text() {
      return view.state.doc.toString();
    },
    show(text) {
      view.setState(EditorState.create({ doc: text, extensions }));
    },
    mark(line) {
      view.dispatch({ effects: mark.of(line) });
    },
    focus: () => view.focus(),
  };
}
