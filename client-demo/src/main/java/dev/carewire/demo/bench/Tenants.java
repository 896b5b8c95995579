package dev.carewire.demo.bench;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.Base64;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** The benchmark's tenants, one per room: their names, and the signed tokens of their users. One thread. */
final class Tenants {

    private static final Base64.Encoder BASE64 = Base64.getUrlEncoder().withoutPadding();
    private static final String HEADER = encode("{\"alg\":\"HS256\",\"typ\":\"JWT\"}");
    private static final String ALGORITHM = "HmacSHA256";

    private final Mac mac;
    private final String userName;

    /**
     * Signs tokens with a secret that the server shares.
     *
     * @param userName the full name of every user
     */
    Tenants(String secret, String userName) {
        this.userName = userName;
        try {
            mac = Mac.getInstance(ALGORITHM);
            mac.init(new SecretKeySpec(secret.getBytes(StandardCharsets.UTF_8), ALGORITHM));
        } catch (GeneralSecurityException unsupported) {
            throw new IllegalStateException(
                    ALGORITHM + ": missing (expected: a Java runtime that supports it)", unsupported);
        }
    }

    /** The name of the tenant of room {@code room}. */
    static String name(int room) {
        return "bench-" + room;
    }

    /**
     * Returns a new token of the tenant's user, valid for one hour. All clients of a tenant share one user, because
     * every further user would cause an online event, which the other servers do not deliver.
     *
     * @param number makes the token unique, as tokens are in a clinic
     */
    String token(int room, int number) {
        long now = System.currentTimeMillis() / 1000;
        String claims = encode("{\"sub\":\"user-" + room + "\",\"tenantId\":\"" + name(room)
                + "\",\"role\":\"doctor\",\"fullName\":\"" + userName + "\",\"jti\":\"" + number + "\",\"iat\":" + now
                + ",\"exp\":" + (now + 3600) + "}");
        String signed = HEADER + "." + claims;
        return signed + "." + BASE64.encodeToString(mac.doFinal(signed.getBytes(StandardCharsets.US_ASCII)));
    }

    private static String encode(String json) {
        return BASE64.encodeToString(json.getBytes(StandardCharsets.UTF_8));
    }
}
