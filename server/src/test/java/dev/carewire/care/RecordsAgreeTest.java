package dev.carewire.care;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.carewire.adapter.jdbi.ClinicTest;
import dev.carewire.adapter.jdbi.TestDatabases;
import dev.carewire.command.RecordConflict;
import dev.carewire.command.RejectedException;
import dev.carewire.command.Rejection;
import dev.carewire.event.AppointmentSnapshot;
import dev.carewire.event.AppointmentStatus;
import dev.carewire.event.PatientSnapshot;
import dev.carewire.event.QueueEntrySnapshot;
import dev.carewire.event.QueueKind;
import dev.carewire.event.QueueStatus;
import dev.carewire.event.VisitSnapshot;
import dev.carewire.event.VisitStatus;
import dev.carewire.fixture.AppointmentSnapshotBuilder;
import dev.carewire.fixture.QueueEntrySnapshotBuilder;
import dev.carewire.fixture.QueueFormBuilder;
import dev.carewire.fixture.VisitFormBuilder;
import dev.carewire.fixture.VisitSnapshotBuilder;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.BiConsumer;
import java.util.function.Supplier;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Every command on an appointment, a queue entry or a visit does to the other two what {@link CareTable} states. */
class RecordsAgreeTest extends ClinicTest {

    private record Command(String name, BiConsumer<RecordsAgreeTest, Records> change) {}

    private static final List<Command> COMMANDS = commands();

    /** Each case has a patient and a day of its own, so that no other rule than the table's applies. */
    private int cases;

    RecordsAgreeTest(TestDatabases which) {
        super(which);
    }

    @ParameterizedTest
    @EnumSource(AppointmentStatus.class)
    void anAppointmentChangesItsEntry(AppointmentStatus changed) {
        AppointmentStatus before =
                changed == AppointmentStatus.CHECKED_IN ? AppointmentStatus.CHECKOUT : AppointmentStatus.CHECKED_IN;
        for (EntryState state : EntryState.values()) {
            Records records = new Records(Optional.of(before), Optional.of(state), Optional.empty());
            Effect<EntryState> effect = CareTable.onEntry(changed, state);

            Optional<RejectedException> rejected = run(() -> records.changeAppointment(changed));

            assertThat(rejected.map(RejectedException::text))
                    .as("appointment %s, entry %s", changed, state)
                    .isEqualTo(effect.rejection().map(reason -> reason + " (" + records.entryId() + ")"));
            assertNames(rejected, "appointmentId", records::entryId);
            assertThat(records.appointment()).isEqualTo(rejected.isPresent() ? before : changed);
            assertThat(EntryState.of(records.currentEntry()))
                    .as("appointment %s, entry %s", changed, state)
                    .isEqualTo(effect.next().orElse(state));
            assertThat(records.currentEntry().id().equals(records.entryId()))
                    .isEqualTo(!(effect instanceof Effect.Replaced));
        }
    }

    @ParameterizedTest
    @EnumSource(EntryState.class)
    void anEntryChangesItsAppointment(EntryState changed) {
        for (AppointmentStatus status : AppointmentStatus.values()) {
            EntryState before = beforeChangeTo(changed);
            Records records = new Records(Optional.of(status), Optional.of(before), Optional.empty());
            Effect<AppointmentStatus> effect = CareTable.onAppointment(changed, status);

            Optional<RejectedException> rejected = run(() -> records.changeEntry(changed));

            assertThat(rejected.map(RejectedException::text))
                    .as("entry %s, appointment %s", changed, status)
                    .isEqualTo(effect.rejection().map(reason -> reason + " (" + records.appointmentId() + ")"));
            assertNames(rejected, "appointmentId", records::appointmentId);
            assertThat(records.appointment())
                    .as("entry %s, appointment %s", changed, status)
                    .isEqualTo(effect.next().orElse(status));
            assertThat(records.entry()).isEqualTo(rejected.isPresent() ? before : changed);
        }
    }

