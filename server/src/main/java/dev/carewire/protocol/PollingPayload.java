package dev.carewire.protocol;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Several Engine.IO packets in one HTTP body. In v4, record separators join the texts. In v3, each packet follows its
 * length: UTF-16 units in a text body, bytes in a binary one.
 */
public final class PollingPayload {

    /** Separates two packets in v4. */
    public static final char SEPARATOR = '\u001e';

    /** Separates length and packet in v3. */
    public static final char LENGTH_END = ':';

    /** Ends a packet's length in a binary v3 body. */
    public static final int BINARY_LENGTH_END = 0xff;

    /** Most digits of a length. */
    private static final int MAX_LENGTH_DIGITS = 9;

    private PollingPayload() {}

    /**
     * The packets of a text request body, in order.
     *
     * @param most largest number of packets in one body
     */
    public static List<EngineUnit> decode(String body, EngineVersion version, int most)
            throws MalformedPacketException {
        return version == EngineVersion.V4 ? decodeSeparated(body, most) : decodePrefixed(body, most);
    }

    private static List<EngineUnit> decodeSeparated(String body, int most) throws MalformedPacketException {
        List<EngineUnit> units = new ArrayList<>();
        int from = 0;
        while (from <= body.length()) {
            int separator = body.indexOf(SEPARATOR, from);
            int to = separator < 0 ? body.length() : separator;
            addWithinLimit(units, EngineUnit.decode(body.substring(from, to), EngineVersion.V4), most);
            from = to + 1;
        }
        return units;
    }

    private static List<EngineUnit> decodePrefixed(String body, int most) throws MalformedPacketException {
        List<EngineUnit> units = new ArrayList<>();
        int from = 0;
        while (from < body.length()) {
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
            addWithinLimit(units, EngineUnit.decode(body.substring(colon + 1, from), EngineVersion.V3), most);
        }
        if (units.isEmpty()) {
            throw malformedLength();
        }
        return units;
    }

    /**
     * The packets of a binary v3 request body, in order. Each starts with 0 (text) or 1 (binary), the digits of its
     * length in bytes, and 255.
     *
     * @param most largest number of packets in one body
     */
    public static List<EngineUnit> decode(byte[] body, int most) throws MalformedPacketException {
        List<EngineUnit> units = new ArrayList<>();
        int at = 0;
        while (at < body.length) {
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
            addWithinLimit(units, decodeUnit(kind, Arrays.copyOfRange(body, start, at)), most);
        }
        if (units.isEmpty()) {
            throw malformedLength();
        }
        return units;
    }

    private static EngineUnit decodeUnit(int kind, byte[] bytes) throws MalformedPacketException {
        return switch (kind) {
            case 0 -> EngineUnit.decode(new String(bytes, StandardCharsets.UTF_8), EngineVersion.V3);
            case 1 -> EngineUnit.decode(bytes, EngineVersion.V3);
            default -> throw new MalformedPacketException("kind of packet in a binary payload");
        };
    }

    private static int appendDigit(int length, int digit) throws MalformedPacketException {
        if (digit < 0 || digit > 9) {
            throw malformedLength();
        }
        return length * 10 + digit;
    }

    private static void addWithinLimit(List<EngineUnit> units, EngineUnit unit, int most)
            throws MalformedPacketException {
        if (units.size() == most) {
            throw new MalformedPacketException("more than " + most + " packets in one payload");
        }
        units.add(unit);
    }

    private static MalformedPacketException malformedLength() {
        return new MalformedPacketException("length of a packet in a payload");
    }
}
