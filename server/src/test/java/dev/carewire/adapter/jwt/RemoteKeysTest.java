package dev.carewire.adapter.jwt;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.auth0.jwt.JWT;
import com.auth0.jwt.JWTCreator;
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
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A real issuer on this machine that publishes other keys, fails, or keeps its clients waiting. */
class RemoteKeysTest {

    private final KeyPair rsa = JwtFixtures.rsa();
    private final KeyPair ec = JwtFixtures.ec("secp256r1");
    private final AtomicInteger requests = new AtomicInteger();
    private final ExecutorService issuerThreads = Executors.newCachedThreadPool();
    private volatile int status = 200;
    private volatile String body = "{}";
    private volatile CountDownLatch answering = new CountDownLatch(0);
    private volatile Instant now = JwtFixtures.NOW;
    private HttpServer issuer;
    private JwtVerifier verifier;

    @BeforeEach
    void startIssuer() throws IOException {
        issuer = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        issuer.setExecutor(issuerThreads);
        issuer.createContext("/keys", exchange -> {
            requests.incrementAndGet();
            try {
                assertThat(answering.await(30, TimeUnit.SECONDS)).isTrue();
            } catch (InterruptedException stopped) {
                return;
            }
            byte[] answer = body.getBytes(StandardCharsets.UTF_8);
            exchange.sendResponseHeaders(status, answer.length);
            exchange.getResponseBody().write(answer);
            exchange.close();
        });
        issuer.start();
        body = "{\"issuer\":\"x\",\"keys\":[" + jwk("r", rsa, "") + "," + jwk(ec) + "]}";
        URI url = URI.create("http://127.0.0.1:" + issuer.getAddress().getPort() + "/keys");
        verifier = new JwtVerifier(new JwtConfigBuilder().jwksUrl(url).build(), new IssuersClock());
    }

    @AfterEach
    void stopIssuer() {
        answering.countDown();
        issuer.stop(0);
        issuerThreads.shutdownNow();
    }

    @Test
    void fetchesTheWholeSetOnce() {
        assertThat(verify(rs256("r"))).isInstanceOf(Verified.class);
        issuer.stop(0);
        assertThat(verify(es256("e"))).isInstanceOf(Verified.class);
        assertThat(verifyAtOnce(rs256("r"))).isInstanceOf(Verified.class);
        assertThat(requests).hasValue(1);
    }

    @Test
    void tokensThatArriveDuringARequestShareIt() {
        answering = new CountDownLatch(1);
        CompletableFuture<Verification> first = verification(rs256("r"));
        CompletableFuture<Verification> second = verification(es256("e"));
        assertThat(first).isNotDone();
        answering.countDown();
        assertThat(first.join()).isInstanceOf(Verified.class);
        assertThat(second.join()).isInstanceOf(Verified.class);
        assertThat(requests).hasValue(1);
    }

    @Test
    void inventedKeyIdsHinderNoValidToken() {
        assertThat(verify(rs256("r"))).isInstanceOf(Verified.class);
        for (int second = 0; second < 60; second++) {
            pass(Duration.ofSeconds(1));
            for (int i = 0; i < 10; i++) {
                verify(rs256("invented-" + second + "-" + i));
                assertThat(verifyAtOnce(rs256("r"))).isInstanceOf(Verified.class);
                assertThat(verifyAtOnce(es256("e"))).isInstanceOf(Verified.class);
            }
        }
        assertThat(requests.get()).isBetween(2, 7);
    }

    @Test
    void inventedKeyIdsHinderNoValidTokenWhileTheIssuerIsSlowOrDown() {
        assertThat(verify(rs256("r"))).isInstanceOf(Verified.class);
        pass(RemoteKeys.MAX_AGE);
        status = 500;
        assertThat(verify(rs256("r"))).isInstanceOf(Verified.class);
        pass(RemoteKeys.RETRY_INTERVAL);
        answering = new CountDownLatch(1);
        CompletableFuture<Verification> invented = verification(rs256("invented"));
        assertThat(verifyAtOnce(rs256("r"))).isInstanceOf(Verified.class);
        assertThat(invented).isNotDone();
        answering.countDown();
        assertThat(invented.join()).isEqualTo(new Unavailable());
        issuer.stop(0);
        for (int minute = 0; minute < 90; minute++) {
            pass(Duration.ofMinutes(1));
            assertThat(verify(rs256("invented-" + minute))).isEqualTo(new Unavailable());
            assertThat(verifyAtOnce(rs256("r"))).isInstanceOf(Verified.class);
        }
    }

