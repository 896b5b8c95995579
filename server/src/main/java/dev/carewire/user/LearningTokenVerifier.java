package dev.carewire.user;

import dev.carewire.identity.TokenVerifier;
import dev.carewire.identity.Verification;
import dev.carewire.identity.Verification.Verified;
import java.util.concurrent.CompletionStage;

/**
 * Verifies tokens and learns the clinics' staff from those that are valid. Sockets, renewals and HTTP requests of every
 * client family verify their tokens here.
 */
public final class LearningTokenVerifier implements TokenVerifier {

    private final TokenVerifier tokens;
    private final LearnedStaff staff;

    /** Verifies as {@code tokens} does. */
    public LearningTokenVerifier(TokenVerifier tokens, LearnedStaff staff) {
        this.tokens = tokens;
        this.staff = staff;
    }

    @Override
    public CompletionStage<Verification> verify(String token) {
        return tokens.verify(token).thenApply(this::learned);
    }

    @Override
    public CompletionStage<Verification> verifyWithDefaultStaffRole(String token) {
        return tokens.verifyWithDefaultStaffRole(token).thenApply(this::learned);
    }

    private Verification learned(Verification verification) {
        if (verification instanceof Verified verified) {
            staff.onVerified(verified.principal());
        }
        return verification;
    }
}
