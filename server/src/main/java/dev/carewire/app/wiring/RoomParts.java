package dev.carewire.app.wiring;

import dev.carewire.adapter.webhook.HttpRoomAuthority;
import dev.carewire.app.config.RoomsConfig;
import dev.carewire.authorization.AskedRoomAuthorization;
import dev.carewire.authorization.RoomAuthority;
import dev.carewire.authorization.RoomAuthorization;
import dev.carewire.authorization.RoomLeases;
import dev.carewire.authorization.RoomQuestionCounters;
import dev.carewire.authorization.RoomQuestionLimits;
import dev.carewire.authorization.RoomRights;
import dev.carewire.cluster.TransientTimers;
import java.net.URI;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Executor;
import java.util.concurrent.ThreadLocalRandom;

/**
 * The parts that decide who may be in the room of a record.
 *
 * @param counters of questions to the clinic's system; all 0 without one
 * @param asked asks that system; empty without one
 * @param pool receives its answers; empty without one
 */
record RoomParts(
        RoomRights rights,
        RoomQuestionCounters counters,
        Optional<AskedRoomAuthorization> asked,
        Optional<WorkerPool> pool)
        implements AutoCloseable {

    /** The threads run no commands unless the commands' workers are saturated. */
    private static final int THREADS = 2;

    /** More than the questions that are asked at a time. */
    private static final int BACKLOG = 100;

    /**
     * Creates the parts.
     *
     * @param alarms start the next question about a session in a room
     * @param workers run the commands that waited for an answer
     * @param grace how long closing waits for answers that are being processed
     */
    static RoomParts create(
            CoreParts base, RoomsConfig config, TransientTimers alarms, Executor workers, Duration grace) {
        RoomQuestionCounters counters = new RoomQuestionCounters();
        Optional<WorkerPool> pool =
                config.authority().map(url -> new WorkerPool("carewire-rooms", THREADS, BACKLOG, grace));
        Optional<AskedRoomAuthorization> asked = pool.map(threads -> new AskedRoomAuthorization(
                authority(base, config, config.authority().orElseThrow()),
                RoomQuestionLimits.of(config.lifetime()),
                counters,
                threads,
                workers,
                base.clock()));
        RoomAuthorization authorization =
                asked.<RoomAuthorization>map(one -> one).orElse(RoomAuthorization.STAFF);
        return new RoomParts(
                new RoomRights(
                        base.kept(),
                        authorization,
                        new RoomLeases(
                                authorization,
                                alarms,
                                base.clock(),
                                () -> ThreadLocalRandom.current().nextDouble())),
                counters,
                asked,
                pool);
    }

    private static RoomAuthority authority(CoreParts base, RoomsConfig config, URI url) {
        return new HttpRoomAuthority(url, config.secret().orElseThrow(), config.timeout(), base.clock());
    }

    /** Forgets expired answers. Call every few seconds. */
    void evict() {
        asked.ifPresent(AskedRoomAuthorization::evict);
    }

    /** Refuses whatever is asked from now on. Call after the connections have ended. */
    @Override
    public void close() {
        asked.ifPresent(AskedRoomAuthorization::close);
        pool.ifPresent(WorkerPool::close);
    }
}
