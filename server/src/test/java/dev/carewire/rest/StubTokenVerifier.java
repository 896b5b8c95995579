package dev.carewire.rest;

import dev.carewire.fixture.PrincipalBuilder;
import dev.carewire.identity.Principal;
import dev.carewire.identity.Role;
import dev.carewire.identity.TenantId;
import dev.carewire.identity.TokenVerifier;
import dev.carewire.identity.Verification;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/** Accepts a fixed set of tokens. */
public final class StubTokenVerifier implements TokenVerifier {

    /** A doctor of the first clinic. */
    public static final String DOCTOR = "token-doctor";

    /** An administrator of the first clinic. */
    public static final String ADMIN = "token-admin";

    /** A nurse of the first clinic. */
    public static final String NURSE = "token-nurse";

    /** A patient of the first clinic. */
    public static final String PATIENT = "token-patient";

    /** A back end of the first clinic. */
    public static final String SERVICE = "token-service";

    /** Another back end of the first clinic. */
    static final String OTHER_SERVICE = "token-other-service";

    /** A back end of the other clinic. */
    static final String STRANGE_SERVICE = "token-strange-service";

    /** A doctor of the other clinic. */
    public static final String STRANGER = "token-stranger";

    /** A user of the first clinic whose token names no role. */
    public static final String WITHOUT_ROLE = "token-without-role";

    public static final String WITHOUT_TENANT = "token-without-tenant";

    /** A valid token that cannot be verified at the moment. */
    public static final String UNCHECKABLE = "token-uncheckable";

    /** A valid token of the doctor, who must change the password first. */
    public static final String STALE = "token-stale";

    private final Map<String, Principal> principals;

    public StubTokenVerifier(TenantId first, TenantId other) {
        principals = Map.of(
                DOCTOR,
                        new PrincipalBuilder("u-doctor", "Dana North", Set.of(Role.DOCTOR))
                                .tenant(first)
                                .build(),
                ADMIN,
                        new PrincipalBuilder("u-admin", "Ari North", Set.of(Role.ADMIN))
                                .tenant(first)
                                .build(),
                NURSE,
                        new PrincipalBuilder("u-nurse", "Nia North", Set.of(Role.NURSE))
                                .tenant(first)
                                .build(),
                PATIENT,
                        new PrincipalBuilder("u-patient", "Pat North", Set.of(Role.PATIENT))
                                .tenant(first)
                                .build(),
                STRANGER,
                        new PrincipalBuilder("u-stranger", "Sam South", Set.of(Role.DOCTOR))
                                .tenant(other)
                                .build(),
                SERVICE,
                        new PrincipalBuilder("u-service", "Service", Set.of(Role.SERVICE))
                                .tenant(first)
                                .build(),
                OTHER_SERVICE,
                        new PrincipalBuilder("u-".repeat(40), "Other service", Set.of(Role.SERVICE))
                                .tenant(first)
                                .build(),
                STRANGE_SERVICE,
                        new PrincipalBuilder("u-service", "Service", Set.of(Role.SERVICE))
                                .tenant(other)
                                .build(),
                WITHOUT_ROLE, principal(Optional.of(first), "u-clerk", "Clea North"),
                WITHOUT_TENANT, new PrincipalBuilder("u-nowhere", "Nell Nowhere", Set.of(Role.DOCTOR)).build());
    }

    /** The same tokens, for tests where the clinics do not matter. */
    public StubTokenVerifier() {
        this(new TenantId("north"), new TenantId("south"));
    }

    private static Principal principal(Optional<TenantId> tenant, String userId, String name, Role... roles) {
        return new Principal(
                tenant.orElse(PrincipalBuilder.DEFAULT_TENANT),
                userId,
                name,
                Set.of(roles),
                Optional.empty(),
                Optional.empty());
    }

    @Override
    public CompletionStage<Verification> verify(String token) {
        if (token.equals(UNCHECKABLE)) {
            return CompletableFuture.completedStage(new Verification.Unavailable());
        }
        if (token.equals(STALE)) {
            return CompletableFuture.completedStage(new Verification.Verified(
                    principals.get(DOCTOR), Verification.AccountStanding.PASSWORD_RESET_REQUIRED));
        }
        Principal principal = principals.get(token);
        return CompletableFuture.completedStage(
                principal == null
                        ? new Verification.Rejected(Verification.Reason.SIGNATURE)
                        : new Verification.Verified(principal));
    }
}
