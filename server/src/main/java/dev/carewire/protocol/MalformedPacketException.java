package dev.carewire.protocol;

/** A client sent a malformed packet. The message names the broken rule, never the content. */
public final class MalformedPacketException extends Exception {

    private static final long serialVersionUID = 1;

    MalformedPacketException(String rule) {
        super(rule, null, false, false);
    }
}
