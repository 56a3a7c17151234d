package io.lossparity.kit.process;

/** A process gave no reply; the message says why, in words for the user. */
class ProcessFailure extends Exception {
    private static final long serialVersionUID = 1L;

    ProcessFailure(String message) {
        super(message);
    }

    /** The process wrote something that is not a line of the protocol. */
    static final class Misspoken extends ProcessFailure {
        private static final long serialVersionUID = 1L;

        Misspoken(String message) {
            super(message);
        }
    }
}
