package dev.carewire.dialect;

import dev.carewire.identity.Principal;
import dev.carewire.identity.TokenVerifier;
import dev.carewire.identity.Verification;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/**
 * A verifier that knows a few tokens by heart: {@code expired}, {@code unavailable} and those it was given. Put before the name of
 * one of these, {@code stale-} stands for the token of the same user once they have to set another password.
 */
public final class TestTokenVerifier implements TokenVerifier {

    private static final String STALE = "stale-";

    private final Map<String, Principal> good;

    /** A verifier that lets the holders of {@code good} in; every other token is malformed. */
    public TestTokenVerifier(Map<String, Principal> good) {
        this.good = Map.copyOf(good);
    }

    @Override
    public CompletionStage<Verification> verify(String token) {
        return CompletableFuture.completedStage(verification(token));
    }

    private Verification verification(String token) {
        Principal principal = good.get(token);
        if (principal != null) {
            return new Verification.Verified(principal);
        }
        Principal stale = token.startsWith(STALE) ? good.get(token.substring(STALE.length())) : null;
        if (stale != null) {
            return new Verification.Verified(stale, Verification.AccountStanding.PASSWORD_RESET_REQUIRED);
        }
        return switch (token) {
            case "expired" -> new Verification.Rejected(Verification.Reason.EXPIRED);
            case "unavailable" -> new Verification.Unavailable();
            default -> new Verification.Rejected(Verification.Reason.MALFORMED);
        };
    }
}
