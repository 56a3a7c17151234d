package io.lossparity.kit.verdict;

/** The first line of a case's message. */
public final class Headline {
    private Headline() {}

    /**
     * Returns the first line of a message, without the id that it may begin with and without control characters; empty
     * if there is no message.
     *
     * @param caseId the case's id
     * @param message the message, or null
     */
    public static String of(String caseId, String message) {
        String line = message == null ? "" : message.lines().findFirst().orElse("");
        String first = line.strip().replaceAll("\\p{Cntrl}", "\ufffd");
        return first.startsWith(caseId) ? first.replaceFirst("^[^:]*: ", "") : first;
    }
}
