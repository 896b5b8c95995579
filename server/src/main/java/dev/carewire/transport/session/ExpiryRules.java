package dev.carewire.transport.session;

import dev.carewire.dialect.ExpiredSessions;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;

/**
 * Decides how long a session may outlive its token. A session never ends before the {@code TokenVerifier} rejects its token. The server
 * therefore does not admit a client and close it at once.
 *
 * @param leeway for how long after its expiry a token is still accepted
 * @param sessionMax for how long after the expiry of its token a session is kept; default 12 h
 * @param expiredSessions the rule for families without a rule of their own
 * @param families the rules of families, by the name of their dialects
 */
public record ExpiryRules(
        Duration leeway, Duration sessionMax, ExpiredSessions expiredSessions, Map<String, ExpiredSessions> families) {

    public ExpiryRules {
        families = Map.copyOf(families);
        if (leeway.isNegative() || sessionMax.isNegative()) {
            throw new IllegalArgumentException(
                    "leeway: " + leeway + ", sessionMax: " + sessionMax + " (expected: 0 or more)");
        }
    }

    /**
     * When the server closes a session whose token expires at {@code tokenExpiry}.
     *
     * @param family the name of the session's dialect
     */
    Instant sessionEnd(String family, Instant tokenExpiry) {
        boolean kept = families.getOrDefault(family, expiredSessions) == ExpiredSessions.KEEP;
        return tokenExpiry.plus(kept && sessionMax.compareTo(leeway) > 0 ? sessionMax : leeway);
    }
}
