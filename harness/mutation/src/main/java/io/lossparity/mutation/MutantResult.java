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
 * @param killingTest the test that killed it; empty if none did, or the process ended
 */
record MutantResult(
        String className,
        String sourceFile,
        String method,
        String place,
        int line,
        String mutator,
        String description,
        Status status,
        String killingTest) {
    private static final String BUDGET = "io.lossparity.mutation.budget.";

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

    /** Returns whether a golden case failed at its tolerance, or the process ended. */
    boolean killedAtTolerances() {
        return status.detected() && !killedByBudget();
    }

    /** Returns whether each golden case passed, but all of them together exceeded the fidelity budget. */
    boolean killedByBudget() {
        return killingTest.startsWith(BUDGET);
    }

    /** Returns what identifies the mutant, without its status. */
    String identity() {
        return String.join(" ", className, method, place, mutator, description);
    }

    /** Returns the change: the mutator and PIT's words. */
    String change() {
        return mutator + ": " + description;
    }

    /** Returns the class without its package. */
    String simpleName() {
        return className.substring(className.lastIndexOf('.') + 1);
    }
}
