package io.lossparity.render.facts;

/** A part of a formula. */
@FunctionalInterface
interface Expression {
    /** Returns its value: a {@link Tensor}, or a list of vectors. */
    Object value(Scope scope);

    default Tensor tensor(Scope scope) {
        if (value(scope) instanceof Tensor tensor) {
            return tensor;
        }
        throw new Scope.FormulaException("a number is needed, but there is a set");
    }
}
