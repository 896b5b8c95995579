package dev.carewire.dialect.healthmate;

import dev.carewire.identity.Principal;
import dev.carewire.identity.Role;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/**
 * Which of HealthMate's roles may follow what. Its roles are found in those of the token; whoever has none of them, patients and
 * researchers among them, is a {@code user}.
 */
enum HealthmateRole {
    ADMIN,
    DOCTOR,
    NURSE,
    PATIENT,
    USER;

    /** What can be done, and its letter among what is granted. */
    private static final Map<String, String> LEVELS = Map.of("read", "r", "write", "w", "delete", "d");

    /** The widest of those that the caller's roles give. */
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

    /** Whether {@code word} names something that can be done. */
    static boolean isAccessLevel(String word) {
        return LEVELS.containsKey(word);
    }

    /** The role's name. */
    String wireName() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** @param level what is to be done, one of the words that {@link #isAccessLevel} knows */
    boolean allows(Topic topic, String level) {
        return this == ADMIN || grantedLevels(topic).contains(LEVELS.getOrDefault(level, "?"));
    }
}
