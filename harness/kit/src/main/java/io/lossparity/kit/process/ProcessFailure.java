package io.lossparity.kit.process;

/** A process gave no reply; the message says why, in words for the user. */
final class ProcessFailure extends Exception {
    private static final long serialVersionUID = 1L;

    ProcessFailure(String message) {
        super(message);
    }
}
