package dev.carewire.protocol;

import java.util.Objects;
import java.util.OptionalLong;

/**
 * A Socket.IO packet without binary attachments.
 *
 * @param namespace begins with a slash; {@code /} is the main one
 * @param ackId asks for an ack (events) or says what is acknowledged (acks)
 * @param data JSON text, not checked beyond its first character; empty when there is none
 */
public record SocketPacket(Type type, String namespace, OptionalLong ackId, String data) {

    /** The main namespace. */
    public static final String MAIN = "/";

    /** Digits of the largest ack id that is read; clients count from 0. */
    private static final int MAX_ACK_DIGITS = 15;

    /** The types in the order of their digits. */
    public enum Type {
        CONNECT('0'),
        DISCONNECT('1'),
        EVENT('2'),
        ACK('3'),
        CONNECT_ERROR('4'),
        BINARY_EVENT('5'),
        BINARY_ACK('6');

        private static final Type[] BY_DIGIT = values();

        private final char digit;

        Type(char digit) {
            this.digit = digit;
        }
    }

    public SocketPacket {
        Objects.requireNonNull(type, "type");
        Objects.requireNonNull(namespace, "namespace");
        Objects.requireNonNull(ackId, "ackId");
        Objects.requireNonNull(data, "data");
    }

    /** A packet of the main namespace without an ack id. */
    public static SocketPacket of(Type type, String data) {
        return new SocketPacket(type, MAIN, OptionalLong.empty(), data);
    }

    /** Reads the data of an Engine.IO message. Binary packets are not read: no client of ours sends them yet. */
    public static SocketPacket decode(String text) throws MalformedPacketException {
        int digit = text.isEmpty() ? -1 : text.charAt(0) - '0';
        if (digit < 0 || digit >= Type.BY_DIGIT.length) {
            throw new MalformedPacketException("Socket.IO packet type");
        }
        Type type = Type.BY_DIGIT[digit];
        int at = 1;
        String namespace = MAIN;
        if (at < text.length() && text.charAt(at) == '/') {
            int comma = text.indexOf(',', at);
            int end = comma < 0 ? text.length() : comma;
            namespace = text.substring(at, end);
            at = comma < 0 ? end : comma + 1;
        }
        int digits = at;
        while (digits < text.length() && isDigit(text.charAt(digits))) {
            digits++;
        }
        OptionalLong ackId = ackId(text, at, digits);
        SocketPacket packet = new SocketPacket(type, namespace, ackId, text.substring(digits));
        packet.check();
        return packet;
    }

    private void check() throws MalformedPacketException {
        boolean valid = switch (type) {
            case CONNECT -> ackId.isEmpty() && (data.isEmpty() || data.startsWith("{"));
            case DISCONNECT -> ackId.isEmpty() && data.isEmpty();
            case EVENT -> data.startsWith("[");
            case ACK -> ackId.isPresent() && data.startsWith("[");
            case CONNECT_ERROR, BINARY_EVENT, BINARY_ACK -> false;
        };
        if (!valid) {
            throw new MalformedPacketException("Socket.IO " + type + " packet");
        }
    }

    /** What {@link #decode} reads. */
    public String encode() {
        StringBuilder text = new StringBuilder(data.length() + 8);
        text.append(type.digit);
        if (!namespace.equals(MAIN)) {
            text.append(namespace).append(',');
        }
        ackId.ifPresent(text::append);
        return text.append(data).toString();
    }

    private static OptionalLong ackId(String text, int from, int to) throws MalformedPacketException {
        if (from == to) {
            return OptionalLong.empty();
        }
        if (to - from > MAX_ACK_DIGITS) {
            throw new MalformedPacketException("Socket.IO ack id");
        }
        return OptionalLong.of(Long.parseLong(text, from, to, 10));
    }

    private static boolean isDigit(char c) {
        return c >= '0' && c <= '9';
    }

    /** The type alone: data is a client's. */
    @Override
    public String toString() {
        return "SocketPacket[" + type + "]";
    }
}
