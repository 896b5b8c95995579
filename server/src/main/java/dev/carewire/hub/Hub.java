package dev.carewire.hub;

import dev.carewire.command.Caller;
import dev.carewire.event.Event;
import dev.carewire.event.RoomKey;
import dev.carewire.identity.TenantId;
import dev.carewire.log.Logged;
import dev.carewire.log.Position;
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
    private final Histories histories;
    private final Continuations continuations;
    private final Traffic traffic = new Traffic();
    private final AtomicLong questions = new AtomicLong();
    private final Map<Executor, LoopRooms> loops = new ConcurrentHashMap<>();
    private final Map<Encoding, AtomicInteger> encodings = new ConcurrentHashMap<>();
    private final Map<String, Session> sessions = new ConcurrentHashMap<>();
    private final Map<String, Session> continuable = new ConcurrentHashMap<>();

    /** A hub with nobody in it. */
    public Hub(HubConfig config, Clock clock) {
        this.clock = clock;
        this.counts = new SessionCounts(config.sessions());
        this.histories = new Histories(config.ring());
        this.continuations =
                new Continuations(config.sessions().perNode(), config.ring().age());
    }

    /**
     * Makes a session reachable, if the limits allow it. It is in no room yet.
     *
     * @throws IllegalStateException if a session with this id is registered
     */
    public Admission register(Session session) {
        Admission admission = admit(session);
        if (admission == Admission.ADMITTED) {
            LoopRooms loop = loopOf(session);
            loop.execute(() -> session.cursor().beginAt(loop.head(session.tenant())));
        }
        return admission;
    }

    /**
     * Makes a session reachable that goes on where another one ended, if the limits allow it. It is told nothing until
     * {@link #catchUp}.
     *
     * @param rooms those it may still be in, with the number each was joined at
     * @param from {@link #resumeFrom} said so
     * @throws IllegalStateException if a session with this id is registered
     */
    public Admission goOn(Session session, Map<RoomKey, Long> rooms, Resumption from) {
        session.goOn();
        Admission admission = admit(session);
        if (admission == Admission.ADMITTED) {
            LoopRooms loop = loopOf(session);
            loop.execute(() -> session.cursor().beginBehind(from));
            rooms.forEach((room, since) -> join(session, room, Optional.of(since)));
        }
        return admission;
    }

    private Admission admit(Session session) {
        Admission admission = counts.add(session);
        if (admission != Admission.ADMITTED) {
            return admission;
        }
        if (sessions.putIfAbsent(session.id(), session) != null) {
            counts.remove(session);
            throw new IllegalStateException("session: " + session.id() + " (expected: not registered)");
        }
        inUse(session).incrementAndGet();
        session.continuationId().ifPresent(id -> continuable.put(id, session));
        return admission;
    }

    /** Takes a session out of everything. Does nothing for one that is not registered. */
    public void unregister(Session session, Ending ending) {
        if (!sessions.remove(session.id(), session)) {
            return;
        }
        session.end();
        counts.remove(session);
        inUse(session).decrementAndGet();
        LoopRooms loop = loopOf(session);
        loop.execute(() -> {
            session.continuationId().ifPresent(id -> {
                if (ending == Ending.MAY_GO_ON) {
                    continuations.keep(continuation(id, session, loop.head(session.tenant())), clock.instant());
                }
                continuable.remove(id, session);
                continuations.giveUp(id);
            });
            session.questions().end();
            loop.removeAll(session);
        });
    }

    private static Continuation continuation(String id, Session session, long head) {
        Cursor cursor = session.cursor();
        Map<RoomKey, Long> rooms = new HashMap<>();
        cursor.memberships().forEach(membership -> rooms.put(membership.room.key, membership.since));
        return new Continuation(
                id,
                session.id(),
                session.caller(),
                session.encoding(),
                cursor.begun(),
                rooms,
                cursor.lastAccepted(),
                cursor.isStalled() ? cursor.done() : head);
    }

    /**
     * What is kept of a session of {@code caller} that ended; once given it is kept no longer. One that has not ended yet,
     * because its client noticed first that the connection is gone, is ended now.
     *
     * @return empty if nothing is kept under that id, or it is somebody else's
     */
    public CompletionStage<Optional<Continuation>> continuation(String id, Caller caller) {
        Session alive = continuable.get(id);
        if (alive == null) {
            return CompletableFuture.completedStage(continuations.take(id, caller));
        }
        if (!alive.caller().isSameUserAs(caller)) {
            return CompletableFuture.completedStage(Optional.empty());
        }
        CompletionStage<Optional<Continuation>> ended = continuations.await(id, caller);
        alive.connection().close(CloseReason.REPLACED);
        if (continuable.get(id) != alive) {
            // It had ended before the claim was made, for good.
            continuations.giveUp(id);
        }
        return ended;
    }

    /**
     * From where a client that goes on has to be told what happened.
     *
     * @param offset the position of the last event it has
     * @return empty if something may be missing: the client has to start afresh
     */
    public Optional<Resumption> resumeFrom(Continuation continuation, Optional<Position> offset) {
        return histories.resumeFrom(continuation, offset);
    }

    /** There is room in a session's send window: it is told what it missed, as far as it goes. */
    public void catchUp(Session session) {
        LoopRooms loop = loopOf(session);
        loop.execute(() -> histories
                .ring(session.tenant())
                .ifPresentOrElse(
                        ring -> loop.catchUp(session, ring),
                        () -> session.cursor().caughtUp()));
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
    public void oversee(Session session) {
        LoopRooms loop = loopOf(session);
        loop.execute(() -> {
            if (sessions.get(session.id()) == session) {
                loop.oversee(session);
            }
        });
    }

    /** Ends {@link #oversee}. Idempotent. */
    public void stopOverseeing(Session session) {
        LoopRooms loop = loopOf(session);
        loop.execute(() -> loop.stopOverseeing(session));
    }

    /**
     * Copies an event to every local session in its audience, once each, and keeps it for those that cannot take it now. A
     * tenant's events come in the order of their positions.
     */
    public void deliver(Logged logged) {
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
    public CompletionStage<Map<String, Optional<Answer>>> ask(Event<?> event, Duration timeout) {
        List<LoopRooms> targets = List.copyOf(loops.values());
        Asking asking = new Asking(questions.incrementAndGet(), event, timeout, encodingsInUse(), targets.size());
        for (LoopRooms loop : targets) {
            boolean queued = loop.execute(() -> {
                loop.members(event.rooms()).forEach(asking::ask);
                asking.done();
            });
            if (!queued) {
                asking.done();
            }
        }
        asking.done();
        return asking.all();
    }

    /** Asks one session, whatever the event's audience; otherwise as {@link #ask(Event, Duration)}. */
    public CompletionStage<Optional<Answer>> ask(Session session, Event<?> event, Duration timeout) {
        Asking asking = new Asking(questions.incrementAndGet(), event, timeout, List.of(session.encoding()), 1);
        boolean queued = loopOf(session).execute(() -> {
            asking.ask(session);
            asking.done();
        });
        if (!queued) {
            asking.done();
        }
        asking.done();
        return asking.all().thenApply(answers -> answers.getOrDefault(session.id(), Optional.empty()));
    }

    /** Lets go of events and ended sessions that have become too old. Worth calling every few seconds. */
    public void evict() {
        Instant now = clock.instant();
        histories.evict(now);
        continuations.evict(now);
    }

    /** Lets go of everything that is kept. Whoever is still connected is told nothing more that happened before. */
    @Override
    public void close() {
        histories.clear();
    }

    /** What this node's clients sent and were sent. */
    public Traffic traffic() {
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
    int rooms() {
        return loops.values().stream().mapToInt(LoopRooms::size).sum();
    }

    private List<Encoding> encodingsInUse() {
        List<Encoding> inUse = new ArrayList<>(encodings.size());
        encodings.forEach((encoding, count) -> {
            if (count.get() > 0) {
                inUse.add(encoding);
            }
        });
        return inUse;
    }

    private AtomicInteger inUse(Session session) {
        return encodings.computeIfAbsent(session.encoding(), encoding -> new AtomicInteger());
    }

    private LoopRooms loopOf(Session session) {
        Connection connection = session.connection();
        return loops.computeIfAbsent(
                connection.loop(),
                loop -> new LoopRooms(loop, connection.loopAfterInput(), histories.heads(), traffic));
    }
}
