package dev.carewire.authorization;

import static org.assertj.core.api.Assertions.assertThat;

import dev.carewire.adapter.jdbi.TestClock;
import dev.carewire.cluster.ManualTimers;
import dev.carewire.command.Caller;
import dev.carewire.dialect.Callers;
import dev.carewire.event.RoomKey;
import dev.carewire.identity.Role;
import dev.carewire.identity.TenantId;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

class RoomLeasesTest {

    private static final TenantId TENANT = new TenantId("north");
    private static final Instant NOW = Instant.parse("2026-11-20T15:00:00Z");
    private static final Duration LIFETIME = Duration.ofMinutes(5);

    private final TestClock clock = new TestClock(NOW, ZoneOffset.UTC);
    private final ManualTimers timers = new ManualTimers();
    private final Stay stay = new Stay("7");
    private RoomDecision decision = new RoomDecision.Refused();
    private int questions;
    private double random;
    private final RoomLeases leases = new RoomLeases(
            (caller, room) -> {
                questions++;
                return CompletableFuture.completedStage(decision);
            },
            timers,
            clock,
            () -> random);

    private void advance(Duration time) {
        clock.advance(time);
        timers.advance(time);
    }

    @Test
    void asksAgainWhenTheDecisionEndsAsLongAsTheSessionStays() {
        leases.add(stay, NOW.plus(LIFETIME));
        for (int i = 1; i <= 3; i++) {
            decision = new RoomDecision.Allowed(Optional.of(clock.instant().plus(LIFETIME.multipliedBy(2))));
            advance(LIFETIME.minusMillis(1));
            assertThat(questions).isEqualTo(i - 1);
            advance(Duration.ofMillis(1));
            assertThat(questions).isEqualTo(i);
        }
        assertThat(stay.evicted).isFalse();

        stay.isOver = true;
        advance(LIFETIME);
        assertThat(questions).isEqualTo(3);
        assertThat(leases.size()).isZero();
    }

    @Test
    void aRefusalEvictsTheSession() {
        leases.add(stay, NOW.plus(LIFETIME));

        advance(LIFETIME);

        assertThat(stay.evicted).isTrue();
        assertThat(leases.size()).isZero();
    }

    @Test
    void asksForAMinuteBeforeAMissingAnswerEvicts() {
        decision = new RoomDecision.Unavailable();
        leases.add(stay, NOW.plus(LIFETIME));

        advance(LIFETIME);
        assertThat(questions).isEqualTo(1);
        for (int i = 0; i < RoomLeases.ATTEMPTS - 1; i++) {
            assertThat(stay.evicted).isFalse();
            advance(Duration.ofSeconds(1L << i));
            assertThat(questions).isEqualTo(2 + i);
        }

        assertThat(clock.instant()).isEqualTo(NOW.plus(LIFETIME).plusSeconds(63));
        assertThat(stay.evicted).isTrue();
        assertThat(leases.size()).isZero();
    }

    @Test
    void doesNotEvictForAMissingAnswerBeforeTheDecisionEnds() {
        random = 1;
        decision = new RoomDecision.Unavailable();
        leases.add(stay, NOW.plus(Duration.ofHours(1)));

        advance(Duration.ofMinutes(48));
        for (Duration waited = Duration.ZERO; waited.toMinutes() < 11; waited = waited.plusSeconds(1)) {
            advance(Duration.ofSeconds(1));
        }
        assertThat(stay.evicted).isFalse();

        for (int i = 0; i < 120; i++) {
            advance(Duration.ofSeconds(1));
        }
        assertThat(stay.evicted).isTrue();
    }

    /** Leases that began at the same time ended at the same time, and the server asked about all of them at once. */
    @Test
    void renewsAtARandomMomentOfTheLastFifth() {
        random = 1;
        leases.add(stay, NOW.plus(LIFETIME));
        advance(LIFETIME.multipliedBy(4).dividedBy(5).minusMillis(1));
        assertThat(questions).isZero();
        advance(Duration.ofMillis(1));
        assertThat(questions).isEqualTo(1);
    }

    /** The server's own limit on questions evicted sessions while the clinic's system would have answered. */
    @Test
    void aQuestionThatTheServerDidNotAskNeverEvicts() {
        decision = new RoomDecision.NotAsked();
        leases.add(stay, NOW.plus(LIFETIME));
        advance(LIFETIME);
        for (int i = 0; i < 100; i++) {
            advance(Duration.ofSeconds(10));
        }

        assertThat(questions).isEqualTo(101);
        assertThat(stay.evicted).isFalse();
        assertThat(leases.size()).isEqualTo(1);
    }

    @Test
    void noTenantOccupiesTheLeasesOfTheOthers() {
        for (int i = 0; i < RoomLeases.MAX_STAYS_PER_TENANT; i++) {
            assertThat(leases.add(new Stay("r" + i), NOW.plus(LIFETIME))).isPresent();
        }

        assertThat(leases.add(new Stay("one more"), NOW.plus(LIFETIME))).isEmpty();
        assertThat(leases.add(new Stay(new TenantId("south"), "7"), NOW.plus(LIFETIME)))
                .isPresent();
    }

    @Test
    void anAnswerAfterARetryKeepsTheSession() {
        decision = new RoomDecision.Unavailable();
        leases.add(stay, NOW.plus(LIFETIME));
        advance(LIFETIME);

        decision = new RoomDecision.Allowed(Optional.of(clock.instant().plus(LIFETIME)));
        advance(Duration.ofSeconds(1));

        assertThat(stay.evicted).isFalse();
        assertThat(leases.size()).isEqualTo(1);
    }

    @Test
    void aSessionThatLeavesIsNotAskedAbout() {
        RoomLease replaced = leases.add(stay, NOW.plus(LIFETIME)).orElseThrow();
        RoomLease lease = leases.add(stay, NOW.plus(LIFETIME)).orElseThrow();
        assertThat(timers.size()).isEqualTo(1);

        replaced.end();
        assertThat(timers.size()).isEqualTo(1);
        lease.end();
        lease.end();

        assertThat(timers.size()).isZero();
        advance(LIFETIME);
        assertThat(questions).isZero();
    }

    private static final class Stay implements RoomStay {
        private final Caller nurse = Callers.caller(TENANT, "ada", Role.NURSE);
        private final RoomKey room;
        private boolean isOver;
        private boolean evicted;

        private Stay(String thread) {
            this(TENANT, thread);
        }

        private Stay(TenantId tenant, String thread) {
            room = RoomKey.thread(tenant, thread);
        }

        @Override
        public RoomKey room() {
            return room;
        }

        @Override
        public Optional<Caller> caller() {
            return Optional.of(nurse).filter(user -> !isOver);
        }

        @Override
        public void evict() {
            evicted = true;
        }
    }
}
