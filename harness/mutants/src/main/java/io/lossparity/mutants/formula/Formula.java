package io.lossparity.mutants.formula;

/** A loss, written down in the shortest way, with switches for mistakes. */
@FunctionalInterface
public interface Formula {
    /** Returns the losses of each element or row. */
    Terms evaluate(Question question);
}
