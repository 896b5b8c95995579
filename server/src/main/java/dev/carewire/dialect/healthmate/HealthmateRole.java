package dev.carewire.dialect.healthmate;

import dev.carewire.identity.Principal;
import dev.carewire.identity.Role;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/**
 * HealthMate's roles, with their rights to topics. They derive from the token's roles; a user with none of them
 * is a {@code user}.
 */
enum HealthmateRole {
    ADMIN,
    DOCTOR,
    NURSE,
    PATIENT,
    RESEARCHER,
    USER;

    /** The access levels, with their letters in the granted rights. */
    private static final Map<String, String> LEVELS = Map.of("read", "r", "write", "w", "delete", "d");

    /** The most powerful role among the caller's. */
    static HealthmateRole of(Principal principal) {
        for (HealthmateRole rights : values()) {
            if (principal.hasAnyRole(rights.tokenRoles())) {
                return rights;
            }
        }
        return USER;
    }

    private Set<Role> tokenRoles() {
        return switch (this) {
            case ADMIN -> Set.of(Role.SUPER_ADMIN, Role.ADMIN);
            case DOCTOR -> Set.of(Role.DOCTOR);
            case NURSE -> Set.of(Role.NURSE);
            case PATIENT -> Set.of(Role.PATIENT);
            case RESEARCHER -> Set.of(Role.RESEARCHER);
            case USER -> Set.of();
        };
    }

    private String grantedLevels(Topic topic) {
        return switch (topic) {
            case HEALTH -> this == DOCTOR || this == NURSE ? "r" : "rwd";
            case CHAT -> "rw";
            case NOTIFICATIONS -> this == DOCTOR ? "rw" : "r";
            case PATIENT -> this == DOCTOR || this == NURSE ? "r" : "";
        };
    }

    /** Whether {@code word} is an access level. */
    static boolean isAccessLevel(String word) {
        return LEVELS.containsKey(word);
    }

    /** The role's name. */
    String wireName() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** @param level an access level that {@link #isAccessLevel} accepts */
    boolean allows(Topic topic, String level) {
        return this == ADMIN || grantedLevels(topic).contains(LEVELS.getOrDefault(level, "?"));
    }
}
