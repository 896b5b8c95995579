package dev.carewire.dialect.healthmate;

import java.util.List;
import java.util.Set;

/** What HealthMate's clients connect to, each on a path of its own. */
public enum Service {
    HEALTH(Topic.HEALTH),
    CHAT(Topic.CHAT),
    NOTIFICATIONS(Topic.NOTIFICATIONS),
    /** All the others over one connection. */
    COMBINED(Topic.HEALTH, Topic.CHAT, Topic.NOTIFICATIONS);

    private final List<Topic> topics;

    Service(Topic... topics) {
        this.topics = List.of(topics);
    }

    /** What its clients follow without asking. */
    List<Topic> topics() {
        return topics;
    }

    /** Whether its clients may use the commands of {@code other}. */
    boolean serves(Service other) {
        return Set.copyOf(topics).containsAll(other.topics);
    }
}
