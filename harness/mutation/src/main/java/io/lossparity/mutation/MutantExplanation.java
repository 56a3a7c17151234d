package io.lossparity.mutation;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.List;

/**
 * Why the golden cases cannot tell mutants of one line from the original.
 *
 * @param className the class as it was written; it also covers the mutants of a float64 class that derives from it
 * @param method the mutated method
 * @param line the line as it was written
 * @param mutants what changes: mutator, colon, PIT's description
 * @param descriptor the parameters of the overload, as in {@code (FF)}; null for all overloads
 * @param survivors how many mutants these are, so that a new one on the same line is noticed
 * @param kind the kind of mutant
 * @param reason the reason
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

    /** Kinds of mutants that no golden case can tell from the original. */
    enum Kind {
        /** It has the same results and the same refusals. */
        EQUIVALENT,
        /** It rounds the same number in another way, which neither a tolerance nor the fidelity budget notices. */
        ROUNDING,
        /** Only the words of an error change. They differ from PyTorch's anyway, so no case compares them. */
        WORDING,
        /** No golden case reaches it: the port does not make such a call, or PyTorch has no answer to compare. */
        UNREACHED
    }

    MutantExplanation {
        mutants = List.copyOf(mutants);
        if (reason.isBlank()) {
            throw new IllegalArgumentException(
                    className + "." + method + ": the reason must not be blank (line " + line + ")");
        }
    }

    /** Returns whether this explains the mutant, whose line was written as given. */
    boolean covers(MutantResult mutant, String writtenLine) {
        return className.equals(mutant.writtenClass())
                && method.equals(mutant.method())
                && line.equals(writtenLine)
                && (descriptor == null || mutant.place().startsWith(descriptor))
                && mutants.contains(mutant.change());
    }

    /** Returns which mutants this explains, for messages. */
    String about() {
        return className + "." + method + ": " + line;
    }
}
