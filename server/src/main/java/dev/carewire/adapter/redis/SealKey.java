package dev.carewire.adapter.redis;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.Arrays;
import java.util.Base64;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** A secret key that the nodes of a cluster share. Its text does not contain it. */
public final class SealKey {

    /** Length in bytes. */
    public static final int LENGTH = 32;

    private static final String DERIVATION = "HmacSHA256";

    private final byte[] secret;

    private SealKey(byte[] secret) {
        this.secret = secret;
    }

    /**
     * Parses a key.
     *
     * @param text {@value #LENGTH} bytes in base64
     * @throws IllegalArgumentException if it is something else. The message does not contain the text
     */
    public static SealKey parse(String text) {
        byte[] secret;
        try {
            secret = Base64.getDecoder().decode(text);
        } catch (IllegalArgumentException malformed) {
            secret = new byte[0];
        }
        if (secret.length != LENGTH) {
            throw new IllegalArgumentException("key: malformed (expected: " + LENGTH + " bytes in base64)");
        }
        return new SealKey(secret);
    }

    /** Names the key on the wire: the first 4 bytes of a value derived from it. */
    int id() {
        return ByteBuffer.wrap(derive("carewire bus key id", new byte[0])).getInt();
    }

    /** The key of one run of a node, so that its nonces are those of no other run. */
    SecretKeySpec ofRun(byte[] run) {
        return new SecretKeySpec(derive("carewire bus run", run), "AES");
    }

    private byte[] derive(String purpose, byte[] context) {
        try {
            Mac mac = Mac.getInstance(DERIVATION);
            mac.init(new SecretKeySpec(secret, DERIVATION));
            mac.update(purpose.getBytes(StandardCharsets.US_ASCII));
            return mac.doFinal(context);
        } catch (GeneralSecurityException missing) {
            throw new IllegalStateException(missing);
        }
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof SealKey key && Arrays.equals(secret, key.secret);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(secret);
    }

    @Override
    public String toString() {
        return "SealKey[***]";
    }
}
