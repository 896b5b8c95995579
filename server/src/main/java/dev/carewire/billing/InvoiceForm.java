package dev.carewire.billing;

import dev.carewire.event.InvoiceSnapshot;
import dev.carewire.event.InvoiceStatus;
import dev.carewire.record.ExtraChange;
import java.util.Optional;

/**
 * Submitted fields of an invoice; an absent field stays unchanged.
 *
 * @param id the clinic's own id for a new one; the server draws one if empty
 * @param patientId required for a new one unless the visit names the patient; then fixed
 * @param visitId the invoiced visit; fixed from the beginning
 * @param totalCents required for a new one; 1 to {@value Invoices#MAX_TOTAL_CENTS}
 * @param status {@code CANCELLED} cancels; the payments determine all other statuses
 * @param extra the change of the fields that the server does not know
 */
public record InvoiceForm(
        Optional<String> id,
        Optional<String> patientId,
        Optional<String> visitId,
        Optional<Long> totalCents,
        Optional<InvoiceStatus> status,
        ExtraChange<InvoiceSnapshot> extra) {

    /** Shows nothing: it is personal. */
    @Override
    public String toString() {
        return "InvoiceForm[]";
    }
}
