package dev.carewire.billing;

import dev.carewire.event.InvoiceStatus;
import java.util.Optional;

/**
 * What somebody filled in about an invoice; what is empty was not given and stays as it is.
 *
 * @param patientId required for a new one unless the visit names the patient; then fixed
 * @param visitId what is charged for, fixed from the beginning
 * @param totalCents required for a new one; 1 to {@value Invoices#MAX_TOTAL_CENTS}
 * @param status {@code CANCELLED} cancels; all others follow from what was paid
 */
public record InvoiceForm(
        Optional<String> patientId,
        Optional<String> visitId,
        Optional<Long> totalCents,
        Optional<InvoiceStatus> status) {

    /** Nothing: it is personal. */
    @Override
    public String toString() {
        return "InvoiceForm[]";
    }
}
