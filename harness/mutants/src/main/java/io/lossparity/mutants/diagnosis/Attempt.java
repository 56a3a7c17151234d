package io.lossparity.mutants.diagnosis;

import java.util.Optional;
import java.util.function.Supplier;

/** A diagnosis is an extra, which must not end a run: what is thrown on the way is nothing that is known. */
final class Attempt {
    private Attempt() {}

    /** Returns what the supplier gives; empty if it gives null or throws, as wrong losses may do in any way. */
    static <T> Optional<T> at(Supplier<T> supplier) {
        try {
            return Optional.ofNullable(supplier.get());
        } catch (RuntimeException | LinkageError | AssertionError | StackOverflowError e) {
            return Optional.empty();
        }
    }
}
