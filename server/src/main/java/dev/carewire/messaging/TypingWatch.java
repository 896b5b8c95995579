package dev.carewire.messaging;

import dev.carewire.cluster.Alarms;
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
final class TypingWatch {

    /** How long somebody types who has said so once. */
    static final Duration PATIENCE = Duration.ofSeconds(5);

    /** People typing at a time on this node, once for each thread they type in. */
    static final int MAX_WATCHED = 10_000;

    private final Alarms alarms;
    private final Emit emit;
    private final Map<Typist, Watch> watched = new HashMap<>();

    TypingWatch(Alarms alarms, Emit emit) {
        this.alarms = alarms;
        this.emit = emit;
    }

    /** Tells the thread, all but the session typed in. */
    synchronized void tell(Caller caller, String sessionId, String threadId, boolean typing) {
        Typist typist = new Typist(caller.tenant(), threadId, caller.userId());
        if (typing && !watched.containsKey(typist) && watched.size() >= MAX_WATCHED) {
            throw new RejectedException(Rejection.OVERLOADED, "too many people are typing");
        }
        Watch last = watched.remove(typist);
        if (last != null) {
            last.alarm.cancel();
        }
        if (typing) {
            Object turn = new Object();
            watched.put(typist, new Watch(turn, alarms.after(PATIENCE, () -> expire(typist, turn, caller, sessionId))));
        }
        broadcast(caller, sessionId, threadId, typing);
    }

    private synchronized void expire(Typist typist, Object turn, Caller caller, String sessionId) {
        Watch current = watched.get(typist);
        if (current != null && current.turn == turn) {
            watched.remove(typist);
            broadcast(caller, sessionId, typist.threadId, false);
        }
    }

    private void broadcast(Caller caller, String sessionId, String threadId, boolean typing) {
        emit.broadcastTyping(
                caller.tenant(), sessionId, new TypingChanged(threadId, caller.userId(), caller.name(), typing));
    }

    private record Typist(TenantId tenant, String threadId, String userId) {}

    /** @param turn tells this alarm from one that rings although it was replaced */
    private record Watch(Object turn, Alarms.Alarm alarm) {}
}