    @ParameterizedTest
    @EnumSource(
            value = VisitStatus.class,
            names = {"CLOSED", "CANCELLED"})
    void aVisitThatEndsChangesItsEntry(VisitStatus last) {
        for (EntryState state : EntryState.values()) {
            Records records = new Records(Optional.empty(), Optional.of(state), Optional.of(VisitStatus.OPEN));

            records.changeVisit(last);

            assertThat(records.entry())
                    .as("visit %s, entry %s", last, state)
                    .isEqualTo(CareTable.onEntry(last, state).next().orElse(state));
        }
    }

    @ParameterizedTest
    @EnumSource(EntryState.class)
    void aDeletedVisitChangesItsEntryAsACancelledOneDoes(EntryState state) {
        Records records = new Records(Optional.empty(), Optional.of(state), Optional.of(VisitStatus.OPEN));

        visits.delete(nurse, records.visitId());

        assertThat(records.entry())
                .isEqualTo(
                        CareTable.onEntry(VisitStatus.CANCELLED, state).next().orElse(state));
    }

    @ParameterizedTest
    @EnumSource(
            value = VisitStatus.class,
            names = {"CLOSED", "CANCELLED"})
    void aVisitThatEndsChangesItsAppointment(VisitStatus last) {
        for (AppointmentStatus status : AppointmentStatus.values()) {
            Records records = new Records(Optional.of(status), Optional.empty(), Optional.of(VisitStatus.OPEN));

            records.changeVisit(last);

            assertThat(records.appointment())
                    .as("visit %s, appointment %s", last, status)
                    .isEqualTo(CareTable.onAppointment(last, status).next().orElse(status));
        }
    }

    @ParameterizedTest
    @EnumSource(
            value = VisitStatus.class,
            names = {"DRAFT", "OPEN"})
    void aVisitBeginsOnlyWithAnEntryThatAdmitsIt(VisitStatus first) {
        for (EntryState state : EntryState.values()) {
            Records records = new Records(Optional.empty(), Optional.of(state), Optional.empty());

            Optional<RejectedException> rejected = run(() -> visits.create(
                    nurse,
                    new VisitFormBuilder()
                            .queueEntryId(records.entryId())
                            .doctorId(CHEN.id())
                            .status(first)
                            .build()));

            assertThat(rejected.map(RejectedException::text))
                    .as("visit %s, entry %s", first, state)
                    .isEqualTo(CareTable.onEntry(first, state)
                            .rejection()
                            .map(reason -> reason + " (" + records.entryId() + ")"));
            assertNames(rejected, "queueEntryId", records::entryId);
            assertThat(records.entry()).isEqualTo(state);
        }
    }

    @ParameterizedTest
    @EnumSource(
            value = VisitStatus.class,
            names = {"DRAFT", "OPEN"})
    void aVisitBeginsOnlyWithAnAppointmentThatAdmitsIt(VisitStatus first) {
        for (AppointmentStatus status : AppointmentStatus.values()) {
            Records records = new Records(Optional.of(status), Optional.empty(), Optional.empty());

            Optional<RejectedException> rejected = run(() -> visits.create(
                    nurse,
                    new VisitFormBuilder()
                            .appointmentId(records.appointmentId())
                            .status(first)
                            .build()));

            assertThat(rejected.map(RejectedException::text))
                    .as("visit %s, appointment %s", first, status)
                    .isEqualTo(CareTable.onAppointment(first, status)
                            .rejection()
                            .map(reason -> reason + " (" + records.appointmentId() + ")"));
            assertNames(rejected, "appointmentId", records::appointmentId);
            assertThat(records.appointment()).isEqualTo(status);
        }
    }

    @ParameterizedTest
    @EnumSource(EntryState.class)
    void anEntryChangesOnlyAsItsVisitAdmits(EntryState changed) {
        for (VisitStatus status : VisitStatus.values()) {
            EntryState before = beforeChangeTo(changed);
            Records records = new Records(Optional.empty(), Optional.of(before), Optional.of(status));

            Optional<RejectedException> rejected = run(() -> records.changeEntry(changed));

            assertThat(rejected.map(RejectedException::text))
                    .as("entry %s, visit %s", changed, status)
                    .isEqualTo(CareTable.onVisit(changed, status)
                            .rejection()
                            .map(reason -> reason + " (" + records.visitId() + ")"));
            assertNames(rejected, "queueEntryId", records::visitId);
            assertThat(records.entry()).isEqualTo(rejected.isPresent() ? before : changed);
            assertThat(records.visit()).contains(status);
        }
    }

