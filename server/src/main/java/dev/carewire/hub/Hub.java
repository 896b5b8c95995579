package dev.carewire.hub;

import dev.carewire.command.Caller;
import dev.carewire.event.Event;
import dev.carewire.event.RoomKey;
import dev.carewire.identity.TenantId;
import dev.carewire.log.LogPosition;
import dev.carewire.log.LoggedEvent;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;

/**
 * The sessions and rooms of this node, and the fan-out of events to them: an event is rendered and encoded once per encoding
 * that is in use, and one task per event loop copies the frames to that loop's members.
 *
 * <p>This reaches local sessions only; {@code cluster.Publisher} is usually the right call. Any thread; no method blocks or
 * throws because a loop has shut down. Events delivered by one thread reach every session in that order.
 */
public final class Hub implements AutoCloseable {

    private final Clock clock;
    private final SessionCounts counts;
    private final EventHistories histories;
    private final RecoverableSessions recoverableSessions;
    private final TrafficCounters traffic = new TrafficCounters();
    private final AtomicLong ackIds = new AtomicLong();
    private final Map<Executor, LoopRooms> loops = new ConcurrentHashMap<>();
    private final Map<Encoding, AtomicInteger> encodingCounts = new ConcurrentHashMap<>();
    private final Map<String, Session> sessions = new ConcurrentHashMap<>();
    private final Map<String, Session> recoverable = new ConcurrentHashMap<>();

    /** A hub with nobody in it. */
    public Hub(HubConfig config, Clock clock) {
        this.clock = clock;
        this.counts = new SessionCounts(config.sessions());
        this.histories = new EventHistories(config.ring());
        this.recoverableSessions = new RecoverableSessions(
                config.sessions().perNode(), config.ring().age());
    }

    /**
     * Makes a session reachable, if the limits allow it. It is in no room yet.
     *
     * @throws IllegalStateException if a session with this id is registered
     */
    public RegistrationResult register(Session session) {
        RegistrationResult admission = admit(session);
        if (admission == RegistrationResult.ADMITTED) {
            LoopRooms loop = loopOf(session);
            loop.execute(() -> session.cursor().startAt(loop.head(session.tenant())));
        }
        return admission;
    }

    /**
     * Makes a session reachable that goes on where another one ended, if the limits allow it. It is told nothing until
     * {@link #catchUp}.
     *
     * @param rooms those it may still be in, with the number each was joined at
     * @param from {@link #replayStart} said so
     * @throws IllegalStateException if a session with this id is registered
     */
    public RegistrationResult resume(Session session, Map<RoomKey, Long> rooms, ReplayStart from) {
        session.markResumed();
        RegistrationResult admission = admit(session);
        if (admission == RegistrationResult.ADMITTED) {
            LoopRooms loop = loopOf(session);
            loop.execute(() -> session.cursor().resumeFrom(from));
            rooms.forEach((room, since) -> join(session, room, Optional.of(since)));
        }
        return admission;
    }

    private RegistrationResult admit(Session session) {
        RegistrationResult admission = counts.add(session);
        if (admission != RegistrationResult.ADMITTED) {
            return admission;
        }
        if (sessions.putIfAbsent(session.id(), session) != null) {
            counts.remove(session);
            throw new IllegalStateException("session: " + session.id() + " (expected: not registered)");
        }
        encodingCount(session).incrementAndGet();
        session.recoveryId().ifPresent(id -> recoverable.put(id, session));
        return admission;
    }

    /** Takes a session out of everything. Does nothing for one that is not registered. */
    public void unregister(Session session, SessionEnd ending) {
        if (!sessions.remove(session.id(), session)) {
            return;
        }
        session.end();
        counts.remove(session);
        encodingCount(session).decrementAndGet();
        LoopRooms loop = loopOf(session);
        loop.execute(() -> {
            session.recoveryId().ifPresent(id -> {
                if (ending == SessionEnd.MAY_GO_ON) {
                    recoverableSessions.retain(
                            recoverableSession(id, session, loop.head(session.tenant())), clock.instant());
                }
                recoverable.remove(id, session);
                recoverableSessions.cancelClaim(id);
            });
            session.pendingAcks().cancelAll();
            loop.removeAll(session);
        });
    }

