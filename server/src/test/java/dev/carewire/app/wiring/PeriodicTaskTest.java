package dev.carewire.app.wiring;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class PeriodicTaskTest {

    @Test
    void runsATaskAgainThatFailed() throws Exception {
        CountDownLatch runs = new CountDownLatch(3);
        try (PeriodicTask keeper = PeriodicTask.every(Duration.ofMillis(1), () -> {
            runs.countDown();
            throw new IllegalStateException("on purpose");
        })) {
            assertThat(runs.await(1, TimeUnit.MINUTES)).isTrue();
            assertThat(keeper).isNotNull();
        }
    }

    @Test
    void letsATaskEndThatIsRunningWhenItIsClosed() throws Exception {
        CountDownLatch begun = new CountDownLatch(1);
        CountDownLatch mayEnd = new CountDownLatch(1);
        AtomicInteger ended = new AtomicInteger();
        PeriodicTask keeper = PeriodicTask.every(Duration.ofMillis(1), () -> {
            begun.countDown();
            try {
                mayEnd.await();
                ended.incrementAndGet();
            } catch (InterruptedException interrupted) {
                Thread.currentThread().interrupt();
            }
        });
        assertThat(begun.await(1, TimeUnit.MINUTES)).isTrue();

        CompletableFuture<Void> closing = CompletableFuture.runAsync(keeper::close);
        mayEnd.countDown();
        closing.get(1, TimeUnit.MINUTES);

        assertThat(ended).hasPositiveValue();
    }
}
