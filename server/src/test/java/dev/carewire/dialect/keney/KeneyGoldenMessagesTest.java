package dev.carewire.dialect.keney;

import static org.assertj.core.api.Assertions.assertThat;

import dev.carewire.dialect.Vocabulary;
import dev.carewire.emission.CustomEventNames;
import dev.carewire.event.CustomEvents;
import dev.carewire.event.Event;
import dev.carewire.event.PatientEvents;
import dev.carewire.event.PatientEvents.PatientDeleted;
import dev.carewire.event.PatientEvents.PatientUpdated;
import dev.carewire.event.PatientSnapshot;
import dev.carewire.event.SampleEvents;
import dev.carewire.fixture.PatientSnapshotBuilder;
import dev.carewire.identity.TenantId;
import dev.carewire.json.Json;
import dev.carewire.json.MalformedJsonException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

class KeneyGoldenMessagesTest {

    private static final String END = ",\"tenant_id\":\"tenant-1\"},\"timestamp\":\"2026-11-20T15:00:00.250Z\"}";

    private static final String APPOINTMENT = "\"id\":\"apt-1\",\"patient_id\":\"pat-1\","
            + "\"datetime\":\"2026-11-20T15:10:00.250Z\",\"type\":\"follow-up\"";

    private static final String APPOINTMENT_NOW = "{\"type\":\"appointment\",\"data\":{" + APPOINTMENT
            + ",\"status\":\"checked_in\",\"updated_at\":\"2026-11-20T15:00:00.250Z\"";

    @Test
    void idsKeepTheTypeThatTheirProducerGaveThem() {
        Event<?> event = PatientEvents.PATIENT_DELETED
                .newEvent(new TenantId("7"), SampleEvents.AT, new PatientDeleted("17"))
                .withNumericIds(Set.of("17"));

        assertThat(KeneyVocabulary.messages().render(event).get(0))
                .startsWith("{\"type\":\"patient_deleted\",\"data\":{\"patient_id\":17,\"tenant_id\":7}");
        assertThat(KeneyVocabulary.messages()
                        .render(event.withNumericIds(Set.of()))
                        .get(0))
                .startsWith("{\"type\":\"patient_deleted\",\"data\":{\"patient_id\":\"17\",\"tenant_id\":\"7\"}");
    }

    /** The expected messages, by the sample's name in the catalog and its number; all other samples have none. */
    private static final Map<String, String> SAID = Map.ofEntries(
            Map.entry(
                    "patient.created 1",
                    "{\"type\":\"patient_created\",\"data\":{\"id\":\"pat-1\",\"first_name\":\"Marisol\","
                            + "\"last_name\":\"Quintero\"" + END),
            Map.entry(
                    "patient.updated 1",
                    "{\"type\":\"patient_updated\",\"data\":{\"id\":\"pat-1\",\"first_name\":\"Marisol\","
                            + "\"last_name\":\"Quintero\",\"phone\":\"+1 555 0100\","
                            + "\"updated_at\":\"2026-11-20T15:00:00.250Z\"" + END),
            Map.entry("patient.deleted 1", "{\"type\":\"patient_deleted\",\"data\":{\"patient_id\":\"pat-1\"" + END),
            Map.entry("appointment.created 1", "{\"type\":\"appointment_created\",\"data\":{" + APPOINTMENT + END),
            Map.entry("appointment.updated 1", APPOINTMENT_NOW + END),
            Map.entry("appointment.cancelled 1", APPOINTMENT_NOW + ",\"reason\":\"Patient is unwell\"" + END),
            Map.entry("appointment.cancelled 2", APPOINTMENT_NOW + END),
            Map.entry(
                    "lab-result.created 1",
                    "{\"type\":\"lab_result\",\"data\":{\"id\":\"lab-2\",\"patient_id\":\"pat-1\","
                            + "\"doctor_id\":\"dr-chen\",\"order_type\":\"CBC\",\"status\":\"ordered\","
                            + "\"updated_at\":\"2026-11-20T15:00:00.250Z\"" + END),
            Map.entry(
                    "lab-result.updated 1",
                    "{\"type\":\"lab_result\",\"data\":{\"id\":\"lab-1\",\"patient_id\":\"pat-1\","
                            + "\"doctor_id\":\"dr-chen\",\"order_type\":\"Punch biopsy\",\"status\":\"reviewed\","
                            + "\"flag\":\"panic_value\",\"resulted_at\":\"2026-11-20T15:00:00.250Z\","
                            + "\"updated_at\":\"2026-11-20T15:00:00.250Z\"" + END),
            Map.entry(
                    "vitals.alert-raised 1",
                    "{\"type\":\"alert\",\"data\":{\"vital_id\":\"vital-1\",\"patient_id\":\"pat-1\","
                            + "\"data_type\":\"blood_pressure\",\"component\":\"systolic\",\"value\":151.0,"
                            + "\"threshold\":140.0,\"message\":\"blood_pressure value 151 is above maximum threshold 140\","
                            + "\"severity\":\"warning\",\"measured_at\":\"2026-11-20T14:59:00.250Z\"" + END),
            Map.entry(
                    "vitals.alert-raised 2",
                    "{\"type\":\"alert\",\"data\":{\"vital_id\":\"vital-3\",\"patient_id\":\"pat-1\","
                            + "\"data_type\":\"temperature\",\"value\":96.4,\"threshold\":97.0,"
                            + "\"message\":\"temperature value 96.4 is below minimum threshold 97\","
                            + "\"severity\":\"warning\",\"measured_at\":\"2026-11-20T15:00:00.250Z\"" + END),
            Map.entry(
                    "notification.created 1",
                    "{\"type\":\"notification\",\"data\":{\"id\":\"notify-1\",\"type\":\"task_assigned\","
                            + "\"title\":\"New Task Assigned\",\"message\":\"You have been assigned: Call the lab\","
                            + "\"priority\":\"urgent\",\"related_type\":\"task\",\"related_id\":\"task-1\","
                            + "\"action_url\":\"/tasks/task-1\",\"created_at\":\"2026-11-20T15:00:00.250Z\"" + END),
            Map.entry(
                    "notification.repeated 1",
                    "{\"type\":\"notification\",\"data\":{\"id\":\"notify-3\",\"type\":\"emergency_alert\","
                            + "\"title\":\"Patient fell\",\"message\":\"Room 2\",\"priority\":\"emergency\","
                            + "\"created_at\":\"2026-11-20T15:00:00.250Z\"" + END),
            Map.entry(
                    "message.announced 1",
                    "{\"type\":\"message\",\"data\":{\"room_id\":\"chat:thread-1\",\"message_id\":\"message-1\","
                            + "\"sender_id\":\"dr-chen\"" + END),
            Map.entry(
                    "message.sent 1",
                    "{\"type\":\"room_message\",\"room_id\":\"chat:thread-1\",\"data\":{\"sender_id\":\"dr-chen\","
                            + "\"sender\":\"Wei Chen\",\"content\":\"Room 2 is free.\",\"message_id\":\"message-1\""
                            + END),
            Map.entry(
                    "room.message-sent 1",
                    "{\"type\":\"room_message\",\"room_id\":\"appointment:apt-1\",\"data\":{\"sender_id\":\"dr-chen\","
                            + "\"sender\":\"Wei Chen\",\"content\":\"Room 2 is free.\"" + END),
            Map.entry(
                    "room.message-sent 2",
                    "{\"type\":\"room_message\",\"room_id\":\"tenant:tenant-1\",\"data\":{\"sender_id\":\"dr-chen\","
                            + "\"sender\":\"Wei Chen\",\"content\":\"Lunch is here.\"" + END),
            Map.entry(
                    "custom.emitted 1",
                    "{\"type\":\"lab:ready\",\"data\":{\"order\":7,\"tests\":[\"a\",\"b\"]},"
                            + "\"tenant_id\":\"tenant-1\",\"timestamp\":\"2026-11-20T15:00:00.250Z\"}"),
            Map.entry(
                    "custom.emitted 2",
                    "{\"type\":\"lab:ready\",\"tenant_id\":\"tenant-1\",\"timestamp\":\"2026-11-20T15:00:00.250Z\"}"),
            Map.entry(
                    "custom.signalled 1",
                    "{\"type\":\"lab:progress\",\"data\":0.5,\"tenant_id\":\"tenant-1\","
                            + "\"timestamp\":\"2026-11-20T15:00:00.250Z\"}"));

