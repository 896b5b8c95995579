package dev.carewire.adapter.jwt;

import static org.assertj.core.api.Assertions.assertThat;

import com.auth0.jwt.algorithms.Algorithm;
import com.sun.net.httpserver.HttpServer;
import dev.carewire.fixture.JwtConfigBuilder;
import dev.carewire.identity.Verification;
import dev.carewire.identity.Verification.Reason;
import dev.carewire.identity.Verification.Rejected;
import dev.carewire.identity.Verification.Unavailable;
import dev.carewire.identity.Verification.Verified;
import java.io.IOException;
import java.math.BigInteger;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.security.KeyPair;
import java.security.interfaces.ECPrivateKey;
import java.security.interfaces.ECPublicKey;
import java.security.interfaces.RSAPrivateKey;
import java.security.interfaces.RSAPublicKey;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Base64;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class RemoteKeysTest {

    private final KeyPair rsa = JwtFixtures.rsa();
    private final KeyPair ec = JwtFixtures.ec("secp256r1");
    private final AtomicInteger requests = new AtomicInteger();
    private volatile int status = 200;
    private volatile String body = "{}";
    private HttpServer issuer;

    @BeforeEach
    void startIssuer() throws IOException {
        issuer = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        issuer.createContext("/keys", exchange -> {
            requests.incrementAndGet();
            byte[] answer = body.getBytes(StandardCharsets.UTF_8);
            exchange.sendResponseHeaders(status, answer.length);
            exchange.getResponseBody().write(answer);
            exchange.close();
        });
        issuer.start();
        body = "{\"keys\":[" + jwk("r", rsa, "") + "," + jwk(ec) + "]}";
    }

    @AfterEach
    void stopIssuer() {
        issuer.stop(0);
    }

    @Test
    void acceptsTokensOfPublishedKeysAndKeepsTheKeys() {
        JwtVerifier verifier = verifier(Runnable::run);
        assertThat(verify(verifier, rs256("r"))).isInstanceOf(Verified.class);
        assertThat(verify(verifier, es256("e"))).isInstanceOf(Verified.class);
        int fetched = requests.get();
        issuer.stop(0);
        assertThat(verify(verifier, rs256("r"))).isInstanceOf(Verified.class);
        assertThat(verify(verifier, es256("e"))).isInstanceOf(Verified.class);
        assertThat(requests).hasValue(fetched);
    }

    @Test
    void acceptsKeysThatAreAddedLater() {
        JwtVerifier verifier = verifier(Runnable::run);
        body = "{\"keys\":[" + jwk("r", rsa, "") + "]}";
        assertThat(verify(verifier, rs256("r"))).isInstanceOf(Verified.class);
        assertThat(verify(verifier, es256("e"))).isEqualTo(new Rejected(Reason.SIGNATURE));
        body = "{\"keys\":[" + jwk(ec) + "]}";
        assertThat(verify(verifier, es256("e"))).isInstanceOf(Verified.class);
    }

    @Test
    void looksKeysUpOnTheWorkerOnly() {
        Queue<Runnable> tasks = new ArrayDeque<>();
        CompletableFuture<Verification> answer =
                verifier(tasks::add).verify(rs256("r")).toCompletableFuture();
        assertThat(answer).isNotDone();
        assertThat(requests).hasValue(0);
        tasks.remove().run();
        assertThat(answer).isCompletedWithValueMatching(Verified.class::isInstance);
    }

    @Test
    void aFullWorkerMakesTheKeysUnavailable() {
        Executor full = task -> {
            throw new RejectedExecutionException("full");
        };
        assertThat(verify(verifier(full), rs256("r"))).isEqualTo(new Unavailable());
    }

    @Test
    void refusesKeysTheIssuerDoesNotPublish() {
        assertThat(verify(verifier(Runnable::run), rs256("unknown"))).isEqualTo(new Rejected(Reason.SIGNATURE));
        String forged = JwtFixtures.valid().withKeyId("r").sign(Algorithm.RSA256(null, (RSAPrivateKey)
                JwtFixtures.rsa().getPrivate()));
        assertThat(verify(verifier(Runnable::run), forged)).isEqualTo(new Rejected(Reason.SIGNATURE));
    }

    @Test
    void theKeyDecidesOnTheAlgorithm() {
        assertThat(verify(verifier(Runnable::run), rs256("e"))).isEqualTo(new Rejected(Reason.ALGORITHM));
        String hs256 = JwtFixtures.valid()
                .withKeyId("r")
                .sign(Algorithm.HMAC256(rsa.getPublic().getEncoded()));
        assertThat(verify(verifier(Runnable::run), hs256)).isEqualTo(new Rejected(Reason.ALGORITHM));
        assertThat(verify(verifier(Runnable::run), JwtFixtures.valid().sign(Algorithm.none())))
                .isEqualTo(new Rejected(Reason.ALGORITHM));
    }

    @Test
    void aSetOfOneKeyNeedsNoKeyId() {
        body = "{\"keys\":[" + jwk("r", rsa, "") + "]}";
        String unnamed = JwtFixtures.valid().sign(Algorithm.RSA256(null, (RSAPrivateKey) rsa.getPrivate()));
        assertThat(verify(verifier(Runnable::run), unnamed)).isInstanceOf(Verified.class);
    }

    @Test
    void encryptionKeysAndWeakKeysVerifyNothing() {
        KeyPair weak = JwtFixtures.rsa(1024);
        body = "{\"keys\":[" + jwk("r", rsa, ",\"use\":\"enc\"") + "," + jwk("w", weak, "") + "]}";
        assertThat(verify(verifier(Runnable::run), rs256("r"))).isEqualTo(new Rejected(Reason.SIGNATURE));
        String token =
                JwtFixtures.valid().withKeyId("w").sign(Algorithm.RSA256(null, (RSAPrivateKey) weak.getPrivate()));
        assertThat(verify(verifier(Runnable::run), token)).isEqualTo(new Rejected(Reason.SIGNATURE));
    }

    @Test
    void anIssuerInTroubleMakesItsKeysUnavailable() {
        status = 500;
        assertThat(verify(verifier(Runnable::run), rs256("r"))).isEqualTo(new Unavailable());
        status = 200;
        body = "<html>not json</html>";
        assertThat(verify(verifier(Runnable::run), rs256("r"))).isEqualTo(new Unavailable());
        issuer.stop(0);
        assertThat(verify(verifier(Runnable::run), rs256("r"))).isEqualTo(new Unavailable());
    }

    @Test
    void unknownKeyIdsCannotMakeThisNodeFloodTheIssuer() {
        JwtVerifier verifier = verifier(Runnable::run);
        assertThat(verify(verifier, rs256("r"))).isInstanceOf(Verified.class);
        for (int i = 0; i < 50; i++) {
            verify(verifier, rs256("unknown-" + i));
        }
        assertThat(requests.get()).isLessThanOrEqualTo(11);
        assertThat(verify(verifier, rs256("r"))).isInstanceOf(Verified.class);
    }

    private JwtVerifier verifier(Executor worker) {
        URI url = URI.create("http://127.0.0.1:" + issuer.getAddress().getPort() + "/keys");
        JwtConfig config = new JwtConfigBuilder().jwksUrl(url).build();
        return new JwtVerifier(config, JwtFixtures.CLOCK, worker);
    }

    private static Verification verify(JwtVerifier verifier, String token) {
        return verifier.verify(token).toCompletableFuture().join();
    }

    private String rs256(String keyId) {
        return JwtFixtures.valid().withKeyId(keyId).sign(Algorithm.RSA256(null, (RSAPrivateKey) rsa.getPrivate()));
    }

    private String es256(String keyId) {
        return JwtFixtures.valid().withKeyId(keyId).sign(Algorithm.ECDSA256(null, (ECPrivateKey) ec.getPrivate()));
    }

    private static String jwk(String id, KeyPair keys, String more) {
        RSAPublicKey key = (RSAPublicKey) keys.getPublic();
        return "{\"kty\":\"RSA\",\"kid\":\"" + id + "\",\"n\":\"" + number(key.getModulus()) + "\",\"e\":\""
                + number(key.getPublicExponent()) + "\"" + more + "}";
    }

    private static String jwk(KeyPair keys) {
        ECPublicKey key = (ECPublicKey) keys.getPublic();
        return "{\"kty\":\"EC\",\"kid\":\"e\",\"crv\":\"P-256\",\"x\":\""
                + number(key.getW().getAffineX()) + "\",\"y\":\""
                + number(key.getW().getAffineY()) + "\"}";
    }

    private static String number(BigInteger value) {
        byte[] bytes = value.toByteArray();
        byte[] unsigned = bytes[0] == 0 ? Arrays.copyOfRange(bytes, 1, bytes.length) : bytes;
        return Base64.getUrlEncoder().withoutPadding().encodeToString(unsigned);
    }
}
