package dev.carewire.adapter.jwt;

import static dev.carewire.adapter.jwt.JwtFixtures.CLOCK;
import static dev.carewire.adapter.jwt.JwtFixtures.NOW;
import static dev.carewire.adapter.jwt.JwtFixtures.hs256;
import static dev.carewire.adapter.jwt.JwtFixtures.valid;
import static org.assertj.core.api.Assertions.assertThat;

import com.auth0.jwt.JWT;
import com.auth0.jwt.algorithms.Algorithm;
import dev.carewire.fixture.JwtConfigBuilder;
import dev.carewire.identity.Verification;
import dev.carewire.identity.Verification.Reason;
import dev.carewire.identity.Verification.Rejected;
import dev.carewire.identity.Verification.Verified;
import java.nio.charset.StandardCharsets;
import java.security.KeyPair;
import java.security.interfaces.ECPrivateKey;
import java.security.interfaces.ECPublicKey;
import java.security.interfaces.RSAPrivateKey;
import java.security.interfaces.RSAPublicKey;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class JwtVerifierTest {

    private final JwtVerifier verifier = new JwtVerifier(JwtFixtures.secretOnly(), CLOCK);

    @Test
    void acceptsATokenSignedWithTheSecret() {
        assertThat(verify(verifier, valid().sign(hs256())))
                .isInstanceOfSatisfying(
                        Verified.class,
                        good -> assertThat(good.principal().userId()).isEqualTo("u-1"));
    }

    @Test
    void acceptsRs256FromAPublicKey() {
        KeyPair keys = JwtFixtures.rsa();
        String token = valid().sign(Algorithm.RSA256(null, (RSAPrivateKey) keys.getPrivate()));
        assertThat(verify(over(keys), token)).isInstanceOf(Verified.class);
        assertRejected(over(JwtFixtures.rsa()), token, Reason.SIGNATURE);
    }

    @Test
    void acceptsEs256FromAPublicKey() {
        KeyPair keys = JwtFixtures.ec("secp256r1");
        String token = valid().sign(Algorithm.ECDSA256(null, (ECPrivateKey) keys.getPrivate()));
        assertThat(verify(over(keys), token)).isInstanceOf(Verified.class);
        assertRejected(over(JwtFixtures.ec("secp256r1")), token, Reason.SIGNATURE);
    }

    @Test
    void refusesAnEs256SignatureOfZeros() {
        String content =
                JwtFixtures.base64("{\"alg\":\"ES256\"}") + "." + JwtFixtures.base64("{\"sub\":\"u-1\"}") + ".";
        String zeros = java.util.Base64.getUrlEncoder().withoutPadding().encodeToString(new byte[64]);
        assertRejected(over(JwtFixtures.ec("secp256r1")), content + zeros, Reason.SIGNATURE);
    }

    @Test
    void refusesTheAlgorithmNone() {
        assertRejected(verifier, valid().sign(Algorithm.none()), Reason.ALGORITHM);
        String upperCase =
                JwtFixtures.base64("{\"alg\":\"NONE\"}") + "." + JwtFixtures.base64("{\"sub\":\"u-1\"}") + ".";
        assertRejected(verifier, upperCase, Reason.ALGORITHM);
        String absent = JwtFixtures.base64("{}") + "." + JwtFixtures.base64("{\"sub\":\"u-1\"}") + ".";
        assertRejected(verifier, absent, Reason.ALGORITHM);
    }

    @Test
    void refusesHs256SignedWithThePublicKey() {
        KeyPair keys = JwtFixtures.rsa();
        for (byte[] secret : new byte[][] {
            JwtFixtures.pem(keys.getPublic()).getBytes(StandardCharsets.UTF_8),
            keys.getPublic().getEncoded()
        }) {
            String forged = JwtFixtures.signed("{\"alg\":\"HS256\"}", "{\"sub\":\"u-1\"}", secret);
            assertRejected(over(keys), forged, Reason.ALGORITHM);
        }
    }

    @Test
    void keepsAlgorithmsApartWhenSecretAndPublicKeyAreBothTrusted() {
        KeyPair keys = JwtFixtures.rsa();
        JwtVerifier both = new JwtVerifier(
                new JwtConfigBuilder()
                        .secret(JwtFixtures.SECRET)
                        .publicKey(keys.getPublic())
                        .build(),
                CLOCK);
        assertThat(verify(both, valid().sign(hs256()))).isInstanceOf(Verified.class);
        assertThat(verify(both, valid().sign(Algorithm.RSA256(null, (RSAPrivateKey) keys.getPrivate()))))
                .isInstanceOf(Verified.class);
        byte[] pem = JwtFixtures.pem(keys.getPublic()).getBytes(StandardCharsets.UTF_8);
        assertRejected(both, JwtFixtures.signed("{\"alg\":\"HS256\"}", "{\"sub\":\"u-1\"}", pem), Reason.SIGNATURE);
    }

    @Test
    void refusesAlgorithmsThatAreNotConfigured() {
        assertRejected(verifier, valid().sign(Algorithm.HMAC512(JwtFixtures.SECRET)), Reason.ALGORITHM);
        KeyPair rsa = JwtFixtures.rsa();
        String rs256 = valid().sign(Algorithm.RSA256((RSAPublicKey) rsa.getPublic(), (RSAPrivateKey) rsa.getPrivate()));
        assertRejected(verifier, rs256, Reason.ALGORITHM);
        KeyPair ec = JwtFixtures.ec("secp256r1");
        String es256 = valid().sign(Algorithm.ECDSA256((ECPublicKey) ec.getPublic(), (ECPrivateKey) ec.getPrivate()));
        assertRejected(over(rsa), es256, Reason.ALGORITHM);
        assertRejected(over(rsa), valid().sign(hs256()), Reason.ALGORITHM);
    }

    @Test
    void refusesATokenWhosePayloadWasChanged() {
        String[] parts = valid().sign(hs256()).split("\\.", -1);
        String other = JwtFixtures.base64("{\"sub\":\"somebody-else\"}");
        assertRejected(verifier, parts[0] + "." + other + "." + parts[2], Reason.SIGNATURE);
        assertRejected(verifier, parts[0] + "." + parts[1] + ".", Reason.SIGNATURE);
    }

    @Test
    void refusesAForeignSecret() {
        assertRejected(
                verifier, valid().sign(Algorithm.HMAC256("another secret of at least 32 bytes!")), Reason.SIGNATURE);
    }

    @Test
    void refusesExtensionsItDoesNotKnow() {
        assertRejected(
                verifier,
                JwtFixtures.signed("{\"alg\":\"HS256\",\"crit\":[\"b64\"],\"b64\":false}", "{\"sub\":\"u-1\"}"),
                Reason.MALFORMED);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", ".", "..", "a.b.c", "not a token", "eyJhbGciOiJIUzI1NiJ9", "a.b.c.d", "\u0000\u00e9"})
    void refusesWhatIsNoToken(String text) {
        assertRejected(verifier, text, Reason.MALFORMED);
    }

    @Test
    void refusesPayloadsThatAreNoObjects() {
        for (String payload : new String[] {"[]", "5", "\"x\"", "null", "{", "", "[".repeat(5_000)}) {
            assertThat(verify(verifier, JwtFixtures.signed("{\"alg\":\"HS256\"}", payload)))
                    .as(payload)
                    .isInstanceOf(Rejected.class);
        }
    }

    @Test
    void refusesAnOversizedTokenUnread() {
        String large = valid().withClaim("name", "x".repeat(JwtVerifier.MAX_TOKEN_LENGTH))
                .sign(hs256());
        assertRejected(verifier, large, Reason.MALFORMED);
    }

    @Test
    void anExpiredTokenIsExpiredFromItsLastSecondOn() {
        String token = JWT.create().withSubject("u").withExpiresAt(NOW).sign(hs256());
        assertRejected(at(NOW, Duration.ZERO), token, Reason.EXPIRED);
        assertThat(verify(at(NOW.minusSeconds(1), Duration.ZERO), token)).isInstanceOf(Verified.class);
    }

    @Test
    void clockSkewIsForgivenBothWays() {
        Duration skew = Duration.ofSeconds(30);
        String expired = JWT.create().withSubject("u").withExpiresAt(NOW).sign(hs256());
        assertThat(verify(at(NOW.plusSeconds(29), skew), expired)).isInstanceOf(Verified.class);
        assertRejected(at(NOW.plusSeconds(31), skew), expired, Reason.EXPIRED);
        String early = JWT.create().withSubject("u").withNotBefore(NOW).sign(hs256());
        assertThat(verify(at(NOW.minusSeconds(29), skew), early)).isInstanceOf(Verified.class);
        assertRejected(at(NOW.minusSeconds(31), skew), early, Reason.NOT_YET_VALID);
    }

    @Test
    void refusesARefreshTokenAsAnAccessToken() {
        assertRejected(verifier, valid().withClaim("type", "refresh").sign(hs256()), Reason.REFRESH_TOKEN);
        assertThat(verify(verifier, valid().withClaim("type", "access").sign(hs256())))
                .isInstanceOf(Verified.class);
    }

    @Test
    void refusesATokenFromTheFuture() {
        String token =
                JWT.create().withSubject("u").withIssuedAt(NOW.plusSeconds(1)).sign(hs256());
        assertRejected(verifier, token, Reason.NOT_YET_VALID);
    }

    @Test
    void checksIssuerAndAudienceWhenTheyAreConfigured() {
        JwtVerifier strict = new JwtVerifier(
                new JwtConfigBuilder()
                        .secret(JwtFixtures.SECRET)
                        .issuer("clinic")
                        .audience("carewire")
                        .build(),
                CLOCK);
        assertThat(verify(
                        strict,
                        valid().withIssuer("clinic")
                                .withAudience("other", "carewire")
                                .sign(hs256())))
                .isInstanceOf(Verified.class);
        assertRejected(strict, valid().withAudience("carewire").sign(hs256()), Reason.WRONG_PARTY);
        assertRejected(strict, valid().withIssuer("clinic").sign(hs256()), Reason.WRONG_PARTY);
        assertRejected(
                strict, valid().withIssuer("else").withAudience("carewire").sign(hs256()), Reason.WRONG_PARTY);
        assertRejected(strict, valid().withIssuer("clinic").withAudience("else").sign(hs256()), Reason.WRONG_PARTY);
        assertRejected(
                strict,
                valid().withPayload(Map.of("iss", 5, "aud", Map.of("a", 1))).sign(hs256()),
                Reason.WRONG_PARTY);
    }

    @Test
    void ignoresIssuerAndAudienceOtherwise() {
        assertThat(verify(
                        verifier, valid().withIssuer("any").withAudience("any").sign(hs256())))
                .isInstanceOf(Verified.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"\"tomorrow\"", "true", "{}", "[1]", "1e300", "9223372036854775807", "-9e18"})
    void aTimeThatIsNoneIsMalformed(String value) {
        for (String claim : new String[] {"exp", "nbf", "iat"}) {
            Verification outcome = verify(
                    verifier,
                    JwtFixtures.signed("{\"alg\":\"HS256\"}", "{\"sub\":\"u\",\"" + claim + "\":" + value + "}"));
            assertThat(outcome).as(claim).isInstanceOf(Rejected.class);
        }
    }

    @Test
    void anExpiryInMillisecondsIsCutToTheLastMomentOfTheCalendar() {
        String token = JwtFixtures.signed("{\"alg\":\"HS256\"}", "{\"sub\":\"u\",\"exp\":1795186800000}");
        assertThat(verify(verifier, token))
                .isInstanceOfSatisfying(
                        Verified.class,
                        good -> assertThat(good.principal().expiresAt())
                                .contains(Instant.parse("9999-12-31T23:59:59Z")));
    }

    private static JwtVerifier over(KeyPair keys) {
        return new JwtVerifier(JwtFixtures.publicKeyOnly(keys.getPublic()), CLOCK);
    }

    private static JwtVerifier at(Instant now, Duration skew) {
        JwtConfig config = new JwtConfigBuilder()
                .secret(JwtFixtures.SECRET)
                .clockSkew(skew)
                .build();
        return new JwtVerifier(config, Clock.fixed(now, ZoneOffset.UTC));
    }

    private static Verification verify(JwtVerifier verifier, String token) {
        return verifier.verify(token).toCompletableFuture().join();
    }

    private static void assertRejected(JwtVerifier verifier, String token, Reason reason) {
        assertThat(verify(verifier, token)).isEqualTo(new Rejected(reason));
    }
}
