package dev.carewire.hub;

import dev.carewire.event.RoomKey;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A session's read position in its tenant's log, and its rooms on this loop. Owned by the session's loop.
 *
 * <p>The log is the session's buffer. While the client keeps up, it receives each event immediately. When its send
 * window is full, the session stalls and nothing is buffered for it. Once the window has room again, the session
 * resumes reading the ring where it stalled.
 */
final class Cursor {

    private final List<Membership> memberships = new ArrayList<>(2);

    private long startSeq;

    /** Every event up to here was accepted or did not concern the session. */
    private long caughtUpTo;

    /** The last event that the connection accepted. */
    private long lastAccepted;

    /** Events of an earlier process that the session has yet to receive; each holds a reference. */
    private final Deque<FanOut> earlier = new ArrayDeque<>(0);

    /** The ids of all events that were in {@link #earlier}; most sessions have none. */
    private @Nullable Set<UUID> earlierIds;

    private boolean stalled;
    private boolean dirty;
    private boolean waiting;

    /** The last unlogged fan-out that reached the session, so that overlapping rooms deliver once. */
    private @Nullable FanOut lastUnlogged;

    List<Membership> memberships() {
        return memberships;
    }

    @Nullable
    Membership membership(RoomKey key) {
        for (Membership membership : memberships) {
            if (membership.room.key.equals(key)) {
                return membership;
            }
        }
        return null;
    }

    /** Whether the session is in one of these rooms. */
    boolean isInAny(List<RoomKey> keys) {
        for (RoomKey key : keys) {
            if (membership(key) != null) {
                return true;
            }
        }
        return false;
    }

    /** Starts after {@code seq}, with nothing to catch up on. */
    void startAt(long seq) {
        startSeq = seq;
        caughtUpTo = seq;
    }

    /** Resumes an earlier session, and has to catch up from its position. */
    void resumeFrom(ReplayStart from) {
        startSeq = from.startSeq();
        lastAccepted = from.lastReceived();
        caughtUpTo = from.after();
        stalled = true;
    }

    long startSeq() {
        return startSeq;
    }

    long caughtUpTo() {
        return caughtUpTo;
    }

    long lastAccepted() {
        return lastAccepted;
    }

    boolean isStalled() {
        return stalled;
    }

    /** Whether the session has not seen this event yet, neither through another room nor in the ring. */
    boolean isUnseen(FanOut fanOut) {
        if (fanOut.isLogged()) {
            return fanOut.seq() > caughtUpTo;
        }
        boolean first = lastUnlogged != fanOut;
        lastUnlogged = fanOut;
        return first;
    }

    /** The first of the event's rooms that the session was already in when the event happened. */
    @Nullable
    RoomKey matchingRoom(FanOut fanOut) {
        for (RoomKey key : fanOut.rooms()) {
            Membership membership = membership(key);
            if (membership != null && (!fanOut.isLogged() || membership.since < fanOut.seq())) {
                return key;
            }
        }
        return null;
    }

    void markAccepted(FanOut fanOut) {
        if (fanOut.isLogged()) {
            caughtUpTo = fanOut.seq();
            lastAccepted = caughtUpTo;
        }
    }

    /** Skips an event that does not concern the session. */
    void skip(FanOut fanOut) {
        if (fanOut.isLogged()) {
            caughtUpTo = fanOut.seq();
        }
    }

    /** The send window is full: the session will resume before {@code fanOut}, if that is logged. */
    void stall(FanOut fanOut) {
        if (fanOut.isLogged()) {
            caughtUpTo = fanOut.seq() - 1;
            stalled = true;
        }
    }

    /**
     * Adds an event of an earlier process, with its reference.
     *
     * @return false if the session has received it through another room
     */
    boolean addEarlier(FanOut fanOut) {
        if (earlierIds == null) {
            earlierIds = new HashSet<>();
        }
        return earlierIds.add(fanOut.event().id()) && earlier.add(fanOut);
    }

    @Nullable
    FanOut nextEarlier() {
        return earlier.peek();
    }

    void removeEarlier() {
        earlier.remove().release();
    }

    void releaseEarlier() {
        while (!earlier.isEmpty()) {
            removeEarlier();
        }
    }

    /** Newer events wait until the session has caught up: with those of an earlier process, then after {@code head}. */
    void stallAfter(long head) {
        if (!stalled) {
            caughtUpTo = Math.max(caughtUpTo, head);
            stalled = true;
        }
    }

    /** Nothing is left to catch up on. */
    void markCaughtUp() {
        stalled = false;
    }

    /** Marks the session as waiting to catch up; false if it was waiting already. */
    boolean markWaiting() {
        boolean first = !waiting;
        waiting = true;
        return first;
    }

    void clearWaiting() {
        waiting = false;
    }

    /** Marks the session as waiting for a flush; false if it was waiting already. */
    boolean markDirty() {
        boolean first = !dirty;
        dirty = true;
        return first;
    }

    void clearDirty() {
        dirty = false;
    }
}
