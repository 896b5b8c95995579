package dev.carewire.dialect;

import dev.carewire.identity.Principal;
import dev.carewire.identity.TokenVerifier;
import dev.carewire.identity.Verification;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/** A verifier that knows a few tokens by heart: {@code expired}, {@code unavailable} and those it was given. */
public final class TestTokens implements TokenVerifier {

    private final Map<String, Principal> good;

    /** A verifier that lets the holders of {@code good} in; every other token is malformed. */
    public TestTokens(Map<String, Principal> good) {
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
        return switch (token) {
            case "expired" -> new Verification.Rejected(Verification.Reason.EXPIRED);
            case "unavailable" -> new Verification.Unavailable();
            default -> new Verification.Rejected(Verification.Reason.MALFORMED);
        };
    }
}
