package dev.carewire.event;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** Presence of users, and open charts. */
public final class PresenceEvents {

    public static final EventType<PresenceChanged> USER_CAME_ONLINE = new EventType<>(
            "user.came-online",
            PresenceChanged.class,
            Audience.tenant(),
            Delivery.VOLATILE,
            Phi.NONE,
            "A user opened their first session.");

    public static final EventType<PresenceChanged> USER_STATUS_CHANGED = new EventType<>(
            "user.status-changed",
            PresenceChanged.class,
            Audience.tenant(),
            Delivery.VOLATILE,
            Phi.NONE,
            "A user's status changed between online and away.");

    public static final EventType<PresenceChanged> USER_WENT_OFFLINE = new EventType<>(
            "user.went-offline",
            PresenceChanged.class,
            Audience.tenant(),
            Delivery.VOLATILE,
            Phi.NONE,
            "A user's last session ended, and the grace period expired without a new one.");

    public static final EventType<PatientViewing> PATIENT_VIEWING = new EventType<>(
            "patient.viewing-changed",
            PatientViewing.class,
            (tenant, viewing) -> List.of(RoomKey.patient(tenant, viewing.patientId()), RoomKey.tenant(tenant)),
            Delivery.VOLATILE,
            Phi.NONE,
            "A user opened or closed a patient's chart.");

    public static final EventType<UsersListed> USERS_LISTED = new EventType<>(
            "user.listed",
            UsersListed.class,
            (tenant, listed) -> List.of(RoomKey.user(tenant, listed.readerId())),
            Delivery.VOLATILE,
            Phi.NONE,
            "A user who subscribes to the clinic receives the list of present users.");

    public static final EventType<ViewersListed> VIEWERS_LISTED = new EventType<>(
            "patient.viewers-listed",
            ViewersListed.class,
            (tenant, listed) -> List.of(RoomKey.user(tenant, listed.readerId())),
            Delivery.VOLATILE,
            Phi.NONE,
            "A user who opens a patient's chart receives the list of its viewers.");

    static final List<EventType<?>> ALL = List.of(
            USER_CAME_ONLINE, USER_STATUS_CHANGED, USER_WENT_OFFLINE, PATIENT_VIEWING, USERS_LISTED, VIEWERS_LISTED);

    private PresenceEvents() {}

    /**
     * A user's reachability changed.
     *
     * @param lastSeen when the user was last known to be present
     */
    public record PresenceChanged(String userId, String userName, PresenceStatus status, Instant lastSeen) {
        /** Omits the name. */
        @Override
        public String toString() {
            return "PresenceChanged[user=" + userId + "]";
        }
    }

    /**
     * A user opened or closed a patient's chart.
     *
     * @param startedAt when it was opened; empty if it was closed
     */
    public record PatientViewing(
            String userId, String userName, String patientId, boolean viewing, Optional<Instant> startedAt) {
        /** Omits the name. */
        @Override
        public String toString() {
            return "PatientViewing[user=" + userId + "]";
        }
    }

    /**
     * A user who has a patient's chart open.
     *
     * @param startedAt when they opened it
     */
    public record ChartViewer(String userId, String userName, Instant startedAt) {
        /** Omits the name. */
        @Override
        public String toString() {
            return "ChartViewer[user=" + userId + "]";
        }
    }

    /**
     * The users present in the clinic.
     *
     * @param readerId the recipient
     * @param users at most 1,000
     */
    public record UsersListed(String readerId, List<PresenceChanged> users) {

        public UsersListed {
            users = List.copyOf(users);
        }
    }

    /**
     * The users who have a patient's chart open.
     *
     * @param readerId the recipient
     * @param viewers at most 1,000, including the recipient
     */
    public record ViewersListed(String readerId, String patientId, List<ChartViewer> viewers) {

        public ViewersListed {
            viewers = List.copyOf(viewers);
        }
    }
}
