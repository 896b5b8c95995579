package dev.carewire.demo;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.security.GeneralSecurityException;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.json.JSONException;
import org.json.JSONObject;

/**
 * Signs tokens as the clinics' back ends do.
 *
 * @param secret the key of HS256
 */
record Tokens(String secret) {

    /** A token that ends {@code lifetime} from now; a negative one has ended. */
    String sign(String user, String tenant, String role, Duration lifetime) {
        long now = Instant.now().getEpochSecond();
        try {
            String claims = new JSONObject()
                    .put("id", user)
                    .put("userId", user)
                    .put("tenantId", tenant)
                    .put("role", role)
                    .put("fullName", user)
                    .put("iat", now)
                    .put("exp", now + lifetime.toSeconds())
                    .toString();
            String signed = encode("{\"alg\":\"HS256\",\"typ\":\"JWT\"}".getBytes(UTF_8)) + "."
                    + encode(claims.getBytes(UTF_8));
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(secret.getBytes(UTF_8), "HmacSHA256"));
            return signed + "." + encode(mac.doFinal(signed.getBytes(UTF_8)));
        } catch (GeneralSecurityException | JSONException e) {
            throw new IllegalStateException("cannot sign", e);
        }
    }

    private static String encode(byte[] bytes) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }

    /** Shows nothing: the secret must stay secret. */
    @Override
    public String toString() {
        return "Tokens[]";
    }
}
