package dev.carewire.dialect;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.carewire.adapter.json.JsonPayloadParser;
import dev.carewire.command.RejectedException;
import dev.carewire.dialect.clinic.ClinicJson;
import dev.carewire.dialect.standard.StandardJson;
import dev.carewire.event.PatientEvents.PatientUpdated;
import dev.carewire.event.PatientSnapshot;
import dev.carewire.event.PrescriptionSnapshot;
import dev.carewire.event.PrescriptionStatus;
import dev.carewire.event.QueueEntrySnapshot;
import dev.carewire.event.QueueKind;
import dev.carewire.event.QueueStatus;
import dev.carewire.event.RoomSnapshot;
import dev.carewire.event.SampleEvents;
import dev.carewire.event.StaffSnapshot;
import dev.carewire.fixture.PrescriptionSnapshotBuilder;
import dev.carewire.fixture.QueueEntrySnapshotBuilder;
import dev.carewire.fixture.TestZones;
import dev.carewire.json.Json;
import dev.carewire.text.ExtraFields;
import java.time.Instant;
import org.junit.jupiter.api.Test;

/** Of patients, staff and rooms that another system keeps, a record may name the ids alone. */
class RecordsKeptElsewhereTest {

    private static final Instant AT = Instant.parse("2026-11-30T08:00:00Z");
    private static final PatientSnapshot PATIENT = PatientSnapshot.ofId("p-7");
    private static final StaffSnapshot DOCTOR = StaffSnapshot.ofId("d-3");

    @Test
    void aClinicsPagesReceiveTheIdsWithoutNames() {
        assertThat(Json.write(ClinicJson.queueItem(entry(ExtraFields.NONE)).fields()))
                .contains(
                        "\"patient\":{\"_id\":\"p-7\"},",
                        "\"doctor\":{\"_id\":\"d-3\"},",
                        "\"room\":{\"_id\":\"r-1\"},")
                .doesNotContain("patientName", "null", "\"\"");
    }

    @Test
    void dermAppsPagesReceiveTheIdsWithoutNames() {
        assertThat(Json.write(StandardJson.prescription(prescription(ExtraFields.NONE))
                        .fields()))
                .startsWith("{\"id\":\"rx-1\",\"patientId\":\"p-7\",\"providerId\":\"d-3\",")
                .doesNotContain("Name", "null");
    }

    @Test
    void extraFieldsMayHoldTheUnknownNames() {
        ExtraFields names = new ExtraFields(
                "{\"patientName\":\"Marisol Quintero\",\"patient\":{\"firstName\":\"Marisol\"},\"providerName\":\"Wei Chen\"}");

        assertThat(Json.write(ClinicJson.queueItem(entry(names)).fields()))
                .contains(
                        "\"patient\":{\"_id\":\"p-7\",\"firstName\":\"Marisol\"}",
                        "\"patientName\":\"Marisol Quintero\"");
        assertThat(Json.write(StandardJson.prescription(prescription(names)).fields()))
                .contains("\"patientName\":\"Marisol Quintero\"", "\"providerName\":\"Wei Chen\"");
    }

    @Test
    void aBackEndMayNamePatientsByTheirIdsAlone() {
        QueueEntrySnapshot read = new JsonPayloadParser(TestZones.UTC)
                .read(
                        SampleEvents.TENANT,
                        "{\"id\":\"q-1\",\"number\":\"A001\",\"kind\":\"WALK_IN\",\"patient\":{\"id\":\"p-7\"},"
                                + "\"doctor\":{\"id\":\"d-3\"},\"room\":{\"id\":\"r-1\"},\"status\":\"WAITING\",\"priority\":0,"
                                + "\"checkedIn\":true,\"queuedAt\":\"2026-11-30T08:00:00Z\","
                                + "\"createdAt\":\"2026-11-30T08:00:00Z\",\"updatedAt\":\"2026-11-30T08:00:00Z\"}",
                        QueueEntrySnapshot.class);

        assertThat(read).isEqualTo(entry(ExtraFields.NONE));
    }

    @Test
    void aBackEndNamesThePatientWhoseRecordChanged() {
        JsonPayloadParser payloads = new JsonPayloadParser(TestZones.UTC);

        assertThatThrownBy(() ->
                        payloads.read(SampleEvents.TENANT, "{\"patient\":{\"id\":\"p-7\"}}", PatientUpdated.class))
                .isInstanceOf(RejectedException.class)
                .hasMessageContaining("patient.firstName: missing");
        assertThat(payloads.read(
                                SampleEvents.TENANT,
                                "{\"patient\":{\"id\":\"p-7\",\"firstName\":\"Marisol\",\"lastName\":\"Quintero\"}}",
                                PatientUpdated.class)
                        .patient()
                        .fullName())
                .contains("Marisol Quintero");
    }

    private static QueueEntrySnapshot entry(ExtraFields extra) {
        return new QueueEntrySnapshotBuilder(
                        "q-1", "A001", QueueKind.WALK_IN, PATIENT, QueueStatus.WAITING, 0, true, AT, AT, AT)
                .doctor(DOCTOR)
                .room(RoomSnapshot.ofId("r-1"))
                .extra(extra)
                .build();
    }

    private static PrescriptionSnapshot prescription(ExtraFields extra) {
        return new PrescriptionSnapshotBuilder("rx-1", PATIENT, DOCTOR, "Ibuprofen", PrescriptionStatus.PENDING, AT, AT)
                .extra(extra)
                .build();
    }
}
