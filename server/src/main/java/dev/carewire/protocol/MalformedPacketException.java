package dev.carewire.protocol;

/** A client sent something that is no packet. Says what rule was broken, never what was sent. */
public final class MalformedPacketException extends Exception {

    private static final long serialVersionUID = 1;

    MalformedPacketException(String rule) {
        super(rule, null, false, false);
    }
}
