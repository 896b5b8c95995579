package dev.carewire.billing;

import dev.carewire.event.InvoiceSnapshot;
import dev.carewire.event.InvoiceStatus;
import dev.carewire.event.PaymentSnapshot;
import dev.carewire.identity.TenantId;
import dev.carewire.record.RecordRepository;
import java.util.List;

/** Stores invoices and their payments. */
public interface InvoiceRepository extends RecordRepository<InvoiceSnapshot, InvoiceStatus> {

    /** The next number to print, such as {@code INV-0001}. A failed transaction returns its number. */
    String nextNumber(TenantId tenant);

    /** Adds a payment of that invoice; stores only the id of the patient. */
    void insertPayment(TenantId tenant, String invoiceId, PaymentSnapshot payment);

    /** The payments of an invoice, oldest first. */
    List<PaymentSnapshot> payments(TenantId tenant, String invoiceId);
}
