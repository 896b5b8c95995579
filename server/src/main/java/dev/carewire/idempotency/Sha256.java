package dev.carewire.idempotency;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/** The SHA-256 of bytes that are added piece by piece. One thread at a time. */
final class Sha256 {

    private final MessageDigest digest;

    Sha256() {
        try {
            digest = MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException everyJavaHasIt) {
            throw new IllegalStateException(everyJavaHasIt);
        }
    }

    /** Adds bytes, and leaves the position of {@code bytes} unchanged. */
    void add(ByteBuffer bytes) {
        digest.update(bytes.duplicate());
    }

    void add(String text) {
        digest.update(text.getBytes(UTF_8));
    }

    /** The hash as 64 hexadecimal digits; call once. */
    String hex() {
        return HexFormat.of().formatHex(digest.digest());
    }
}
