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
import java.util.Map;

/**
 * Publishes typing indicators to threads, and ends those of clients that have crashed or lost their network. Any
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

    TypingIndicators(TransientTimers timers, Emit emit) {
        this.timers = timers;
        this.emit = emit;
    }

    /** Publishes to the thread, except to the typist's session. */
    synchronized void setTyping(Caller caller, String sessionId, String threadId, boolean typing) {
        TypingUser typist = new TypingUser(caller.tenant(), threadId, caller.userId());
        if (typing && !active.containsKey(typist) && active.size() >= MAX_ACTIVE) {
            throw new RejectedException(Rejection.OVERLOADED, "too many people are typing");
        }
        ActiveIndicator last = active.remove(typist);
        if (last != null) {
            last.timeout.cancel();
        }
        if (typing) {
            Object turn = new Object();
            active.put(
                    typist,
                    new ActiveIndicator(turn, timers.schedule(TIMEOUT, () -> expire(typist, turn, caller, sessionId))));
        }
        broadcast(caller, sessionId, threadId, typing);
    }

    private synchronized void expire(TypingUser typist, Object turn, Caller caller, String sessionId) {
        ActiveIndicator current = active.get(typist);
        if (current != null && current.token == turn) {
            active.remove(typist);
            broadcast(caller, sessionId, typist.threadId, false);
        }
    }

    private void broadcast(Caller caller, String sessionId, String threadId, boolean typing) {
        emit.broadcastTyping(
                caller.tenant(), sessionId, new TypingChanged(threadId, caller.userId(), caller.name(), typing));
    }

    private record TypingUser(TenantId tenant, String threadId, String userId) {}

    /** @param token distinguishes this timer from a replaced one that fires despite its cancellation */
    private record ActiveIndicator(Object token, TransientTimers.ScheduledTask timeout) {}
}
