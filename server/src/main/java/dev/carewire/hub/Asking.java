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
 * number. Any thread, but for {@link #ask}.
 */
final class Asking {

    private final long id;
    private final Event<?> event;
    private final Duration timeout;
    private final Map<Encoding, Optional<Frame>> frames = new HashMap<>();
    private final Map<String, Optional<Answer>> answers = new ConcurrentHashMap<>();
    private final CompletableFuture<Map<String, Optional<Answer>>> all = new CompletableFuture<>();

    /** Loops that have not asked yet, and sessions that have not answered. */
    private final AtomicInteger open;

    Asking(long id, Event<?> event, Duration timeout, Collection<Encoding> inUse, int loops) {
        this.id = id;
        this.event = event;
        this.timeout = timeout;
        this.open = new AtomicInteger(loops + 1);
        inUse.forEach(encoding -> frames.put(encoding, encoding.encodeQuestion(event, id)));
    }

    /** Answers by session, empty for those that said nothing in time. */
    CompletableFuture<Map<String, Optional<Answer>>> all() {
        return all;
    }

    /** On the session's loop. */
    void ask(Session session) {
        Optional<Frame> frame = frames.getOrDefault(session.encoding(), Optional.empty());
        if (frame.isEmpty()
                || event.exceptSession().filter(session.id()::equals).isPresent()) {
            return;
        }
        open.incrementAndGet();
        CompletableFuture<Optional<Answer>> answer = new CompletableFuture<>();
        session.ask(id, frame.get(), answer);
        answer.completeOnTimeout(Optional.empty(), timeout.toMillis(), TimeUnit.MILLISECONDS)
                .thenAccept(said -> {
                    answers.put(session.id(), said);
                    if (said.isEmpty()) {
                        session.onLoop(() -> session.questions().forget(id));
                    }
                    done();
                });
    }

    /** A loop has asked its sessions, a session has answered, or the question is on its way to all loops. */
    void done() {
        if (open.decrementAndGet() == 0) {
            frames.values().forEach(frame -> frame.ifPresent(Frame::release));
            all.complete(Map.copyOf(answers));
        }
    }
}
