package dev.carewire.dialect.clinic;

import static org.assertj.core.api.Assertions.assertThat;

import dev.carewire.dialect.GoldenMessages;
import dev.carewire.dialect.Vocabulary;
import dev.carewire.event.AppointmentStatus;
import dev.carewire.event.Event;
import dev.carewire.event.NotificationPriority;
import dev.carewire.event.PrescriptionEvents;
import dev.carewire.event.PrescriptionEvents.PrescriptionCreated;
import dev.carewire.event.PrescriptionSnapshot;
import dev.carewire.event.PrescriptionStatus;
import dev.carewire.event.QueueKind;
import dev.carewire.event.QueueStatus;
import dev.carewire.event.SampleEvents;
import dev.carewire.event.VisitStatus;
import dev.carewire.fixture.PrescriptionSnapshotBuilder;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ClinicGoldenMessagesTest extends GoldenMessages {

    private final Vocabulary vocabulary = ClinicVocabulary.create(tenant -> ZoneId.of("Asia/Manila"));

    ClinicGoldenMessagesTest() {
        super("clinic");
    }

    @Override
    protected List<String> render(Event<?> event) {
        return vocabulary.render(event);
    }

    @ParameterizedTest
    @CsvSource({
        "PENDING, pending",
        "SCHEDULED, scheduled",
        "CONFIRMED, confirmed",
        "RESCHEDULED, rescheduled",
        "CHECKED_IN, confirmed",
        "IN_ROOM, confirmed",
        "WITH_PROVIDER, confirmed",
        "CHECKOUT, confirmed",
        "COMPLETED, completed",
        "CANCELLED, cancelled",
        "NO_SHOW, no-show"
    })
    void foldsAppointmentStatesOntoThoseOfTheContract(AppointmentStatus status, String word) {
        assertThat(ClinicWireNames.of(status)).isEqualTo(word);
    }

    @ParameterizedTest
    @CsvSource({
        "WAITING, waiting",
        "IN_PROGRESS, in-progress",
        "COMPLETED, completed",
        "CANCELLED, cancelled",
        "NO_SHOW, no-show"
    })
    void writesQueueStatesWithDashes(QueueStatus status, String word) {
        assertThat(ClinicWireNames.of(status)).isEqualTo(word);
    }

    @ParameterizedTest
    @CsvSource({"APPOINTMENT, appointment", "WALK_IN, walk-in", "FOLLOW_UP, follow-up"})
    void writesKindsOfQueueEntriesWithDashes(QueueKind kind, String word) {
        assertThat(ClinicWireNames.of(kind)).isEqualTo(word);
    }

    @ParameterizedTest
    @CsvSource({"DRAFT, draft", "OPEN, open", "CLOSED, closed", "CANCELLED, cancelled"})
    void writesVisitStatesInLowerCase(VisitStatus status, String word) {
        assertThat(ClinicWireNames.of(status)).isEqualTo(word);
    }

    @ParameterizedTest
    @CsvSource({"LOW, low", "NORMAL, normal", "HIGH, high", "URGENT, urgent"})
    void writesPrioritiesInLowerCase(NotificationPriority priority, String word) {
        assertThat(ClinicWireNames.of(priority)).isEqualTo(word);
    }

    @Test
    void showsAnAppointmentOnTheClinicsOwnDay() {
        // 15:10:00 UTC is ten past four in the morning of the next day, twelve hours and more to the east.
        String there = ClinicJson.appointment(SampleEvents.APPOINTMENT, ZoneOffset.ofHours(13))
                .json();
        String here =
                ClinicJson.appointment(SampleEvents.APPOINTMENT, ZoneOffset.UTC).json();

        assertThat(there)
                .contains("\"date\":\"2026-11-21T00:00:00.000Z\"")
                .contains("\"appointmentDate\":\"2026-11-21T00:00:00.000Z\"")
                .contains("\"appointmentTime\":\"04:10\"");
        assertThat(here)
                .contains("\"date\":\"2026-11-20T00:00:00.000Z\"")
                .contains("\"appointmentDate\":\"2026-11-20T00:00:00.000Z\"")
                .contains("\"appointmentTime\":\"15:10\"");
    }

    @Test
    void tellsVisitsOfNoPrescriptionThatBelongsToNone() {
        PrescriptionSnapshot prescription = new PrescriptionSnapshotBuilder(
                        "rx-2",
                        SampleEvents.PATIENT,
                        SampleEvents.DOCTOR,
                        "Cetirizine 10 mg",
                        PrescriptionStatus.SENT,
                        SampleEvents.AT,
                        SampleEvents.AT)
                .sentAt(SampleEvents.AT)
                .build();

        List<String> said = render(PrescriptionEvents.PRESCRIPTION_CREATED.newEvent(
                SampleEvents.TENANT, SampleEvents.AT, new PrescriptionCreated(prescription)));

        assertThat(said)
                .singleElement()
                .asString()
                .startsWith("[\"prescription:created\",")
                .doesNotContain("visit");
    }
}
