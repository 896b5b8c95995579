package dev.carewire.identity;

import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * What a caller does in the clinic. The names of the client families are folded onto one set; a name nobody knows
 * grants nothing.
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
    /** Runs the server: sees and ends connections, and nothing of what goes over them. */
    OPERATOR,
    /** One that this server does not know: it grants nothing, but whoever has it has a role. */
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
     * The role a token's claim names.
     *
     * @param claim any case, words joined by blanks, dashes or underscores
     * @return empty for a name that is not known here
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
