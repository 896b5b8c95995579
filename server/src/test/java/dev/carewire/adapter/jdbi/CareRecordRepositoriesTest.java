package dev.carewire.adapter.jdbi;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.carewire.command.TimeCursor;
import dev.carewire.event.InvoiceSnapshot;
import dev.carewire.event.InvoiceStatus;
import dev.carewire.event.LabFlag;
import dev.carewire.event.LabResultSnapshot;
import dev.carewire.event.LabStatus;
import dev.carewire.event.PatientSnapshot;
import dev.carewire.event.PaymentSnapshot;
import dev.carewire.event.PrescriptionSnapshot;
import dev.carewire.event.PrescriptionStatus;
import dev.carewire.event.TaskPriority;
import dev.carewire.event.TaskSnapshot;
import dev.carewire.event.TaskStatus;
import dev.carewire.fixture.LabResultSnapshotBuilder;
import dev.carewire.fixture.PrescriptionSnapshotBuilder;
import dev.carewire.fixture.TaskSnapshotBuilder;
import dev.carewire.record.RecordQuery;
import dev.carewire.record.Reference;
import dev.carewire.text.ExtraFields;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The contract of the tables for prescriptions, invoices, payments, tasks and lab results. */
class CareRecordRepositoriesTest extends ClinicTest {

    private PatientSnapshot patient;
    private PatientSnapshot other;

    CareRecordRepositoriesTest(TestDatabases which) {
        super(which);
    }

    @BeforeEach
    void registerPatients() {
        patient = patient("Tove", "Lindqvist");
        other = patient("Ruth", "Okafor");
    }

    @ParameterizedTest
    @EnumSource(PrescriptionStatus.class)
    void prescriptionsComeBackInEveryStatus(PrescriptionStatus status) {
        PrescriptionSnapshot bare = prescription("rx-1", patient, status, NOW);
        prescriptionRepository.insert(tenant, bare);

        assertThat(prescriptionRepository.find(tenant, "rx-1")).contains(bare);
        assertThat(transactions.inTransaction(() -> prescriptionRepository.lock(tenant, "rx-1")))
                .contains(bare);
    }

    @Test
    void prescriptionsAreReplacedInEveryField() {
        prescriptionRepository.insert(tenant, prescription("rx-1", patient, PrescriptionStatus.PENDING, NOW));
        PrescriptionSnapshot after = new PrescriptionSnapshot(
                "rx-1",
                other,
                OKORO,
                Optional.of("visit-9"),
                "Cetirizine 10 mg",
                Optional.of("One a day,\nin the evening"),
                PrescriptionStatus.SENT,
                Optional.of(NOW.plusMillis(1)),
                NOW.plusMillis(2),
                NOW.plusMillis(3),
                new ExtraFields("{\"seat\":{\"row\":3}}"));

        prescriptionRepository.update(tenant, after);

        assertThat(prescriptionRepository.find(tenant, "rx-1")).contains(after);
    }

    @Test
    void prescriptionsAreListedNewestFirstAndNarrowed() {
        prescriptionRepository.insert(tenant, prescription("rx-1", patient, PrescriptionStatus.PENDING, NOW));
        prescriptionRepository.insert(
                tenant, prescription("rx-2", other, PrescriptionStatus.FILLED, NOW.plusMillis(1)));

        assertThat(prescriptions(RecordQuery.all(10))).containsExactly("rx-2", "rx-1");
        assertThat(prescriptions(RecordQuery.all(1))).containsExactly("rx-2");
        assertThat(prescriptions(RecordQuery.<PrescriptionStatus>all(10)
                        .with(Reference.PATIENT, Optional.of(patient.id()))
                        .with(Reference.DOCTOR, Optional.of(CHEN.id()))))
                .containsExactly("rx-1");
        assertThat(prescriptions(
                        RecordQuery.<PrescriptionStatus>all(10).with(Reference.DOCTOR, Optional.of(OKORO.id()))))
                .isEmpty();
        assertThat(prescriptions(RecordQuery.<PrescriptionStatus>all(10).with(Reference.VISIT, Optional.of("visit-1"))))
                .isEmpty();
        assertThat(prescriptions(RecordQuery.<PrescriptionStatus>all(10).in(Set.of(PrescriptionStatus.FILLED))))
                .containsExactly("rx-2");
    }

