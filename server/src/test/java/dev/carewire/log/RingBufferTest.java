package dev.carewire.log;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

class RingBufferTest {

    private static final Instant NOW = Instant.parse("2026-11-20T10:00:00Z");
    private static final int KIB_64 = 64 << 10;

    private final RingBuffer<Counted> ring = new RingBuffer<>(new RingLimits(KIB_64, Duration.ofMinutes(2)), 0);
    private final List<Counted> all = new ArrayList<>();

    private void append(int howMany, int bytes, Instant now) {
        for (int i = 0; i < howMany; i++) {
            Counted entry = new Counted(all.size() + 1, bytes);
            all.add(entry);
            ring.append(entry, now);
        }
    }

    private List<Long> after(long seq, int most) {
        return ring.entriesAfter(seq, most).orElseThrow().stream()
                .map(Counted::seq)
                .toList();
    }

    @Test
    void givesWhatCameAfterAPositionInBatches() {
        append(100, 10, NOW);

        assertThat(after(0, 3)).containsExactly(1L, 2L, 3L);
        assertThat(after(97, 10)).containsExactly(98L, 99L, 100L);
        assertThat(after(100, 10)).isEmpty();
    }

    @Test
    void dropsTheOldestBeyondItsBytes() {
        append(100, 1_000, NOW);

        assertThat(ring.covers(100 - 65)).isTrue();
        assertThat(ring.covers(100 - 66)).isFalse();
        assertThat(ring.entriesAfter(30, 10)).isEmpty();
        assertThat(after(35, 1_000)).hasSize(65).startsWith(36L).endsWith(100L);
    }

    @Test
    void dropsWhatIsTooOldEvenWhenNothingHappens() {
        append(3, 10, NOW);
        append(2, 10, NOW.plusSeconds(60));

        ring.evict(NOW.plusSeconds(121));

        assertThat(after(3, 10)).containsExactly(4L, 5L);
        assertThat(ring.covers(2)).isFalse();
        ring.evict(NOW.plusSeconds(1_000));
        assertThat(ring.newestSeq()).isEqualTo(5);
        assertThat(after(5, 10)).isEmpty();
        assertThat(ring.covers(4)).isFalse();
    }

    @Test
    void knowsNothingOfTheFuture() {
        append(3, 10, NOW);

        assertThat(ring.covers(4)).isFalse();
    }

    @Test
    void refusesAGap() {
        append(1, 10, NOW);

        assertThatThrownBy(() -> ring.append(new Counted(3, 10), NOW)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void beginsWhereTheLogStands() {
        RingBuffer<Counted> later = new RingBuffer<>(new RingLimits(KIB_64, Duration.ofMinutes(2)), 999);
        assertThat(later.covers(999)).isTrue();
        assertThat(later.covers(998)).isFalse();
        assertThat(later.newestSeq()).isEqualTo(999);

        later.append(new Counted(1_000, 10), NOW);

        assertThat(later.covers(999)).isTrue();
        assertThat(later.covers(998)).isFalse();
    }

    @Test
    void takesEarlierEntriesWhileTheyAreRecentAndThereIsRoom() {
        RingBuffer<Counted> later = new RingBuffer<>(new RingLimits(KIB_64, Duration.ofMinutes(2)), 999);
        later.append(new Counted(1_000, 10), NOW);
        for (long seq = 999; seq > 900; seq--) {
            assertThat(later.prepend(new Counted(seq, 10), NOW.minusSeconds(60), NOW))
                    .isTrue();
        }

        assertThat(later.prepend(new Counted(899, 10), NOW, NOW)).as("a gap").isFalse();
        assertThat(later.prepend(new Counted(900, KIB_64), NOW, NOW))
                .as("no room")
                .isFalse();
        assertThat(later.prepend(new Counted(900, 10), NOW.minusSeconds(121), NOW))
                .as("expired")
                .isFalse();
        assertThat(later.covers(900)).isTrue();
        assertThat(later.entriesAfter(900, 1_000).orElseThrow())
                .extracting(Counted::seq)
                .containsExactlyElementsOf(
                        LongStream.rangeClosed(901, 1_000).boxed().toList());
        assertThat(later.bytes()).isEqualTo(1_000);

        later.evict(NOW.plusSeconds(70));

        assertThat(later.covers(998)).isFalse();
        assertThat(later.covers(999)).isTrue();
    }

    @Test
    void letsGoOfExactlyWhatItDropped() {
        append(200, 1_000, NOW);
        assertThat(all.subList(0, 135)).allMatch(entry -> entry.holders == 0);
        assertThat(all.subList(135, 200)).allMatch(entry -> entry.holders == 1);

        ring.entriesAfter(190, 5).orElseThrow().forEach(Counted::release);
        ring.clear();

        assertThat(all).allMatch(entry -> entry.holders == 0);
    }

    private static final class Counted implements RingBuffer.Entry {
        private final long seq;
        private final int bytes;
        private int holders;

        private Counted(long seq, int bytes) {
            this.seq = seq;
            this.bytes = bytes;
        }

        @Override
        public long seq() {
            return seq;
        }

        @Override
        public int bytes() {
            return bytes;
        }

        @Override
        public void retain() {
            holders++;
        }

        @Override
        public void release() {
            holders--;
        }
    }
}
