package dev.carewire.dialect.healthmate;

import dev.carewire.identity.Principal;
import dev.carewire.identity.Role;
import java.util.EnumSet;
import java.util.Map;
import java.util.Set;

/**
 * Which of HealthMate's roles may follow what. Its roles are found in those of the token; whoever has none of them, patients and
 * researchers among them, is a {@code user}.
 */
enum Rights {
    ADMIN("admin", EnumSet.of(Role.SUPER_ADMIN, Role.ADMIN), Map.of()),
    DOCTOR(
            "doctor",
            EnumSet.of(Role.DOCTOR),
            Map.of(Topic.HEALTH, "r", Topic.CHAT, "rw", Topic.NOTIFICATIONS, "rw", Topic.PATIENT, "r")),
    NURSE(
            "nurse",
            EnumSet.of(Role.NURSE),
            Map.of(Topic.HEALTH, "r", Topic.CHAT, "rw", Topic.NOTIFICATIONS, "r", Topic.PATIENT, "r")),
    PATIENT("patient", EnumSet.of(Role.PATIENT), ofUsers()),
    USER("user", EnumSet.noneOf(Role.class), ofUsers());

    private static final Map<String, String> LEVELS = Map.of("read", "r", "write", "w", "delete", "d");

    private final String word;
    private final Set<Role> roles;
    private final Map<Topic, String> granted;

    Rights(String word, Set<Role> roles, Map<Topic, String> granted) {
        this.word = word;
        this.roles = roles;
        this.granted = granted;
    }

    private static Map<Topic, String> ofUsers() {
        return Map.of(Topic.HEALTH, "rwd", Topic.CHAT, "rw", Topic.NOTIFICATIONS, "r");
    }

    /** The widest of those that the caller's roles give. */
    static Rights of(Principal principal) {
        for (Rights rights : values()) {
            if (principal.hasAny(rights.roles)) {
                return rights;
            }
        }
        return USER;
    }

    /** Whether {@code word} names something that can be done. */
    static boolean isLevel(String word) {
        return LEVELS.containsKey(word);
    }

    /** The role's name. */
    String word() {
        return word;
    }

    /** @param level what is to be done, one of the words that {@link #isLevel} knows */
    boolean allow(Topic topic, String level) {
        return this == ADMIN || granted.getOrDefault(topic, "").contains(LEVELS.getOrDefault(level, "?"));
    }
}
