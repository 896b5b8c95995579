package dev.carewire.billing;

import dev.carewire.command.Fields;
import dev.carewire.command.RejectedException;
import dev.carewire.command.TimeCursor;
import dev.carewire.event.InvoiceStatus;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;

/**
 * Which invoices to list; what is empty does not narrow the list.
 *
 * @param before where the page begins; empty for the newest
 * @param limit 1 to {@value Fields#MAX_LIMIT}
 */
public record InvoiceQuery(
        Optional<String> patientId,
        Optional<String> visitId,
        Set<InvoiceStatus> statuses,
        Optional<TimeCursor> before,
        int limit) {

    /**
     * A query.
     *
     * @throws RejectedException INVALID, naming the field that is out of range
     */
    public InvoiceQuery {
        patientId.ifPresent(id -> Fields.id("patientId", id));
        visitId.ifPresent(id -> Fields.id("visitId", id));
        statuses = Set.copyOf(statuses);
        Objects.requireNonNull(before, "before");
        Fields.limit(limit);
    }
}
