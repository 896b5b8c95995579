package dev.carewire.rest;

import static org.assertj.core.api.Assertions.assertThat;

import dev.carewire.adapter.jdbi.JdbiAppointments;
import dev.carewire.adapter.jdbi.JdbiQueueEntries;
import dev.carewire.adapter.jdbi.JdbiVisits;
import dev.carewire.adapter.jdbi.TestDatabases;
import dev.carewire.appointment.AppointmentRepository;
import dev.carewire.care.CareTable;
import dev.carewire.care.EntryState;
import dev.carewire.event.AppointmentSnapshot;
import dev.carewire.event.QueueEntrySnapshot;
import dev.carewire.event.VisitSnapshot;
import dev.carewire.queue.QueueRepository;
import dev.carewire.record.KeptRecords;
import dev.carewire.record.RecordQuery;
import dev.carewire.transport.http.HttpTestClient;
import dev.carewire.visit.VisitRepository;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * A thousand random commands on appointments, queue entries and visits over REST: after each one, all records of all patients agree
 * as {@link CareTable} states.
 */
@ParameterizedClass(name = "{0}")
@EnumSource(TestDatabases.class)
class RandomCareCommandsTest extends ClinicTest {

    private static final int COMMANDS = 1_000;
    private static final int MOST_RECORDS = 12;

    private static final List<String> APPOINTMENT_STATUSES = List.of(
            "pending",
            "scheduled",
            "confirmed",
            "rescheduled",
            "checked_in",
            "in_room",
            "with_provider",
            "checkout",
            "completed",
            "cancelled",
            "no_show");
    private static final List<String> ENTRY_STATUSES =
            List.of("waiting", "in-progress", "completed", "cancelled", "no-show");
    private static final List<String> VISIT_STATUSES = List.of("draft", "open", "closed", "cancelled");

    private final Random random = new Random(12);
    private final AppointmentRepository appointments;
    private final QueueRepository entries;
    private final VisitRepository visits;

    private final List<String> patientIds = new ArrayList<>();
    private final List<String> appointmentIds = new ArrayList<>();
    private final List<String> entryIds = new ArrayList<>();
    private final List<String> visitIds = new ArrayList<>();

    private int booked;
    private int succeeded;

    RandomCareCommandsTest(TestDatabases which) {
        super(which, Map.of());
        appointments = new JdbiAppointments(which.database(), KeptRecords.ALL);
        entries = new JdbiQueueEntries(which.database(), KeptRecords.ALL);
        visits = new JdbiVisits(which.database(), KeptRecords.ALL);
    }

    @Test
    void allRecordsAgreeAfterEachOfAThousandCommands() {
        for (String name : List.of("Ada", "Bo", "Cy")) {
            patientIds.add(newPatient(name));
        }
        for (int step = 0; step < COMMANDS; step++) {
            String command = nextCommand();
            assertAllAgree("step " + step + ", " + command);
        }
        assertThat(succeeded).isGreaterThan(COMMANDS / 4);
    }

    /** Runs a random command and returns it with the status of its answer. */
    private String nextCommand() {
        int choice = random.nextInt(10);
        return switch (choice) {
            case 0 -> create("/api/appointments", newAppointment(), appointmentIds);
            case 1 -> create("/api/queue", newEntry(), entryIds);
            case 2 -> create("/api/visits", newVisit(), visitIds);
            case 3, 4 -> change("/api/appointments", appointmentIds, status(APPOINTMENT_STATUSES), "checkin", "cancel");
            case 5, 6, 7 -> change("/api/queue", entryIds, entryChange(), "call");
            default -> change("/api/visits", visitIds, status(VISIT_STATUSES));
        };
    }

    private String create(String path, String body, List<String> ids) {
        HttpTestClient.Answer answer = post(path, body);
        if (answer.status() == 201) {
            ids.add(answer.id());
        }
        while (ids.size() > MOST_RECORDS) {
            ids.remove(0);
        }
        return record("POST " + path + " " + body, answer);
    }

    private String change(String path, List<String> ids, String body, String... commands) {
        if (ids.isEmpty()) {
            return "nothing";
        }
        String target = path + "/" + any(ids);
        int choice = random.nextInt(8);
        if (choice == 0) {
            return record("DELETE " + target, delete(target));
        }
        if (choice <= commands.length) {
            String command = target + "/" + commands[choice - 1];
            return record("POST " + command, post(command, "{}"));
        }
        return record("PUT " + target + " " + body, put(target, body));
    }

