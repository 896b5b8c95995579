package dev.carewire.billing;

import dev.carewire.event.InvoiceSnapshot;
import dev.carewire.event.PaymentSnapshot;
import dev.carewire.identity.TenantId;
import java.util.List;
import java.util.Optional;

/**
 * Where invoices and their payments are kept. Every call sees one tenant only, takes part in the thread's open transaction, and
 * blocks. Those who change a row have {@link #lock}ed it.
 */
public interface InvoiceRepository {

    Optional<InvoiceSnapshot> find(TenantId tenant, String id);

    /** As {@link #find}; nobody else changes the row until the open transaction ends. */
    Optional<InvoiceSnapshot> lock(TenantId tenant, String id);

    /**
     * Newest first.
     *
     * @param query its limit does not count
     * @param most how many at most
     */
    List<InvoiceSnapshot> list(TenantId tenant, InvoiceQuery query, int most);

    /** Adds a row; of the people only the ids are kept. */
    void insert(TenantId tenant, InvoiceSnapshot invoice);

    /** Replaces the row of that id; of the people only the ids are kept. */
    void update(TenantId tenant, InvoiceSnapshot invoice);

    /** The next number to print, such as {@code INV-0001}; drawn numbers of a transaction that fails are used again. */
    String nextNumber(TenantId tenant);

    /** Adds a payment of that invoice; of the patient only the id is kept. */
    void insertPayment(TenantId tenant, String invoiceId, PaymentSnapshot payment);

    /** What was paid of an invoice, oldest first. */
    List<PaymentSnapshot> payments(TenantId tenant, String invoiceId);
}
