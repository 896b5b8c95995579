package dev.carewire.dialect.healthmate;

import java.util.List;

/** What HealthMate's clients connect to, each on a path of its own. */
public enum HealthmateEndpoint {
    HEALTH,
    CHAT,
    NOTIFICATIONS,
    /** All the others over one connection. */
    COMBINED;

    /** What its clients follow without asking. */
    List<Topic> defaultTopics() {
        return switch (this) {
            case HEALTH -> List.of(Topic.HEALTH);
            case CHAT -> List.of(Topic.CHAT);
            case NOTIFICATIONS -> List.of(Topic.NOTIFICATIONS);
            case COMBINED -> List.of(Topic.HEALTH, Topic.CHAT, Topic.NOTIFICATIONS);
        };
    }

    /** Whether its clients may use the commands of {@code other}. */
    boolean includes(HealthmateEndpoint other) {
        return this == other || this == COMBINED;
    }
}
