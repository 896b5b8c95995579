package dev.carewire.protocol;

import java.util.Objects;

/**
 * An Engine.IO packet with text data.
 *
 * @param data the text after the type digit; empty for most types
 */
public record EnginePacket(Type type, String data) implements EngineUnit {

    /** The packet types, in the order of their digits. */
    public enum Type {
        OPEN('0'),
        CLOSE('1'),
        PING('2'),
        PONG('3'),
        MESSAGE('4'),
        UPGRADE('5'),
        NOOP('6');

        private static final Type[] BY_DIGIT = values();

        private final char digit;

        Type(char digit) {
            this.digit = digit;
        }

        /** The first byte of a binary packet of this type. */
        public int number() {
            return digit - '0';
        }

        /** The first character of a text packet of this type. */
        public char digit() {
            return digit;
        }
    }

    public EnginePacket {
        Objects.requireNonNull(type, "type");
        Objects.requireNonNull(data, "data");
    }

    /** Reads one packet from a WebSocket text frame or from between the separators of a polling payload. */
    public static EnginePacket decode(String text) throws MalformedPacketException {
        int digit = text.isEmpty() ? -1 : text.charAt(0) - '0';
        if (digit < 0 || digit >= Type.BY_DIGIT.length) {
            throw new MalformedPacketException("Engine.IO packet type");
        }
        return new EnginePacket(Type.BY_DIGIT[digit], text.substring(1));
    }

    /** The text that {@link #decode} reads. */
    public String encode() {
        return type.digit + data;
    }

    /** Shows the type only: data may be a client's. */
    @Override
    public String toString() {
        return "EnginePacket[" + type + "]";
    }
}
