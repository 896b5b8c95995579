package dev.carewire.demo.bench;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.zip.DataFormatException;
import java.util.zip.Inflater;

/** Reads a buffer without moving its position. */
final class Bytes {

    private static final int MAX_MESSAGE = 1 << 16;

    private Bytes() {}

    static byte[] of(String ascii) {
        return ascii.getBytes(StandardCharsets.US_ASCII);
    }

    /** Whether {@code prefix} is at {@code from}, before {@code end}. */
    static boolean startsWith(ByteBuffer in, int from, int end, byte[] prefix) {
        if (end - from < prefix.length) {
            return false;
        }
        for (int i = 0; i < prefix.length; i++) {
            if (in.get(from + i) != prefix[i]) {
                return false;
            }
        }
        return true;
    }

    /** As {@link #startsWith}, for a prefix in lower case whose letters match in both cases. */
    static boolean startsWithIgnoreCase(ByteBuffer in, int from, int end, byte[] lowerCasePrefix) {
        if (end - from < lowerCasePrefix.length) {
            return false;
        }
        for (int i = 0; i < lowerCasePrefix.length; i++) {
            if (toLowerCase(in.get(from + i)) != lowerCasePrefix[i]) {
                return false;
            }
        }
        return true;
    }

    private static int toLowerCase(byte ascii) {
        return ascii >= 'A' && ascii <= 'Z' ? ascii + ('a' - 'A') : ascii;
    }

    /** The first position of {@code wanted} between {@code from} and {@code end}; -1 if there is none. */
    static int find(ByteBuffer in, int from, int end, byte[] wanted) {
        for (int at = from; at <= end - wanted.length; at++) {
            if (startsWith(in, at, end, wanted)) {
                return at;
            }
        }
        return -1;
    }

    /** The message of a compressed payload of up to 64 kB (RFC 7692, 7.2.2). */
    static ByteBuffer inflate(ByteBuffer in, int from, int end) throws IOException {
        Inflater inflater = new Inflater(true);
        try {
            byte[] payload = new byte[end - from + 4];
            in.get(from, payload, 0, end - from);
            payload[payload.length - 2] = -1;
            payload[payload.length - 1] = -1;
            inflater.setInput(payload);
            byte[] message = new byte[MAX_MESSAGE];
            int length = inflater.inflate(message);
            return ByteBuffer.wrap(message, 0, length).slice();
        } catch (DataFormatException corrupt) {
            throw new IOException("message: not deflated", corrupt);
        } finally {
            inflater.end();
        }
    }

    static String text(ByteBuffer in, int from, int end) {
        byte[] copy = new byte[end - from];
        in.get(from, copy);
        return new String(copy, StandardCharsets.UTF_8);
    }
}
