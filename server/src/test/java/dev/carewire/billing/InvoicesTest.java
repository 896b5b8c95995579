package dev.carewire.billing;

import static org.assertj.core.api.Assertions.assertThat;

import dev.carewire.adapter.jdbi.ClinicTest;
import dev.carewire.adapter.jdbi.TestDatabases;
import dev.carewire.command.Caller;
import dev.carewire.command.RejectedException;
import dev.carewire.command.Rejection;
import dev.carewire.event.BillingEvents.InvoiceUpdated;
import dev.carewire.event.BillingEvents.PaymentReceived;
import dev.carewire.event.Event;
import dev.carewire.event.InvoiceSnapshot;
import dev.carewire.event.InvoiceStatus;
import dev.carewire.event.PatientSnapshot;
import dev.carewire.event.PaymentSnapshot;
import dev.carewire.event.VisitSnapshot;
import dev.carewire.fixture.InvoiceFormBuilder;
import dev.carewire.fixture.PaymentFormBuilder;
import dev.carewire.fixture.VisitFormBuilder;
import dev.carewire.identity.Role;
import dev.carewire.record.RecordQuery;
import dev.carewire.text.ExtraFields;
import java.time.LocalDate;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class InvoicesTest extends ClinicTest {

    /** The clinic's day in Berlin. */
    private static final LocalDate TODAY = LocalDate.of(2026, 11, 20);

    private final Caller clerk = caller(tenant, Role.BILLING);
    private PatientSnapshot patient;

    InvoicesTest(TestDatabases which) {
        super(which);
    }

    @BeforeEach
    void registerAPatient() {
        patient = patient("Tove", "Lindqvist");
    }

    @Test
    void isWrittenUnderTheNextNumberAndTold() {
        InvoiceSnapshot invoice = invoices.create(
                clerk,
                new InvoiceFormBuilder()
                        .patientId(patient.id())
                        .totalCents(12_000L)
                        .build());

        assertThat(invoice)
                .isEqualTo(new InvoiceSnapshot(
                        invoice.id(),
                        "INV-0001",
                        patient,
                        Optional.empty(),
                        InvoiceStatus.UNPAID,
                        12_000,
                        0,
                        NOW,
                        NOW,
                        ExtraFields.NONE));
        assertThat(invoices.get(nurse, invoice.id())).isEqualTo(invoice);
        assertThat(events).<Record>map(Event::payload).containsExactly(new InvoiceUpdated(invoice));
    }

    @Test
    void takesThePatientFromTheVisit() {
        VisitSnapshot visit = visits.create(
                nurse,
                new VisitFormBuilder().appointmentId(appointment(patient).id()).build());

        InvoiceSnapshot invoice = invoices.create(
                clerk,
                new InvoiceFormBuilder().visitId(visit.id()).totalCents(1L).build());

        assertThat(invoice.patient()).isEqualTo(patient);
        assertThat(invoice.visitId()).contains(visit.id());
        PatientSnapshot other = patient("Ruth", "Okafor");
        assertRejected(
                Rejection.INVALID,
                "visitId is another patient's",
                () -> invoices.create(
                        clerk,
                        new InvoiceFormBuilder()
                                .patientId(other.id())
                                .visitId(visit.id())
                                .totalCents(1L)
                                .build()));
    }

    @Test
    void isPaidInParts() {
        String id = unpaid(100).id();

        InvoiceSnapshot partial = invoices.recordPayment(clerk, id, payment(40)).invoice();
        InvoiceSnapshot paid = invoices.recordPayment(
                        clerk,
                        id,
                        new PaymentFormBuilder()
                                .amountCents(60L)
                                .day(TODAY.minusDays(1))
                                .method("card")
                                .payer("Coastal Health")
                                .build())
                .invoice();

        assertThat(partial.status()).isEqualTo(InvoiceStatus.PARTIAL);
        assertThat(partial.paidCents()).isEqualTo(40);
        assertThat(paid.status()).isEqualTo(InvoiceStatus.PAID);
        assertThat(paid.paidCents()).isEqualTo(100);
        assertThat(invoices.get(nurse, id)).isEqualTo(paid);
        PaymentSnapshot first = invoices.payments(nurse, id).get(0);
        PaymentSnapshot second = invoices.payments(nurse, id).get(1);
        assertThat(Set.of(first.paymentDate(), second.paymentDate()))
                .containsExactlyInAnyOrder(TODAY, TODAY.minusDays(1));
        assertThat(told())
                .containsExactly("payment.received", "invoice.updated", "payment.received", "invoice.updated");
        assertThat(events)
                .<Record>map(Event::payload)
                .contains(
                        new PaymentReceived(first),
                        new PaymentReceived(second),
                        new InvoiceUpdated(partial),
                        new InvoiceUpdated(paid));
    }

    @Test
    void takesNoMoreThanIsOwed() {
        InvoiceSnapshot invoice = unpaid(100);

        assertRejected(
                Rejection.CONFLICT, "less is owed", () -> invoices.recordPayment(clerk, invoice.id(), payment(101)));
        assertRejected(
                Rejection.INVALID,
                "amountCents must be",
                () -> invoices.recordPayment(clerk, invoice.id(), payment(0)));
        assertRejected(
                Rejection.INVALID,
                "amountCents must be",
                () -> invoices.recordPayment(clerk, invoice.id(), payment(-1)));
        assertRejected(
                Rejection.INVALID,
                "amountCents is required",
                () -> invoices.recordPayment(clerk, invoice.id(), new PaymentFormBuilder().build()));
        assertRejected(
                Rejection.INVALID,
                "paymentDate",
                () -> invoices.recordPayment(
                        clerk,
                        invoice.id(),
                        new PaymentFormBuilder()
                                .amountCents(1L)
                                .day(TODAY.plusDays(1))
                                .build()));
        assertThat(invoices.get(nurse, invoice.id())).isEqualTo(invoice);
        assertThat(invoices.payments(nurse, invoice.id())).isEmpty();
        assertThat(events).isEmpty();
    }

    @Test
    void isNotPaidTwiceAtOnce() {
        String id = unpaid(100).id();

        allAtOnce(4, () -> {
            try {
                return invoices.recordPayment(clerk, id, payment(60)).invoice().paidCents();
            } catch (RejectedException late) {
                return 0L;
            }
        });

        assertThat(invoices.get(nurse, id).paidCents()).isEqualTo(60);
        assertThat(invoices.payments(nurse, id)).hasSize(1);
    }

    @Test
    void hasABoundedNumberOfPayments() {
        String id = unpaid(1_000).id();
        for (int i = 0; i < Invoices.MAX_PAYMENTS; i++) {
            invoices.recordPayment(clerk, id, payment(1));
        }

        assertRejected(Rejection.CONFLICT, "too many payments", () -> invoices.recordPayment(clerk, id, payment(1)));
    }

    @Test
    void changesItsTotalWithinWhatWasPaid() {
        String id = unpaid(100).id();
        invoices.recordPayment(clerk, id, payment(40));

        assertThat(invoices.update(clerk, id, total(200)).status()).isEqualTo(InvoiceStatus.PARTIAL);
        assertRejected(Rejection.CONFLICT, "more was paid", () -> invoices.update(clerk, id, total(39)));
        assertThat(invoices.update(clerk, id, total(40)).status()).isEqualTo(InvoiceStatus.PAID);
        assertThat(invoices.update(clerk, id, total(41)).status()).isEqualTo(InvoiceStatus.PARTIAL);
    }

    @Test
    void isCancelledWhileNothingWasPaid() {
        String id = unpaid(100).id();

        InvoiceSnapshot cancelled = invoices.update(clerk, id, status(InvoiceStatus.CANCELLED));

        assertThat(cancelled.status()).isEqualTo(InvoiceStatus.CANCELLED);
        assertThat(invoices.update(clerk, id, status(InvoiceStatus.CANCELLED)).status())
                .isEqualTo(InvoiceStatus.CANCELLED);
        assertRejected(Rejection.CONFLICT, "is cancelled", () -> invoices.recordPayment(clerk, id, payment(1)));
        assertRejected(Rejection.CONFLICT, "is cancelled", () -> invoices.update(clerk, id, total(200)));
        assertRejected(
                Rejection.CONFLICT, "is cancelled", () -> invoices.update(clerk, id, status(InvoiceStatus.UNPAID)));
        String paid = unpaid(100).id();
        invoices.recordPayment(clerk, paid, payment(1));
        assertRejected(
                Rejection.CONFLICT,
                "cannot be cancelled",
                () -> invoices.update(clerk, paid, status(InvoiceStatus.CANCELLED)));
    }

    @Test
    void takesItsStatusFromItsPayments() {
        String id = unpaid(100).id();

        assertRejected(
                Rejection.CONFLICT,
                "follows from its payments",
                () -> invoices.update(clerk, id, status(InvoiceStatus.PAID)));
        assertRejected(Rejection.INVALID, "must be unpaid", () -> invoices.create(clerk, status(InvoiceStatus.PAID)));
    }

    @Test
    void refusesWhatIsMissingOrUnknown() {
        PatientSnapshot foreign = patients.create(stranger, patientForm("Ana", "Sousa"));
        events.clear();

        assertRejected(
                Rejection.INVALID,
                "totalCents is required",
                () -> invoices.create(
                        clerk, new InvoiceFormBuilder().patientId(patient.id()).build()));
        assertRejected(
                Rejection.INVALID,
                "patientId is required",
                () -> invoices.create(
                        clerk, new InvoiceFormBuilder().totalCents(1L).build()));
        assertRejected(
                Rejection.INVALID,
                "patientId names no patient",
                () -> invoices.create(
                        clerk,
                        new InvoiceFormBuilder()
                                .patientId(foreign.id())
                                .totalCents(1L)
                                .build()));
        for (long total : new long[] {0, -1, Invoices.MAX_TOTAL_CENTS + 1}) {
            assertRejected(
                    Rejection.INVALID,
                    "totalCents must be",
                    () -> invoices.create(
                            clerk,
                            new InvoiceFormBuilder()
                                    .patientId(patient.id())
                                    .totalCents(total)
                                    .build()));
        }
        assertThat(events).isEmpty();
    }

    @Test
    void isHiddenFromOtherTenants() {
        String id = unpaid(100).id();

        assertRejected(Rejection.NOT_FOUND, "invoice not found", () -> invoices.get(stranger, id));
        assertRejected(Rejection.NOT_FOUND, "invoice not found", () -> invoices.payments(stranger, id));
        assertRejected(Rejection.NOT_FOUND, "invoice not found", () -> invoices.update(stranger, id, total(1)));
        assertRejected(
                Rejection.NOT_FOUND, "invoice not found", () -> invoices.recordPayment(stranger, id, payment(1)));
        assertThat(invoices.list(stranger, everything(), Optional.empty()).items())
                .isEmpty();
        assertThat(invoices.list(nurse, everything(), Optional.empty()).items()).hasSize(1);
    }

    @ParameterizedTest
    @EnumSource(
            value = Role.class,
            names = {"NURSE", "SCHEDULER", "STAFF", "PATIENT", "DISPLAY"})
    void isWrittenByThoseWhoHandleMoney(Role role) {
        Caller caller = caller(tenant, role);
        String id = unpaid(100).id();

        assertRejected(Rejection.FORBIDDEN, "may not handle invoices", () -> invoices.create(caller, total(1)));
        assertRejected(Rejection.FORBIDDEN, "may not handle invoices", () -> invoices.update(caller, id, total(1)));
        assertRejected(
                Rejection.FORBIDDEN, "may not handle invoices", () -> invoices.recordPayment(caller, id, payment(1)));
    }

    @ParameterizedTest
    @EnumSource(
            value = Role.class,
            names = {"PATIENT", "DISPLAY"})
    void isClosedToPatientsAndDisplays(Role role) {
        Caller caller = caller(tenant, role);

        assertRejected(Rejection.FORBIDDEN, "", () -> invoices.list(caller, everything(), Optional.empty()));
        assertRejected(Rejection.FORBIDDEN, "", () -> invoices.get(caller, "x"));
        assertRejected(Rejection.FORBIDDEN, "", () -> invoices.payments(caller, "x"));
    }

    /** An invoice of which nothing was paid; what was published about it is forgotten. */
    private InvoiceSnapshot unpaid(long cents) {
        InvoiceSnapshot invoice = invoices.create(
                clerk,
                new InvoiceFormBuilder()
                        .patientId(patient.id())
                        .totalCents(cents)
                        .build());
        events.clear();
        return invoice;
    }

    private static RecordQuery<InvoiceStatus> everything() {
        return RecordQuery.all(10);
    }

    private static InvoiceForm total(long cents) {
        return new InvoiceFormBuilder().totalCents(cents).build();
    }

    private static InvoiceForm status(InvoiceStatus status) {
        return new InvoiceFormBuilder().status(status).build();
    }

    private static PaymentForm payment(long cents) {
        return new PaymentFormBuilder().amountCents(cents).build();
    }
}
