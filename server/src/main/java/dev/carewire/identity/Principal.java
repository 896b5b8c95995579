package dev.carewire.identity;

import java.time.Instant;
import java.util.EnumSet;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;

/**
 * A verified caller: what remains of a token once its signature, issuer and times were checked.
 *
 * @param tenant the clinic the token names; empty when it names none
 * @param userId opaque id of the user, unique within the tenant
 * @param name what others see, never logged; the user id when the token has no name
 * @param roles what the token names, {@link Role#OTHER} for whatever is not known here; empty if it names no role at all
 * @param tokenId the token's {@code jti}, when it has one
 * @param expiresAt when the token ends; empty for a token without {@code exp}
 */
public record Principal(
        Optional<TenantId> tenant,
        String userId,
        String name,
        Set<Role> roles,
        Optional<String> tokenId,
        Optional<Instant> expiresAt) {

    public Principal {
        Objects.requireNonNull(tenant, "tenant");
        Objects.requireNonNull(tokenId, "tokenId");
        Objects.requireNonNull(expiresAt, "expiresAt");
        if (userId.isBlank()) {
            throw new IllegalArgumentException("userId: blank (expected: an id)");
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

    /** The same caller, as staff if there is no role: for the clinic system, whose tokens need not say one. */
    public Principal withDefaultStaffRole() {
        return roles.isEmpty() ? withRole(Role.STAFF) : this;
    }

    /** Ids only: a name is personal data. */
    @Override
    public String toString() {
        return "Principal[tenant=" + tenant.map(TenantId::value).orElse("-") + ", user=" + userId + "]";
    }
}
