package dev.carewire.hub;

import dev.carewire.command.Caller;
import dev.carewire.event.Event;
import dev.carewire.event.RoomKey;
import dev.carewire.identity.TenantId;
import dev.carewire.log.LogPosition;
import dev.carewire.log.LoggedEvent;
import dev.carewire.memory.ByteBudget;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
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
 * The sessions and rooms of this node, and the fan-out of events to them. Each event is rendered and encoded once per
 * encoding in use. One task per event loop copies the frames to that loop's members.
 *
 * <p>The hub reaches local sessions only; {@code cluster.Publisher} is usually the right call. Any thread; no method
 * blocks, or throws because a loop has shut down. Events delivered by one thread reach every session in that order.
 */
public final class Hub implements AutoCloseable {

    /** Size of the events of an earlier process that sessions receive as they join. */
    private static final long EARLIER_BYTES = 8 << 20;

    private final Clock clock;
    private final SessionCounts counts;
    private final EventHistories histories;
    private final EarlierEvents earlier;
    private final RecoverableSessions recoverableSessions;
    private final SilentSessions silentSessions = new SilentSessions(SilentSessions.ANSWER_TIMEOUT);
    private final TrafficCounters traffic = new TrafficCounters();
    private volatile Runnable overseen = () -> {};
    private final AtomicLong ackIds = new AtomicLong();
    private final Map<Executor, LoopRooms> loops = new ConcurrentHashMap<>();
    private final Map<Encoding, AtomicInteger> encodingCounts = new ConcurrentHashMap<>();
    private final Map<String, Session> sessions = new ConcurrentHashMap<>();

    /** A hub without sessions. */
    public Hub(HubConfig config, Clock clock) {
        this.clock = clock;
        this.counts = new SessionCounts(config.sessions());
        this.histories = new EventHistories(config.ring(), config.allRings());
        this.earlier = new EarlierEvents(EARLIER_BYTES, config.ring().age());
        this.recoverableSessions = new RecoverableSessions(
                config.sessions().perNode(), config.ring().age());
    }

    /** Before a session is subscribed to all tenants, {@code action} makes sure that this node receives their events. Never blocks. */
    public void whenOverseen(Runnable action) {
        overseen = action;
    }

    /**
     * Registers a session, subject to the limits. It is in no room yet.
     *
     * @throws IllegalStateException if a session with this id is registered
     */
    public RegistrationResult register(Session session, FamilyLimits family) {
        RegistrationResult admission = admit(session, family);
        if (admission == RegistrationResult.ADMITTED) {
            LoopRooms loop = loopOf(session);
            loop.execute(() -> session.cursor().startAt(loop.head(session.tenant())));
        }
        return admission;
    }

    /**
     * Registers a session that resumes an earlier one, subject to the limits. It receives no events until
     * {@link #catchUp}.
     *
     * @param rooms the rooms that it may still be in, each with the log number of its join
     * @param from the result of {@link Recovery#replayStart}
     * @throws IllegalStateException if a session with this id is registered
     */
    public RegistrationResult resume(Session session, FamilyLimits family, Map<RoomKey, Long> rooms, ReplayStart from) {
        session.markResumed();
        RegistrationResult admission = admit(session, family);
        if (admission == RegistrationResult.ADMITTED) {
            LoopRooms loop = loopOf(session);
            loop.execute(() -> session.cursor().resumeFrom(from));
            rooms.forEach((room, since) -> join(session, room, Optional.of(since)));
        }
        return admission;
    }

    private RegistrationResult admit(Session session, FamilyLimits family) {
        RegistrationResult admission = counts.add(session, family);
        if (admission != RegistrationResult.ADMITTED) {
            return admission;
        }
        if (sessions.putIfAbsent(session.id(), session) != null) {
            counts.remove(session);
            throw new IllegalStateException("session: " + session.id() + " (expected: not registered)");
        }
        session.markConnected(clock.instant());
        encodingCount(session).incrementAndGet();
        recoverableSessions.onBegun(session);
        return admission;
    }

    /**
     * Closes those sessions of a user whose clients are gone without a close. Call it before a client is rejected for a limit.
     *
     * @return completes on any thread, at the latest after four seconds, when each session has answered or is closed
     */
    public CompletionStage<Void> closeSilentSessions(Caller user) {
        RoomKey key = RoomKey.user(user.tenant(), user.userId());
        return silentSessions.close(key, counts.ofUser(key));
    }

    /** Removes a session and its memberships. Does nothing for an unregistered one. */
    public void unregister(Session session, SessionEnd ending) {
        if (!sessions.remove(session.id(), session)) {
            return;
        }
        session.end();
        counts.remove(session);
        encodingCount(session).decrementAndGet();
        LoopRooms loop = loopOf(session);
        loop.execute(() -> {
            recoverableSessions.onEnded(session, ending, loop.position(session.tenant()), clock.instant());
            session.pendingAcks().cancelAll();
            loop.removeAll(session);
        });
    }

