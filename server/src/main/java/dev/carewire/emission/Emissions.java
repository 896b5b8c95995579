package dev.carewire.emission;

import dev.carewire.cluster.Publisher;
import dev.carewire.cluster.Transactions;
import dev.carewire.command.Caller;
import dev.carewire.command.Checked;
import dev.carewire.command.FieldChecks;
import dev.carewire.command.RejectedException;
import dev.carewire.emission.EmissionReceipt.ResultKind;
import dev.carewire.identity.TenantId;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/**
 * Publishes the events of other back ends to a clinic's clients. Events of the catalog are validated against their
 * declarations and reach their declared audience. Custom events must match {@link CustomEventNames} and reach the rooms
 * that they name. Verbatim events are in the wire format of one client family and reach that family's clients in the rooms that they
 * name.
 *
 * <p>Only undelivered events and notifications that must be acknowledged are stored. Any thread; blocks.
 */
public final class Emissions {

    private final Publisher publisher;
    private final EmissionValidator validator;
    private final Clock clock;

    /**
     * Emissions through {@code publisher}.
     *
     * @param payloadRules check the payloads of declared events
     * @param customNames allowed names of custom events
     * @param escalated sends notifications that must be acknowledged
     * @param verbatim validates events in the wire format of a client family
     */
    public Emissions(
            Publisher publisher,
            PayloadParser payloadParser,
            PayloadRules payloadRules,
            CustomEventNames customNames,
            EscalatedNotifications escalated,
            VerbatimMessages verbatim,
            Clock clock) {
        this.publisher = publisher;
        this.validator = new EmissionValidator(payloadParser, payloadRules, customNames, escalated, verbatim);
        this.clock = clock;
    }

    /**
     * Publishes all events of a request in order, or none.
     *
     * @param transactions store the events
     * @return one receipt per event, in order
     * @throws RejectedException FORBIDDEN for callers that are not back ends, INVALID for a faulty field, with the
     *     event's position
     */
    public List<EmissionReceipt> emit(Caller caller, EmissionRequest request, Transactions transactions) {
        caller.requireBackEnd();
        Instant now = clock.instant();
        List<PreparedEmission> all = prepare(caller.tenant(), request, now);
        List<String> ids = all.stream().flatMap(one -> one.ids().stream()).toList();
        if (ids.size() > EmissionRequest.MAX_EMISSIONS) {
            throw RejectedException.invalid("events: " + ids.size() + " with each notification (expected: at most "
                    + EmissionRequest.MAX_EMISSIONS + ")");
        }
        transactions.inTransaction(() -> all.forEach(one -> one.publish(publisher)));
        return receipts(request.emissions(), all);
    }

    private List<PreparedEmission> prepare(TenantId tenant, EmissionRequest request, Instant now) {
        FieldChecks checks = new FieldChecks();
        List<Checked<PreparedEmission>> all = new ArrayList<>();
        request.emissions()
                .forEach(emission ->
                        all.add(checks.check(emission.fieldPrefix(), () -> validator.prepare(tenant, emission, now))));
        checks.requireValid();
        return all.stream().map(Checked::value).toList();
    }

    private static List<EmissionReceipt> receipts(List<RequestedEvent> emissions, List<PreparedEmission> all) {
        List<EmissionReceipt> receipts = new ArrayList<>();
        for (int i = 0; i < all.size(); i++) {
            RequestedEvent emission = emissions.get(i);
            ResultKind form = EmissionValidator.requiresAck(emission) ? ResultKind.NOTIFICATIONS : ResultKind.EVENT;
            receipts.add(new EmissionReceipt(emission.event(), form, all.get(i).ids()));
        }
        return receipts;
    }
}
