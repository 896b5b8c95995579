package dev.carewire.event;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** Who is there, and whose chart is open. */
public final class PresenceEvents {

    public static final EventType<PresenceChanged> USER_CAME_ONLINE = new EventType<>(
            "user.came-online",
            PresenceChanged.class,
            Audience.tenant(),
            Delivery.VOLATILE,
            Phi.NONE,
            "A user opened the first session.");

    public static final EventType<PresenceChanged> USER_STATUS_CHANGED = new EventType<>(
            "user.status-changed",
            PresenceChanged.class,
            Audience.tenant(),
            Delivery.VOLATILE,
            Phi.NONE,
            "A user went away or came back.");

    public static final EventType<PresenceChanged> USER_WENT_OFFLINE = new EventType<>(
            "user.went-offline",
            PresenceChanged.class,
            Audience.tenant(),
            Delivery.VOLATILE,
            Phi.NONE,
            "A user's last session ended.");

    public static final EventType<PatientViewing> PATIENT_VIEWING = new EventType<>(
            "patient.viewing-changed",
            PatientViewing.class,
            Audience.tenant(),
            Delivery.VOLATILE,
            Phi.NONE,
            "A user opened or closed a patient's chart.");

    static final List<EventType<?>> ALL =
            List.of(USER_CAME_ONLINE, USER_STATUS_CHANGED, USER_WENT_OFFLINE, PATIENT_VIEWING);

    private PresenceEvents() {}

    /**
     * A user's reachability changed.
     *
     * @param lastSeen when the user was last known to be there
     */
    public record PresenceChanged(String userId, String userName, PresenceStatus status, Instant lastSeen) {
        /** Without the name. */
        @Override
        public String toString() {
            return "PresenceChanged[user=" + userId + "]";
        }
    }

    /**
     * Somebody opened or closed a patient's chart.
     *
     * @param startedAt since when; empty when the chart was closed
     */
    public record PatientViewing(
            String userId, String userName, String patientId, boolean viewing, Optional<Instant> startedAt) {
        /** Without the name. */
        @Override
        public String toString() {
            return "PatientViewing[user=" + userId + "]";
        }
    }
}
