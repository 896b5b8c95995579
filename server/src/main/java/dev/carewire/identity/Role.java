package dev.carewire.identity;

import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * A caller's function in the clinic. The client families' role names map onto one set; an unknown name grants nothing.
 */
public enum Role {
    SUPER_ADMIN,
    ADMIN,
    MANAGER,
    DOCTOR,
    NURSE,
    MEDICAL_ASSISTANT,
    RECEPTIONIST,
    SCHEDULER,
    BILLING,
    COMPLIANCE_OFFICER,
    STAFF,
    PATIENT,
    /** A waiting-room screen: sees ticket numbers, sends nothing. */
    DISPLAY,
    /** A back end that pushes events. */
    SERVICE,
    /** Runs the server: sees and ends connections, but none of their traffic. */
    OPERATOR,
    /** A role unknown to this server. It grants nothing, but its bearer does not count as having no role. */
    OTHER;

    private static final Map<String, Role> ALIASES = Map.ofEntries(
            Map.entry("owner", ADMIN),
            Map.entry("provider", DOCTOR),
            Map.entry("physician", DOCTOR),
            Map.entry("healthcare_provider", DOCTOR),
            Map.entry("ma", MEDICAL_ASSISTANT),
            Map.entry("front_desk", RECEPTIONIST),
            Map.entry("biller", BILLING),
            Map.entry("accountant", BILLING),
            Map.entry("hr", STAFF));

    /**
     * The role that a token's claim names.
     *
     * @param claim in any case, words joined by blanks, dashes or underscores
     * @return empty for an unknown name
     */
    public static Optional<Role> parse(String claim) {
        return known(claim).filter(role -> role != OTHER);
    }

    private static Optional<Role> known(String claim) {
        String name = claim.strip().toLowerCase(Locale.ROOT).replace('-', '_').replace(' ', '_');
        Role alias = ALIASES.get(name);
        if (alias != null) {
            return Optional.of(alias);
        }
        for (Role role : values()) {
            if (role.claim().equals(name)) {
                return Optional.of(role);
            }
        }
        return Optional.empty();
    }

    /** The name in a token: lower case with underscores. */
    public String claim() {
        return name().toLowerCase(Locale.ROOT);
    }
}
