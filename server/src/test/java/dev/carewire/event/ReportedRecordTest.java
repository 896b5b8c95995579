package dev.carewire.event;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

/** Every stored event names the record whose state it reports, or is listed here as a fact. */
class ReportedRecordTest {

    /** No later event makes these obsolete. */
    private static final List<EventType<?>> FACTS = List.of(
            BulkEvents.RECORDS_BULK_UPDATED,
            RoomEvents.ROOM_MESSAGE_SENT,
            RecordingEvents.TRANSCRIPT_HEARD,
            RecordingEvents.RECORDING_COMPLETED,
            VitalsEvents.VITAL_RECORDED,
            VitalsEvents.VITAL_ALERT_RAISED,
            CustomEvents.CUSTOM_EMITTED,
            CustomEvents.VERBATIM_EMITTED);

    @Test
    void everyStoredEventNamesItsRecordOrIsAFact() {
        assertThat(EventCatalog.ALL.stream()
                        .filter(type -> type.delivery() == Delivery.LOGGED)
                        .filter(type -> type.report().isEmpty()))
                .containsExactlyInAnyOrderElementsOf(FACTS);
    }

    @Test
    void everySampleNamesItsRecord() {
        assertThat(SampleEvents.all().stream()
                        .filter(event -> event.type().report().isPresent()))
                .isNotEmpty()
                .allSatisfy(event ->
                        assertThat(event.reportedRecord().orElseThrow().id()).isNotEmpty());
    }
}