    private final Vocabulary vocabulary = KeneyVocabulary.messages();

    @Test
    void saysOfEachEventWhatTheContractSaysAndOfTheOthersNothing() {
        Map<String, Integer> samples = new HashMap<>();
        Map<String, String> said = new HashMap<>();
        for (Event<?> event : SampleEvents.all()) {
            String name = event.type().name();
            int sample = samples.merge(name, 1, Integer::sum);
            List<String> frames = vocabulary.render(event);
            assertThat(frames).as(name).hasSizeLessThanOrEqualTo(1);
            frames.forEach(frame -> said.put(name + " " + sample, frame));
        }

        assertThat(said.remove("verbatim.emitted 3"))
                .isEqualTo(said.remove("verbatim.signaled 4"))
                .isEqualTo("{\"type\":\"patient_created\",\"data\":{\"id\":7}}");
        assertThat(said.keySet()).containsExactlyInAnyOrderElementsOf(SAID.keySet());
        assertThat(said)
                .allSatisfy((sample, frame) -> assertThat(frame).as(sample).isEqualTo(SAID.get(sample)));
    }

    @Test
    void tellsThatAPhoneIsGone() {
        PatientSnapshot before = SampleEvents.PATIENT;
        PatientSnapshot after = new PatientSnapshotBuilder(
                        before.id(),
                        before.code().orElseThrow(),
                        before.firstName().orElseThrow(),
                        before.lastName().orElseThrow(),
                        0,
                        before.createdAt().orElseThrow(),
                        before.updatedAt().orElseThrow())
                .build();

        assertThat(vocabulary.render(PatientEvents.PATIENT_UPDATED.newEvent(
                        SampleEvents.TENANT, SampleEvents.AT, new PatientUpdated(after))))
                .singleElement()
                .asString()
                .contains("\"phone\":null,");
    }

    /** Otherwise another back end could send messages that only this server may send. */
    @Test
    void keepsItsNamesFromCustomEvents() throws MalformedJsonException {
        for (Event<?> event : SampleEvents.all()) {
            if (!CustomEvents.ALL.contains(event.type())) {
                for (String frame : vocabulary.render(event)) {
                    String name = Json.parse(frame).text("type").orElseThrow();
                    assertThat(CustomEventNames.isReserved(name)).as(name).isTrue();
                }
            }
        }
        assertThat(List.of("connected", "welcome", "error", "pong", "room_joined", "room_left", "subscribed"))
                .allMatch(CustomEventNames::isReserved);
        assertThat(List.of("unsubscribed", "token_expiring", "authenticated")).allMatch(CustomEventNames::isReserved);
    }
}
