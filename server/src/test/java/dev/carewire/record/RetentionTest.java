package dev.carewire.record;

import static org.assertj.core.api.Assertions.assertThat;

import dev.carewire.adapter.jdbi.TestClock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import org.junit.jupiter.api.Test;

/** How often, and for which kinds, expired rows are deleted. */
class RetentionTest {

    private static final Instant START = Instant.parse("2026-11-20T10:00:00Z");
    private static final Duration MINUTE = Duration.ofMinutes(1);

    private final TestClock clock = new TestClock(START, ZoneOffset.UTC);
    private final List<String> calls = new ArrayList<>();
    private final List<String> files = new ArrayList<>();
    private final Queue<ExpiredRecords.Removal> removals = new ArrayDeque<>();

    private Retention retention(Map<ExpiringKind, Duration> ages) {
        return new Retention(
                (kind, before, most) -> {
                    calls.add(kind + " " + before + " " + most);
                    if (kind == ExpiringKind.TASKS) {
                        throw new IllegalStateException("out of reach");
                    }
                    return removals.isEmpty() ? new ExpiredRecords.Removal(0, List.of()) : removals.remove();
                },
                files::add,
                ages,
                clock);
    }

    @Test
    void deletesNothingOfKindsWithoutAnAge() {
        retention(Map.of()).sweep();

        assertThat(calls).isEmpty();
    }

    @Test
    void deletesOneBatchASweepWithItsFiles() {
        removals.add(new ExpiredRecords.Removal(Retention.BATCH, List.of("f1")));
        removals.add(new ExpiredRecords.Removal(3, List.of("f2")));
        Retention retention = retention(Map.of(ExpiringKind.MESSAGES, Duration.ofDays(1)));

        retention.sweep();
        assertThat(calls).containsExactly("MESSAGES 2026-11-19T10:00:00Z 500");
        assertThat(files).containsExactly("f1");
        clock.advance(MINUTE);
        retention.sweep();

        assertThat(calls).hasSize(2);
        assertThat(files).containsExactly("f1", "f2");
    }

    @Test
    void looksAgainAnHourAfterItFoundNothing() {
        Retention retention = retention(Map.of(ExpiringKind.VISITS, Duration.ofDays(1)));
        retention.sweep();

        clock.advance(MINUTE);
        retention.sweep();
        assertThat(calls).hasSize(1);
        clock.advance(Duration.ofHours(1));
        retention.sweep();

        assertThat(calls).hasSize(2);
    }

    @Test
    void aKindThatFailsDoesNotKeepTheOthersAndIsTriedAgain() {
        Retention retention = retention(Map.of(
                ExpiringKind.TASKS, Duration.ofDays(1),
                ExpiringKind.VISITS, Duration.ofDays(1),
                ExpiringKind.QUEUE, Duration.ofDays(1)));
        retention.sweep();
        clock.advance(MINUTE);
        retention.sweep();

        assertThat(calls).filteredOn(call -> call.startsWith("TASKS")).hasSize(2);
        assertThat(calls).filteredOn(call -> !call.startsWith("TASKS")).hasSize(2);
    }
}
