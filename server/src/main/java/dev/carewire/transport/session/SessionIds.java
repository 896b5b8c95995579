package dev.carewire.transport.session;

import java.security.SecureRandom;
import java.util.Base64;

/** Unguessable ids of letters, digits, dashes and underscores. Any thread. */
public final class SessionIds {

    private static final SecureRandom RANDOM = new SecureRandom();
    private static final int BYTES = 15;

    private SessionIds() {}

    /** A new id: 20 characters with 120 random bits. */
    public static String next() {
        byte[] bytes = new byte[BYTES];
        RANDOM.nextBytes(bytes);
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }
}
