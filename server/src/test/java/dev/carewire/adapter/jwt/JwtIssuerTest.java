package dev.carewire.adapter.jwt;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import com.auth0.jwt.JWT;
import com.auth0.jwt.interfaces.DecodedJWT;
import dev.carewire.fixture.JwtConfigBuilder;
import dev.carewire.identity.Principal;
import dev.carewire.identity.Role;
import dev.carewire.identity.TenantId;
import dev.carewire.identity.Verification.Verified;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

class JwtIssuerTest {

    private static final TenantId TENANT = new TenantId("t-1");
    private static final Duration HOUR = Duration.ofHours(1);

    private final JwtConfig config = new JwtConfigBuilder()
            .secret(JwtFixtures.SECRET)
            .issuer("clinic")
            .audience("carewire")
            .build();
    private final JwtIssuer issuer = new JwtIssuer(config, JwtFixtures.CLOCK);

    @Test
    void issuesWhatTheVerifierAccepts() {
        String token = issuer.issue("u-1", TENANT, Role.MEDICAL_ASSISTANT, Optional.of("Ann"), HOUR);
        Verified outcome = (Verified) new JwtVerifier(config, JwtFixtures.CLOCK)
                .verify(token)
                .toCompletableFuture()
                .join();
        Principal principal = outcome.principal();
        assertThat(principal.userId()).isEqualTo("u-1");
        assertThat(principal.tenant()).isEqualTo(TENANT);
        assertThat(principal.roles()).isEqualTo(Set.of(Role.MEDICAL_ASSISTANT));
        assertThat(principal.name()).isEqualTo("Ann");
        assertThat(principal.expiresAt()).contains(JwtFixtures.NOW.plus(HOUR));
        assertThat(principal.tokenId()).isPresent();
    }

    @Test
    void everyClientFamilyFindsItsClaims() {
        DecodedJWT token = JWT.decode(issue("u-1", HOUR));
        assertThat(token.getSubject()).isEqualTo("u-1");
        assertThat(token.getClaim("id").asString()).isEqualTo("u-1");
        assertThat(token.getClaim("userId").asString()).isEqualTo("u-1");
        assertThat(token.getClaim("tenantId").asString()).isEqualTo("t-1");
        assertThat(token.getClaim("role").asString()).isEqualTo("doctor");
        assertThat(token.getClaim("fullName").asString()).isEqualTo("u-1");
        assertThat(token.getIssuedAtAsInstant()).isEqualTo(JwtFixtures.NOW);
    }

    @Test
    void everyTokenHasItsOwnId() {
        String first = issue("u-1", HOUR);
        String second = issue("u-1", HOUR);
        assertThat(JWT.decode(first).getId()).isNotEqualTo(JWT.decode(second).getId());
    }

    @Test
    void refusesWhatNoVerifierWouldAccept() {
        assertThatIllegalArgumentException().isThrownBy(() -> issue(" ", HOUR));
        assertThatIllegalArgumentException().isThrownBy(() -> issue("u", Duration.ZERO));
        JwtConfig keyOnly = JwtFixtures.publicKeyOnly(JwtFixtures.rsa().getPublic());
        assertThatIllegalArgumentException().isThrownBy(() -> new JwtIssuer(keyOnly, JwtFixtures.CLOCK));
    }

    private String issue(String userId, Duration lifetime) {
        return issuer.issue(userId, TENANT, Role.DOCTOR, Optional.empty(), lifetime);
    }
}
