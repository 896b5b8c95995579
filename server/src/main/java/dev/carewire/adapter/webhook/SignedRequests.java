package dev.carewire.adapter.webhook;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.time.Clock;
import java.time.Duration;
import java.util.HexFormat;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * Creates POST requests of JSON for a clinic's own system. The header {@code X-CareWire-Signature} is
 * {@code t=<seconds since 1970>,v1=<hex>}: the HMAC-SHA256 of those seconds, a dot and the body. The receiver can thus
 * verify the sender and reject replayed requests. Redirects are not followed. Any thread; never blocks.
 */
final class SignedRequests {

    private static final String ALGORITHM = "HmacSHA256";

    private final URI url;
    private final SecretKeySpec key;
    private final Duration timeout;
    private final Clock clock;

    /**
     * Requests to {@code url}.
     *
     * @param secret shared with the receiver; not empty
     * @param timeout until the head of the response
     */
    SignedRequests(URI url, String secret, Duration timeout, Clock clock) {
        this.url = url;
        this.key = new SecretKeySpec(secret.getBytes(StandardCharsets.UTF_8), ALGORITHM);
        this.timeout = timeout;
        this.clock = clock;
    }

    /** A client for such requests. */
    HttpClient client() {
        return HttpClient.newBuilder()
                .connectTimeout(timeout)
                .followRedirects(HttpClient.Redirect.NEVER)
                .version(HttpClient.Version.HTTP_1_1)
                .build();
    }

    /** A signed request with this body, to which the caller may add headers. */
    HttpRequest.Builder post(String body) {
        long seconds = clock.instant().getEpochSecond();
        return HttpRequest.newBuilder(url)
                .timeout(timeout)
                .header("content-type", "application/json")
                .header("x-carewire-signature", "t=" + seconds + ",v1=" + sign(seconds + "." + body))
                .POST(BodyPublishers.ofString(body));
    }

    private String sign(String text) {
        try {
            Mac mac = Mac.getInstance(ALGORITHM);
            mac.init(key);
            return HexFormat.of().formatHex(mac.doFinal(text.getBytes(StandardCharsets.UTF_8)));
        } catch (GeneralSecurityException impossible) {
            throw new IllegalStateException("every Java platform has " + ALGORITHM, impossible);
        }
    }
}
