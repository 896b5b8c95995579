package dev.carewire.billing;

import dev.carewire.event.InvoiceStatus;
import java.util.Optional;

/**
 * Submitted fields of an invoice; an absent field stays unchanged.
 *
 * @param patientId required for a new one unless the visit names the patient; then fixed
 * @param visitId the invoiced visit; fixed from the beginning
 * @param totalCents required for a new one; 1 to {@value Invoices#MAX_TOTAL_CENTS}
 * @param status {@code CANCELLED} cancels; the payments determine all other statuses
 */
public record InvoiceForm(
        Optional<String> patientId,
        Optional<String> visitId,
        Optional<Long> totalCents,
        Optional<InvoiceStatus> status) {

    /** Shows nothing: it is personal. */
    @Override
    public String toString() {
        return "InvoiceForm[]";
    }
}
