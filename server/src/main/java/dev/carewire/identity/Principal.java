package dev.carewire.identity;

import dev.carewire.text.Identifier;
import java.time.Instant;
import java.util.EnumSet;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;

/**
 * A verified caller: the claims of a token whose signature, issuer and times have been checked.
 *
 * @param tenant the clinic that the token names, or else the installation's default clinic
 * @param userId opaque id of the user, an {@link Identifier}, unique within the tenant
 * @param name display name, never logged; the user id if the token has no name
 * @param roles the token's roles, unknown ones as {@link Role#OTHER}; empty only if the token names its clinic but no
 *     role
 * @param tokenId the token's {@code jti}, if present
 * @param expiresAt when the token expires; empty without {@code exp}
 */
public record Principal(
        TenantId tenant,
        String userId,
        String name,
        Set<Role> roles,
        Optional<String> tokenId,
        Optional<Instant> expiresAt) {

    public Principal {
        Objects.requireNonNull(tenant, "tenant");
        Objects.requireNonNull(tokenId, "tokenId");
        Objects.requireNonNull(expiresAt, "expiresAt");
        if (!Identifier.isValid(userId)) {
            throw new IllegalArgumentException("userId: invalid (expected: an id)");
        }
        if (name.isBlank()) {
            name = userId;
        }
        roles = Set.copyOf(roles);
    }

    /** Whether this caller has at least one of {@code wanted}. */
    public boolean hasAnyRole(Set<Role> wanted) {
        return roles.stream().anyMatch(wanted::contains);
    }

    /** The same caller with one more role. */
    public Principal withRole(Role role) {
        Set<Role> more = EnumSet.of(role);
        more.addAll(roles);
        return new Principal(tenant, userId, name, more, tokenId, expiresAt);
    }

    /**
     * The same caller, as staff if {@link #roles} is empty. For the clinic system, whose tokens may omit the role. A named
     * role counts, even an unknown one, which grants nothing.
     */
    public Principal withDefaultStaffRole() {
        return roles.isEmpty() ? withRole(Role.STAFF) : this;
    }

    /** Shows ids only: a name is personal data. */
    @Override
    public String toString() {
        return "Principal[tenant=" + tenant + ", user=" + userId + "]";
    }
}
