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
 * One user: sessions with the charts they have open, and the charts opened over HTTP. Lock: the clinic's, held by the caller of
 * every method.
 */
final class UserPresence {

    /** Sessions that have ended and still count. */
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

    /** The user has just been there, under this name. */
    void touch(String currentName, Instant now) {
        name = currentName;
        lastSeen = now;
    }

    void put(String sessionId, SessionPresence session) {
        sessions.put(sessionId, session);
    }

    /** Whether the session was this one, and is none of the user's any more. */
    boolean remove(String sessionId, SessionPresence session) {
        return sessions.remove(sessionId, session);
    }

    /** The session, also if it has ended. */
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

    /** The session that began first of those that have ended, if they are too many. */
    Optional<String> oldestExcessSession() {
        List<String> ended = sessions.entrySet().stream()
                .filter(entry -> entry.getValue().hasEnded())
                .map(Map.Entry::getKey)
                .toList();
        return ended.size() > MAX_ENDED_SESSIONS ? Optional.of(ended.get(0)) : Optional.empty();
    }

    /** The charts that are open over HTTP. */
    Map<String, ViewingLease> leases() {
        return leases;
    }

    boolean hasOpen(String patientId) {
        return leases.containsKey(patientId)
                || sessions.values().stream()
                        .anyMatch(session -> session.charts().contains(patientId));
    }

    /** Whether the user counts as one who is there. */
    boolean isPresent() {
        return !sessions.isEmpty();
    }

    /** Whether nothing is left of the user. */
    boolean isEmpty() {
        return sessions.isEmpty() && leases.isEmpty();
    }

    /** What has to be told, if it is something else than was told last: it counts as told from now on. */
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

    /** The user as others see them: who can be reached is there at this moment. */
    PresenceChanged snapshot(Instant now) {
        boolean reachable = lastPublished == PresenceStatus.ONLINE
                && sessions.values().stream().anyMatch(session -> !session.hasEnded());
        return new PresenceChanged(id, name, lastPublished, reachable ? now : lastSeen);
    }

    /**
     * Makes sure that one more chart may be opened.
     *
     * @throws RejectedException {@code INVALID} if as many are {@code open} as may be
     */
    static void requireChartCapacity(int open) {
        if (open >= Presence.MAX_OPEN_CHARTS) {
            throw RejectedException.invalid("open charts: more than " + Presence.MAX_OPEN_CHARTS + " (expected: 0.."
                    + Presence.MAX_OPEN_CHARTS + ")");
        }
    }
}
