package io.lossparity.ports.lossparity;

/** A typed call does not take an argument's dtype; it is not known at which stage PyTorch would notice. */
final class WrongDtypeException extends IllegalArgumentException {
    private static final long serialVersionUID = 1L;

    WrongDtypeException(String message) {
        super(message);
    }
}
