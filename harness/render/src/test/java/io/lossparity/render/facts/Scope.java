package io.lossparity.render.facts;

import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** What the names of a formula stand for: a {@link FactTensor}, a list of these, a {@link Function}, or {@link #AXIS}. */
final class Scope {
    /** Stands for every index of axis 1 at once. */
    static final Object AXIS = "axis 1";

    private final Map<String, Object> names = new HashMap<>();
    private final Scope outer;
    private final boolean rows;

    /**
     * A function that a formula defines.
     *
     * @param parameters their names
     * @param body what it returns
     */
    record Function(List<String> parameters, Expression body) {}

    /** Makes an empty scope; of rows, in which an index is a number, or of whole tensors, in which it is axis 1. */
    Scope(boolean rows) {
        this.outer = null;
        this.rows = rows;
    }

    private Scope(Scope outer) {
        this.outer = outer;
        this.rows = outer.rows;
    }

    Scope inner() {
        return new Scope(this);
    }

    boolean rows() {
        return rows;
    }

    Scope set(String name, Object value) {
        names.put(name, value);
        return this;
    }

    boolean has(String name) {
        return names.containsKey(name) || (outer != null && outer.has(name));
    }

    Object get(String name) {
        if (names.containsKey(name)) {
            return names.get(name);
        }
        if (outer == null) {
            throw new FormulaException("nothing says what " + name + " is");
        }
        return outer.get(name);
    }

    FactTensor tensor(String name) {
        if (get(name) instanceof FactTensor tensor) {
            return tensor;
        }
        throw new FormulaException(name + " is " + get(name) + ", not a number");
    }

    /** A formula that says nothing that could be evaluated. */
    static final class FormulaException extends RuntimeException {
        private static final long serialVersionUID = 1L;

        FormulaException(String message) {
            super(message);
        }
    }
}
