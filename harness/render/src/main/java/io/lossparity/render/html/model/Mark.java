package io.lossparity.render.html.model;

import io.lossparity.kit.verdict.CaseVerdict;

/** A verdict with an icon and a style, so that verdicts differ not only by colour. The worst comes last. */
public enum Mark {
    /** The answer agrees with PyTorch's. */
    PASSED(CaseVerdict.PASSED.word(), "\u2713", "pass"),
    /** The port does not support the case. */
    UNSUPPORTED(CaseVerdict.UNSUPPORTED.word(), "\u2013", "unsup"),
    /** The port was not asked. */
    OTHER("other", "?", "other"),
    /** The port did not answer in time. */
    TIMED_OUT(CaseVerdict.TIMED_OUT.word(), "\u29d6", "time"),
    /** The port gave no answer. */
    ERRORED(CaseVerdict.ERRORED.word(), "!", "err"),
    /** The answer differs from PyTorch's. */
    FAILED(CaseVerdict.FAILED.word(), "\u2717", "fail");

    private final String word;
    private final String icon;
    private final String style;

    Mark(String word, String icon, String style) {
        this.word = word;
        this.icon = icon;
        this.style = style;
    }

    /** Returns the mark of a verdict. */
    public static Mark of(CaseVerdict verdict) {
        return valueOf(verdict.name());
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
}
