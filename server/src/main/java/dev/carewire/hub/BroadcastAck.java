package dev.carewire.hub;

import dev.carewire.event.Event;
import dev.carewire.event.RoomKey;
import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * One event that awaits acknowledgements from sessions of several loops. It is encoded once per encoding, since all
 * recipients share one ack id. Any thread, except for {@link #sendTo}.
 */
final class BroadcastAck {

    /** Longest reply, in characters; a longer one counts as none. */
    static final int MAX_REPLY_LENGTH = 65_536;

    /** Most characters of all replies together; further ones count as none. */
    static final int MAX_TOTAL_LENGTH = 4 << 20;

    private final long id;
    private final Event<?> event;
    private final List<RoomKey> exceptRooms;
    private final Duration timeout;
    private final Map<Encoding, Optional<Frame>> frames = new HashMap<>();
    private final Map<String, Optional<AckReply>> answers = new ConcurrentHashMap<>();
    private final CompletableFuture<Map<String, Optional<AckReply>>> result = new CompletableFuture<>();

    private final AtomicInteger totalLength = new AtomicInteger();

    /** Loops that have not sent yet, plus sessions that have not replied. */
    private final AtomicInteger outstanding;

    BroadcastAck(long id, Event<?> event, Duration timeout, Collection<Encoding> inUse, int loops) {
        this.id = id;
        this.event = event;
        this.exceptRooms = event.exceptRooms();
        this.timeout = timeout;
        this.outstanding = new AtomicInteger(loops + 1);
        inUse.forEach(encoding -> frames.put(encoding, encoding.encodeWithAck(event, id)));
    }

    /** Replies by session; empty for sessions that did not reply in time, or not within the limits. */
    CompletableFuture<Map<String, Optional<AckReply>>> result() {
        return result;
    }

    /** Sends the event to a session, on that session's loop. */
    void sendTo(Session session) {
        Optional<Frame> frame = frames.getOrDefault(session.encoding(), Optional.empty());
        if (frame.isEmpty()
                || event.exceptSession().filter(session.id()::equals).isPresent()
                || session.cursor().isInAny(exceptRooms)) {
            return;
        }
        outstanding.incrementAndGet();
        CompletableFuture<Optional<AckReply>> answer = new CompletableFuture<>();
        session.sendWithAck(id, frame.get(), answer);
        answer.completeOnTimeout(Optional.empty(), timeout.toMillis(), TimeUnit.MILLISECONDS)
                .thenAccept(reply -> {
                    answers.put(session.id(), reply.filter(this::isWithinLimits));
                    if (reply.isEmpty()) {
                        session.onLoop(() -> session.pendingAcks().expire(id));
                    }
                    countDown();
                });
    }

    /** Bounds the memory of replies, which clients choose. */
    private boolean isWithinLimits(AckReply reply) {
        int length = reply.arguments().length()
                + reply.attachments().stream().mapToInt(bytes -> bytes.length).sum();
        return length <= MAX_REPLY_LENGTH && totalLength.addAndGet(length) <= MAX_TOTAL_LENGTH;
    }

    /** Call once per loop that has sent, once per reply, and once after all loops have been given their task. */
    void countDown() {
        if (outstanding.decrementAndGet() == 0) {
            frames.values().forEach(frame -> frame.ifPresent(Frame::release));
            result.complete(Map.copyOf(answers));
        }
    }
}