    @ParameterizedTest
    @EnumSource(InvoiceStatus.class)
    void invoicesComeBackInEveryStatus(InvoiceStatus status) {
        InvoiceSnapshot stored = invoice("inv-1", patient, status, NOW);
        invoiceRepository.insert(tenant, stored);

        assertThat(invoiceRepository.find(tenant, "inv-1")).contains(stored);
        assertThat(transactions.inTransaction(() -> invoiceRepository.lock(tenant, "inv-1")))
                .contains(stored);
    }

    @Test
    void invoicesAreReplacedInEveryField() {
        invoiceRepository.insert(tenant, invoice("inv-1", patient, InvoiceStatus.UNPAID, NOW));
        InvoiceSnapshot after = new InvoiceSnapshot(
                "inv-1",
                "INV-9",
                other,
                Optional.of("visit-9"),
                InvoiceStatus.PAID,
                9_000,
                9_000,
                NOW.plusMillis(1),
                NOW.plusMillis(2),
                new ExtraFields("{\"seat\":{\"row\":3}}"));

        invoiceRepository.update(tenant, after);

        assertThat(invoiceRepository.find(tenant, "inv-1")).contains(after);
    }

    @Test
    void invoicesAreListedNewestFirstAndNarrowed() {
        invoiceRepository.insert(tenant, invoice("inv-1", patient, InvoiceStatus.UNPAID, NOW));
        invoiceRepository.insert(tenant, invoice("inv-2", other, InvoiceStatus.PARTIAL, NOW.plusMillis(1)));

        assertThat(invoices(RecordQuery.all(10))).containsExactly("inv-2", "inv-1");
        assertThat(invoices(RecordQuery.all(1))).containsExactly("inv-2");
        assertThat(invoices(RecordQuery.<InvoiceStatus>all(10).with(Reference.PATIENT, Optional.of(patient.id()))))
                .containsExactly("inv-1");
        assertThat(invoices(RecordQuery.<InvoiceStatus>all(10).with(Reference.VISIT, Optional.of("visit-1"))))
                .isEmpty();
        assertThat(invoices(RecordQuery.<InvoiceStatus>all(10).in(Set.of(InvoiceStatus.PARTIAL))))
                .containsExactly("inv-2");
    }

    @Test
    void numbersOfInvoicesAreDrawnInOrderForEachTenant() {
        assertThat(invoiceRepository.nextNumber(tenant)).isEqualTo("INV-0001");
        assertThat(invoiceRepository.nextNumber(tenant)).isEqualTo("INV-0002");
        assertThat(invoiceRepository.nextNumber(otherTenant)).isEqualTo("INV-0001");
    }

    @Test
    void nobodyPaysMoreThanTheTotal() {
        InvoiceSnapshot unpaid = invoice("inv-1", patient, InvoiceStatus.UNPAID, NOW);
        invoiceRepository.insert(tenant, unpaid);

        assertThatThrownBy(() -> invoiceRepository.update(
                        tenant,
                        new InvoiceSnapshot(
                                "inv-1",
                                "INV-inv-1",
                                patient,
                                Optional.empty(),
                                InvoiceStatus.PAID,
                                100,
                                101,
                                NOW,
                                NOW,
                                new ExtraFields("{\"seat\":{\"row\":3}}"))))
                .isInstanceOf(RuntimeException.class);
        assertThat(invoiceRepository.find(tenant, "inv-1")).contains(unpaid);
    }

    @Test
    void paymentsAreListedOldestFirst() {
        invoiceRepository.insert(tenant, invoice("inv-1", patient, InvoiceStatus.PARTIAL, NOW));
        invoiceRepository.insert(tenant, invoice("inv-2", patient, InvoiceStatus.PARTIAL, NOW));
        PaymentSnapshot second = payment("pay-2", Optional.of("card"), Optional.of("Coastal"), NOW.plusMillis(1));
        PaymentSnapshot first = payment("pay-1", Optional.empty(), Optional.empty(), NOW);
        invoiceRepository.insertPayment(tenant, "inv-1", second);
        invoiceRepository.insertPayment(tenant, "inv-1", first);

        assertThat(invoiceRepository.payments(tenant, "inv-1")).containsExactly(first, second);
        assertThat(invoiceRepository.payments(tenant, "inv-2")).isEmpty();
        assertThat(invoiceRepository.payments(otherTenant, "inv-1")).isEmpty();
        assertThatThrownBy(() -> invoiceRepository.insertPayment(otherTenant, "inv-1", first))
                .isInstanceOf(RuntimeException.class);
    }

    @ParameterizedTest
    @EnumSource(TaskStatus.class)
    void tasksComeBackInEveryStatus(TaskStatus status) {
        TaskSnapshot bare = task("task-1", status, NOW);
        taskRepository.insert(tenant, bare);

        assertThat(taskRepository.find(tenant, "task-1")).contains(bare);
        assertThat(transactions.inTransaction(() -> taskRepository.lock(tenant, "task-1")))
                .contains(bare);
    }

