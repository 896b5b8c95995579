package dev.carewire.demo.bench;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.Base64;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** Names of tenants and tokens of their users. Every token is different, as in a clinic. */
final class Tenants {

    private static final Base64.Encoder BASE64 = Base64.getUrlEncoder().withoutPadding();
    private static final String HEADER = encode("{\"alg\":\"HS256\",\"typ\":\"JWT\"}");
    private static final String ALGORITHM = "HmacSHA256";

    private final Mac mac;
    private final String userName;

    /** Signs with a shared secret; users are called {@code userName}. */
    Tenants(String secret, String userName) {
        this.userName = userName;
        try {
            mac = Mac.getInstance(ALGORITHM);
            mac.init(new SecretKeySpec(secret.getBytes(StandardCharsets.UTF_8), ALGORITHM));
        } catch (GeneralSecurityException unsupported) {
            throw new IllegalStateException("HMAC-SHA256: not in this Java runtime", unsupported);
        }
    }

    /** The tenant whose members are in room {@code room}. */
    static String name(int room) {
        return "bench-" + room;
    }

    /**
     * A token of the tenant's only user, valid for an hour. Further users would each cause an online event, a delivery
     * that the other servers do not have.
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