    @ParameterizedTest
    @EnumSource(AppointmentStatus.class)
    void anAppointmentChangesOnlyAsItsVisitAdmits(AppointmentStatus changed) {
        AppointmentStatus before =
                changed == AppointmentStatus.CHECKED_IN ? AppointmentStatus.CHECKOUT : AppointmentStatus.CHECKED_IN;
        for (VisitStatus status : VisitStatus.values()) {
            Records records = new Records(Optional.of(before), Optional.empty(), Optional.of(status));

            if (changed != before) {
                Optional<RejectedException> rejected = run(() -> records.changeAppointment(changed));

                assertThat(rejected.map(RejectedException::text))
                        .as("appointment %s, visit %s", changed, status)
                        .isEqualTo(CareTable.onVisit(changed, status)
                                .rejection()
                                .map(reason -> reason + " (" + records.visitId() + ")"));
                assertNames(rejected, "appointmentId", records::visitId);
                assertThat(records.appointment()).isEqualTo(rejected.isPresent() ? before : changed);
            }
            assertThat(records.visit()).contains(status);
        }
    }

    /** A rejection names the other record, and the field that links both. */
    private static void assertNames(Optional<RejectedException> rejected, String field, Supplier<String> id) {
        assertThat(rejected.flatMap(RejectedException::recordConflict))
                .isEqualTo(rejected.map(conflict -> new RecordConflict(field, id.get())));
    }

    /** All three together: a combination is allowed if each of its pairs is, and no command leads to any other one. */
    @ParameterizedTest
    @EnumSource(VisitStatus.class)
    void everyCommandLeadsFromAnAllowedCombinationToAnAllowedOne(VisitStatus visit) {
        for (AppointmentStatus appointment : AppointmentStatus.values()) {
            for (EntryState entry : EntryState.values()) {
                if (CareTable.agree(appointment, entry)
                        && CareTable.agree(visit, entry)
                        && CareTable.agree(visit, appointment)) {
                    COMMANDS.forEach(command -> {
                        Records records = new Records(Optional.of(appointment), Optional.of(entry), Optional.of(visit));
                        run(() -> command.change().accept(this, records));
                        records.assertAgree(command.name() + " after " + appointment + ", " + entry + ", " + visit);
                    });
                }
            }
        }
    }

    @Test
    void aVisitNamesTheAppointmentOfItsEntry() {
        Records records = new Records(
                Optional.of(AppointmentStatus.CHECKED_IN), Optional.of(EntryState.WAITING), Optional.empty());
        AppointmentSnapshot other = records.anotherAppointment();
        Records walkIn = new Records(Optional.empty(), Optional.of(EntryState.WAITING), Optional.empty());

        assertRejected(
                Rejection.INVALID,
                "appointmentId is not the appointment of queueEntryId",
                () -> visits.create(
                        nurse,
                        new VisitFormBuilder()
                                .queueEntryId(records.entryId())
                                .appointmentId(other.id())
                                .build()));
        assertRejected(
                Rejection.INVALID,
                "appointmentId is not the appointment of queueEntryId",
                () -> visits.create(
                        nurse,
                        new VisitFormBuilder()
                                .queueEntryId(walkIn.entryId())
                                .appointmentId(walkIn.anotherAppointment().id())
                                .build()));
        assertThat(records.appointment()).isEqualTo(AppointmentStatus.CHECKED_IN);
        assertThat(events).isEmpty();
    }