    /** The sessions that their clients can resume. */
    RecoverableSessions recoverableSessions() {
        return recoverableSessions;
    }

    /** The state of a session as its loop knows it; empty if it has ended or cannot be resumed. */
    CompletableFuture<Optional<RecoverableSession>> recoverableState(Session session) {
        CompletableFuture<Optional<RecoverableSession>> state = new CompletableFuture<>();
        LoopRooms loop = loopOf(session);
        boolean queued =
                loop.execute(() -> state.complete(recoverableSessions.state(session, loop.position(session.tenant()))));
        if (!queued) {
            state.complete(Optional.empty());
        }
        return state;
    }

    /** The events that this node keeps for replay. */
    EventHistories histories() {
        return histories;
    }

    /** Sends a session what it missed, as far as its send window allows. Call when the window has room again. */
    public void catchUp(Session session) {
        LoopRooms loop = loopOf(session);
        loop.execute(() -> loop.catchUp(session, histories.ring(session.tenant())));
    }

    /**
     * Adds a session to a room. The caller decides whether that is allowed; this method checks the tenant only.
     * Idempotent; does nothing once the session has ended.
     *
     * @throws IllegalArgumentException if the room belongs to another tenant
     */
    public void join(Session session, RoomKey room) {
        join(session, room, Optional.empty());
    }

    /** @param since the session is replayed newer events only; empty for now */
    private void join(Session session, RoomKey room, Optional<Long> since) {
        requireOwnTenant(session, room);
        if (session.addRoom(room)) {
            addOnLoop(session, List.of(room), since);
        }
    }

    private static void requireOwnTenant(Session session, RoomKey room) {
        if (!room.tenant().equals(session.tenant())) {
            throw new IllegalArgumentException(
                    "room tenant: " + room.tenant() + " (expected: " + session.tenant() + ")");
        }
    }

    private void addOnLoop(Session session, Collection<RoomKey> added, Optional<Long> since) {
        LoopRooms loop = loopOf(session);
        loop.execute(() -> {
            // The session may have left a room or ended in the meantime.
            List<RoomKey> present = added.stream().filter(session::isIn).toList();
            since.ifPresentOrElse(
                    joinedAt -> present.forEach(room -> loop.add(session, room, joinedAt)),
                    () -> loop.addNew(
                            session, present, earlier.of(session.tenant()), histories.ring(session.tenant())));
            recoverableSessions.onRoomsChanged(session);
        });
    }

    /**
     * {@link #join Adds} a session to rooms on behalf of the family's back end: to all or none. The rights of its user do not matter then,
     * also not when the session is resumed. But only a session of staff joins rooms other than {@link RoomKey.Kind#BACK_END}, which
     * also have the clinic's own events. Each grant ends when the session leaves the room, or the user is no longer staff.
     *
     * @return whether the session is in all of the rooms now; false if it has ended
     * @throws IllegalArgumentException if a room belongs to another tenant
     */
    public boolean grant(Session session, Collection<RoomKey> granted) {
        granted.forEach(room -> requireOwnTenant(session, room));
        Optional<List<RoomKey>> added = session.addGrantedRooms(granted);
        added.filter(rooms -> !rooms.isEmpty()).ifPresent(rooms -> addOnLoop(session, rooms, Optional.empty()));
        return added.isPresent();
    }

    /** Removes a session from a room that its client leaves. Idempotent. */
    public void leave(Session session, RoomKey room) {
        remove(session, room);
    }

    /**
     * Removes a session from a room that its client has not left. Notifies the session's {@link EvictionListener}, through which its
     * dialect no longer counts it as joined. Idempotent.
     */
    public void evict(Session session, RoomKey room) {
        if (remove(session, room)) {
            session.evictionListener().onEvicted(session, room);
        }
    }

    /** Whether the session was in the room. */
    private boolean remove(Session session, RoomKey room) {
        if (!session.removeRoom(room)) {
            return false;
        }
        LoopRooms loop = loopOf(session);
        loop.execute(() -> {
            if (!session.isIn(room)) {
                loop.remove(session, room);
                recoverableSessions.onRoomsChanged(session);
            }
        });
        return true;
    }

