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
    private final Stay stay = new Stay();
    private RoomDecision decision = new RoomDecision.Refused();
    private int questions;
    private final RoomLeases leases = new RoomLeases(
            (caller, room) -> {
                questions++;
                return CompletableFuture.completedStage(decision);
            },
            timers,
            clock);

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
    void asksThreeTimesBeforeAMissingAnswerEvicts() {
        decision = new RoomDecision.Unavailable();
        leases.add(stay, NOW.plus(LIFETIME));

        advance(LIFETIME);
        advance(Duration.ofSeconds(1));
        assertThat(questions).isEqualTo(2);
        assertThat(stay.evicted).isFalse();

        advance(Duration.ofSeconds(2));
        assertThat(questions).isEqualTo(3);
        assertThat(stay.evicted).isTrue();
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
        leases.add(stay, NOW.plus(LIFETIME));
        leases.add(stay, NOW.plus(LIFETIME));
        assertThat(timers.size()).isEqualTo(1);

        leases.remove(stay);
        leases.remove(stay);

        assertThat(timers.size()).isZero();
        advance(LIFETIME);
        assertThat(questions).isZero();
    }

    private static final class Stay implements RoomStay {
        private final Caller nurse = Callers.caller(TENANT, "ada", Role.NURSE);
        private boolean isOver;
        private boolean evicted;

        @Override
        public RoomKey room() {
            return RoomKey.thread(TENANT, "7");
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
