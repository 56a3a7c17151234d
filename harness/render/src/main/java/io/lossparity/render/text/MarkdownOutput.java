package io.lossparity.render.text;

import gg.jte.output.StringOutput;

/** Writes the template's own text unchanged, and escapes inserted values. */
final class MarkdownOutput extends StringOutput {
    MarkdownOutput() {}

    @Override
    public void writeUserContent(String text) {
        if (text != null) {
            writeContent(Markdown.escaped(text));
        }
    }
}
