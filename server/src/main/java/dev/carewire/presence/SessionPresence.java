package dev.carewire.presence;

import dev.carewire.cluster.TransientTimers.ScheduledTask;
import dev.carewire.event.PresenceStatus;
import java.util.LinkedHashSet;
import java.util.Optional;
import java.util.Set;

/**
 * One session of a user, also for a while after it ended. One that goes on becomes another object, so that an alarm which rings
 * although it was cancelled finds nothing to do. Lock: the clinic's, held by the caller of every method.
 */
final class SessionPresence {

    private final Set<String> charts = new LinkedHashSet<>(2);
    private PresenceStatus status = PresenceStatus.ONLINE;
    private Optional<ScheduledTask> departureTimer = Optional.empty();
    private boolean ended;
    private boolean superseded;

    /** The charts that this session has open, in the order in which it opened them. */
    Set<String> charts() {
        return charts;
    }

    void setStatus(PresenceStatus wanted) {
        status = wanted;
    }

    /** Whether this session alone makes its user one who can be reached. */
    boolean isOnline() {
        return status == PresenceStatus.ONLINE && !superseded;
    }

    void end() {
        ended = true;
    }

    boolean hasEnded() {
        return ended;
    }

    /** The session has ended, and does not count any more once {@code alarm} rings. */
    void setDepartureTimer(ScheduledTask alarm) {
        departureTimer = Optional.of(alarm);
    }

    /** A new session takes the place of this one, if this one has ended. */
    void supersede() {
        superseded = ended;
    }

    /** This session as it goes on after its end. */
    SessionPresence resume() {
        cancelDeparture();
        SessionPresence next = new SessionPresence();
        next.charts.addAll(charts);
        next.status = status;
        return next;
    }

    /** Waits for nothing any more. */
    void cancelDeparture() {
        departureTimer.ifPresent(ScheduledTask::cancel);
    }
}
