package dev.carewire.hub;

import static org.assertj.core.api.Assertions.assertThat;

import dev.carewire.event.Event;
import dev.carewire.event.PatientEvents;
import dev.carewire.event.PatientEvents.PatientDeleted;
import dev.carewire.identity.TenantId;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

class FanOutTest {

    private static final Event<PatientDeleted> EVENT =
            PatientEvents.PATIENT_DELETED.newEvent(new TenantId("tenant-1"), Instant.EPOCH, new PatientDeleted("p"));

    private static int bytesWith(String words) {
        FanOut fanOut = FanOut.of(EVENT, List.of(new TextEncoding(event -> List.of(words))));
        int bytes = fanOut.bytes();
        fanOut.release();
        return bytes;
    }

    /** A text frame occupies twice the size that it sends. */
    @Test
    void countsTheMemoryOfItsFramesNotWhatTheySend() {
        assertThat(bytesWith("x".repeat(1_100)) - bytesWith("x".repeat(100))).isEqualTo(2_000);
    }
}
