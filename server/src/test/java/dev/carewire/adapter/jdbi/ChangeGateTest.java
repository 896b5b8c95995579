package dev.carewire.adapter.jdbi;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.sql.SQLTransientConnectionException;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class ChangeGateTest {

    private static final Duration PATIENCE = Duration.ofSeconds(2);
    private static final int SLACK_SECONDS = 10;

    private final AtomicLong nanos = new AtomicLong();
    private final ChangeGate gate = new ChangeGate(1, PATIENCE, nanos::get);

    @Test
    void admitsAWaitingChangeWhenAnotherOneEnds() throws Exception {
        advance(Duration.ofMinutes(10));
        gate.enter();
        CompletableFuture<String> other = CompletableFuture.supplyAsync(this::enterAndExit);
        gate.exit();

        assertThat(other.get(SLACK_SECONDS, TimeUnit.SECONDS)).isEqualTo("admitted");
    }

    @Test
    void aNestedChangeNeedsNoPermit() throws Exception {
        gate.enter();
        gate.enter();
        gate.exit();
        gate.exit();

        assertThat(enterAndExit()).isEqualTo("admitted");
    }

    @Test
    void refusesAChangeWhileNoneOfTheAdmittedOnesEnds() throws Exception {
        gate.enter();
        advance(Duration.ofMillis(1001));

        assertThatExceptionOfType(ExecutionException.class)
                .isThrownBy(
                        () -> CompletableFuture.supplyAsync(this::enterAndExit).get(SLACK_SECONDS, TimeUnit.SECONDS))
                .withRootCauseInstanceOf(SQLTransientConnectionException.class);
        gate.exit();

        assertThat(enterAndExit()).isEqualTo("admitted");
    }

    private String enterAndExit() {
        try {
            gate.enter();
        } catch (SQLTransientConnectionException refused) {
            throw new IllegalStateException(refused);
        }
        gate.exit();
        return "admitted";
    }

    private void advance(Duration time) {
        nanos.addAndGet(time.toNanos());
    }
}
