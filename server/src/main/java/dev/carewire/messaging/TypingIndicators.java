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
 * Tells threads who types, and that somebody has stopped whose client does not say so: it may have crashed or lost its network.
 * Any thread; never blocks. Bounded. Lock: this object, held while telling, so that a thread hears beginning and end in order.
 */
final class TypingIndicators {

    /** How long somebody types who has said so once. */
    static final Duration TIMEOUT = Duration.ofSeconds(5);

    /** People typing at a time on this node, once for each thread they type in. */
    static final int MAX_ACTIVE = 10_000;

    private final TransientTimers alarms;
    private final Emit emit;
    private final Map<TypingUser, ActiveIndicator> active = new HashMap<>();

    TypingIndicators(TransientTimers alarms, Emit emit) {
        this.alarms = alarms;
        this.emit = emit;
    }

    /** Tells the thread, all but the session typed in. */
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
                    new ActiveIndicator(turn, alarms.schedule(TIMEOUT, () -> expire(typist, turn, caller, sessionId))));
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

    /** @param token tells this alarm from one that rings although it was replaced */
    private record ActiveIndicator(Object token, TransientTimers.ScheduledTask timeout) {}
}
