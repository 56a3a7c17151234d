package io.lossparity.relations;

import io.lossparity.kit.relation.RelationVerdict;

/** Ends the check of a relation that is decided before both sides are known. */
final class NoAnswerException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final RelationVerdict verdict;

    NoAnswerException(RelationVerdict verdict, String message) {
        super(message, null, false, false);
        this.verdict = verdict;
    }

    RelationVerdict verdict() {
        return verdict;
    }
}