    private String record(String command, HttpTestClient.Answer answer) {
        assertThat(answer.status()).as("%s: %s", command, answer.body()).isIn(200, 201, 400, 404, 409);
        if (answer.status() < 300) {
            succeeded++;
        }
        return command + " " + answer.status();
    }

    private String newAppointment() {
        booked++;
        return "{\"patient\":\"%s\",\"doctor\":\"u-doctor\",\"appointmentDate\":\"2027-%02d-%02d\",\"appointmentTime\":\"%02d:00\"}"
                .formatted(any(patientIds), 1 + booked / 28 % 12, 1 + booked % 28, 8 + booked / 336);
    }

    private String newEntry() {
        Optional<String> appointment = random.nextInt(4) == 0 ? Optional.empty() : anyOf(appointmentIds);
        String subject = appointment
                .map(id -> "\"appointmentId\":\"" + id + "\"")
                .orElseGet(() -> "\"patientId\":\"" + any(patientIds) + "\"");
        return "{" + subject + ",\"checkedIn\":" + random.nextBoolean() + "}";
    }

    private String newVisit() {
        List<String> fields = new ArrayList<>();
        fields.add("\"doctorId\":\"u-doctor\"");
        fields.add("\"status\":\"" + VISIT_STATUSES.get(random.nextInt(2)) + "\"");
        Optional<String> entry = random.nextBoolean() ? anyOf(entryIds) : Optional.empty();
        Optional<String> appointment = random.nextBoolean() ? anyOf(appointmentIds) : Optional.empty();
        entry.ifPresent(id -> fields.add("\"queueItemId\":\"" + id + "\""));
        appointment.ifPresent(id -> fields.add("\"appointmentId\":\"" + id + "\""));
        if (entry.isEmpty() && appointment.isEmpty()) {
            fields.add("\"patientId\":\"" + any(patientIds) + "\"");
        }
        return "{" + String.join(",", fields) + "}";
    }

    private String entryChange() {
        return random.nextInt(4) == 0 ? "{\"checkedIn\":" + random.nextBoolean() + "}" : status(ENTRY_STATUSES);
    }

    private String status(List<String> words) {
        return "{\"status\":\"" + any(words) + "\"}";
    }

    private Optional<String> anyOf(List<String> ids) {
        return ids.isEmpty() ? Optional.empty() : Optional.of(any(ids));
    }

    private String any(List<String> ids) {
        return ids.get(random.nextInt(ids.size()));
    }

    private void assertAllAgree(String cause) {
        List<QueueEntrySnapshot> allEntries = entries.list(clinic(), RecordQuery.all(500), Optional.empty(), 500);
        List<VisitSnapshot> allVisits = visits.list(clinic(), RecordQuery.all(500), Optional.empty(), 500);
        for (String id : appointmentIds) {
            appointments.find(clinic(), id).ifPresent(appointment -> assertAgrees(cause, appointment));
            assertThat(allEntries.stream()
                            .filter(entry -> entry.appointmentId().equals(Optional.of(id)))
                            .filter(entry -> entry.status().isOpen()))
                    .as("open entries after %s", cause)
                    .hasSizeLessThanOrEqualTo(1);
            assertThat(allVisits.stream()
                            .filter(visit -> visit.appointmentId().equals(Optional.of(id)))
                            .filter(visit -> !visit.status().isFinal()))
                    .as("open visits after %s", cause)
                    .hasSizeLessThanOrEqualTo(1);
        }
        allVisits.forEach(visit -> assertAgrees(cause, visit));
    }

    private void assertAgrees(String cause, AppointmentSnapshot appointment) {
        entries.findCurrent(clinic(), appointment.id())
                .map(EntryState::of)
                .ifPresent(entry -> assertThat(CareTable.agree(appointment.status(), entry))
                        .as("appointment %s, entry %s after %s", appointment.status(), entry, cause)
                        .isTrue());
    }

    private void assertAgrees(String cause, VisitSnapshot visit) {
        visit.queueEntryId()
                .flatMap(id -> entries.find(clinic(), id))
                .map(EntryState::of)
                .ifPresent(entry -> assertThat(CareTable.agree(visit.status(), entry))
                        .as("visit %s, entry %s after %s", visit.status(), entry, cause)
                        .isTrue());
        visit.appointmentId()
                .flatMap(id -> appointments.find(clinic(), id))
                .map(AppointmentSnapshot::status)
                .ifPresent(appointment -> assertThat(CareTable.agree(visit.status(), appointment))
                        .as("visit %s, appointment %s after %s", visit.status(), appointment, cause)
                        .isTrue());
    }
}
