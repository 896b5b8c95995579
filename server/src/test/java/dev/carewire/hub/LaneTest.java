package dev.carewire.hub;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.RejectedExecutionException;
import org.junit.jupiter.api.Test;

class LaneTest {

    private final Queue<Runnable> workers = new ArrayDeque<>();
    private final List<String> done = new ArrayList<>();

    @Test
    void runsInlineCommandsAtOnceWhileNothingIsAhead() {
        Lane lane = new Lane(workers::add);

        assertThat(lane.inline(() -> done.add("a"))).isTrue();

        assertThat(done).containsExactly("a");
        assertThat(workers).isEmpty();
    }

    @Test
    void keepsTheOrderOfBlockingAndInlineCommands() {
        Lane lane = new Lane(workers::add);
        lane.blocking(() -> done.add("join"));
        lane.inline(() -> done.add("typing"));
        lane.blocking(() -> done.add("read"));
        assertThat(done).isEmpty();

        workers.remove().run();

        assertThat(done).containsExactly("join", "typing", "read");
        lane.inline(() -> done.add("free again"));
        assertThat(done).endsWith("free again");
    }

    @Test
    void refusesMoreThanItsCapacity() {
        Lane lane = new Lane(workers::add);
        lane.blocking(() -> done.add("first"));
        for (int i = 0; i < Lane.CAPACITY; i++) {
            assertThat(lane.inline(() -> done.add("next"))).isTrue();
        }

        assertThat(lane.inline(() -> done.add("too many"))).isFalse();
        assertThat(lane.blocking(() -> done.add("too many"))).isFalse();

        workers.remove().run();
        assertThat(done).hasSize(1 + Lane.CAPACITY).doesNotContain("too many");
    }

    @Test
    void refusesWhenTheWorkersAreSaturatedAndRecovers() {
        boolean[] saturated = {true};
        Lane lane = new Lane(task -> {
            if (saturated[0]) {
                throw new RejectedExecutionException();
            }
            task.run();
        });

        assertThat(lane.blocking(() -> done.add("lost"))).isFalse();
        saturated[0] = false;

        assertThat(lane.blocking(() -> done.add("kept"))).isTrue();
        assertThat(done).containsExactly("kept");
    }

    @Test
    void aFailingCommandDoesNotStopTheNext() {
        Lane lane = new Lane(workers::add);
        lane.blocking(() -> {
            throw new IllegalStateException("bug");
        });
        lane.inline(() -> done.add("next"));

        workers.remove().run();

        assertThat(done).containsExactly("next");
    }
}
