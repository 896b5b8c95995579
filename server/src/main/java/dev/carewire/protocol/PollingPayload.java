package dev.carewire.protocol;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * The packets of one HTTP body, read one after the other. In v4, record separators join the texts. In v3, each packet
 * follows its length: UTF-16 units in a text body, bytes in a binary one. One thread at a time.
 */
public abstract sealed class PollingPayload {

    /** Separates two packets in v4. */
    public static final char SEPARATOR = '\u001e';

    /** Separates length and packet in v3. */
    public static final char LENGTH_END = ':';

    /** Ends a packet's length in a binary v3 body. */
    public static final int BINARY_LENGTH_END = 0xff;

    /** Most digits of a length. */
    private static final int MAX_LENGTH_DIGITS = 9;

    private PollingPayload() {}

    /** The packets of a text request body. */
    public static PollingPayload of(String body, EngineVersion version) {
        return version == EngineVersion.V4 ? new Separated(body) : new Prefixed(body);
    }

    /**
     * The packets of a binary v3 request body. Each starts with 0 (text) or 1 (binary), the digits of its length in
     * bytes, and 255.
     */
    public static PollingPayload of(byte[] body) {
        return new Binary(body);
    }

    /** Whether another packet follows. A body without any packet is malformed, so there is always a first one. */
    public abstract boolean hasNext();

    /** Reads the next packet; call only if {@link #hasNext}. A malformed packet makes the rest of the body unreadable. */
    public abstract EngineUnit next() throws MalformedPacketException;

    private static final class Separated extends PollingPayload {

        private final String body;
        private int from;

        Separated(String body) {
            this.body = body;
        }

        @Override
        public boolean hasNext() {
            return from <= body.length();
        }

        @Override
        public EngineUnit next() throws MalformedPacketException {
            int separator = body.indexOf(SEPARATOR, from);
            int to = separator < 0 ? body.length() : separator;
            String packet = body.substring(from, to);
            from = to + 1;
            return EngineUnit.decode(packet, EngineVersion.V4);
        }
    }

    private static final class Prefixed extends PollingPayload {

        private final String body;
        private int from;

        Prefixed(String body) {
            this.body = body;
        }

        @Override
        public boolean hasNext() {
            return from == 0 || from < body.length();
        }

        @Override
        public EngineUnit next() throws MalformedPacketException {
            int colon = body.indexOf(LENGTH_END, from);
            if (colon <= from || colon - from > MAX_LENGTH_DIGITS) {
                throw malformedLength();
            }
            int length = 0;
            for (int i = from; i < colon; i++) {
                length = appendDigit(length, body.charAt(i) - '0');
            }
            from = colon + 1 + length;
            if (from > body.length()) {
                throw malformedLength();
            }
            return EngineUnit.decode(body.substring(colon + 1, from), EngineVersion.V3);
        }
    }

    private static final class Binary extends PollingPayload {

        private final byte[] body;
        private int at;

        Binary(byte[] body) {
            this.body = body;
        }

        @Override
        public boolean hasNext() {
            return at == 0 || at < body.length;
        }

        @Override
        public EngineUnit next() throws MalformedPacketException {
            if (body.length == 0) {
                throw malformedLength();
            }
            int kind = body[at++];
            int length = 0;
            int digits = 0;
            while (at < body.length && (body[at] & 0xff) != BINARY_LENGTH_END && digits++ < MAX_LENGTH_DIGITS) {
                length = appendDigit(length, body[at++]);
            }
            int start = at + 1;
            if (digits == 0
                    || at >= body.length
                    || (body[at] & 0xff) != BINARY_LENGTH_END
                    || length > body.length - start) {
                throw malformedLength();
            }
            at = start + length;
            return decode(kind, Arrays.copyOfRange(body, start, at));
        }

        private static EngineUnit decode(int kind, byte[] bytes) throws MalformedPacketException {
            return switch (kind) {
                case 0 -> EngineUnit.decode(new String(bytes, StandardCharsets.UTF_8), EngineVersion.V3);
                case 1 -> EngineUnit.decode(bytes, EngineVersion.V3);
                default -> throw new MalformedPacketException("kind of packet in a binary payload");
            };
        }
    }

    private static int appendDigit(int length, int digit) throws MalformedPacketException {
        if (digit < 0 || digit > 9) {
            throw malformedLength();
        }
        return length * 10 + digit;
    }

    private static MalformedPacketException malformedLength() {
        return new MalformedPacketException("length of a packet in a payload");
    }
}
