package dev.carewire.hub;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Changes that the store of recoverable sessions does not know yet. They are sessions with changed rooms, the last state of ended ones, and
 * sessions that cannot be resumed. Any thread. Lock: this object.
 */
final class CheckpointQueue {

    private final int capacity;
    private final Set<Session> changed = new LinkedHashSet<>();
    private final Map<String, RecoverableSession> ended = new LinkedHashMap<>();
    private final Map<String, RecoverableSession> discarded = new LinkedHashMap<>();

    /** @param capacity most entries of each kind; beyond it, the oldest is dropped, and its stored state expires */
    CheckpointQueue(int capacity) {
        this.capacity = capacity;
    }

    /** The rooms of a session have changed, or it has begun. */
    synchronized void onChanged(String id, Session session) {
        ended.remove(id);
        changed.add(session);
    }

    /** These sessions were taken, but not saved. */
    synchronized void retry(Collection<Session> sessions) {
        changed.addAll(sessions);
    }

    /** A session has ended with this state, and can be resumed. */
    synchronized void onEnded(Session session, RecoverableSession state) {
        changed.remove(session);
        put(ended, state);
    }

    /** A session can be resumed no more. */
    synchronized void onDiscarded(RecoverableSession state) {
        ended.remove(state.id());
        put(discarded, state);
    }

    /** The same for a session that has just ended. */
    synchronized void onDiscarded(Session session, RecoverableSession state) {
        changed.remove(session);
        onDiscarded(state);
    }

    private void put(Map<String, RecoverableSession> states, RecoverableSession state) {
        states.put(state.id(), state);
        if (states.size() > capacity) {
            states.remove(states.keySet().iterator().next());
        }
    }

    /** Whether the session with this id can be resumed no more, although its state may still be stored. */
    synchronized boolean isDiscarded(String id) {
        return discarded.containsKey(id);
    }

    /** Removes and returns the oldest changed sessions. */
    synchronized List<Session> takeChanged(int most) {
        return take(changed, most);
    }

    /** Removes and returns the states of sessions that ended first. */
    synchronized List<RecoverableSession> takeEnded(int most) {
        return take(ended.values(), most);
    }

    /** Whether there are states of ended sessions to be saved. */
    synchronized boolean hasEnded() {
        return !ended.isEmpty();
    }

    /** The states to be deleted, oldest first. They stay until they are {@linkplain #confirmDiscarded confirmed}. */
    synchronized List<RecoverableSession> discarded(int most) {
        return discarded.values().stream().limit(most).toList();
    }

    /** These states are deleted. */
    synchronized void confirmDiscarded(Collection<RecoverableSession> deleted) {
        discarded.values().removeAll(deleted);
    }

    private static <T> List<T> take(Collection<T> from, int most) {
        List<T> taken = new ArrayList<>(Math.min(most, from.size()));
        for (Iterator<T> oldest = from.iterator(); taken.size() < most && oldest.hasNext(); ) {
            taken.add(oldest.next());
            oldest.remove();
        }
        return taken;
    }

    /** Adds states again that could not be saved, unless newer ones have taken their place. */
    synchronized void putBack(Collection<RecoverableSession> states) {
        for (RecoverableSession state : states) {
            if (!discarded.containsKey(state.id()) && !ended.containsKey(state.id()) && ended.size() < capacity) {
                ended.put(state.id(), state);
            }
        }
    }
}
