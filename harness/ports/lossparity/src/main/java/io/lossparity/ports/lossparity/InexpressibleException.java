package io.lossparity.ports.lossparity;

/** The typed API cannot express this call, and PyTorch answers it or may answer it; the message is the reason. */
final class InexpressibleException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    InexpressibleException(String message) {
        super(message);
    }
}
