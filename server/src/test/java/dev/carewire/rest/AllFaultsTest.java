package dev.carewire.rest;

import static org.assertj.core.api.Assertions.assertThat;

import dev.carewire.adapter.json.JsonPayloadParser;
import dev.carewire.command.Fault;
import dev.carewire.command.RejectedException;
import dev.carewire.event.AppointmentEvents.AppointmentCreated;
import dev.carewire.event.EncounterEvents.EncounterCreated;
import dev.carewire.event.Event;
import dev.carewire.event.SampleEvents;
import dev.carewire.fixture.TestZones;
import dev.carewire.text.ExtraFields;
import dev.carewire.transport.http.HttpTestClient;
import java.lang.reflect.RecordComponent;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.assertj.core.api.Assertions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** A refusal names every faulty field at once, so that a back end learns a record's fields in one attempt. */
class AllFaultsTest extends ClinicTest {

    private final JsonPayloadParser payloads = new JsonPayloadParser(TestZones.UTC);

    static Stream<Event<?>> samples() {
        return SampleEvents.all().stream();
    }

    /** Regression: it took 21 attempts to send one {@code appointment.created}. */
    @ParameterizedTest
    @MethodSource("samples")
    void namesEveryMissingFieldOfAnEventAtOnce(Event<?> event) {
        List<String> named = faults("{}", event.payload().getClass()).stream()
                .map(Fault::field)
                .toList();

        assertThat(named).containsAll(mandatory("data.", event.payload().getClass()));
    }

    @ParameterizedTest
    @MethodSource("samples")
    void namesEveryWronglyTypedFieldOfAnEventAtOnce(Event<?> event) {
        String wrong = "{"
                + String.join(
                        ",",
                        Arrays.stream(event.payload().getClass().getRecordComponents())
                                .map(component -> "\"" + component.getName() + "\":[[]]")
                                .toList())
                + "}";

        assertThat(faults(wrong, event.payload().getClass()))
                .extracting(fault -> fault.field().replaceAll("^data\\.(\\w+).*", "$1"))
                .containsAll(Arrays.stream(event.payload().getClass().getRecordComponents())
                        .map(RecordComponent::getName)
                        .toList());
    }

    @Test
    void namesFaultsOfSeveralLevelsAtOnce() {
        assertThat(faults("""
                        {"appointment":{"patient":{"id":"p","balanceCents":"1"},"status":"maybe","walkIn":false,
                        "unknown":1}}
                        """, AppointmentCreated.class))
                .extracting(Fault::field)
                .contains(
                        "data.appointment.id",
                        "data.appointment.patient.balanceCents",
                        "data.appointment.status",
                        "data.appointment.doctor.id",
                        "data.appointment.start",
                        "data.appointment.unknown");
    }

    @Test
    void namesFaultsThatTheRecordItselfFindsTogetherWithOthers() {
        assertThat(faults("{\"encounter\":{\"id\":\"\",\"patientName\":\" \",\"status\":1}}", EncounterCreated.class))
                .extracting(Fault::field)
                .contains(
                        "data.encounter.id",
                        "data.encounter.patientName",
                        "data.encounter.status",
                        "data.encounter.patientId");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "/api/patients | firstName,lastName",
                "/api/appointments | patientId,doctorId,appointmentDate",
                "/api/queue | patientId",
                "/api/visits | patientId,doctorId",
                "/api/prescriptions | medication,patientId,doctorId",
                "/api/invoices | totalCents,patientId",
                "/api/tasks | title",
                "/api/lab-results | orderType,patientId,doctorId",
                "/api/notifications | userId,title,message",
                "/api/notifications/urgent-alert | title,message",
                "/api/vitals | dataType,value",
                "/api/reminders/medication | medication,times",
                "/api/ambient/recordings | patientId"
            })
    void namesEveryMissingFieldOfARequestAtOnce(String path, String fields) {
        assertThat(fieldsOf(path, "{}")).containsExactly(fields.split(","));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "/api/patients | firstName,dob,phone,balance | lastName",
                "/api/appointments | patient,scheduledStart,duration,status,isWalkIn,notes | doctorId",
                "/api/queue | queueType,patientId,room,priority,checkedIn | ''",
                "/api/tasks | title,priority,status,dueDate | ''",
                "/api/invoices | total,visit | patientId"
            })
    void namesWrongAndMissingFieldsTogether(String path, String wrong, String missing) {
        String body = "{"
                + Stream.of(wrong.split(","))
                        .map(name -> "\"" + name + "\":[[]]")
                        .reduce((a, b) -> a + "," + b)
                        .orElseThrow()
                + "}";

        assertThat(fieldsOf(path, body)).contains(wrong.split(","));
        if (!missing.isEmpty()) {
            assertThat(fieldsOf(path, body)).contains(missing);
        }
    }

    @Test
    void namesEveryFaultyReferenceAtOnce() {
        assertThat(
                        fieldsOf(
                                "/api/appointments",
                                "{\"patientId\":\"nobody\",\"doctorId\":\"a\\u0000\",\"scheduledStart\":\"2026-11-20T15:00:00Z\"}"))
                .containsExactly("patientId", "doctorId");
    }

    private List<String> fieldsOf(String path, String body) {
        List<String> fields = new ArrayList<>();
        HttpTestClient.Answer answer = post(path, body);
        assertThat(answer.status()).as(answer.body()).isEqualTo(400);
        answer.json()
                .path("faults")
                .forEach(fault -> fields.add(fault.path("field").textValue()));
        return fields;
    }

    private List<Fault> faults(String data, Class<? extends Record> type) {
        return Assertions.catchThrowableOfType(
                        RejectedException.class, () -> payloads.read(SampleEvents.TENANT, data, type))
                .faults();
    }

    /** The fields without which a record cannot be read, at every level. */
    private static Set<String> mandatory(String path, Class<?> record) {
        Set<String> fields = new TreeSet<>();
        for (RecordComponent component : record.getRecordComponents()) {
            if (component.getType() != Optional.class && component.getType() != ExtraFields.class) {
                fields.add(path + component.getName());
                if (component.getType().isRecord()) {
                    fields.addAll(mandatory(path + component.getName() + ".", component.getType()));
                }
            }
        }
        return fields;
    }
}
