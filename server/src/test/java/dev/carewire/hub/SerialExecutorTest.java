package dev.carewire.hub;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.RejectedExecutionException;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;

class SerialExecutorTest {

    private final Queue<Runnable> workers = new ArrayDeque<>();
    private final List<String> done = new ArrayList<>();

    @Test
    void runsInlineCommandsAtOnceWhileNothingIsAhead() {
        SerialExecutor lane = new SerialExecutor(workers::add);

        assertThat(lane.executeInline(() -> done.add("a"))).isTrue();

        assertThat(done).containsExactly("a");
        assertThat(workers).isEmpty();
    }

    @Test
    void keepsTheOrderOfBlockingAndInlineCommands() {
        SerialExecutor lane = new SerialExecutor(workers::add);
        lane.executeBlocking(() -> done.add("join"));
        lane.executeInline(() -> done.add("typing"));
        lane.executeBlocking(() -> done.add("read"));
        assertThat(done).isEmpty();

        workers.remove().run();

        assertThat(done).containsExactly("join", "typing", "read");
        lane.executeInline(() -> done.add("free again"));
        assertThat(done).endsWith("free again");
    }

    @Test
    void refusesMoreThanItsCapacity() {
        SerialExecutor lane = new SerialExecutor(workers::add);
        lane.executeBlocking(() -> done.add("first"));
        for (int i = 0; i < SerialExecutor.CAPACITY; i++) {
            assertThat(lane.executeInline(() -> done.add("next"))).isTrue();
        }

        assertThat(lane.executeInline(() -> done.add("too many"))).isFalse();
        assertThat(lane.executeBlocking(() -> done.add("too many"))).isFalse();

        workers.remove().run();
        assertThat(done).hasSize(1 + SerialExecutor.CAPACITY).doesNotContain("too many");
    }

    @Test
    void refusesWhenTheWorkersAreSaturatedAndRecovers() {
        boolean[] saturated = {true};
        SerialExecutor lane = new SerialExecutor(task -> {
            if (saturated[0]) {
                throw new RejectedExecutionException();
            }
            task.run();
        });

        assertThat(lane.executeBlocking(() -> done.add("lost"))).isFalse();
        saturated[0] = false;

        assertThat(lane.executeBlocking(() -> done.add("kept"))).isTrue();
        assertThat(done).containsExactly("kept");
    }

    @Test
    void commandsWaitForTheEndOfAPendingOneWithoutAWorker() {
        SerialExecutor lane = new SerialExecutor(workers::add);
        CompletableFuture<String> end = new CompletableFuture<>();
        lane.executePending(() -> end);
        lane.executeInline(() -> done.add("inline"));
        lane.executeBlocking(() -> done.add("blocking"));

        workers.remove().run();
        assertThat(done).isEmpty();
        assertThat(workers).as("no worker waits").isEmpty();

        end.completeExceptionally(new IllegalStateException("on purpose"));
        workers.remove().run();
        assertThat(done).containsExactly("inline", "blocking");
        lane.executeInline(() -> done.add("free again"));
        assertThat(done).endsWith("free again");
    }

    @Test
    void acceptedCommandsRunAfterAPendingOneAlthoughTheWorkersAreSaturated() {
        boolean[] saturated = {false};
        SerialExecutor lane = new SerialExecutor(task -> {
            if (saturated[0]) {
                throw new RejectedExecutionException();
            }
            task.run();
        });
        CompletableFuture<String> end = new CompletableFuture<>();
        lane.executePending(() -> end);
        lane.executeBlocking(() -> done.add("accepted"));
        saturated[0] = true;

        end.complete("ended");

        assertThat(done).containsExactly("accepted");
    }

    /** The executor dropped the failures of commands that end later. */
    @Test
    void logsTheFailureOfACommandWhereverItHappens() {
        ListAppender<ILoggingEvent> lines = new ListAppender<>();
        Logger logger = (Logger) LoggerFactory.getLogger(SerialExecutor.class);
        lines.start();
        logger.addAppender(lines);
        try {
            SerialExecutor lane = new SerialExecutor(Runnable::run);
            CompletableFuture<String> end = new CompletableFuture<>();
            lane.executePending(() -> CompletableFuture.failedFuture(new IllegalStateException("at once")));
            lane.executePending(() -> end);
            end.completeExceptionally(new IllegalStateException("later"));
            lane.executeBlocking(() -> {
                throw new IllegalStateException("while it runs");
            });

            assertThat(lines.list)
                    .extracting(line -> line.getThrowableProxy().getMessage())
                    .containsExactly("at once", "later", "while it runs");
        } finally {
            logger.detachAppender(lines);
        }
    }

    @Test
    void aFailingCommandDoesNotStopTheNext() {
        SerialExecutor lane = new SerialExecutor(workers::add);
        lane.executeBlocking(() -> {
            throw new IllegalStateException("bug");
        });
        lane.executeInline(() -> done.add("next"));

        workers.remove().run();

        assertThat(done).containsExactly("next");
    }
}
