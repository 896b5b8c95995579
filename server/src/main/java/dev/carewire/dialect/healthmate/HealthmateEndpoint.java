package dev.carewire.dialect.healthmate;

import java.util.List;

/** The services of HealthMate, each with its own WebSocket path. */
enum HealthmateEndpoint {
    HEALTH("/ws/health"),
    CHAT("/ws/chat"),
    NOTIFICATIONS("/ws/notifications"),
    /** All services over one connection. */
    COMBINED("/ws/combined");

    private final String path;

    HealthmateEndpoint(String path) {
        this.path = path;
    }

    String path() {
        return path;
    }

    /** The automatic subscriptions of its clients. */
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