    @Test
    void tasksAreReplacedInEveryField() {
        taskRepository.insert(tenant, task("task-1", TaskStatus.OPEN, NOW));
        TaskSnapshot after = new TaskSnapshot(
                "task-1",
                "Call back",
                Optional.of("About the\nbiopsy"),
                TaskPriority.URGENT,
                TaskStatus.COMPLETED,
                Optional.of(patient),
                Optional.of(OKORO),
                "somebody-else",
                Optional.of(LocalDate.of(2026, 12, 1)),
                Optional.of(NOW.plusMillis(1)),
                NOW.plusMillis(2),
                NOW.plusMillis(3),
                new ExtraFields("{\"seat\":{\"row\":3}}"));

        taskRepository.update(tenant, after);

        assertThat(taskRepository.find(tenant, "task-1")).contains(after);
        assertThat(tasks(RecordQuery.<TaskStatus>all(10)
                        .with(Reference.ASSIGNEE, Optional.of(OKORO.id()))
                        .with(Reference.PATIENT, Optional.of(patient.id()))))
                .containsExactly("task-1");
        assertThat(tasks(RecordQuery.<TaskStatus>all(10).with(Reference.ASSIGNEE, Optional.of(CHEN.id()))))
                .isEmpty();
        assertThat(tasks(RecordQuery.<TaskStatus>all(10).with(Reference.PATIENT, Optional.of(other.id()))))
                .isEmpty();
    }

    @Test
    void tasksAreListedNewestFirst() {
        taskRepository.insert(tenant, task("task-1", TaskStatus.OPEN, NOW));
        taskRepository.insert(tenant, task("task-2", TaskStatus.CANCELLED, NOW.plusMillis(1)));

        assertThat(tasks(RecordQuery.all(10))).containsExactly("task-2", "task-1");
        assertThat(tasks(RecordQuery.all(1))).containsExactly("task-2");
        assertThat(tasks(RecordQuery.<TaskStatus>all(10).in(Set.of(TaskStatus.OPEN, TaskStatus.COMPLETED))))
                .containsExactly("task-1");
    }

    @ParameterizedTest
    @EnumSource(LabStatus.class)
    void laboratoryOrdersComeBackInEveryStatus(LabStatus status) {
        LabResultSnapshot bare = order("lab-1", patient, status, NOW);
        labRepository.insert(tenant, bare);

        assertThat(labRepository.find(tenant, "lab-1")).contains(bare);
        assertThat(transactions.inTransaction(() -> labRepository.lock(tenant, "lab-1")))
                .contains(bare);
    }

    @ParameterizedTest
    @EnumSource(LabFlag.class)
    void laboratoryOrdersAreReplacedInEveryField(LabFlag flag) {
        labRepository.insert(tenant, order("lab-1", patient, LabStatus.ORDERED, NOW));
        LabResultSnapshot after = new LabResultSnapshot(
                "lab-1",
                other,
                OKORO,
                Optional.of("visit-9"),
                "CBC",
                LabStatus.REVIEWED,
                Optional.of(flag),
                Optional.of("13.1\ng/dl"),
                Optional.of(NOW.plusMillis(1)),
                Optional.of("dr-okoro"),
                Optional.of(NOW.plusMillis(2)),
                NOW.plusMillis(3),
                NOW.plusMillis(4),
                new ExtraFields("{\"seat\":{\"row\":3}}"));

        labRepository.update(tenant, after);

        assertThat(labRepository.find(tenant, "lab-1")).contains(after);
    }

    @Test
    void laboratoryOrdersAreListedNewestFirstAndNarrowed() {
        labRepository.insert(tenant, order("lab-1", patient, LabStatus.ORDERED, NOW));
        labRepository.insert(tenant, order("lab-2", other, LabStatus.CANCELLED, NOW.plusMillis(1)));

        assertThat(orders(RecordQuery.all(10))).containsExactly("lab-2", "lab-1");
        assertThat(orders(RecordQuery.all(1))).containsExactly("lab-2");
        assertThat(orders(RecordQuery.<LabStatus>all(10)
                        .with(Reference.PATIENT, Optional.of(patient.id()))
                        .with(Reference.DOCTOR, Optional.of(CHEN.id()))))
                .containsExactly("lab-1");
        assertThat(orders(RecordQuery.<LabStatus>all(10).with(Reference.DOCTOR, Optional.of(OKORO.id()))))
                .isEmpty();
        assertThat(orders(RecordQuery.<LabStatus>all(10).with(Reference.VISIT, Optional.of("visit-1"))))
                .isEmpty();
        assertThat(orders(RecordQuery.<LabStatus>all(10).in(Set.of(LabStatus.ORDERED))))
                .containsExactly("lab-1");
    }

