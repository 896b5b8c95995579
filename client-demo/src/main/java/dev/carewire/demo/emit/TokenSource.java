package dev.carewire.demo.emit;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.security.GeneralSecurityException;
import java.time.Clock;
import java.time.Duration;
import java.util.Base64;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.json.JSONException;
import org.json.JSONObject;

/** Supplies the tokens with which an emitter calls the server. */
@FunctionalInterface
public interface TokenSource {

    /** Least length of a secret, in bytes. */
    int MIN_SECRET_BYTES = 32;

    /** Lifetime of a signed token. */
    Duration SIGNED_LIFETIME = Duration.ofMinutes(5);

    /**
     * A token with the role {@code service} for a clinic. The emitter's thread calls it for each request.
     *
     * @throws Exception if there is none now; the emitter retries
     */
    String tokenFor(String tenant) throws Exception;

    /**
     * Signs a token for each request with the server's {@code auth.secret}.
     *
     * @param secret {@value #MIN_SECRET_BYTES} bytes or more
     */
    static TokenSource signed(String secret, Clock clock) {
        byte[] key = secret.getBytes(UTF_8);
        if (key.length < MIN_SECRET_BYTES) {
            throw new IllegalArgumentException("secret: too short (expected: at least 32 bytes)");
        }
        return tenant -> sign(key, tenant, clock.instant().getEpochSecond());
    }

    private static String sign(byte[] key, String tenant, long now) throws GeneralSecurityException, JSONException {
        String claims = new JSONObject()
                .put("userId", "back-end")
                .put("tenantId", tenant)
                .put("role", "service")
                .put("iat", now)
                .put("exp", now + SIGNED_LIFETIME.toSeconds())
                .toString();
        Base64.Encoder base64 = Base64.getUrlEncoder().withoutPadding();
        String signed = base64.encodeToString("{\"alg\":\"HS256\",\"typ\":\"JWT\"}".getBytes(UTF_8)) + "."
                + base64.encodeToString(claims.getBytes(UTF_8));
        Mac mac = Mac.getInstance("HmacSHA256");
        mac.init(new SecretKeySpec(key, "HmacSHA256"));
        return signed + "." + base64.encodeToString(mac.doFinal(signed.getBytes(UTF_8)));
    }
}
