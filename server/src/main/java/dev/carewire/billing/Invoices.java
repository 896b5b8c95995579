package dev.carewire.billing;

import dev.carewire.clinic.ClinicZones;
import dev.carewire.cluster.Transactions;
import dev.carewire.command.Caller;
import dev.carewire.command.Fields;
import dev.carewire.command.RejectedException;
import dev.carewire.command.TimeCursor;
import dev.carewire.emit.BillingEmit;
import dev.carewire.emit.Emit;
import dev.carewire.event.InvoiceSnapshot;
import dev.carewire.event.InvoiceStatus;
import dev.carewire.event.PatientSnapshot;
import dev.carewire.event.PaymentSnapshot;
import dev.carewire.event.VisitSnapshot;
import dev.carewire.identity.Access;
import dev.carewire.identity.TenantId;
import dev.carewire.record.CareRecords;
import dev.carewire.record.RecordIds;
import dev.carewire.record.Referenced;
import dev.carewire.record.References;
import dev.carewire.text.ExtraFields;
import dev.carewire.text.Moments;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;

/**
 * Invoices and their payments. All staff may read them; staff with billing rights may write them. The patient's total
 * balance is part of the patient record and does not change here.
 */
public final class Invoices extends CareRecords<InvoiceSnapshot, InvoiceForm, InvoiceStatus> {

    /** The largest total, in cents: one hundred million in the currency's main unit. */
    public static final long MAX_TOTAL_CENTS = 10_000_000_000L;

    /** Most payments of one invoice. */
    public static final int MAX_PAYMENTS = 200;

    private final InvoiceRepository invoices;
    private final References references;
    private final BillingEmit emit;
    private final ClinicZones zones;
    private final Clock clock;

    /**
     * Invoices stored in {@code invoices}.
     *
     * @param zones for the current day, on which a payment is made by default
     * @param clock ticks in milliseconds
     */
    public Invoices(
            InvoiceRepository invoices,
            References references,
            Transactions transactions,
            Emit emit,
            ClinicZones zones,
            Clock clock) {
        super("invoice", invoices, invoice -> new TimeCursor(invoice.createdAt(), invoice.id()), transactions);
        this.invoices = invoices;
        this.references = references;
        this.emit = new BillingEmit(emit);
        this.zones = zones;
        this.clock = clock;
    }

    /**
     * The payments of an invoice, oldest first; at most {@value #MAX_PAYMENTS}.
     *
     * @throws RejectedException NOT_FOUND if the caller's tenant has no invoice of that id
     */
    public List<PaymentSnapshot> payments(Caller caller, String id) {
        get(caller, id);
        return invoices.payments(caller.tenant(), id);
    }

    @Override
    protected void requireMayWrite(Caller caller) {
        if (!Access.mayBill(caller.principal())) {
            throw RejectedException.forbidden("this role may not handle invoices");
        }
    }

    /** A new invoice has the next number and is UNPAID. */
    @Override
    protected InvoiceSnapshot draft(Caller caller, InvoiceForm form) {
        if (form.status().filter(status -> status != InvoiceStatus.UNPAID).isPresent()) {
            throw RejectedException.invalid("status of a new invoice must be unpaid");
        }
        TenantId tenant = caller.tenant();
        long total = total(Fields.required("totalCents", form.totalCents()));
        Optional<Referenced<VisitSnapshot>> visit = form.visitId().map(id -> references.visit(tenant, id));
        PatientSnapshot patient = references.lockPatient(tenant, form.patientId(), visit);
        Instant now = clock.instant();
        return form.extra()
                .applyTo(new InvoiceSnapshot(
                        RecordIds.ofNew(form.id()),
                        invoices.nextNumber(tenant),
                        patient,
                        visit.map(Referenced::id),
                        InvoiceStatus.UNPAID,
                        total,
                        0,
                        now,
                        now,
                        ExtraFields.NONE));
    }

    @Override
    protected void onCreated(Caller caller, InvoiceSnapshot created) {
        emit.emitInvoiceUpdate(caller.tenant(), created);
    }

    @Override
    protected void onUpdated(Caller caller, InvoiceSnapshot before, InvoiceSnapshot after) {
        emit.emitInvoiceUpdate(caller.tenant(), after);
    }

