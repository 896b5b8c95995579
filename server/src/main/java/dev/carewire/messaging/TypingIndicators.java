package dev.carewire.messaging;

import dev.carewire.cluster.TransientTimers;
import dev.carewire.command.Caller;
import dev.carewire.command.RejectedException;
import dev.carewire.command.Rejection;
import dev.carewire.emit.Emit;
import dev.carewire.event.MessagingEvents.TypingChanged;
import dev.carewire.identity.TenantId;
import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Publishes typing indicators to threads, and ends those of clients that have disconnected or stay silent. Any
 * thread; never blocks. Bounded. Lock: this object, held while publishing, so that a thread receives start and end in
 * order.
 */
final class TypingIndicators {

    /** How long an indicator lasts unless repeated. */
    static final Duration TIMEOUT = Duration.ofSeconds(5);

    /** Most active indicators on this node, one per user and thread. */
    static final int MAX_ACTIVE = 10_000;

    private final TransientTimers timers;
    private final Emit emit;
    private final Map<TypingUser, ActiveIndicator> active = new HashMap<>();

    /** The typists of each session with active indicators. */
    private final Map<String, Set<TypingUser>> typists = new HashMap<>();

    TypingIndicators(TransientTimers timers, Emit emit) {
        this.timers = timers;
        this.emit = emit;
    }

    /**
     * Publishes to the thread, except to the typist's session. The end of typing reaches the members that received its
     * start.
     *
     * @param memberIds the users who receive it; empty if another system keeps the thread
     */
    synchronized void setTyping(
            Caller caller, String sessionId, String threadId, boolean typing, Optional<List<String>> memberIds) {
        TypingUser typist = new TypingUser(caller.tenant(), threadId, caller.userId());
        if (typing && !active.containsKey(typist) && active.size() >= MAX_ACTIVE) {
            throw new RejectedException(Rejection.OVERLOADED, "too many people are typing");
        }
        remove(typist).ifPresent(last -> last.timeout.cancel());
        TypingChanged change = new TypingChanged(threadId, caller.userId(), caller.name(), typing, memberIds);
        if (typing) {
            TypingChanged end = new TypingChanged(threadId, caller.userId(), caller.name(), false, memberIds);
            Object turn = new Object();
            active.put(
                    typist,
                    new ActiveIndicator(turn, sessionId, end, timers.schedule(TIMEOUT, () -> expire(typist, turn))));
            typists.computeIfAbsent(sessionId, first -> new HashSet<>(2)).add(typist);
        }
        emit.broadcastTyping(caller.tenant(), sessionId, change);
    }

    private synchronized void expire(TypingUser typist, Object turn) {
        ActiveIndicator current = active.get(typist);
        if (current != null && current.token == turn) {
            end(typist);
        }
    }

    /** Publishes the end of the indicators of an ended session. */
    synchronized void endSession(String sessionId) {
        List.copyOf(typists.getOrDefault(sessionId, Set.of())).forEach(this::end);
    }

    private void end(TypingUser typist) {
        remove(typist).ifPresent(ended -> {
            ended.timeout.cancel();
            emit.broadcastTyping(typist.tenant, ended.sessionId, ended.end);
        });
    }

    private Optional<ActiveIndicator> remove(TypingUser typist) {
        Optional<ActiveIndicator> last = Optional.ofNullable(active.remove(typist));
        last.ifPresent(indicator -> typists.computeIfPresent(indicator.sessionId, (session, own) -> {
            own.remove(typist);
            return own.isEmpty() ? null : own;
        }));
        return last;
    }

    private record TypingUser(TenantId tenant, String threadId, String userId) {}

    /**
     * A typist who has not stopped.
     *
     * @param token distinguishes this timer from a replaced one that fires despite its cancellation
     * @param end published when the indicator ends by itself
     */
    private record ActiveIndicator(
            Object token, String sessionId, TypingChanged end, TransientTimers.ScheduledTask timeout) {}
}