    /**
     * Subscribes a session, beyond its own rooms, to the events for all staff of every other tenant. The caller decides
     * whether that is allowed.
     *
     * <p>Those events are not replayed. A session that cannot accept a logged one is closed as
     * {@link CloseReason#SLOW_CONSUMER}. Idempotent; ends with the session.
     */
    public void subscribeToAllTenants(Session session) {
        overseen.run();
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
     * Begins to serve a tenant's log after a position. Also called when events up to that position are lost: sessions that still need
     * them have to start over.
     */
    public void begin(TenantId tenant, LogPosition after) {
        histories.begin(tenant, after);
        loops.values().forEach(loop -> loop.execute(() -> loop.begin(tenant, after)));
    }

    /** Forgets the events of a tenant without sessions. {@link #begin} serves it again. */
    public void end(TenantId tenant) {
        histories.end(tenant);
        loops.values().forEach(loop -> loop.execute(() -> loop.end(tenant)));
    }

    /**
     * Keeps the event before the tenant's oldest one, for sessions that resume.
     *
     * @param storedAt when it was committed
     * @return false if it is not kept, because it is too old or there is no room
     */
    public boolean keepEarlier(LoggedEvent logged, Instant storedAt) {
        FanOut fanOut = FanOut.of(logged, List.of());
        boolean kept = histories.prepend(logged, fanOut, storedAt, clock.instant());
        fanOut.release();
        return kept;
    }

    /**
     * Delivers a logged event once to every local session in its audience, and keeps it for those that cannot accept it
     * now. Events of a tenant are delivered in the order of their positions.
     */
    public void deliver(LoggedEvent logged) {
        earlier.onDeliver(logged.event(), logged.position().seq());
        FanOut fanOut = FanOut.of(logged, encodingsInUse());
        histories.append(logged, fanOut, clock.instant());
        fanOut(fanOut);
    }

    /**
     * Keeps an event that an earlier process committed and may not have delivered. Sessions that join one of its rooms while events are
     * kept for replay receive it, unless a newer event has made it obsolete by then. Call in the order of the events, before
     * sessions and newer events. A session may have received it from the earlier process.
     *
     * @param size of the event, in bytes
     */
    public void deliverOnJoin(Event<?> event, int size) {
        earlier.add(event, size, clock.instant());
    }

    /** Delivers an unlogged event once to every local session in its audience that can accept it. */
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
     * Delivers an event to every local session in its audience and awaits acknowledgements ("emit with
     * acknowledgement").
     *
     * @param timeout the longest wait for each session
     * @return the replies by session id; empty for a session that did not reply in time or has ended. A reply of more than
     *     {@value BroadcastAck#MAX_REPLY_LENGTH} characters, or beyond {@value BroadcastAck#MAX_TOTAL_LENGTH} of all, counts as none. Omits sessions
     *     whose dialect does not render the event. Never completes exceptionally.
     */
    public CompletionStage<Map<String, Optional<AckReply>>> deliverWithAck(Event<?> event, Duration timeout) {
        List<LoopRooms> targets = List.copyOf(loops.values());
        BroadcastAck ack = new BroadcastAck(ackIds.incrementAndGet(), event, timeout, encodingsInUse(), targets.size());
        List<RoomKey> rooms = event.rooms();
        for (LoopRooms loop : targets) {
            boolean queued = loop.execute(() -> {
                loop.members(rooms).forEach(ack::sendTo);
                ack.countDown();
            });
            if (!queued) {
                ack.countDown();
            }
        }
        ack.countDown();
        return ack.result();
    }

    /**
     * Delivers an event to one session, regardless of its audience; otherwise like
     * {@link #deliverWithAck(Event, Duration)}.
     */
    public CompletionStage<Optional<AckReply>> deliverWithAck(Session session, Event<?> event, Duration timeout) {
        BroadcastAck ack = new BroadcastAck(ackIds.incrementAndGet(), event, timeout, List.of(session.encoding()), 1);
        boolean queued = loopOf(session).execute(() -> {
            ack.sendTo(session);
            ack.countDown();
        });
        if (!queued) {
            ack.countDown();
        }
        ack.countDown();
        return ack.result().thenApply(answers -> answers.getOrDefault(session.id(), Optional.empty()));
    }

    /** Drops expired events and ended sessions. Call every few seconds. */
    public void evict() {
        Instant now = clock.instant();
        histories.evict(now);
        earlier.evict(now);
        recoverableSessions.evict(now);
    }

    /** Releases all stored events. Connected sessions receive no further replay. */
    @Override
    public void close() {
        histories.clear();
        earlier.clear();
    }

    /** Counts of messages from and to this node's clients. */
    public TrafficCounters traffic() {
        return traffic;
    }

    /** The size in bytes of the events that this node keeps for replay. */
    public long historyBytes() {
        return histories.bytes();
    }

    /** The budget of the events that this node keeps for replay. */
    public ByteBudget historyMemory() {
        return histories.memory();
    }

    /** The age of the oldest event that this node keeps for replay; zero without events. */
    public Duration historyAge() {
        return histories
                .oldestAt()
                .map(oldest -> Duration.between(oldest, clock.instant()))
                .orElse(Duration.ZERO);
    }

    /** The number of sessions on this node by tenant, as of now; tenants without sessions are absent. */
    public Map<TenantId, Integer> sessionsByTenant() {
        return counts.byTenant();
    }

    /** The session on this node with that public id. */
    public Optional<Session> session(String id) {
        return Optional.ofNullable(sessions.get(id));
    }

    /** Every session on this node, as of now. */
    public List<Session> sessions() {
        return new ArrayList<>(sessions.values());
    }

    /** Rooms with members on this node, counted once per loop; exact only while no session joins or leaves. */
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
