package dev.carewire.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.carewire.adapter.json.JsonEventCodec;
import dev.carewire.event.Event;
import dev.carewire.event.PatientEvents;
import dev.carewire.event.PatientEvents.PatientDeleted;
import dev.carewire.identity.TenantId;
import dev.carewire.log.EventLog.CommittedEvent;
import dev.carewire.log.LogPosition;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class WireCodecTest {

    private static final int LARGE = 1 << 20;

    private final WireCodec codec = new WireCodec(new JsonEventCodec());

    private static CommittedEvent committed(String name, Optional<LogPosition> position) {
        Event<?> event = PatientEvents.PATIENT_DELETED.newEvent(
                new TenantId("tenant-1"), Instant.parse("2026-11-20T15:00:00.250Z"), new PatientDeleted(name));
        return new CommittedEvent(event, position);
    }

    private final List<CommittedEvent> some = List.of(
            committed("a", Optional.of(new LogPosition("e", 41))),
            committed("žluťoučký \uD83D\uDE00", Optional.empty()),
            committed("c", Optional.of(new LogPosition("f", Long.MAX_VALUE))));

    @Test
    void readsWhatItWrote() {
        List<byte[]> messages = codec.encode(some, LARGE);

        assertThat(messages).hasSize(1);
        assertThat(codec.decode(messages.get(0))).isEqualTo(some);
    }

    @Test
    void dividesWhatDoesNotFitAndLeavesOutWhatNeverFits() {
        CommittedEvent large = committed("x".repeat(2_000), Optional.of(new LogPosition("e", 42)));
        List<CommittedEvent> all = new ArrayList<>(some);
        all.add(1, large);

        List<byte[]> messages = codec.encode(all, 500);

        assertThat(messages).hasSizeGreaterThan(1).allMatch(message -> message.length <= 500);
        List<CommittedEvent> read = new ArrayList<>();
        messages.forEach(message -> read.addAll(codec.decode(message)));
        assertThat(read).isEqualTo(some);
    }

    @Test
    void rejectsOtherVersionsAndEveryTruncatedMessage() {
        byte[] message = codec.encode(some, LARGE).get(0);
        byte[] other = message.clone();
        other[0] = 2;
        assertThatThrownBy(() -> codec.decode(other)).isInstanceOf(IllegalArgumentException.class);
        int complete = 0;
        for (int length = 0; length < message.length; length++) {
            try {
                codec.decode(Arrays.copyOf(message, length));
                complete++;
            } catch (IllegalArgumentException truncated) {
                assertThat(truncated).hasMessageContaining("not readable");
            }
        }
        assertThat(complete).as("messages that end behind an event").isEqualTo(3);
    }

    @Test
    void rejectsLengthsThatLie() {
        byte[] message = codec.encode(some.subList(0, 1), LARGE).get(0);
        for (int at = 1; at < 16; at++) {
            byte[] forged = message.clone();
            forged[at] = (byte) 0xff;
            try {
                codec.decode(forged);
            } catch (IllegalArgumentException malformed) {
                assertThat(malformed.getMessage()).doesNotContain("tenant-1");
            }
        }
    }
}
