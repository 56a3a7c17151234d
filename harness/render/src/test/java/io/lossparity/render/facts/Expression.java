package io.lossparity.render.facts;

/** A part of a formula. */
@FunctionalInterface
interface Expression {
    /** Returns its value: a {@link FactTensor}, or a list of vectors. */
    Object value(Scope scope);

    default FactTensor tensor(Scope scope) {
        if (value(scope) instanceof FactTensor tensor) {
            return tensor;
        }
        throw new Scope.FormulaException("a number is needed, but there is a set");
    }
}