    @Test
    void tenantsAreKeptApart() {
        PrescriptionSnapshot prescription = prescription("x", patient, PrescriptionStatus.PENDING, NOW);
        InvoiceSnapshot invoice = invoice("x", patient, InvoiceStatus.UNPAID, NOW);
        TaskSnapshot task = task("x", TaskStatus.OPEN, NOW);
        LabResultSnapshot order = order("x", patient, LabStatus.ORDERED, NOW);
        prescriptionRepository.insert(tenant, prescription);
        invoiceRepository.insert(tenant, invoice);
        taskRepository.insert(tenant, task);
        labRepository.insert(tenant, order);

        prescriptionRepository.update(otherTenant, prescription("x", patient, PrescriptionStatus.FILLED, NOW));
        invoiceRepository.update(otherTenant, invoice("x", patient, InvoiceStatus.CANCELLED, NOW));
        taskRepository.update(otherTenant, task("x", TaskStatus.CANCELLED, NOW));
        labRepository.update(otherTenant, order("x", patient, LabStatus.CANCELLED, NOW));

        assertThat(prescriptionRepository.find(tenant, "x")).contains(prescription);
        assertThat(invoiceRepository.find(tenant, "x")).contains(invoice);
        assertThat(taskRepository.find(tenant, "x")).contains(task);
        assertThat(labRepository.find(tenant, "x")).contains(order);
        assertThat(prescriptionRepository.find(otherTenant, "x")).isEmpty();
        assertThat(invoiceRepository.find(otherTenant, "x")).isEmpty();
        assertThat(taskRepository.find(otherTenant, "x")).isEmpty();
        assertThat(labRepository.find(otherTenant, "x")).isEmpty();
    }

    @Test
    void noRowShowsAnythingOfAPatientOfAnotherTenant() {
        prescriptionRepository.insert(otherTenant, prescription("y", patient, PrescriptionStatus.PENDING, NOW));
        invoiceRepository.insert(otherTenant, invoice("y", patient, InvoiceStatus.UNPAID, NOW));
        labRepository.insert(otherTenant, order("y", patient, LabStatus.ORDERED, NOW));

        PatientSnapshot unseen = PatientSnapshot.ofId(patient.id());
        assertThat(prescriptionRepository.find(otherTenant, "y").orElseThrow().patient())
                .isEqualTo(unseen);
        assertThat(invoiceRepository.find(otherTenant, "y").orElseThrow().patient())
                .isEqualTo(unseen);
        assertThat(labRepository.find(otherTenant, "y").orElseThrow().patient()).isEqualTo(unseen);
    }

    @Test
    void aPatientWithRecordsStays() {
        prescriptionRepository.insert(tenant, prescription("rx-1", patient, PrescriptionStatus.PENDING, NOW));
        invoiceRepository.insert(tenant, invoice("inv-1", other, InvoiceStatus.UNPAID, NOW));
        PatientSnapshot examined = patient("Ines", "Moreau");
        labRepository.insert(tenant, order("lab-1", examined, LabStatus.ORDERED, NOW));
        PatientSnapshot concerned = patient("Lena", "Brandt");
        TaskSnapshot task = task("task-1", TaskStatus.OPEN, NOW);
        taskRepository.insert(
                tenant,
                new TaskSnapshot(
                        task.id(),
                        task.title(),
                        task.description(),
                        task.priority(),
                        task.status(),
                        Optional.of(concerned),
                        task.assignee(),
                        task.createdBy(),
                        task.dueDate(),
                        task.completedAt(),
                        task.createdAt(),
                        task.updatedAt(),
                        new ExtraFields("{\"seat\":{\"row\":3}}")));

        for (PatientSnapshot kept : List.of(patient, other, examined, concerned)) {
            assertThat(patientRepository.delete(tenant, kept.id())).isFalse();
        }
        assertThat(patientRepository.delete(tenant, patient("Free", "Togo").id()))
                .isTrue();
    }

