package dev.carewire.hub;

import dev.carewire.event.RoomKey;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How far a session is in its tenant's log, and which rooms of its loop it is in. Owned by the session's loop.
 *
 * <p>The log is the session's buffer. While its client reads, it is told each event as it happens. When the client's send window
 * is full the session stalls: nothing is queued for it, and once there is room again it reads on in the ring from where it was.
 */
final class Cursor {

    private final List<Membership> memberships = new ArrayList<>(2);

    private long startSeq;

    /** Everything up to here that concerns the session was offered and accepted, or did not concern it. */
    private long caughtUpTo;

    /** The last event that was offered and accepted. */
    private long lastAccepted;

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

    /** Begins after {@code seq}, with nothing to catch up on. */
    void startAt(long seq) {
        startSeq = seq;
        caughtUpTo = seq;
    }

    /** Goes on where another session ended, and has to catch up from there. */
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

    /** Whether the session has not met this event in another room, nor read it in the ring. */
    boolean isUnseen(FanOut fanOut) {
        if (fanOut.isLogged()) {
            return fanOut.seq() > caughtUpTo;
        }
        boolean first = lastUnlogged != fanOut;
        lastUnlogged = fanOut;
        return first;
    }

    /** Through which room an event in the ring concerns the session: the first that it was in when it happened. */
    @Nullable
    RoomKey matchingRoom(FanOut fanOut) {
        for (RoomKey key : fanOut.rooms()) {
            Membership membership = membership(key);
            if (membership != null && membership.since < fanOut.seq()) {
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

    /** The event did not concern the session. */
    void skip(FanOut fanOut) {
        if (fanOut.isLogged()) {
            caughtUpTo = fanOut.seq();
        }
    }

    /** The send window is full: the session will read on from before {@code fanOut}, if that is logged. */
    void stall(FanOut fanOut) {
        if (fanOut.isLogged()) {
            caughtUpTo = fanOut.seq() - 1;
            stalled = true;
        }
    }

    /** There is nothing left to catch up on. */
    void markCaughtUp() {
        stalled = false;
    }

    /** Whether the session did not wait for its turn to read on until now. */
    boolean markWaiting() {
        boolean first = !waiting;
        waiting = true;
        return first;
    }

    void clearWaiting() {
        waiting = false;
    }

    /** Whether the session did not wait for a flush until now. */
    boolean markDirty() {
        boolean first = !dirty;
        dirty = true;
        return first;
    }

    void clearDirty() {
        dirty = false;
    }
}