    /**
     * Records a payment.
     *
     * @throws RejectedException NOT_FOUND if the caller's tenant has no invoice of that id. CONFLICT if the invoice is
     *     canceled, the amount exceeds the debt, or it has {@value #MAX_PAYMENTS} payments
     */
    public RecordedPayment recordPayment(Caller caller, String id, PaymentForm form) {
        return change(caller, id, before -> recorded(caller.tenant(), before, form), RecordedPayment::invoice);
    }

    private RecordedPayment recorded(TenantId tenant, InvoiceSnapshot before, PaymentForm form) {
        PaymentSnapshot payment = payment(tenant, before, form);
        if (before.status() == InvoiceStatus.CANCELLED) {
            throw RejectedException.conflict("invoice is cancelled");
        }
        if (payment.amountCents() > before.totalCents() - before.paidCents()) {
            throw RejectedException.conflict("invoice is paid, or less is owed than that");
        }
        if (invoices.payments(tenant, before.id()).size() >= MAX_PAYMENTS) {
            throw RejectedException.conflict("invoice has too many payments (expected: at most " + MAX_PAYMENTS + ")");
        }
        invoices.insertPayment(tenant, before.id(), payment);
        emit.emitPaymentReceived(tenant, payment);
        long paid = before.paidCents() + payment.amountCents();
        return new RecordedPayment(with(before, status(before.totalCents(), paid), before.totalCents(), paid), payment);
    }

    /** A canceled invoice cannot change, nor can a status that results from payments. */
    @Override
    protected InvoiceSnapshot revise(Caller caller, InvoiceSnapshot before, InvoiceForm form) {
        return form.extra().applyTo(changed(before, form));
    }

    private InvoiceSnapshot changed(InvoiceSnapshot before, InvoiceForm form) {
        Fields.unchanged(
                "patientId", form.patientId(), Optional.of(before.patient().id()));
        Fields.unchanged("visitId", form.visitId(), before.visitId());
        long total = form.totalCents().map(Invoices::total).orElse(before.totalCents());
        InvoiceStatus status = form.status().orElse(before.status());
        if (status == before.status() && total == before.totalCents()) {
            return with(before, status, total, before.paidCents());
        }
        if (before.status() == InvoiceStatus.CANCELLED) {
            throw RejectedException.conflict("invoice is cancelled");
        }
        if (total < before.paidCents()) {
            throw RejectedException.conflict("more was paid than that total");
        }
        if (status == InvoiceStatus.CANCELLED) {
            if (before.paidCents() > 0) {
                throw RejectedException.conflict("invoice was paid in part; it cannot be cancelled");
            }
            return with(before, status, total, 0);
        }
        if (status != before.status()) {
            throw RejectedException.conflict("status of an invoice follows from its payments");
        }
        return with(before, status(total, before.paidCents()), total, before.paidCents());
    }

    private static InvoiceStatus status(long total, long paid) {
        if (paid == 0) {
            return InvoiceStatus.UNPAID;
        }
        return paid < total ? InvoiceStatus.PARTIAL : InvoiceStatus.PAID;
    }

    private InvoiceSnapshot with(InvoiceSnapshot before, InvoiceStatus status, long total, long paid) {
        return new InvoiceSnapshot(
                before.id(),
                before.number(),
                before.patient(),
                before.visitId(),
                status,
                total,
                paid,
                before.createdAt(),
                clock.instant(),
                before.extra());
    }

    private PaymentSnapshot payment(TenantId tenant, InvoiceSnapshot invoice, PaymentForm form) {
        long amount =
                Fields.within("amountCents", Fields.required("amountCents", form.amountCents()), 1, MAX_TOTAL_CENTS);
        LocalDate today = zones.dayOf(tenant, clock.instant());
        LocalDate day = form.day().orElse(today);
        if (!Moments.isValid(day) || day.isAfter(today)) {
            throw RejectedException.invalid("paymentDate must lie between 1900 and today");
        }
        return form.extra()
                .applyTo(new PaymentSnapshot(
                        RecordIds.ofNew(form.id()),
                        invoice.patient().id(),
                        invoice.patient().fullName(),
                        Optional.empty(),
                        amount,
                        day,
                        Fields.changedLine("paymentMethod", form.method(), Optional.empty()),
                        Fields.changedLine("payer", form.payer(), Optional.empty()),
                        clock.instant(),
                        ExtraFields.NONE));
    }

    private static long total(long cents) {
        return Fields.within("totalCents", cents, 1, MAX_TOTAL_CENTS);
    }
}