    /** Also behind rows with equal times, which are ordered by id. */
    @Test
    void listsGoOnBehindAnyRow() {
        for (int i = 1; i <= 5; i++) {
            Instant at = NOW.plusMillis(i / 2);
            prescriptionRepository.insert(tenant, prescription("rx-" + i, patient, PrescriptionStatus.PENDING, at));
            invoiceRepository.insert(tenant, invoice("inv-" + i, patient, InvoiceStatus.UNPAID, at));
            taskRepository.insert(tenant, task("task-" + i, TaskStatus.OPEN, at));
            labRepository.insert(tenant, order("lab-" + i, patient, LabStatus.ORDERED, at));
        }

        for (int i = 5; i >= 1; i--) {
            Instant at = NOW.plusMillis(i / 2);
            String next = "-" + (i - 1);
            assertThat(prescriptionRepository.list(tenant, RecordQuery.all(10), behind(at, "rx-" + i), 10))
                    .hasSize(i - 1)
                    .allSatisfy(row -> assertThat(row.id()).isLessThanOrEqualTo("rx" + next));
            assertThat(invoiceRepository.list(tenant, RecordQuery.all(10), behind(at, "inv-" + i), 10))
                    .hasSize(i - 1)
                    .allSatisfy(row -> assertThat(row.id()).isLessThanOrEqualTo("inv" + next));
            assertThat(taskRepository.list(tenant, RecordQuery.all(10), behind(at, "task-" + i), 10))
                    .hasSize(i - 1)
                    .allSatisfy(row -> assertThat(row.id()).isLessThanOrEqualTo("task" + next));
            assertThat(labRepository.list(tenant, RecordQuery.all(10), behind(at, "lab-" + i), 10))
                    .hasSize(i - 1)
                    .allSatisfy(row -> assertThat(row.id()).isLessThanOrEqualTo("lab" + next));
        }
    }

    @Test
    void rejectsQueriesForReferencesThatTheTableDoesNotHave() {
        RecordQuery<InvoiceStatus> byDoctor =
                RecordQuery.<InvoiceStatus>all(10).with(Reference.DOCTOR, Optional.of(CHEN.id()));

        assertThatThrownBy(() -> invoiceRepository.list(tenant, byDoctor, Optional.empty(), 10))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("DOCTOR");
    }

    private static Optional<TimeCursor> behind(Instant at, String id) {
        return Optional.of(new TimeCursor(at, id));
    }

    private List<String> prescriptions(RecordQuery<PrescriptionStatus> query) {
        return prescriptionRepository.list(tenant, query, Optional.empty(), query.limit()).stream()
                .map(PrescriptionSnapshot::id)
                .toList();
    }

    private List<String> invoices(RecordQuery<InvoiceStatus> query) {
        return invoiceRepository.list(tenant, query, Optional.empty(), query.limit()).stream()
                .map(InvoiceSnapshot::id)
                .toList();
    }

    private List<String> tasks(RecordQuery<TaskStatus> query) {
        return taskRepository.list(tenant, query, Optional.empty(), query.limit()).stream()
                .map(TaskSnapshot::id)
                .toList();
    }

    private List<String> orders(RecordQuery<LabStatus> query) {
        return labRepository.list(tenant, query, Optional.empty(), query.limit()).stream()
                .map(LabResultSnapshot::id)
                .toList();
    }

    private static PrescriptionSnapshot prescription(
            String id, PatientSnapshot patient, PrescriptionStatus status, Instant at) {
        return new PrescriptionSnapshotBuilder(id, patient, CHEN, "Hydrocortisone 1 %", status, at, at).build();
    }

    private static InvoiceSnapshot invoice(String id, PatientSnapshot patient, InvoiceStatus status, Instant at) {
        return new InvoiceSnapshot(
                id,
                "INV-" + id,
                patient,
                Optional.empty(),
                status,
                100,
                0,
                at,
                at,
                new ExtraFields("{\"seat\":{\"row\":3}}"));
    }

    private PaymentSnapshot payment(String id, Optional<String> method, Optional<String> payer, Instant at) {
        return new PaymentSnapshot(
                id,
                patient.id(),
                patient.fullName(),
                Optional.empty(),
                50,
                LocalDate.of(2026, 11, 20),
                method,
                payer,
                at,
                new ExtraFields("{\"seat\":{\"row\":3}}"));
    }

    private static TaskSnapshot task(String id, TaskStatus status, Instant at) {
        return new TaskSnapshotBuilder(id, "Order gloves", TaskPriority.NORMAL, status, "nurse-ada", at, at).build();
    }

    private static LabResultSnapshot order(String id, PatientSnapshot patient, LabStatus status, Instant at) {
        return new LabResultSnapshotBuilder(id, patient, CHEN, "Punch biopsy", status, at, at).build();
    }
}
