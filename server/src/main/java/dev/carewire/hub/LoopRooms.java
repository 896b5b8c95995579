package dev.carewire.hub;

import dev.carewire.event.Delivery;
import dev.carewire.event.RoomKey;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The rooms of one event loop. Owned by that loop: every method but {@link #execute} and {@link #deliver} runs on it. A burst of fan-outs writes
 * to each client several times and flushes it once, because the flush is queued behind the fan-outs that are already waiting.
 */
final class LoopRooms {

    private static final Logger log = LoggerFactory.getLogger(LoopRooms.class);

    private final Executor loop;
    private final Map<RoomKey, Room> rooms = new HashMap<>();
    private final List<Session> dirty = new ArrayList<>();
    private final Runnable flush = this::flush;

    LoopRooms(Executor loop) {
        this.loop = loop;
    }

    /** Any thread. Runs {@code task} on the loop; whether it could be queued: a loop that has shut down takes nothing. */
    boolean execute(Runnable task) {
        try {
            loop.execute(task);
            return true;
        } catch (RejectedExecutionException shutDown) {
            return false;
        }
    }

    int size() {
        return rooms.size();
    }

    void add(Session session, RoomKey key) {
        if (membership(session, key) == null) {
            rooms.computeIfAbsent(key, Room::new).add(session);
        }
    }

    void remove(Session session, RoomKey key) {
        Membership membership = membership(session, key);
        if (membership != null) {
            remove(membership);
        }
    }

    void removeAll(Session session) {
        for (Membership membership : List.copyOf(session.memberships())) {
            remove(membership);
        }
    }

    /** Any thread. Copies the frames to this loop's members of the event's rooms, on the loop. */
    void deliver(FanOut fanOut) {
        if (!execute(() -> copy(fanOut))) {
            fanOut.loopDone();
        }
    }

    private void copy(FanOut fanOut) {
        try {
            boolean mayOverlap = fanOut.rooms().size() > 1;
            for (RoomKey key : fanOut.rooms()) {
                Room room = rooms.get(key);
                if (room != null) {
                    copy(fanOut, room, mayOverlap);
                }
            }
        } finally {
            fanOut.loopDone();
        }
    }

    private void copy(FanOut fanOut, Room room, boolean mayOverlap) {
        Encoding encoding = null;
        Frame frame = null;
        for (int i = 0; i < room.size(); i++) {
            Session session = room.member(i);
            if (session.encoding() != encoding) {
                encoding = session.encoding();
                frame = fanOut.frame(encoding);
            }
            if (frame == null || fanOut.skips(session) || (mayOverlap && !session.claim(fanOut.id()))) {
                continue;
            }
            offer(session, frame, fanOut.delivery());
        }
    }

    private void offer(Session session, Frame frame, Delivery delivery) {
        try {
            Offer offer = session.connection().offer(frame);
            if (offer == Offer.ACCEPTED) {
                markDirty(session);
            } else if (offer == Offer.FULL && delivery != Delivery.VOLATILE) {
                session.connection().close(CloseReason.SLOW_CONSUMER);
            }
        } catch (RuntimeException bug) {
            // One connection's fault must not keep the event from the others.
            log.atError().addKeyValue("session", session.id()).setCause(bug).log("offer failed");
            session.connection().close(CloseReason.PROTOCOL_ERROR);
        }
    }

    private void markDirty(Session session) {
        if (session.markDirty()) {
            dirty.add(session);
            if (dirty.size() == 1) {
                execute(flush);
            }
        }
    }

    private void flush() {
        for (Session session : dirty) {
            session.flush();
        }
        dirty.clear();
    }

    private void remove(Membership membership) {
        Room room = membership.room;
        room.remove(membership);
        if (room.size() == 0) {
            rooms.remove(room.key);
        }
    }

    private static @Nullable Membership membership(Session session, RoomKey key) {
        for (Membership membership : session.memberships()) {
            if (membership.room.key.equals(key)) {
                return membership;
            }
        }
        return null;
    }
}
