package dev.carewire.adapter.jwt;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.net.URI;
import java.security.PublicKey;
import java.time.Duration;
import java.util.Base64;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class JwtConfigTest {

    private static final Optional<PublicKey> NO_KEY = Optional.empty();

    @Test
    void refusesToTrustNobody() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> config(Optional.empty(), NO_KEY, Optional.empty(), Duration.ZERO));
    }

    @Test
    void refusesASecretThatCanBeGuessed() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> config(Optional.of("x".repeat(31)), NO_KEY, Optional.empty(), Duration.ZERO))
                .withMessage("secret: 31 bytes (expected: at least 32)");
        assertThat(config(Optional.of("é".repeat(16)), NO_KEY, Optional.empty(), Duration.ZERO))
                .isNotNull();
    }

    @Test
    void refusesTwoSourcesOfPublicKeys() {
        Optional<PublicKey> key = Optional.of(JwtFixtures.rsa().getPublic());
        assertThatIllegalArgumentException()
                .isThrownBy(() -> config(
                        Optional.empty(), key, Optional.of(URI.create("https://issuer.example/k")), Duration.ZERO));
    }

    @Test
    void refusesClocksThatAreTooFarOff() {
        for (Duration skew : new Duration[] {Duration.ofMillis(-1), Duration.ofSeconds(301)}) {
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> config(Optional.of(JwtFixtures.SECRET), NO_KEY, Optional.empty(), skew));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"file:///etc/keys", "ftp://issuer.example/keys", "keys", "https:keys", "mailto:a@b"})
    void fetchesKeysOverHttpOnly(String url) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> config(Optional.empty(), NO_KEY, Optional.of(URI.create(url)), Duration.ZERO));
    }

    @Test
    void hidesTheSecret() {
        assertThat(JwtFixtures.secretOnly().toString())
                .doesNotContain(JwtFixtures.SECRET)
                .contains("secret=***");
    }

    @Test
    void readsPublicKeysFromPem() {
        PublicKey rsa = JwtFixtures.rsa().getPublic();
        PublicKey ec = JwtFixtures.ec("secp256r1").getPublic();
        assertThat(PublicKeys.parse("# the issuer's key\n" + JwtFixtures.pem(rsa)))
                .isEqualTo(rsa);
        assertThat(PublicKeys.parse(JwtFixtures.pem(ec).replace("\n", "\r\n"))).isEqualTo(ec);
    }

    @Test
    void refusesOtherTextsAndWeakKeys() {
        String privateKey = "-----BEGIN PRIVATE KEY-----\n"
                + Base64.getEncoder()
                        .encodeToString(JwtFixtures.rsa().getPrivate().getEncoded())
                + "\n-----END PRIVATE KEY-----";
        for (String text : new String[] {
            "",
            "AAAA",
            privateKey,
            "-----BEGIN PUBLIC KEY-----\nAAAA\n-----END PUBLIC KEY-----",
            "-----BEGIN PUBLIC KEY-----\nA\n-----END PUBLIC KEY-----",
            JwtFixtures.pem(JwtFixtures.rsa(1024).getPublic()),
            JwtFixtures.pem(JwtFixtures.ec("secp384r1").getPublic()),
        }) {
            assertThatIllegalArgumentException().as(text).isThrownBy(() -> PublicKeys.parse(text));
        }
    }

    private static JwtConfig config(
            Optional<String> secret, Optional<PublicKey> key, Optional<URI> jwks, Duration skew) {
        return new JwtConfig(secret, key, jwks, Optional.empty(), Optional.empty(), skew);
    }
}
