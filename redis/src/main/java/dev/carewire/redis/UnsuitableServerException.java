package dev.carewire.redis;

/** A server answers, but messages to it would not reach all subscribers. */
final class UnsuitableServerException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    UnsuitableServerException(String message) {
        super(message);
    }
}
