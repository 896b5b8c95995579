package dev.carewire.transport.session;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.carewire.adapter.jwt.JwtConfig;
import dev.carewire.adapter.jwt.JwtIssuer;
import dev.carewire.adapter.jwt.JwtVerifier;
import dev.carewire.dialect.ExpiredSessions;
import dev.carewire.fixture.JwtConfigBuilder;
import dev.carewire.identity.Role;
import dev.carewire.identity.TenantId;
import dev.carewire.identity.Verification;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class ExpiryRulesTest {

    private static final Instant EXPIRY = Instant.parse("2026-11-30T12:00:00Z");
    private static final Duration LEEWAY = Duration.ofSeconds(30);
    private static final Duration HALF_A_DAY = Duration.ofHours(12);

    @Test
    void keepsASessionForTheTimeThatIsAllowedAfterItsToken() {
        ExpiryRules rules = new ExpiryRules(LEEWAY, HALF_A_DAY, ExpiredSessions.KEEP, Map.of());
        assertThat(rules.sessionEnd("standard", EXPIRY)).isEqualTo(EXPIRY.plus(HALF_A_DAY));
    }

    @Test
    void closesASessionWhenItsTokenIsNoLongerAccepted() {
        ExpiryRules rules = new ExpiryRules(LEEWAY, HALF_A_DAY, ExpiredSessions.CLOSE, Map.of());
        assertThat(rules.sessionEnd("standard", EXPIRY)).isEqualTo(EXPIRY.plus(LEEWAY));
    }

    @Test
    void aFamilyMayHaveARuleOfItsOwn() {
        ExpiryRules rules =
                new ExpiryRules(LEEWAY, HALF_A_DAY, ExpiredSessions.KEEP, Map.of("keney", ExpiredSessions.CLOSE));
        assertThat(rules.sessionEnd("keney", EXPIRY)).isEqualTo(EXPIRY.plus(LEEWAY));
        assertThat(rules.sessionEnd("clinic", EXPIRY)).isEqualTo(EXPIRY.plus(HALF_A_DAY));
    }

    @Test
    void neverEndsASessionBeforeItsTokenIsRejected() {
        ExpiryRules rules = new ExpiryRules(LEEWAY, Duration.ofSeconds(1), ExpiredSessions.KEEP, Map.of());
        assertThat(rules.sessionEnd("standard", EXPIRY)).isEqualTo(EXPIRY.plus(LEEWAY));
    }

    @Test
    void refusesNegativeTimes() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new ExpiryRules(LEEWAY, LEEWAY.negated(), ExpiredSessions.KEEP, Map.of()));
    }

    /** A client whose token had ended 1 to 28 s before was admitted, closed at once, admitted again, and so on. */
    @Test
    void aTokenThatIsAdmittedAfterItsExpiryIsNeverClosedAtOnce() {
        JwtConfig config = new JwtConfigBuilder()
                .secret("a-secret-of-more-than-thirty-two-bytes")
                .clockSkew(LEEWAY)
                .build();
        String token = new JwtIssuer(config, at(EXPIRY.minusSeconds(60)))
                .issue("u", new TenantId("t"), Role.NURSE, Optional.empty(), Duration.ofSeconds(60));
        ExpiryRules rules = new ExpiryRules(config.clockSkew(), HALF_A_DAY, ExpiredSessions.CLOSE, Map.of());
        for (long late = 0; late <= 2 * LEEWAY.toMillis(); late += 500) {
            Instant now = EXPIRY.plusMillis(late);
            boolean admitted = new JwtVerifier(config, at(now))
                            .verify(token)
                            .toCompletableFuture()
                            .join()
                    instanceof Verification.Verified;
            assertThat(now.isBefore(rules.sessionEnd("standard", EXPIRY)))
                    .as("%d ms after the expiry", late)
                    .isEqualTo(admitted);
        }
    }

    private static Clock at(Instant now) {
        return Clock.fixed(now, ZoneOffset.UTC);
    }
}