    private static RecoverableSession recoverableSession(String id, Session session, long head) {
        Cursor cursor = session.cursor();
        Map<RoomKey, Long> rooms = new HashMap<>();
        cursor.memberships().forEach(membership -> rooms.put(membership.room.key, membership.since));
        return new RecoverableSession(
                id,
                session.id(),
                session.caller(),
                session.encoding(),
                cursor.startSeq(),
                rooms,
                cursor.lastAccepted(),
                cursor.isStalled() ? cursor.caughtUpTo() : head);
    }

    /**
     * What is kept of a session of {@code caller} that ended; once given it is kept no longer. One that has not ended yet,
     * because its client noticed first that the connection is gone, is ended now.
     *
     * @return empty if nothing is kept under that id, or it is somebody else's
     */
    public CompletionStage<Optional<RecoverableSession>> recoverableSession(String id, Caller caller) {
        Session alive = recoverable.get(id);
        if (alive == null) {
            return CompletableFuture.completedStage(recoverableSessions.take(id, caller));
        }
        if (!alive.caller().isSameUserAs(caller)) {
            return CompletableFuture.completedStage(Optional.empty());
        }
        CompletionStage<Optional<RecoverableSession>> ended = recoverableSessions.await(id, caller);
        alive.connection().close(CloseReason.REPLACED);
        if (recoverable.get(id) != alive) {
            // It had ended before the claim was made, for good.
            recoverableSessions.cancelClaim(id);
        }
        return ended;
    }

    /**
     * From where a client that goes on has to be told what happened.
     *
     * @param offset the position of the last event it has
     * @return empty if something may be missing: the client has to start afresh
     */
    public Optional<ReplayStart> replayStart(RecoverableSession continuation, Optional<LogPosition> offset) {
        return histories.replayStart(continuation, offset);
    }

    /** There is room in a session's send window: it is told what it missed, as far as it goes. */
    public void catchUp(Session session) {
        LoopRooms loop = loopOf(session);
        loop.execute(() -> histories
                .ring(session.tenant())
                .ifPresentOrElse(
                        ring -> loop.catchUp(session, ring),
                        () -> session.cursor().markCaughtUp()));
    }

    /**
     * Puts a session into a room. Whether it may is the caller's to decide; the tenant is checked here all the same.
     * Idempotent; does nothing once the session has ended.
     *
     * @throws IllegalArgumentException if the room is another tenant's
     */
    public void join(Session session, RoomKey room) {
        join(session, room, Optional.empty());
    }

    /** @param since the session is replayed newer events alone; empty for now */
    private void join(Session session, RoomKey room, Optional<Long> since) {
        if (!room.tenant().equals(session.tenant())) {
            throw new IllegalArgumentException(
                    "room tenant: " + room.tenant() + " (expected: " + session.tenant() + ")");
        }
        if (session.addRoom(room)) {
            LoopRooms loop = loopOf(session);
            loop.execute(() -> {
                // A leave, or the end of the session, may have come in between.
                if (session.isIn(room)) {
                    loop.add(session, room, since.orElseGet(() -> loop.head(session.tenant())));
                }
            });
        }
    }

    /** Takes a session out of a room. Idempotent. */
    public void leave(Session session, RoomKey room) {
        if (session.removeRoom(room)) {
            LoopRooms loop = loopOf(session);
            loop.execute(() -> {
                if (!session.isIn(room)) {
                    loop.remove(session, room);
                }
            });
        }
    }

    /**
     * Tells a session, besides what is meant for its rooms, whatever everybody who works in any other tenant is told. Whether it
     * may is the caller's to decide. None of that is replayed: a session that cannot take what another tenant logs is closed as
     * {@link CloseReason#SLOW_CONSUMER}. Idempotent; over with the session.
     */
    public void subscribeToAllTenants(Session session) {
        LoopRooms loop = loopOf(session);
        loop.execute(() -> {
            if (sessions.get(session.id()) == session) {
                loop.subscribeToAllTenants(session);
            }
        });
    }

