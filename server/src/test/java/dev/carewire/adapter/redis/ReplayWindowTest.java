package dev.carewire.adapter.redis;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashSet;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;

class ReplayWindowTest {

    private final ReplayWindow window = new ReplayWindow();

    @Test
    void acceptsEachCounterOnce() {
        assertThat(window.accept(5)).isTrue();
        assertThat(window.accept(5)).isFalse();
        assertThat(window.accept(3)).isTrue();
        assertThat(window.accept(3)).isFalse();
        assertThat(window.accept(-1)).isFalse();
    }

    @Test
    void rejectsWhatIsOlderThanTheWindow() {
        assertThat(window.accept(ReplayWindow.SIZE)).isTrue();
        assertThat(window.accept(0)).isFalse();
        assertThat(window.accept(1)).isTrue();
    }

    @Test
    void survivesJumpsOfAnySize() {
        assertThat(window.accept(7)).isTrue();
        assertThat(window.accept(Long.MAX_VALUE)).isTrue();
        assertThat(window.accept(Long.MAX_VALUE)).isFalse();
        assertThat(window.accept(Long.MAX_VALUE - ReplayWindow.SIZE + 1)).isTrue();
        assertThat(window.accept(7)).isFalse();
    }

    @Test
    void agreesWithASetOfAllCounters() {
        Random random = new Random(14);
        Set<Long> accepted = new HashSet<>();
        long highest = -1;
        for (int i = 0; i < 200_000; i++) {
            long counter = Math.max(0, highest + random.nextInt(2 * ReplayWindow.SIZE) - ReplayWindow.SIZE - 20);
            boolean expected = counter > highest - ReplayWindow.SIZE && accepted.add(counter);
            assertThat(window.accept(counter))
                    .as("counter %s below %s", counter, highest)
                    .isEqualTo(expected);
            highest = Math.max(highest, counter);
        }
    }
}
