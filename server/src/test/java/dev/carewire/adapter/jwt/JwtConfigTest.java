package dev.carewire.adapter.jwt;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.carewire.fixture.JwtConfigBuilder;
import java.net.URI;
import java.security.PublicKey;
import java.time.Duration;
import java.util.Base64;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class JwtConfigTest {

    @Test
    void refusesToTrustNobody() {
        assertThatIllegalArgumentException().isThrownBy(() -> new JwtConfigBuilder().build());
    }

    @Test
    void refusesASecretThatCanBeGuessed() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new JwtConfigBuilder().secret("x".repeat(31)).build())
                .withMessage("secret: 31 bytes (expected: at least 32)");
        assertThat(new JwtConfigBuilder().secret("é".repeat(16)).build()).isNotNull();
    }

    @Test
    void refusesTwoSourcesOfPublicKeys() {
        PublicKey key = JwtFixtures.rsa().getPublic();
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new JwtConfigBuilder()
                        .publicKey(key)
                        .jwksUrl(URI.create("https://issuer.example/k"))
                        .build());
    }

    @Test
    void refusesClocksThatAreTooFarOff() {
        for (Duration skew : new Duration[] {Duration.ofMillis(-1), Duration.ofSeconds(301)}) {
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> new JwtConfigBuilder()
                            .secret(JwtFixtures.SECRET)
                            .clockSkew(skew)
                            .build());
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"file:///etc/keys", "ftp://issuer.example/keys", "keys", "https:keys", "mailto:a@b"})
    void fetchesKeysOverHttpOnly(String url) {
        assertThatIllegalArgumentException()
                .isThrownBy(
                        () -> new JwtConfigBuilder().jwksUrl(URI.create(url)).build());
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
}