    /** Ends {@link #subscribeToAllTenants}. Idempotent. */
    public void unsubscribeFromAllTenants(Session session) {
        LoopRooms loop = loopOf(session);
        loop.execute(() -> loop.unsubscribeFromAllTenants(session));
    }

    /**
     * Copies an event to every local session in its audience, once each, and keeps it for those that cannot take it now. A
     * tenant's events come in the order of their positions.
     */
    public void deliver(LoggedEvent logged) {
        FanOut fanOut = FanOut.of(logged, encodingsInUse());
        histories.append(logged, fanOut, clock.instant());
        fanOut(fanOut);
    }

    /** Copies an event that no log keeps to every local session in its audience that can take it, once each. */
    public void deliver(Event<?> event) {
        fanOut(FanOut.of(event, encodingsInUse()));
    }

    private void fanOut(FanOut fanOut) {
        if (fanOut.isLogged() || fanOut.hasFrames()) {
            loops.values().forEach(loop -> loop.deliver(fanOut));
        }
        fanOut.release();
    }

    /**
     * Asks every local session in an event's audience and waits for what they answer ("emit with acknowledgement").
     *
     * @param timeout how long each may take
     * @return what each said, by session id; empty if it said nothing in time or has gone. Sessions whose dialect has no words
     *     for the event are not asked. Never completes exceptionally.
     */
    public CompletionStage<Map<String, Optional<AckReply>>> deliverWithAck(Event<?> event, Duration timeout) {
        List<LoopRooms> targets = List.copyOf(loops.values());
        BroadcastAck asking =
                new BroadcastAck(ackIds.incrementAndGet(), event, timeout, encodingsInUse(), targets.size());
        for (LoopRooms loop : targets) {
            boolean queued = loop.execute(() -> {
                loop.members(event.rooms()).forEach(asking::sendTo);
                asking.countDown();
            });
            if (!queued) {
                asking.countDown();
            }
        }
        asking.countDown();
        return asking.result();
    }

    /** Asks one session, whatever the event's audience; otherwise as {@link #deliverWithAck(Event, Duration)}. */
    public CompletionStage<Optional<AckReply>> deliverWithAck(Session session, Event<?> event, Duration timeout) {
        BroadcastAck asking =
                new BroadcastAck(ackIds.incrementAndGet(), event, timeout, List.of(session.encoding()), 1);
        boolean queued = loopOf(session).execute(() -> {
            asking.sendTo(session);
            asking.countDown();
        });
        if (!queued) {
            asking.countDown();
        }
        asking.countDown();
        return asking.result().thenApply(answers -> answers.getOrDefault(session.id(), Optional.empty()));
    }

    /** Lets go of events and ended sessions that have become too old. Worth calling every few seconds. */
    public void evict() {
        Instant now = clock.instant();
        histories.evict(now);
        recoverableSessions.evict(now);
    }

    /** Lets go of everything that is kept. Whoever is still connected is told nothing more that happened before. */
    @Override
    public void close() {
        histories.clear();
    }

    /** What this node's clients sent and were sent. */
    public TrafficCounters traffic() {
        return traffic;
    }

    /** How many sessions each tenant has on this node, of those that have any; as of now. */
    public Map<TenantId, Integer> sessionsByTenant() {
        return counts.byTenant();
    }

    /** Every session on this node, as of now. */
    public List<Session> sessions() {
        return new ArrayList<>(sessions.values());
    }

    /** Rooms that have a member on this node, counted once for each loop; exact only while nothing joins or leaves. */
    int roomCount() {
        return loops.values().stream().mapToInt(LoopRooms::size).sum();
    }

    private List<Encoding> encodingsInUse() {
        List<Encoding> inUse = new ArrayList<>(encodingCounts.size());
        encodingCounts.forEach((encoding, count) -> {
            if (count.get() > 0) {
                inUse.add(encoding);
            }
        });
        return inUse;
    }

    private AtomicInteger encodingCount(Session session) {
        return encodingCounts.computeIfAbsent(session.encoding(), encoding -> new AtomicInteger());
    }

    private LoopRooms loopOf(Session session) {
        Connection connection = session.connection();
        return loops.computeIfAbsent(
                connection.loop(), loop -> new LoopRooms(loop, connection.loopAfterIo(), histories.heads(), traffic));
    }
}
