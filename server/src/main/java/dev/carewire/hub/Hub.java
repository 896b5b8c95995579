package dev.carewire.hub;

import dev.carewire.event.Event;
import dev.carewire.event.RoomKey;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The sessions and rooms of this node, and the fan-out of events to them: an event is rendered and encoded once per encoding
 * that is in use, and one task per event loop copies the frames to that loop's members.
 *
 * <p>This reaches local sessions only; {@code cluster.Publisher} is usually the right call. Any thread; no method blocks or
 * throws because a loop has shut down. Events delivered by one thread reach every session in that order.
 */
public final class Hub {

    private static final Logger log = LoggerFactory.getLogger(Hub.class);

    private final SessionCounts counts;
    private final Map<Executor, LoopRooms> loops = new ConcurrentHashMap<>();
    private final Map<Encoding, AtomicInteger> encodings = new ConcurrentHashMap<>();
    private final Map<String, Session> sessions = new ConcurrentHashMap<>();
    private final AtomicLong fanOuts = new AtomicLong();

    /** A hub with nobody in it. */
    public Hub(SessionLimits limits) {
        this.counts = new SessionCounts(limits);
    }

    /**
     * Makes a session reachable, if the limits allow it. It is in no room yet.
     *
     * @throws IllegalStateException if a session with this id is registered
     */
    public Admission register(Session session) {
        Admission admission = counts.add(session);
        if (admission != Admission.ADMITTED) {
            return admission;
        }
        if (sessions.putIfAbsent(session.id(), session) != null) {
            counts.remove(session);
            throw new IllegalStateException("session: " + session.id() + " (expected: not registered)");
        }
        encodings
                .computeIfAbsent(session.encoding(), encoding -> new AtomicInteger())
                .incrementAndGet();
        return Admission.ADMITTED;
    }

    /** Takes a session out of everything. Does nothing for one that is not registered. */
    public void unregister(Session session) {
        if (!sessions.remove(session.id(), session)) {
            return;
        }
        session.end();
        counts.remove(session);
        LoopRooms loop = loopOf(session);
        loop.execute(() -> loop.removeAll(session));
        encodings
                .computeIfAbsent(session.encoding(), encoding -> new AtomicInteger())
                .decrementAndGet();
    }

    /**
     * Puts a session into a room. Whether it may is the caller's to decide; the tenant is checked here all the same.
     * Idempotent; does nothing once the session has ended.
     *
     * @throws IllegalArgumentException if the room is another tenant's
     */
    public void join(Session session, RoomKey room) {
        if (!room.tenant().equals(session.tenant())) {
            throw new IllegalArgumentException(
                    "room tenant: " + room.tenant() + " (expected: " + session.tenant() + ")");
        }
        if (session.addRoom(room)) {
            LoopRooms loop = loopOf(session);
            loop.execute(() -> {
                // A leave, or the end of the session, may have come in between.
                if (session.isIn(room)) {
                    loop.add(session, room);
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

    /** Copies an event to every local session in its audience, once each. */
    public void deliver(Event<?> event) {
        Map<Encoding, Frame> frames = encode(event);
        if (frames.isEmpty()) {
            return;
        }
        // A loop that appears after this line has no member that was there when the event happened.
        List<LoopRooms> targets = List.copyOf(loops.values());
        if (targets.isEmpty()) {
            frames.values().forEach(Frame::release);
            return;
        }
        FanOut fanOut = new FanOut(fanOuts.incrementAndGet(), event, frames, targets.size());
        for (LoopRooms loop : targets) {
            loop.deliver(fanOut);
        }
    }

    /** The session with this public id, if it is on this node. */
    public Optional<Session> session(String id) {
        return Optional.ofNullable(sessions.get(id));
    }

    /** Every session on this node, as of now. */
    public List<Session> sessions() {
        return new ArrayList<>(sessions.values());
    }

    /** Rooms that have a member on this node, counted once for each loop; exact only while nothing joins or leaves. */
    int rooms() {
        return loops.values().stream().mapToInt(LoopRooms::size).sum();
    }

    private Map<Encoding, Frame> encode(Event<?> event) {
        Map<Encoding, Frame> frames = new HashMap<>();
        encodings.forEach((encoding, inUse) -> {
            if (inUse.get() > 0) {
                encode(event, encoding).ifPresent(frame -> frames.put(encoding, frame));
            }
        });
        return frames;
    }

    /** One dialect that stumbles over an event must not keep it from the others. */
    private static Optional<Frame> encode(Event<?> event, Encoding encoding) {
        try {
            return encoding.encode(event);
        } catch (RuntimeException bug) {
            log.atError()
                    .addKeyValue("event", event.type().name())
                    .setCause(bug)
                    .log("encoding failed");
            return Optional.empty();
        }
    }

    private LoopRooms loopOf(Session session) {
        return loops.computeIfAbsent(session.connection().loop(), LoopRooms::new);
    }
}
