package dev.carewire.adapter.jwt;

import com.auth0.jwt.interfaces.Claim;
import com.auth0.jwt.interfaces.DecodedJWT;
import dev.carewire.identity.Principal;
import dev.carewire.identity.ReservedUsers;
import dev.carewire.identity.Role;
import dev.carewire.identity.TenantId;
import dev.carewire.identity.Verification;
import dev.carewire.identity.Verification.AccountStanding;
import dev.carewire.identity.Verification.Reason;
import dev.carewire.identity.Verification.Rejected;
import dev.carewire.identity.Verification.Verified;
import dev.carewire.text.Identifier;
import java.time.Instant;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** Reads the claims of the supported token producers, which name the same claims differently. */
final class TokenClaims {

    private static final String DIAGNOSTIC_ID = "diagnostic_id";
    private static final List<String> USER = List.of("userId", "user_id", "id", "sub");
    private static final List<String> TENANT = List.of("tenantId", "tenant_id", DIAGNOSTIC_ID);
    private static final List<String> ROLES = List.of("role", "roles", "secondaryRoles", "user_type");
    private static final List<String> NAME = List.of("fullName", "name", "email");

    /** Producers with UUIDs as ids write this for a missing id. */
    private static final String NIL_UUID = "00000000-0000-0000-0000-000000000000";

    private static final String PASSWORD_RESET = "passwordResetRequired";
    private static final String TYPE = "type";
    private static final String REFRESH = "refresh";
    private static final String UNREADABLE = "?";
    private static final Pattern WHOLE_NUMBER = Pattern.compile("-?\\d{1,38}");
    private static final Pattern COMMA = Pattern.compile(",");

    /** Some producers write milliseconds; a later expiry is treated as this. */
    private static final Instant LATEST_EXPIRY = Instant.parse("9999-12-31T23:59:59Z");

    private TokenClaims() {}

    /** The caller that a token names, once its signature and times have been verified. */
    static Verification read(DecodedJWT token, ClaimRules rules) {
        if (REFRESH.equals(token.getClaim(TYPE).asString())) {
            return new Rejected(Reason.REFRESH_TOKEN);
        }
        Optional<String> user = USER.stream()
                .map(name -> id(token.getClaim(name)))
                .flatMap(Optional::stream)
                .findFirst();
        if (user.isEmpty()) {
            return new Rejected(Reason.NO_USER);
        }
        if (ReservedUsers.contains(user.get())) {
            return new Rejected(Reason.RESERVED_USER);
        }
        if (!Identifier.isValid(user.get())) {
            return new Rejected(Reason.NO_USER);
        }
        Optional<TenantId> tenant;
        try {
            tenant = tenant(token, rules);
        } catch (IllegalArgumentException unusable) {
            return new Rejected(Reason.MALFORMED);
        }
        String name = NAME.stream()
                .map(claim -> token.getClaim(claim).asString())
                .filter(text -> text != null && !text.isBlank())
                .findFirst()
                .orElse("");
        Set<Role> roles = roles(token);
        if (roles.isEmpty() && (tenant.isEmpty() || rules.missingRole() == ClaimRules.MissingRole.NONE)) {
            roles.add(Role.OTHER);
        }
        Principal principal = new Principal(
                tenant.orElse(rules.defaultTenant()),
                user.get(),
                name,
                roles,
                Optional.ofNullable(token.getClaim("jti").asString()).filter(id -> !id.isBlank()),
                Optional.ofNullable(token.getExpiresAtAsInstant())
                        .map(expiry -> expiry.isAfter(LATEST_EXPIRY) ? LATEST_EXPIRY : expiry));
        return new Verified(principal, standing(token));
    }

    private static AccountStanding standing(DecodedJWT token) {
        return Boolean.TRUE.equals(token.getClaim(PASSWORD_RESET).asBoolean())
                ? AccountStanding.PASSWORD_RESET_REQUIRED
                : AccountStanding.GOOD;
    }

    /** A text that is not blank, or the digits of a whole number. */
    private static Optional<String> id(Claim claim) {
        String text = claim.asString();
        if (text == null && claim.asLong() != null) {
            text = claim.toString();
            return WHOLE_NUMBER.matcher(text).matches() ? Optional.of(text) : Optional.empty();
        }
        return Optional.ofNullable(text).filter(id -> !id.isBlank());
    }

    /**
     * A present claim without a usable tenant is an error. Otherwise its bearer would count as a user of a system
     * without tenants.
     */
    private static Optional<TenantId> tenant(DecodedJWT token, ClaimRules rules) {
        for (String name : TENANT) {
            Claim claim = token.getClaim(name);
            boolean ignored = name.equals(DIAGNOSTIC_ID) && rules.diagnosticId() == ClaimRules.DiagnosticId.IGNORED;
            if (ignored
                    || claim.isMissing()
                    || claim.isNull()
                    || "".equals(claim.asString())
                    || NIL_UUID.equals(claim.asString())) {
                continue;
            }
            return Optional.of(new TenantId(id(claim)
                    .orElseThrow(() -> new IllegalArgumentException(name + ": unusable (expected: text or number)"))));
        }
        return Optional.empty();
    }

    private static Set<Role> roles(DecodedJWT token) {
        Set<Role> roles = EnumSet.noneOf(Role.class);
        ROLES.stream()
                .flatMap(name -> roleNames(token.getClaim(name)))
                .flatMap(COMMA::splitAsStream)
                .filter(name -> !name.isBlank())
                .forEach(name -> roles.add(Role.parse(name).orElse(Role.OTHER)));
        return roles;
    }

    /** A claim that is not text counts as an unknown role, so that its bearer does not count as having none. */
    private static Stream<String> roleNames(Claim claim) {
        if (claim.isMissing() || claim.isNull()) {
            return Stream.empty();
        }
        String text = claim.asString();
        if (text != null) {
            return Stream.of(text);
        }
        Object[] items = claim.asArray(Object.class);
        return items == null
                ? Stream.of(UNREADABLE)
                : Arrays.stream(items)
                        .filter(Objects::nonNull)
                        .map(item -> item instanceof String name ? name : UNREADABLE);
    }
}
