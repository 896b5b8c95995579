package dev.carewire.dialect;

import dev.carewire.command.Caller;
import dev.carewire.fixture.PrincipalBuilder;
import dev.carewire.identity.Principal;
import dev.carewire.identity.Role;
import dev.carewire.identity.TenantId;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;

/** Fictitious users. */
public final class Callers {

    private Callers() {}

    /** A user of that tenant, called {@code Name of <userId>}. */
    public static Caller caller(TenantId tenant, String userId, Role... roles) {
        return new Caller(principal(Optional.of(tenant), userId, roles), tenant);
    }

    /** The same user with a token that expires. */
    public static Caller expiring(Caller caller, Instant end) {
        Principal principal = caller.principal();
        return new Caller(
                new Principal(
                        principal.tenant(),
                        principal.userId(),
                        principal.name(),
                        principal.roles(),
                        principal.tokenId(),
                        Optional.of(end)),
                caller.tenant());
    }

    /** The principal in a verified token of such a user. */
    public static Principal principal(Optional<TenantId> tenant, String userId, Role... roles) {
        return new Principal(
                tenant.orElse(PrincipalBuilder.DEFAULT_TENANT),
                userId,
                "Name of " + userId,
                Set.of(roles),
                Optional.empty(),
                Optional.empty());
    }
}
