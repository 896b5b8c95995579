package dev.carewire.demo.bench;

import java.nio.ByteBuffer;

/** Classifies the Engine.IO packets of a server for a simulated client. */
final class Packets {

    enum Kind {
        OPEN,
        PING,
        GRANTED,
        REFUSED,
        /** The counted event. */
        EVENT,
        ACK,
        OTHER
    }

    private static final byte[] GRANTED = Bytes.of("40");
    private static final byte[] REFUSED = Bytes.of("44");
    private static final byte[] ACK = Bytes.of("43");
    private static final byte[] EVENT = Bytes.of("42[\"user:status\"");

    private Packets() {}

    /** Classifies the packet between {@code from} and {@code end}. */
    static Kind kind(ByteBuffer in, int from, int end) {
        if (from == end) {
            return Kind.OTHER;
        }
        return switch (in.get(from)) {
            case '0' -> Kind.OPEN;
            case '2' -> Kind.PING;
            case '4' -> message(in, from, end);
            default -> Kind.OTHER;
        };
    }

    private static Kind message(ByteBuffer in, int from, int end) {
        if (Bytes.startsWith(in, from, end, EVENT)) {
            return Kind.EVENT;
        }
        if (Bytes.startsWith(in, from, end, ACK)) {
            return Kind.ACK;
        }
        if (Bytes.startsWith(in, from, end, GRANTED)) {
            return Kind.GRANTED;
        }
        return Bytes.startsWith(in, from, end, REFUSED) ? Kind.REFUSED : Kind.OTHER;
    }
}
