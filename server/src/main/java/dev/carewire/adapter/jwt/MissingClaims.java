package dev.carewire.adapter.jwt;

import dev.carewire.identity.TenantId;
import java.util.Objects;

/**
 * The meaning of claims that a token lacks. Some of the supported systems have one clinic only, others staff only.
 *
 * @param tenant the clinic of a token that names none
 * @param role the meaning of a token that names its clinic but no role
 */
public record MissingClaims(TenantId tenant, Role role) {

    /** The meaning of a missing role. A token that names neither role nor clinic has no rights in either case. */
    public enum Role {
        /** The system decides whose endpoint the token is presented to. */
        UNSPECIFIED,
        /** The bearer has no rights. */
        NONE
    }

    public MissingClaims {
        Objects.requireNonNull(tenant, "tenant");
        Objects.requireNonNull(role, "role");
    }
}
