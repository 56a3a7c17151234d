package io.lossparity.ports.lossparity;

/** An argument's dtype is none that a typed call takes; in which stage PyTorch would notice is not known. */
final class WrongDtypeException extends IllegalArgumentException {
    private static final long serialVersionUID = 1L;

    WrongDtypeException(String message) {
        super(message);
    }
}
