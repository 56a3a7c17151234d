package io.lossparity.render.text;

import gg.jte.ContentType;
import gg.jte.TemplateEngine;
import gg.jte.output.StringOutput;

/** Fills in the templates of text and Markdown. */
public final class Templates {
    private static final TemplateEngine ENGINE = TemplateEngine.createPrecompiled(
            null, ContentType.Plain, Templates.class.getClassLoader(), "io.lossparity.render.text.pages");

    private Templates() {}

    /** Fills in a template of plain text; nothing is escaped. */
    public static String plain(String template, Object model) {
        StringOutput output = new StringOutput();
        ENGINE.render(template, model, output);
        return output.toString().strip() + "\n";
    }

    /** Fills in a template of Markdown; inserted values are escaped, so they show unchanged. */
    public static String markdown(String template, Object model) {
        MarkdownOutput output = new MarkdownOutput();
        ENGINE.render(template, model, output);
        return output.toString().strip() + "\n";
    }
}
