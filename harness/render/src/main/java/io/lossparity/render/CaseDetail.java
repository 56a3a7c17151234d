package io.lossparity.render;

import java.util.Objects;

/**
 * The details of a case beyond its line in the report; every part is plain text.
 *
 * @param about the bugs that the case catches, from its flags; may be empty
 * @param answers the expected and the actual values, element by element
 * @param pytorch the call as a Python program
 * @param java the call as Java statements
 */
public record CaseDetail(String about, String answers, String pytorch, String java) {
    /** Checks that nothing is null. */
    public CaseDetail {
        Objects.requireNonNull(about, "about must not be null");
        Objects.requireNonNull(answers, "answers must not be null");
        Objects.requireNonNull(pytorch, "pytorch must not be null");
        Objects.requireNonNull(java, "java must not be null");
    }
}
