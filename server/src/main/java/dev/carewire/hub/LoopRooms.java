package dev.carewire.hub;

import dev.carewire.event.RoomKey;
import dev.carewire.identity.TenantId;
import dev.carewire.log.LogPosition;
import dev.carewire.log.RingBuffer;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The rooms of one event loop. Owned by that loop: every method except {@link #execute} and {@link #deliver} runs on
 * it. A burst of fan-outs writes to each client several times and flushes once, because the flush is queued behind the
 * pending fan-outs.
 */
final class LoopRooms {

    private static final Logger log = LoggerFactory.getLogger(LoopRooms.class);

    /** Events that one session catches up on before the next session's turn. */
    private static final int CATCH_UP_BATCH = 256;

    /** Sessions that catch up before the loop polls for I/O and delivers new events again. */
    private static final int SESSIONS_PER_TURN = 4;

    /** Clients that are flushed before the loop polls for I/O again. */
    private static final int FLUSH_BATCH = 128;

    private final Executor loop;
    private final Executor afterIo;
    private final TrafficCounters traffic;
    private final Map<RoomKey, Room> rooms = new HashMap<>();
    private final Map<TenantId, LogPosition> heads;

    /** Sessions that receive the events of all tenants. */
    private final List<Session> allTenantSessions = new ArrayList<>(0);

    private final Queue<Session> dirty = new ArrayDeque<>();
    private final Runnable flush = this::flush;
    private final Queue<LaggingSession> lagging = new ArrayDeque<>();
    private final Runnable replayMissed = this::replayMissed;

    /** Frames that connections have accepted. */
    private long acceptedFrames;

    /**
     * A loop without rooms.
     *
     * @param afterIo the same loop, after its next round of I/O
     * @param heads the newest event of each tenant before this loop joined
     * @param traffic counts delivered events, and those dropped for slow clients
     */
    LoopRooms(Executor loop, Executor afterIo, Map<TenantId, LogPosition> heads, TrafficCounters traffic) {
        this.loop = loop;
        this.afterIo = afterIo;
        this.heads = new HashMap<>(heads);
        this.traffic = traffic;
    }

    /**
     * Runs {@code task} on the loop. Any thread.
     *
     * @return false if the loop has shut down
     */
    boolean execute(Runnable task) {
        return execute(loop, task);
    }

    private static boolean execute(Executor executor, Runnable task) {
        try {
            executor.execute(task);
            return true;
        } catch (RejectedExecutionException shutDown) {
            return false;
        }
    }

    int size() {
        return rooms.size();
    }

    /** The newest logged event of a tenant that this loop has copied; 0 before the first. */
    long head(TenantId tenant) {
        return position(tenant).map(LogPosition::seq).orElse(0L);
    }

    /** The position of {@link #head}. */
    Optional<LogPosition> position(TenantId tenant) {
        return Optional.ofNullable(heads.get(tenant));
    }

    /** Newer events follow: those up to this position need no copy. */
    void begin(TenantId tenant, LogPosition position) {
        heads.put(tenant, position);
    }

    /** The tenant has no sessions any more. */
    void end(TenantId tenant) {
        heads.remove(tenant);
    }

    /** @param since the session is replayed newer events of this room */
    void add(Session session, RoomKey key, long since) {
        if (session.cursor().membership(key) == null) {
            rooms.computeIfAbsent(key, Room::new).add(session, since);
        }
    }

    /**
     * Adds a session to rooms, and first sends it what an earlier process left for them. Releases those events.
     *
     * @param ring with the newer events of the session's tenant, if there are any
     */
    void addNew(
            Session session,
            List<RoomKey> joined,
            List<EarlierEvents.Earlier> earlier,
            Optional<RingBuffer<FanOut>> ring) {
        Cursor cursor = session.cursor();
        long head = head(session.tenant());
        boolean any = false;
        for (EarlierEvents.Earlier event : earlier) {
            if (receives(session, joined, event) && cursor.addEarlier(event.fanOut())) {
                any = true;
            } else {
                event.fanOut().release();
            }
        }
        joined.forEach(room -> add(session, room, head));
        if (any) {
            cursor.stallAfter(head);
            catchUp(session, ring);
        }
    }

    /** A session that is in another room of the event has received it there; this loop delivers newer ones itself. */
    private boolean receives(Session session, List<RoomKey> joined, EarlierEvents.Earlier event) {
        List<RoomKey> rooms = event.fanOut().rooms();
        return event.seq() <= head(session.tenant())
                && rooms.stream().anyMatch(joined::contains)
                && !session.cursor().isInAny(rooms);
    }

    void remove(Session session, RoomKey key) {
        Membership membership = session.cursor().membership(key);
        if (membership != null) {
            remove(membership);
        }
    }

    /** Subscribes the session to the events for all staff of every other tenant. Idempotent. */
    void subscribeToAllTenants(Session session) {
        if (!allTenantSessions.contains(session)) {
            allTenantSessions.add(session);
        }
    }

    void unsubscribeFromAllTenants(Session session) {
        allTenantSessions.remove(session);
    }

    void removeAll(Session session) {
        unsubscribeFromAllTenants(session);
        for (Membership membership : List.copyOf(session.cursor().memberships())) {
            remove(membership);
        }
        session.cursor().releaseEarlier();
    }

    /** Copies the frames to this loop's members of the event's rooms, on the loop. Any thread. */
    void deliver(FanOut fanOut) {
        fanOut.retain();
        if (!execute(() -> copy(fanOut))) {
            fanOut.release();
        }
    }

    private void copy(FanOut fanOut) {
        long before = acceptedFrames;
        try {
            for (RoomKey key : fanOut.rooms()) {
                Room room = rooms.get(key);
                if (room != null) {
                    copy(fanOut, room);
                }
            }
            if (fanOut.isTenantWide()) {
                copyToAllTenantSessions(fanOut);
            }
            fanOut.position().ifPresent(position -> heads.put(fanOut.event().tenant(), position));
            traffic.countSent(fanOut.event(), acceptedFrames - before);
        } finally {
            fanOut.release();
        }
    }

    private void copy(FanOut fanOut, Room room) {
        Encoding encoding = null;
        Frame frame = null;
        for (int i = 0; i < room.size(); i++) {
            Session session = room.member(i);
            if (session.encoding() != encoding) {
                encoding = session.encoding();
                frame = fanOut.frame(encoding);
            }
            if (session.cursor().isUnseen(fanOut)) {
                copy(fanOut, session, room.key, frame);
            }
        }
    }

    private void copy(FanOut fanOut, Session session, RoomKey room, @Nullable Frame frame) {
        boolean stalled = session.cursor().isStalled();
        if (frame != null && !fanOut.excludes(session, room)) {
            if (!stalled) {
                offer(session, frame, fanOut);
            } else if (fanOut.isVolatile()) {
                traffic.countDropped();
            }
        } else if (!stalled) {
            session.cursor().skip(fanOut);
        }
    }

    private void copyToAllTenantSessions(FanOut fanOut) {
        for (int i = 0; i < allTenantSessions.size(); i++) {
            Session session = allTenantSessions.get(i);
            Frame frame = fanOut.frame(session.encoding());
            boolean own = session.tenant().equals(fanOut.event().tenant());
            if (!own && frame != null && !fanOut.excludes(session, fanOut.tenantRoom())) {
                offerFromOtherTenant(session, frame, fanOut);
            }
        }
    }

    /**
     * A session can only catch up in its own tenant's log: one that cannot accept another tenant's logged event has to
     * start over.
     */
    private void offerFromOtherTenant(Session session, Frame frame, FanOut fanOut) {
        OfferResult offer = tryOffer(session, frame);
        if (offer == OfferResult.ACCEPTED) {
            markDirty(session);
        } else if (fanOut.isVolatile()) {
            traffic.countDropped();
        } else if (offer == OfferResult.FULL) {
            session.connection().close(CloseReason.SLOW_CONSUMER);
        }
    }

    /** Whether the connection accepted the frame. */
    private boolean offer(Session session, Frame frame, FanOut fanOut) {
        OfferResult offer = tryOffer(session, frame);
        if (offer == OfferResult.ACCEPTED) {
            session.cursor().markAccepted(fanOut);
            markDirty(session);
        } else {
            // Applies to a closed connection, too: its client may resume with this event.
            session.cursor().stall(fanOut);
            if (fanOut.isVolatile()) {
                traffic.countDropped();
            }
        }
        return offer == OfferResult.ACCEPTED;
    }

    private OfferResult tryOffer(Session session, Frame frame) {
        try {
            OfferResult offer = session.connection().offer(frame);
            acceptedFrames += offer == OfferResult.ACCEPTED ? 1 : 0;
            return offer;
        } catch (RuntimeException bug) {
            // A faulty connection must not keep the event from the others.
            log.atError().addKeyValue("session", session.id()).setCause(bug).log("offer failed");
            session.connection().close(CloseReason.PROTOCOL_ERROR);
            return OfferResult.CLOSED;
        }
    }

    /** The distinct members of several rooms. */
    Set<Session> members(Collection<RoomKey> keys) {
        Set<Session> members = new LinkedHashSet<>();
        for (RoomKey key : keys) {
            Room room = rooms.get(key);
            for (int i = 0; room != null && i < room.size(); i++) {
                members.add(room.member(i));
            }
        }
        return members;
    }

    /**
     * Resumes reading the ring for a session whose send window has room again. Sessions take turns, so that those that
     * kept up receive new events in between.
     */
    void catchUp(Session session, Optional<RingBuffer<FanOut>> ring) {
        Cursor cursor = session.cursor();
        if (cursor.isStalled() && cursor.markWaiting()) {
            if (lagging.isEmpty()) {
                execute(replayMissed);
            }
            lagging.add(new LaggingSession(session, ring));
        }
    }

    private void replayMissed() {
        for (int i = 0; i < SESSIONS_PER_TURN && !lagging.isEmpty(); i++) {
            LaggingSession next = lagging.remove();
            next.session.cursor().clearWaiting();
            if (replayMissed(next.session, next.ring) && next.session.cursor().markWaiting()) {
                lagging.add(next);
            }
        }
        if (!lagging.isEmpty()) {
            execute(afterIo, replayMissed);
        }
    }

    /** Whether more events are available and the window has room. */
    private boolean replayMissed(Session session, Optional<RingBuffer<FanOut>> ring) {
        if (!replayEarlier(session)) {
            return false;
        }
        Optional<List<FanOut>> missed = ring.map(
                        events -> events.entriesAfter(session.cursor().caughtUpTo(), CATCH_UP_BATCH))
                .orElse(Optional.of(List.of()));
        if (missed.isEmpty()) {
            session.connection().close(CloseReason.SLOW_CONSUMER);
            return false;
        }
        if (missed.get().isEmpty()) {
            session.cursor().markCaughtUp();
            return false;
        }
        boolean room = true;
        for (FanOut fanOut : missed.get()) {
            room = room && replay(session, fanOut);
            fanOut.release();
        }
        return room;
    }

    /** Whether the window has had room for all of them. */
    private boolean replayEarlier(Session session) {
        Cursor cursor = session.cursor();
        for (FanOut next = cursor.nextEarlier(); next != null; next = cursor.nextEarlier()) {
            if (!replay(session, next)) {
                return false;
            }
            cursor.removeEarlier();
        }
        return true;
    }

    /** Whether the window has room for more. */
    private boolean replay(Session session, FanOut fanOut) {
        Frame frame = fanOut.frame(session.encoding());
        RoomKey through = session.cursor().matchingRoom(fanOut);
        if (frame == null || through == null || fanOut.excludes(session, through)) {
            session.cursor().skip(fanOut);
            return true;
        }
        boolean room = offer(session, frame, fanOut);
        traffic.countSent(fanOut.event(), room ? 1 : 0);
        return room;
    }

    private void markDirty(Session session) {
        if (session.cursor().markDirty()) {
            if (dirty.isEmpty()) {
                execute(flush);
            }
            dirty.add(session);
        }
    }

    /** Clients late in a large room's flush receive newer frames in the same write. */
    private void flush() {
        for (int i = 0; i < FLUSH_BATCH && !dirty.isEmpty(); i++) {
            Session session = dirty.remove();
            session.cursor().clearDirty();
            session.connection().flush();
        }
        if (!dirty.isEmpty()) {
            execute(afterIo, flush);
        }
    }

    /** A session that has to catch up. */
    private record LaggingSession(Session session, Optional<RingBuffer<FanOut>> ring) {}

    private void remove(Membership membership) {
        Room room = membership.room;
        room.remove(membership);
        if (room.size() == 0) {
            rooms.remove(room.key);
        }
    }
}