    /** As before the rule: such a visit completes the appointment of its entry, and leaves the other one. */
    @Test
    void anOlderVisitThatNamesAnotherAppointmentCompletesTheOneOfItsEntry() {
        Records records = new Records(
                Optional.of(AppointmentStatus.WITH_PROVIDER), Optional.of(EntryState.IN_PROGRESS), Optional.empty());
        AppointmentSnapshot other = records.anotherAppointment();
        visitRepository.insert(
                tenant,
                records.newVisit(VisitStatus.OPEN)
                        .queueEntryId(records.entryId())
                        .appointmentId(other.id())
                        .build());

        records.changeVisit(VisitStatus.CLOSED);

        assertThat(records.entry()).isEqualTo(EntryState.COMPLETED);
        assertThat(records.appointment()).isEqualTo(AppointmentStatus.COMPLETED);
        assertThat(appointments.get(nurse, other.id())).isEqualTo(other);
    }

    @ParameterizedTest
    @EnumSource(VisitStatus.class)
    void anAppointmentHasOneVisitThatIsNotOver(VisitStatus first) {
        Records records = new Records(Optional.of(AppointmentStatus.COMPLETED), Optional.empty(), Optional.of(first));
        String appointmentId = records.appointmentId();

        Optional<RejectedException> rejected = run(() -> visits.create(
                nurse, new VisitFormBuilder().appointmentId(appointmentId).build()));

        assertThat(rejected.map(RejectedException::text))
                .isEqualTo(
                        first.isFinal()
                                ? Optional.empty()
                                : Optional.of("appointment has a visit already (" + records.visitId() + ")"));
        assertNames(rejected, "appointmentId", records::visitId);
    }

    @Test
    void ofTwoVisitsOpenedAtOnceForOneAppointmentOneSucceedsAThousandTimes() {
        for (int round = 0; round < 1_000; round++) {
            Records records = new Records(Optional.of(AppointmentStatus.SCHEDULED), Optional.empty(), Optional.empty());

            List<Optional<RejectedException>> outcomes = allAtOnce(
                    2,
                    () -> run(() -> visits.create(
                            nurse,
                            new VisitFormBuilder()
                                    .appointmentId(records.appointmentId())
                                    .build())));

            assertThat(outcomes.stream().filter(Optional::isEmpty)).hasSize(1);
        }
    }

    @Test
    void aRevivedNoShowIsNotTheSecondEntryOfItsAppointment() {
        Records records =
                new Records(Optional.of(AppointmentStatus.NO_SHOW), Optional.of(EntryState.NO_SHOW), Optional.empty());
        checkIn(records.appointmentId());

        assertRejected(
                Rejection.CONFLICT,
                "in the queue",
                () -> queue.update(nurse, records.entryId(), queueStatus(QueueStatus.WAITING)));
    }

    private static EntryState beforeChangeTo(EntryState changed) {
        return switch (changed) {
            case WAITING -> EntryState.EXPECTED;
            case EXPECTED, IN_PROGRESS, COMPLETED, CANCELLED, NO_SHOW -> EntryState.WAITING;
        };
    }

    /** Runs a command and returns its rejection, which is a conflict. */
    private static Optional<RejectedException> run(ThrowingCallable command) {
        RejectedException rejected = catchThrowableOfType(RejectedException.class, command);
        if (rejected != null) {
            assertThat(rejected.rejection()).as(rejected.text()).isEqualTo(Rejection.CONFLICT);
        }
        return Optional.ofNullable(rejected);
    }

    private static List<Command> commands() {
        List<Command> all = new ArrayList<>();
        for (AppointmentStatus status : AppointmentStatus.values()) {
            all.add(new Command("appointment to " + status, (test, records) -> records.changeAppointment(status)));
        }
        for (EntryState state : EntryState.values()) {
            all.add(new Command("entry to " + state, (test, records) -> records.changeEntry(state)));
        }
        for (VisitStatus status : VisitStatus.values()) {
            all.add(new Command("visit to " + status, (test, records) -> records.changeVisit(status)));
        }
        all.add(new Command("check-in", (test, records) -> test.checkIn(records.appointmentId())));
        all.add(new Command("cancellation", (test, records) -> test.cancel(records.appointmentId())));
        all.add(new Command("call", (test, records) -> test.call(records.entryId())));
        all.add(new Command(
                "removal of the entry", (test, records) -> test.queue.delete(test.nurse, records.entryId())));
        all.add(new Command(
                "removal of the visit", (test, records) -> test.visits.delete(test.nurse, records.visitId())));
        return List.copyOf(all);
    }

