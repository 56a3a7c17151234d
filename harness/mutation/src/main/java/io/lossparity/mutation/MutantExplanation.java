package io.lossparity.mutation;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.List;

/**
 * Why mutants of one line are not told from the original by the golden cases.
 *
 * @param className the class as it was written; where a float64 class derives from it, its mutants are meant as well
 * @param method the mutated method
 * @param line the line as it was written
 * @param mutants what changes: mutator, colon, PIT's description
 * @param descriptor the parameters of the overload that is meant, as in {@code (FF)}; null for all overloads
 * @param survivors how many mutants that are, so that another one on the same line is noticed
 * @param kind what sort of mutant this is
 * @param reason the argument
 */
record MutantExplanation(
        @JsonProperty("class") String className,
        String method,
        String line,
        List<String> mutants,
        String descriptor,
        int survivors,
        Kind kind,
        String reason) {

    /** Sorts of mutants that no golden case tells apart. */
    enum Kind {
        /** Nobody can tell: the same results, the same refusals. */
        EQUIVALENT,
        /** The same number by another way of rounding, which neither a tolerance nor the fidelity budget notices. */
        ROUNDING,
        /** Only the words of an error change; PyTorch's are other words anyway, so no case compares them. */
        WORDING,
        /** No golden case can come there: the port does not call it so, or PyTorch has no answer to compare. */
        UNREACHED
    }

    MutantExplanation {
        mutants = List.copyOf(mutants);
        if (reason.isBlank()) {
            throw new IllegalArgumentException(
                    className + "." + method + ": the reason must not be blank (line " + line + ")");
        }
    }

    /** Returns whether this is about the mutant, whose line was written as given. */
    boolean covers(MutantResult mutant, String writtenLine) {
        return className.equals(mutant.writtenClass())
                && method.equals(mutant.method())
                && line.equals(writtenLine)
                && (descriptor == null || mutant.place().startsWith(descriptor))
                && mutants.contains(mutant.change());
    }

    /** Returns which mutants this is about, for messages. */
    String about() {
        return className + "." + method + ": " + line;
    }
}
