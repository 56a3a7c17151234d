package io.lossparity.render.text;

import gg.jte.output.StringOutput;

/** Takes the template's own text as it is, and escapes what is filled in. */
final class MarkdownOutput extends StringOutput {
    MarkdownOutput() {}

    @Override
    public void writeUserContent(String text) {
        if (text != null) {
            writeContent(Markdown.escaped(text));
        }
    }
}
