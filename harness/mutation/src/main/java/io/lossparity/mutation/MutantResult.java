package io.lossparity.mutation;

/**
 * The result of one mutant.
 *
 * @param className the mutated class
 * @param sourceFile the file's name, without folders
 * @param method the mutated method
 * @param place the method's descriptor and the mutated instruction; together with the rest it identifies the mutant
 * @param line the number of the mutated line
 * @param mutator the mutator's short name, for example {@code ConditionalsBoundary}
 * @param description PIT's words for the change
 * @param status PIT's verdict
 */
record MutantResult(
        String className,
        String sourceFile,
        String method,
        String place,
        int line,
        String mutator,
        String description,
        Status status) {

    /** PIT's verdict on a mutant. */
    enum Status {
        KILLED,
        TIMED_OUT,
        MEMORY_ERROR,
        RUN_ERROR,
        NON_VIABLE,
        SURVIVED,
        NO_COVERAGE;

        /** Returns whether the tests told the mutant from the original. */
        boolean detected() {
            return this != SURVIVED && this != NO_COVERAGE;
        }
    }

    /** Returns what identifies the mutant, without its status. */
    String identity() {
        return String.join(" ", className, method, place, mutator, description);
    }

    /** Returns the change: the mutator and PIT's words. */
    String change() {
        return mutator + ": " + description;
    }

    /** Returns the class that was written by hand: a float64 class derives from the float32 class. */
    String writtenClass() {
        return written(className);
    }

    /** Returns the name of the float32 class or file from which a float64 one derives; any other name unchanged. */
    static String written(String name) {
        return name.replace("float64", "float32").replace("Float64", "Float32");
    }

    /** Returns the class without its package. */
    String simpleName() {
        return className.substring(className.lastIndexOf('.') + 1);
    }
}
