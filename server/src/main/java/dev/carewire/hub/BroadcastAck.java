package dev.carewire.hub;

import dev.carewire.event.Event;
import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * One question to the sessions of several loops: encoded once per encoding like any event, since all are asked under the same
 * number. Any thread, but for {@link #sendTo}.
 */
final class BroadcastAck {

    private final long id;
    private final Event<?> event;
    private final Duration timeout;
    private final Map<Encoding, Optional<Frame>> frames = new HashMap<>();
    private final Map<String, Optional<AckReply>> answers = new ConcurrentHashMap<>();
    private final CompletableFuture<Map<String, Optional<AckReply>>> result = new CompletableFuture<>();

    /** Loops that have not asked yet, and sessions that have not answered. */
    private final AtomicInteger outstanding;

    BroadcastAck(long id, Event<?> event, Duration timeout, Collection<Encoding> inUse, int loops) {
        this.id = id;
        this.event = event;
        this.timeout = timeout;
        this.outstanding = new AtomicInteger(loops + 1);
        inUse.forEach(encoding -> frames.put(encoding, encoding.encodeWithAck(event, id)));
    }

    /** Answers by session, empty for those that said nothing in time. */
    CompletableFuture<Map<String, Optional<AckReply>>> result() {
        return result;
    }

    /** On the session's loop. */
    void sendTo(Session session) {
        Optional<Frame> frame = frames.getOrDefault(session.encoding(), Optional.empty());
        if (frame.isEmpty()
                || event.exceptSession().filter(session.id()::equals).isPresent()) {
            return;
        }
        outstanding.incrementAndGet();
        CompletableFuture<Optional<AckReply>> answer = new CompletableFuture<>();
        session.sendWithAck(id, frame.get(), answer);
        answer.completeOnTimeout(Optional.empty(), timeout.toMillis(), TimeUnit.MILLISECONDS)
                .thenAccept(said -> {
                    answers.put(session.id(), said);
                    if (said.isEmpty()) {
                        session.onLoop(() -> session.pendingAcks().expire(id));
                    }
                    countDown();
                });
    }

    /** A loop has asked its sessions, a session has answered, or the question is on its way to all loops. */
    void countDown() {
        if (outstanding.decrementAndGet() == 0) {
            frames.values().forEach(frame -> frame.ifPresent(Frame::release));
            result.complete(Map.copyOf(answers));
        }
    }
}
