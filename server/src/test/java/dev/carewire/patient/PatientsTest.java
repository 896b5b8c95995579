package dev.carewire.patient;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.carewire.adapter.jdbi.ClinicTest;
import dev.carewire.adapter.jdbi.TestDatabases;
import dev.carewire.command.Rejection;
import dev.carewire.command.TimeRange;
import dev.carewire.event.Event;
import dev.carewire.event.PatientEvents.PatientCreated;
import dev.carewire.event.PatientEvents.PatientDeleted;
import dev.carewire.event.PatientEvents.PatientUpdated;
import dev.carewire.event.PatientSnapshot;
import dev.carewire.fixture.PatientFormBuilder;
import dev.carewire.fixture.QueueFormBuilder;
import dev.carewire.identity.Role;
import dev.carewire.text.ExtraFields;
import java.time.Duration;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class PatientsTest extends ClinicTest {

    PatientsTest(TestDatabases which) {
        super(which);
    }

    @Test
    void createsUnderTheNextCodeAndTellsTheClinic() {
        PatientSnapshot first = patients.create(nurse, full("Marisol", "Quintero"));
        PatientSnapshot second = patients.create(nurse, patientForm("Tove", "Lindqvist"));
        PatientSnapshot elsewhere = patients.create(stranger, patientForm("Ana", "Sousa"));

        assertThat(first)
                .isEqualTo(new PatientSnapshot(
                        first.id(),
                        "P-0001",
                        "Marisol",
                        "Quintero",
                        Optional.of(LocalDate.of(1984, 2, 29)),
                        Optional.of("+1 555 0100"),
                        Optional.of("marisol@example.org"),
                        Optional.of("Coastal Health"),
                        1_250,
                        NOW,
                        NOW,
                        ExtraFields.NONE));
        assertThat(second.code()).contains("P-0002");
        assertThat(elsewhere.code()).contains("P-0001");
        assertThat(events)
                .<Record>map(Event::payload)
                .containsExactly(new PatientCreated(first), new PatientCreated(second), new PatientCreated(elsewhere));
        assertThat(patients.get(nurse, first.id())).isEqualTo(first);
    }

    @Test
    void changesOnlyWhatIsGivenAndRemovesWhatIsGivenBlank() {
        PatientSnapshot before = patients.create(nurse, full("Marisol", "Quintero"));
        events.clear();
        clock.advance(Duration.ofMinutes(5));

        PatientSnapshot after = patients.update(
                nurse,
                before.id(),
                new PatientFormBuilder()
                        .lastName("  Quintero Ruiz ")
                        .phone(" ")
                        .balanceCents(0L)
                        .build());

        assertThat(after)
                .isEqualTo(new PatientSnapshot(
                        before.id(),
                        before.code().orElseThrow(),
                        "Marisol",
                        "Quintero Ruiz",
                        before.dateOfBirth(),
                        Optional.empty(),
                        before.email(),
                        before.insurance(),
                        0,
                        NOW,
                        NOW.plus(Duration.ofMinutes(5)),
                        ExtraFields.NONE));
        assertThat(patients.get(nurse, before.id())).isEqualTo(after);
        assertThat(events).<Record>map(Event::payload).containsExactly(new PatientUpdated(after));
    }

    @Test
    void requiresBothNames() {
        assertRejected(
                Rejection.INVALID,
                "firstName",
                () -> patients.create(
                        nurse, new PatientFormBuilder().lastName("Lindqvist").build()));
        assertThat(events).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "  ", "two\nlines", "nul\0", "half\ud83d"})
    void refusesNamesThatAreNoLineOfText(String name) {
        PatientSnapshot patient = patient("Tove", "Lindqvist");

        assertRejected(
                Rejection.INVALID,
                "firstName",
                () -> patients.update(nurse, patient.id(), patientForm(name, "Lindqvist")));
        assertRejected(Rejection.INVALID, "firstName", () -> patients.create(nurse, patientForm(name, "Lindqvist")));
        assertThat(events).isEmpty();
    }

    @Test
    void refusesNamesThatAreTooLong() {
        assertRejected(
                Rejection.INVALID, "lastName", () -> patients.create(nurse, patientForm("Tove", "x".repeat(201))));
        assertThat(patients.create(nurse, patientForm("Tove", "é".repeat(200))).lastName())
                .hasValueSatisfying(name -> assertThat(name).hasSize(200));
    }

    @ParameterizedTest
    @ValueSource(strings = {"nobody", "a@b", "@example.org", "a b@example.org", "a@b@example.org", "a@example."})
    void refusesWhatIsNoEmailAddress(String email) {
        assertRejected(
                Rejection.INVALID,
                "email",
                () -> patients.create(
                        nurse,
                        new PatientFormBuilder()
                                .firstName("Tove")
                                .lastName("Lindqvist")
                                .email(email)
                                .build()));
    }

    @ParameterizedTest
    @ValueSource(strings = {"1879-12-31", "2026-11-21"})
    void refusesImpossibleDatesOfBirth(LocalDate date) {
        assertRejected(
                Rejection.INVALID,
                "dateOfBirth",
                () -> patients.create(
                        nurse,
                        new PatientFormBuilder()
                                .firstName("Tove")
                                .lastName("Lindqvist")
                                .dateOfBirth(date)
                                .build()));
    }

    @Test
    void findsByPartOfNameCodePhoneOrEmail() {
        PatientSnapshot marisol = patients.create(nurse, full("Marisol", "Quintero"));
        PatientSnapshot tove = patient("Tove", "Lindqvist");

        assertThat(search("sol qui")).containsExactly(marisol);
        assertThat(search("p-0002")).containsExactly(tove);
        assertThat(search("555")).containsExactly(marisol);
        assertThat(search("EXAMPLE.org")).containsExactly(marisol);
        assertThat(search("%")).isEmpty();
        assertThat(search("_")).isEmpty();
        assertThat(search("!")).isEmpty();
        assertThat(search("' OR '1'='1")).isEmpty();
        assertThat(patients.list(nurse, first(10), Optional.empty()).items()).containsExactly(tove, marisol);
        assertThat(patients.list(nurse, first(1), Optional.empty()).items()).containsExactly(tove);
    }

    @ParameterizedTest
    @ValueSource(ints = {0, -1, 501})
    void boundsTheLengthOfLists(int limit) {
        assertRejected(Rejection.INVALID, "limit", () -> first(limit));
    }

    @Test
    void deletesAPatientWhomNothingRefersTo() {
        PatientSnapshot patient = patient("Tove", "Lindqvist");

        patients.delete(nurse, patient.id());

        assertThat(events).<Record>map(Event::payload).containsExactly(new PatientDeleted(patient.id()));
        assertRejected(Rejection.NOT_FOUND, "patient not found", () -> patients.get(nurse, patient.id()));
    }

    @Test
    void keepsAPatientWithAppointments() {
        PatientSnapshot patient = patient("Tove", "Lindqvist");
        appointment(patient);

        assertRejected(Rejection.CONFLICT, "patient has", () -> patients.delete(nurse, patient.id()));

        assertThat(events).isEmpty();
        assertThat(patients.get(nurse, patient.id())).isEqualTo(patient);
    }

    @Test
    void keepsAPatientInTheQueue() {
        PatientSnapshot patient = patient("Tove", "Lindqvist");
        queue.create(nurse, new QueueFormBuilder().patientId(patient.id()).build());

        assertRejected(Rejection.CONFLICT, "patient has", () -> patients.delete(nurse, patient.id()));
    }

    @Test
    void answersForAnotherTenantsPatientAsForNone() {
        PatientSnapshot patient = patient("Tove", "Lindqvist");
        PatientForm form = patientForm("Eve", "Other");

        for (String id : List.of(patient.id(), "no-such-id", "", "x".repeat(321), "nul\0")) {
            assertRejected(Rejection.NOT_FOUND, "patient not found", () -> patients.get(stranger, id));
            assertRejected(Rejection.NOT_FOUND, "patient not found", () -> patients.update(stranger, id, form));
            assertRejected(Rejection.NOT_FOUND, "patient not found", () -> patients.delete(stranger, id));
        }
        assertThat(patients.list(stranger, first(10), Optional.empty()).items()).isEmpty();
        assertThat(patients.get(nurse, patient.id())).isEqualTo(patient);
        assertThat(events).isEmpty();
    }

    @ParameterizedTest
    @EnumSource(
            value = Role.class,
            names = {"PATIENT", "DISPLAY"})
    void isClosedToPatientsAndDisplays(Role role) {
        PatientSnapshot patient = patient("Tove", "Lindqvist");

        assertRejected(Rejection.FORBIDDEN, "role", () -> patients.get(caller(tenant, role), patient.id()));
        assertRejected(
                Rejection.FORBIDDEN,
                "role",
                () -> patients.list(caller(tenant, role), first(10), Optional.empty())
                        .items());
        assertRejected(Rejection.FORBIDDEN, "role", () -> patients.create(caller(tenant, role), patientForm("A", "B")));
        assertRejected(
                Rejection.FORBIDDEN,
                "role",
                () -> patients.update(caller(tenant, role), patient.id(), patientForm("A", "B")));
        assertRejected(Rejection.FORBIDDEN, "role", () -> patients.delete(caller(tenant, role), patient.id()));
    }

    @Test
    void aFailureAfterTheChangeLeavesNeitherRowNorEventNorCode() {
        assertThatThrownBy(() -> transactions.inTransaction(() -> {
                    patients.create(nurse, patientForm("Tove", "Lindqvist"));
                    throw new IllegalStateException("power cut");
                }))
                .hasMessage("power cut");

        assertThat(events).isEmpty();
        assertThat(patients.list(nurse, first(10), Optional.empty()).items()).isEmpty();
        assertThat(patients.create(nurse, patientForm("Ana", "Sousa")).code()).contains("P-0001");
    }

    @Test
    void givesEachOfManyAtOnceACodeOfItsOwn() {
        List<PatientSnapshot> created = allAtOnce(6, () -> patients.create(nurse, patientForm("Tove", "Lindqvist")));

        assertThat(created)
                .extracting(patient -> patient.code().orElseThrow())
                .containsExactlyInAnyOrder("P-0001", "P-0002", "P-0003", "P-0004", "P-0005", "P-0006");
    }

    @Test
    void theLastEventIsTheLastChange() {
        PatientSnapshot patient = patient("Tove", "Lindqvist");
        List<Callable<PatientSnapshot>> changes = new ArrayList<>();
        for (int number = 0; number < 8; number++) {
            PatientForm form = patientForm("Tove", "Lindqvist " + number);
            changes.add(() -> patients.update(nurse, patient.id(), form));
        }

        allAtOnce(changes);

        assertThat(events).hasSize(8);
        assertThat(events.get(7).payload()).isEqualTo(new PatientUpdated(patients.get(nurse, patient.id())));
    }

    private List<PatientSnapshot> search(String part) {
        return patients.list(
                        nurse,
                        new PatientQuery(Optional.of(PatientSearch.parse(part)), TimeRange.ALL, 10),
                        Optional.empty())
                .items();
    }

    private static PatientForm full(String firstName, String lastName) {
        return new PatientFormBuilder()
                .firstName(firstName)
                .lastName(lastName)
                .dateOfBirth(LocalDate.of(1984, 2, 29))
                .phone("+1 555 0100")
                .email("marisol@example.org")
                .insurance("Coastal Health")
                .balanceCents(1_250L)
                .build();
    }

    private static PatientQuery first(int limit) {
        return new PatientQuery(Optional.empty(), TimeRange.ALL, limit);
    }
}
