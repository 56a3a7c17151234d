package io.lossparity.mutation;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.List;

/**
 * Why the golden cases cannot tell mutants of one line from the original.
 *
 * @param className the class
 * @param method the mutated method
 * @param line the mutated line
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

    /** Returns whether this explains the mutant, whose line is as given. */
    boolean covers(MutantResult mutant, String mutatedLine) {
        return className.equals(mutant.className())
                && method.equals(mutant.method())
                && line.equals(mutatedLine)
                && (descriptor == null || mutant.place().startsWith(descriptor))
                && mutants.contains(mutant.change());
    }

    /** Returns which mutants this explains, for messages. */
    String about() {
        return className + "." + method + ": " + line;
    }
}
