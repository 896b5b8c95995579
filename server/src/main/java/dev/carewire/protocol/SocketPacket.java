package dev.carewire.protocol;

import java.util.Objects;
import java.util.OptionalLong;
import java.util.Set;

/**
 * A Socket.IO packet. Attachments of a binary packet follow it as binary messages, in the order of their placeholders'
 * numbers. The placeholders, <code>{"_placeholder":true,"num":0}</code>, stay in the data.
 *
 * @param namespace starts with a slash; {@code /} is the main one. A client's v3 CONNECT may append a query
 * @param ackId requests an ack (events) or names the acknowledged event (acks)
 * @param attachments number of binary attachments that follow; 0 for a text packet
 * @param data JSON text; empty if there is none
 */
public record SocketPacket(Type type, String namespace, OptionalLong ackId, int attachments, String data) {

    /** The main namespace. */
    public static final String MAIN = "/";

    /** Most digits of an ack id; clients count from 0. */
    private static final int MAX_ACK_DIGITS = 15;

    /** Most digits of the number of attachments. */
    private static final int MAX_COUNT_DIGITS = 4;

    /** Event names that client libraries emit themselves, so no peer may send them. */
    private static final Set<String> RESERVED = Set.of(
            "\"connect\"",
            "\"connect_error\"",
            "\"disconnect\"",
            "\"disconnecting\"",
            "\"newListener\"",
            "\"removeListener\"");

    /** The packet types, in the order of their digits. */
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

        private boolean isBinary() {
            return this == BINARY_EVENT || this == BINARY_ACK;
        }
    }

    public SocketPacket {
        Objects.requireNonNull(type, "type");
        Objects.requireNonNull(namespace, "namespace");
        Objects.requireNonNull(ackId, "ackId");
        Objects.requireNonNull(data, "data");
        if (attachments != 0 && !type.isBinary()) {
            throw new IllegalArgumentException("attachments: " + attachments + " (expected: 0 in " + type + ")");
        }
    }

    /** A packet without ack id and attachments. */
    public static SocketPacket of(Type type, String namespace, String data) {
        return new SocketPacket(type, namespace, OptionalLong.empty(), 0, data);
    }

    /** An event of the type that fits its number of attachments. */
    public static SocketPacket event(String namespace, int attachments, String data) {
        Type type = attachments == 0 ? Type.EVENT : Type.BINARY_EVENT;
        return new SocketPacket(type, namespace, OptionalLong.empty(), attachments, data);
    }

    /** An ack of the type that fits its number of attachments. */
    public static SocketPacket ack(String namespace, long ackId, int attachments, String data) {
        Type type = attachments == 0 ? Type.ACK : Type.BINARY_ACK;
        return new SocketPacket(type, namespace, OptionalLong.of(ackId), attachments, data);
    }

    /** Whether the data of an Engine.IO message is a CONNECT by its type. */
    public static boolean isConnect(String text) {
        return !text.isEmpty() && text.charAt(0) == Type.CONNECT.digit;
    }

    /** Reads the data of an Engine.IO message from a client. */
    public static SocketPacket decode(String text) throws MalformedPacketException {
        int digit = text.isEmpty() ? -1 : text.charAt(0) - '0';
        if (digit < 0 || digit >= Type.BY_DIGIT.length) {
            throw new MalformedPacketException("Socket.IO packet type");
        }
        Type type = Type.BY_DIGIT[digit];
        int at = 1;
        int attachments = 0;
        if (type.isBinary()) {
            int dash = endOfDigits(text, at);
            if (dash == at || dash - at > MAX_COUNT_DIGITS || dash == text.length() || text.charAt(dash) != '-') {
                throw new MalformedPacketException("Socket.IO number of attachments");
            }
            attachments = Integer.parseInt(text, at, dash, 10);
            at = dash + 1;
        }
        String namespace = MAIN;
        if (at < text.length() && text.charAt(at) == '/') {
            int comma = text.indexOf(',', at);
            int end = comma < 0 ? text.length() : comma;
            namespace = text.substring(at, end);
            at = comma < 0 ? end : comma + 1;
        }
        int data = endOfDigits(text, at);
        OptionalLong ackId = ackId(text, at, data);
        SocketPacket packet = new SocketPacket(type, namespace, ackId, attachments, text.substring(data));
        packet.validate();
        return packet;
    }

    private void validate() throws MalformedPacketException {
        boolean valid = switch (type) {
            case CONNECT -> ackId.isEmpty() && (data.isEmpty() || data.startsWith("{"));
            case DISCONNECT -> ackId.isEmpty() && data.isEmpty();
            case EVENT, BINARY_EVENT -> data.startsWith("[") && hasValidEventName();
            case ACK, BINARY_ACK -> ackId.isPresent() && data.startsWith("[");
            case CONNECT_ERROR -> false;
        };
        if (!valid) {
            throw new MalformedPacketException("Socket.IO " + type + " packet");
        }
        if (!data.isEmpty()) {
            JsonValidator.validate(data, attachments);
        }
    }

    /** Whether an array starts with a valid event name: a text that is not reserved, or a number. */
    private boolean hasValidEventName() {
        int at = 1;
        while (at < data.length() && Character.isWhitespace(data.charAt(at))) {
            at++;
        }
        char first = at < data.length() ? data.charAt(at) : ']';
        return first == '"' ? !isReserved(at) : first == '-' || isDigit(first);
    }

    private boolean isReserved(int from) {
        for (String name : RESERVED) {
            if (data.startsWith(name, from)) {
                return true;
            }
        }
        return false;
    }

    /** The text that {@link #decode} reads. */
    public String encode() {
        StringBuilder text = new StringBuilder(data.length() + 8);
        text.append(type.digit);
        if (type.isBinary()) {
            text.append(attachments).append('-');
        }
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

    private static int endOfDigits(String text, int from) {
        int to = from;
        while (to < text.length() && isDigit(text.charAt(to))) {
            to++;
        }
        return to;
    }

    private static boolean isDigit(char c) {
        return c >= '0' && c <= '9';
    }

    /** Shows the type only: data is a client's. */
    @Override
    public String toString() {
        return "SocketPacket[" + type + "]";
    }
}