    @Test
    void acceptsARotatedKeyWithItsFirstToken() {
        body = "{\"keys\":[" + jwk("r", rsa, "") + "]}";
        assertThat(verify(rs256("r"))).isInstanceOf(Verified.class);
        pass(RemoteKeys.MIN_INTERVAL);
        body = "{\"keys\":[" + jwk(ec) + "]}";
        assertThat(verify(es256("e"))).isInstanceOf(Verified.class);
        assertThat(verifyAtOnce(rs256("r"))).as("withdrawn").isNotInstanceOf(Verified.class);
    }

    @Test
    void aTokenOfAKeyThatMayJustHaveBeenPublishedIsToBeRepeated() {
        body = "{\"keys\":[" + jwk("r", rsa, "") + "]}";
        assertThat(verify(rs256("r"))).isInstanceOf(Verified.class);
        body = "{\"keys\":[" + jwk("r", rsa, "") + "," + jwk(ec) + "]}";
        pass(Duration.ofSeconds(1));
        assertThat(verifyAtOnce(es256("e"))).isEqualTo(new Unavailable());
        pass(RemoteKeys.MIN_INTERVAL);
        assertThat(verify(es256("e"))).isInstanceOf(Verified.class);
    }

    @Test
    void remembersUnknownKeysForAWhile() {
        body = "{\"keys\":[" + jwk("r", rsa, "") + "]}";
        assertThat(verify(es256("e"))).isEqualTo(new Rejected(Reason.SIGNATURE));
        body = "{\"keys\":[" + jwk("r", rsa, "") + "," + jwk(ec) + "]}";
        pass(Duration.ofSeconds(59));
        assertThat(verifyAtOnce(es256("e"))).isEqualTo(new Rejected(Reason.SIGNATURE));
        pass(Duration.ofSeconds(1));
        assertThat(verify(es256("e"))).isInstanceOf(Verified.class);
        assertThat(requests).hasValue(2);
    }

    @Test
    void refreshesOldKeysInTheBackground() {
        assertThat(verify(rs256("r"))).isInstanceOf(Verified.class);
        pass(RemoteKeys.REFRESH_AGE);
        answering = new CountDownLatch(1);
        assertThat(verifyAtOnce(rs256("r"))).isInstanceOf(Verified.class);
        body = "{\"keys\":[" + jwk(ec) + "]}";
        answering.countDown();
        await().until(() -> !(verification(rs256("r")).getNow(new Unavailable()) instanceof Verified));
        assertThat(requests).hasValue(2);
    }

    @Test
    void waitsForKeysInsteadOfVeryOldOnes() {
        assertThat(verify(rs256("r"))).isInstanceOf(Verified.class);
        pass(RemoteKeys.MAX_AGE);
        body = "{\"keys\":[" + jwk(ec) + "]}";
        assertThat(verify(rs256("r"))).isEqualTo(new Rejected(Reason.SIGNATURE));
    }

    @Test
    void refusesKeysTheIssuerDoesNotPublish() {
        assertThat(verify(rs256("unknown"))).isEqualTo(new Rejected(Reason.SIGNATURE));
        assertThat(verifyAtOnce(rs256("u".repeat(257)))).isEqualTo(new Rejected(Reason.SIGNATURE));
        String forged = valid().withKeyId("r")
                .sign(Algorithm.RSA256(null, (RSAPrivateKey) JwtFixtures.rsa().getPrivate()));
        assertThat(verify(forged)).isEqualTo(new Rejected(Reason.SIGNATURE));
    }

