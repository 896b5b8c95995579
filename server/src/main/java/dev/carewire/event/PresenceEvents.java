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
            "A user's last session ended, and none came after it within the grace.");

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
            "Somebody who begins to follow the clinic is told who is there.");

    public static final EventType<ViewersListed> VIEWERS_LISTED = new EventType<>(
            "patient.viewers-listed",
            ViewersListed.class,
            (tenant, listed) -> List.of(RoomKey.user(tenant, listed.readerId())),
            Delivery.VOLATILE,
            Phi.NONE,
            "Somebody who opens a patient's chart is told who has it open.");

    static final List<EventType<?>> ALL = List.of(
            USER_CAME_ONLINE, USER_STATUS_CHANGED, USER_WENT_OFFLINE, PATIENT_VIEWING, USERS_LISTED, VIEWERS_LISTED);

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

    /**
     * Who has a patient's chart open.
     *
     * @param startedAt since when
     */
    public record ChartViewer(String userId, String userName, Instant startedAt) {
        /** Without the name. */
        @Override
        public String toString() {
            return "ChartViewer[user=" + userId + "]";
        }
    }

    /**
     * Who is there.
     *
     * @param readerId the user who is told so
     * @param users at most 1,000
     */
    public record UsersListed(String readerId, List<PresenceChanged> users) {

        public UsersListed {
            users = List.copyOf(users);
        }
    }

    /**
     * Who has a patient's chart open.
     *
     * @param readerId the user who is told so
     * @param viewers at most 1,000, the reader among them
     */
    public record ViewersListed(String readerId, String patientId, List<ChartViewer> viewers) {

        public ViewersListed {
            viewers = List.copyOf(viewers);
        }
    }
}
