package dev.carewire.presence;

import dev.carewire.cluster.TransientTimers.ScheduledTask;
import dev.carewire.event.PresenceStatus;
import java.util.LinkedHashSet;
import java.util.Optional;
import java.util.Set;

/**
 * One session of a user, including its grace period. A resumed session becomes a new object, so that a timer which
 * fires despite its cancellation has no effect. Lock: the clinic's, held by the caller of every method.
 */
final class SessionPresence {

    private final Set<String> charts = new LinkedHashSet<>(2);
    private PresenceStatus status = PresenceStatus.ONLINE;
    private Optional<ScheduledTask> departureTimer = Optional.empty();
    private boolean ended;
    private boolean superseded;

    /** The charts open in this session, in the order of opening. */
    Set<String> charts() {
        return charts;
    }

    void setStatus(PresenceStatus wanted) {
        status = wanted;
    }

    /** Whether this session alone makes its user reachable. */
    boolean isOnline() {
        return status == PresenceStatus.ONLINE && !superseded;
    }

    void end() {
        ended = true;
    }

    boolean hasEnded() {
        return ended;
    }

    /** Sets the timer that removes this ended session. */
    void setDepartureTimer(ScheduledTask timer) {
        departureTimer = Optional.of(timer);
    }

    /** Marks this session, if it has ended, as replaced by a new one. */
    void supersede() {
        superseded = ended;
    }

    /** A live copy of this session for its resumption. */
    SessionPresence resume() {
        cancelDeparture();
        SessionPresence next = new SessionPresence();
        next.charts.addAll(charts);
        next.status = status;
        return next;
    }

    /** Cancels the pending removal. */
    void cancelDeparture() {
        departureTimer.ifPresent(ScheduledTask::cancel);
    }
}
