package dev.carewire.demo.emit;

/** An argument that no JSON can hold. */
final class UnsendableException extends Exception {

    private static final long serialVersionUID = 1;

    private final Drop.Reason reason;

    UnsendableException(Drop.Reason reason) {
        super(reason.name());
        this.reason = reason;
    }

    Drop.Reason reason() {
        return reason;
    }
}
