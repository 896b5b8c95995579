package dev.carewire.idempotency;

import static org.assertj.core.api.Assertions.assertThat;

import dev.carewire.idempotency.RunningKeys.Permit;
import dev.carewire.identity.TenantId;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

class RunningKeysTest {

    private static final Duration LONG = Duration.ofMinutes(1);

    private final RunningKeys running = new RunningKeys();
    private final IdempotencyKey key = new IdempotencyKey(new TenantId("t"), "u", "k");

    @Test
    void permitsOneRequestOfAKeyAtATime() {
        Permit first = running.tryBegin(key).orElseThrow();

        assertThat(running.tryBegin(key)).isEmpty();
        assertThat(running.begin(key, Duration.ofMillis(1))).isEmpty();
        assertThat(running.tryBegin(new IdempotencyKey(new TenantId("t"), "v", "k")))
                .isPresent();
        first.close();
        assertThat(running.tryBegin(key)).isPresent();
    }

    @Test
    void permitsWaitingRequestsInTurn() {
        Permit first = running.tryBegin(key).orElseThrow();
        CompletableFuture<Void> second = CompletableFuture.runAsync(this::beginAndEnd);
        CompletableFuture<Void> third = CompletableFuture.runAsync(this::beginAndEnd);
        assertThat(second).isNotDone();

        first.close();

        assertThat(CompletableFuture.allOf(second, third)).succeedsWithin(LONG);
        assertThat(running.tryBegin(key)).isPresent();
    }

    private void beginAndEnd() {
        Optional<Permit> permit = running.begin(key, LONG);
        assertThat(permit).isPresent();
        permit.get().close();
    }

    @Test
    void endsTheWaitOfAnInterruptedThread() {
        assertThat(running.tryBegin(key)).isPresent();
        Thread.currentThread().interrupt();

        assertThat(running.begin(key, LONG)).isEmpty();
        assertThat(Thread.interrupted()).isTrue();
    }
}
