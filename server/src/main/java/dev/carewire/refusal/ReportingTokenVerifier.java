package dev.carewire.refusal;

import dev.carewire.identity.TokenVerifier;
import dev.carewire.identity.Verification;
import java.net.SocketAddress;
import java.util.concurrent.CompletionStage;

/**
 * Reports the tokens that another verifier rejects, and those of accounts that may not use them, with the address that
 * presented each. Any thread.
 */
public final class ReportingTokenVerifier implements TokenVerifier {

    private final TokenVerifier tokens;
    private final Refusals refusals;

    /** Verifies as {@code tokens} does. */
    public ReportingTokenVerifier(TokenVerifier tokens, Refusals refusals) {
        this.tokens = tokens;
        this.refusals = refusals;
    }

    @Override
    public CompletionStage<Verification> verify(String token) {
        return tokens.verify(token);
    }

    @Override
    public CompletionStage<Verification> verifyWithDefaultStaffRole(String token) {
        return tokens.verifyWithDefaultStaffRole(token);
    }

    @Override
    public TokenVerifier from(SocketAddress address) {
        return new FromAddress(address);
    }

    private final class FromAddress implements TokenVerifier {

        private final SocketAddress address;

        private FromAddress(SocketAddress address) {
            this.address = address;
        }

        @Override
        public CompletionStage<Verification> verify(String token) {
            return tokens.verify(token).thenApply(this::report);
        }

        @Override
        public CompletionStage<Verification> verifyWithDefaultStaffRole(String token) {
            return tokens.verifyWithDefaultStaffRole(token).thenApply(this::report);
        }

        private Verification report(Verification verification) {
            if (verification.strict() instanceof Verification.Rejected rejected) {
                refusals.onToken(address, rejected.reason());
            }
            return verification;
        }
    }
}
