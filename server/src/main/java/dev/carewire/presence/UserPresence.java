package dev.carewire.presence;

import dev.carewire.command.RejectedException;
import dev.carewire.event.PresenceEvents.PresenceChanged;
import dev.carewire.event.PresenceStatus;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * One user: sessions with their open charts, and charts opened over HTTP. Lock: the clinic's, held by the caller of
 * every method.
 */
final class UserPresence {

    /** Most ended sessions that still count. */
    static final int MAX_ENDED_SESSIONS = 20;

    private final String id;
    private final Map<String, SessionPresence> sessions = new LinkedHashMap<>(2);
    private final Map<String, ViewingLease> leases = new LinkedHashMap<>(2);
    private String name;
    private Instant lastSeen;
    private PresenceStatus lastPublished = PresenceStatus.OFFLINE;

    UserPresence(String id, String name, Instant now) {
        this.id = id;
        this.name = name;
        this.lastSeen = now;
    }

    String id() {
        return id;
    }

    String name() {
        return name;
    }

    /** Marks the user as just seen, under this name. */
    void touch(String currentName, Instant now) {
        name = currentName;
        lastSeen = now;
    }

    void put(String sessionId, SessionPresence session) {
        sessions.put(sessionId, session);
    }

    /** Removes the session if it is this object; whether it was. */
    boolean remove(String sessionId, SessionPresence session) {
        return sessions.remove(sessionId, session);
    }

    /** The session, even if it has ended. */
    Optional<SessionPresence> session(String sessionId) {
        return Optional.ofNullable(sessions.get(sessionId));
    }

    /** The session, if it has not ended. */
    Optional<SessionPresence> liveSession(String sessionId) {
        return session(sessionId).filter(session -> !session.hasEnded());
    }

    void supersedeEnded() {
        sessions.values().forEach(SessionPresence::supersede);
    }

    void closeChartInEndedSessions(String patientId) {
        sessions.values().stream()
                .filter(SessionPresence::hasEnded)
                .forEach(session -> session.charts().remove(patientId));
    }

    /** The oldest ended session, if there are too many. */
    Optional<String> oldestExcessSession() {
        List<String> ended = sessions.entrySet().stream()
                .filter(entry -> entry.getValue().hasEnded())
                .map(Map.Entry::getKey)
                .toList();
        return ended.size() > MAX_ENDED_SESSIONS ? Optional.of(ended.get(0)) : Optional.empty();
    }

    /** The charts open over HTTP. */
    Map<String, ViewingLease> leases() {
        return leases;
    }

    boolean hasOpen(String patientId) {
        return leases.containsKey(patientId)
                || sessions.values().stream()
                        .anyMatch(session -> session.charts().contains(patientId));
    }

    /** Whether the user counts as present. */
    boolean isPresent() {
        return !sessions.isEmpty();
    }

    /** Whether the user has neither sessions nor leases. */
    boolean isEmpty() {
        return sessions.isEmpty() && leases.isEmpty();
    }

    /** The status, if it differs from the last published one; it counts as published from now on. */
    Optional<PresenceStatus> takeStatusChange() {
        PresenceStatus now = status();
        Optional<PresenceStatus> news = Optional.of(now).filter(status -> status != lastPublished);
        lastPublished = now;
        return news;
    }

    private PresenceStatus status() {
        if (sessions.isEmpty()) {
            return PresenceStatus.OFFLINE;
        }
        return sessions.values().stream().anyMatch(SessionPresence::isOnline)
                ? PresenceStatus.ONLINE
                : PresenceStatus.AWAY;
    }

    /** The user as other users see them; a reachable user is last seen now. */
    PresenceChanged snapshot(Instant now) {
        boolean reachable = lastPublished == PresenceStatus.ONLINE
                && sessions.values().stream().anyMatch(session -> !session.hasEnded());
        return new PresenceChanged(id, name, lastPublished, reachable ? now : lastSeen);
    }

    /**
     * Checks that another chart may be opened.
     *
     * @throws RejectedException {@code INVALID} if {@code open} has reached the limit
     */
    static void requireChartCapacity(int open) {
        if (open >= Presence.MAX_OPEN_CHARTS) {
            throw RejectedException.invalid("open charts: more than " + Presence.MAX_OPEN_CHARTS + " (expected: 0.."
                    + Presence.MAX_OPEN_CHARTS + ")");
        }
    }
}