    /** An appointment, its entry and its visit in given states, stored as they are, even if they do not agree. */
    private final class Records {

        private final int number = ++cases;
        private final PatientSnapshot patient = patient("Tove", "Lindqvist");
        private final Instant start = NOW.plus(Duration.ofDays(number));
        private final String appointmentId = "appointment-" + number;
        private final String entryId = "entry-" + number;
        private final String visitId = "visit-" + number;

        Records(Optional<AppointmentStatus> appointment, Optional<EntryState> entry, Optional<VisitStatus> visit) {
            appointment.ifPresent(status -> insertAppointment(appointmentId, status, start));
            entry.ifPresent(state -> {
                QueueEntrySnapshotBuilder built = new QueueEntrySnapshotBuilder(
                        entryId,
                        "Z001",
                        QueueKind.APPOINTMENT,
                        patient,
                        state.status(),
                        0,
                        state != EntryState.EXPECTED,
                        NOW,
                        NOW.minusSeconds(1),
                        NOW);
                appointment.ifPresent(made -> built.appointmentId(appointmentId));
                queueRepository.insert(tenant, built.build());
            });
            visit.ifPresent(status -> {
                VisitSnapshotBuilder built = newVisit(status);
                appointment.ifPresent(made -> built.appointmentId(appointmentId));
                entry.ifPresent(made -> built.queueEntryId(entryId));
                visitRepository.insert(tenant, built.build());
            });
        }

        VisitSnapshotBuilder newVisit(VisitStatus status) {
            return new VisitSnapshotBuilder(visitId, "V-" + number, patient, CHEN, status, NOW, NOW, NOW, List.of());
        }

        AppointmentSnapshot anotherAppointment() {
            return insertAppointment("other-" + number, AppointmentStatus.SCHEDULED, start.plus(Duration.ofHours(2)));
        }

        private AppointmentSnapshot insertAppointment(String id, AppointmentStatus status, Instant at) {
            AppointmentSnapshot made = new AppointmentSnapshotBuilder(
                            id, id, patient, CHEN, at, at.plusSeconds(60), status, "general", false, NOW, NOW)
                    .build();
            appointmentRepository.insert(tenant, made);
            return made;
        }

        String appointmentId() {
            return appointmentId;
        }

        String entryId() {
            return entryId;
        }

        String visitId() {
            return visitId;
        }

        AppointmentStatus appointment() {
            return appointments.get(nurse, appointmentId).status();
        }

        EntryState entry() {
            return EntryState.of(queue.get(nurse, entryId));
        }

        QueueEntrySnapshot currentEntry() {
            return queueRepository.findCurrent(tenant, appointmentId).orElseThrow();
        }

        Optional<VisitStatus> visit() {
            return visitRepository.find(tenant, visitId).map(VisitSnapshot::status);
        }

        void changeAppointment(AppointmentStatus status) {
            appointments.update(nurse, appointmentId, appointmentStatus(status));
        }

        void changeEntry(EntryState state) {
            queue.update(
                    nurse,
                    entryId,
                    new QueueFormBuilder()
                            .status(state.status())
                            .checkedIn(state != EntryState.EXPECTED)
                            .build());
        }

        void changeVisit(VisitStatus status) {
            visits.update(nurse, visitId, visitStatus(status));
        }

        void assertAgree(String cause) {
            EntryState current = EntryState.of(currentEntry());
            assertThat(CareTable.agree(appointment(), current))
                    .as("%s: appointment %s, entry %s", cause, appointment(), current)
                    .isTrue();
            visit().ifPresent(visit -> {
                assertThat(CareTable.agree(visit, entry()))
                        .as("%s: visit %s, entry %s", cause, visit, entry())
                        .isTrue();
                assertThat(CareTable.agree(visit, appointment()))
                        .as("%s: visit %s, appointment %s", cause, visit, appointment())
                        .isTrue();
            });
        }
    }
}
