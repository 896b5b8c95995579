package dev.carewire.demo.bench;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

/** Looks into a buffer without moving its position. */
final class Bytes {

    private Bytes() {}

    static byte[] of(String ascii) {
        return ascii.getBytes(StandardCharsets.US_ASCII);
    }

    /** Whether {@code prefix} stands at {@code from}, before {@code end}. */
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

    /** Where {@code wanted} begins first, between {@code from} and {@code end}; -1 if it does not. */
    static int find(ByteBuffer in, int from, int end, byte[] wanted) {
        for (int at = from; at <= end - wanted.length; at++) {
            if (startsWith(in, at, end, wanted)) {
                return at;
            }
        }
        return -1;
    }

    static String text(ByteBuffer in, int from, int end) {
        byte[] copy = new byte[end - from];
        in.get(from, copy);
        return new String(copy, StandardCharsets.UTF_8);
    }
}
