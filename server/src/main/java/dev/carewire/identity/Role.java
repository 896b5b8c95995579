package dev.carewire.identity;

import java.util.Arrays;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * A user's function in the clinic, from which {@link Access} derives the rights. The names that the client families' tokens use map
 * onto this one set.
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
    /** Evaluates data outside of CareWire. It grants no right beyond the user's own data. */
    RESEARCHER,
    /** A waiting-room screen: receives ticket numbers and sends nothing. */
    DISPLAY,
    /** Another back end, which publishes events. */
    SERVICE,
    /** Operates the server: lists and closes connections, but reads none of their messages. */
    OPERATOR,
    /** Any role that this server does not know. It grants no right, but a user with it does not count as a user without a role. */
    OTHER;

    private static final Map<String, Role> ALIASES = Map.ofEntries(
            Map.entry("owner", ADMIN),
            Map.entry("provider", DOCTOR),
            Map.entry("physician", DOCTOR),
            Map.entry("healthcare_provider", DOCTOR),
            Map.entry("ma", MEDICAL_ASSISTANT),
            Map.entry("front_desk", RECEPTIONIST),
            Map.entry("biller", BILLING),
            Map.entry("diagnostic_centre_owner", ADMIN),
            Map.entry("diagnostic_centre_manager", MANAGER),
            Map.entry("accountant", BILLING),
            Map.entry("hr", STAFF));

    /**
     * The role with this name.
     *
     * @param claim one name from a token, in upper or lower case; blanks, dashes and underscores are equivalent
     * @return empty for an unknown name, also for {@code other}
     */
    public static Optional<Role> parse(String claim) {
        String name = claim.strip().toLowerCase(Locale.ROOT).replace('-', '_').replace(' ', '_');
        return Optional.ofNullable(ALIASES.get(name))
                .or(() -> Arrays.stream(values())
                        .filter(role -> role != OTHER && role.claim().equals(name))
                        .findFirst());
    }

    /** This role's name in a token: lower case with underscores. */
    public String claim() {
        return name().toLowerCase(Locale.ROOT);
    }
}
