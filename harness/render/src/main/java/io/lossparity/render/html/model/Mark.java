package io.lossparity.render.html.model;

import java.util.Arrays;

/** A verdict as a word, an icon and a style, so that none of them has to be told by its colour alone. */
public enum Mark {
    /** The answer is PyTorch's. */
    PASSED("passed", "\u2713", "pass"),
    /** The port does not offer it. */
    UNSUPPORTED("unsupported", "\u2013", "unsup"),
    /** A verdict that this version does not know. */
    OTHER("other", "?", "other"),
    /** No answer in time. */
    TIMED_OUT("timed out", "\u29d6", "time"),
    /** No answer. */
    ERRORED("errored", "!", "err"),
    /** Another answer. */
    FAILED("failed", "\u2717", "fail");

    private final String word;
    private final String icon;
    private final String style;

    Mark(String word, String icon, String style) {
        this.word = word;
        this.icon = icon;
        this.style = style;
    }

    /** Returns the mark of a verdict's word. */
    public static Mark of(String word) {
        return Arrays.stream(values())
                .filter(mark -> mark.word.equals(word))
                .findFirst()
                .orElse(OTHER);
    }

    /** Returns the verdict's word. */
    public String word() {
        return word;
    }

    /** Returns a character that stands for it. */
    public String icon() {
        return icon;
    }

    /** Returns the name of its style class. */
    public String style() {
        return style;
    }

    /** Returns whether the gate lets it pass. */
    public boolean harmless() {
        return this == PASSED || this == UNSUPPORTED;
    }
}