    @Test
    void theKeyDecidesOnTheAlgorithm() {
        assertThat(verify(rs256("e"))).isEqualTo(new Rejected(Reason.ALGORITHM));
        String hs256 =
                valid().withKeyId("r").sign(Algorithm.HMAC256(rsa.getPublic().getEncoded()));
        assertThat(verify(hs256)).isEqualTo(new Rejected(Reason.ALGORITHM));
        assertThat(verify(valid().sign(Algorithm.none()))).isEqualTo(new Rejected(Reason.ALGORITHM));
    }

    @Test
    void onlyASetOfOneKeyNeedsNoKeyId() {
        String unnamed = valid().sign(Algorithm.RSA256(null, (RSAPrivateKey) rsa.getPrivate()));
        assertThat(verify(unnamed)).isEqualTo(new Rejected(Reason.SIGNATURE));
        pass(RemoteKeys.MAX_AGE);
        body = "{\"keys\":[" + jwk("r", rsa, "") + "]}";
        assertThat(verify(rs256("r"))).isInstanceOf(Verified.class);
        assertThat(verify(unnamed)).isInstanceOf(Verified.class);
    }

    @Test
    void encryptionKeysAndWeakKeysVerifyNothing() {
        KeyPair weak = JwtFixtures.rsa(1024);
        body = "{\"keys\":[" + jwk("r", rsa, ",\"use\":\"enc\"") + "," + jwk("w", weak, "") + ",{\"kid\":\"z\"}]}";
        assertThat(verify(rs256("r"))).isEqualTo(new Rejected(Reason.SIGNATURE));
        String token = valid().withKeyId("w").sign(Algorithm.RSA256(null, (RSAPrivateKey) weak.getPrivate()));
        pass(RemoteKeys.MIN_INTERVAL);
        assertThat(verify(token)).isEqualTo(new Rejected(Reason.SIGNATURE));
    }

    @Test
    void withoutKeysAnIssuerInTroubleMakesThemUnavailable() {
        for (String garbage :
                List.of("<html>not json</html>", "{}", "[]", "{\"keys\":[1]}", " ".repeat((1 << 20) + 1))) {
            body = garbage;
            assertThat(verify(rs256("r"))).as(garbage.strip()).isEqualTo(new Unavailable());
            pass(RemoteKeys.RETRY_INTERVAL);
        }
        status = 500;
        assertThat(verify(rs256("r"))).isEqualTo(new Unavailable());
        issuer.stop(0);
        pass(RemoteKeys.RETRY_INTERVAL);
        assertThat(verify(rs256("r"))).isEqualTo(new Unavailable());
    }

    /** Valid for as long as a test lets the clock run. */
    private static JWTCreator.Builder valid() {
        return JWT.create().withSubject("u-1").withExpiresAt(JwtFixtures.NOW.plus(Duration.ofDays(1)));
    }

    private void pass(Duration time) {
        now = now.plus(time);
    }

    private CompletableFuture<Verification> verification(String token) {
        return verifier.verify(token).toCompletableFuture();
    }

    private Verification verify(String token) {
        return verification(token).orTimeout(20, TimeUnit.SECONDS).join();
    }

    private Verification verifyAtOnce(String token) {
        CompletableFuture<Verification> verification = verification(token);
        assertThat(verification).isDone();
        return verification.join();
    }

    private String rs256(String keyId) {
        return valid().withKeyId(keyId).sign(Algorithm.RSA256(null, (RSAPrivateKey) rsa.getPrivate()));
    }

    private String es256(String keyId) {
        return valid().withKeyId(keyId).sign(Algorithm.ECDSA256(null, (ECPrivateKey) ec.getPrivate()));
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

    private final class IssuersClock extends Clock {

        @Override
        public Instant instant() {
            return now;
        }

        @Override
        public ZoneId getZone() {
            return ZoneOffset.UTC;
        }

        @Override
        public Clock withZone(ZoneId zone) {
            return this;
        }
    }
}
