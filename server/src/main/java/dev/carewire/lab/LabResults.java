package dev.carewire.lab;

import dev.carewire.cluster.Transactions;
import dev.carewire.command.Caller;
import dev.carewire.command.Fields;
import dev.carewire.command.Page;
import dev.carewire.command.RejectedException;
import dev.carewire.command.TimeCursor;
import dev.carewire.emit.Emit;
import dev.carewire.emit.LabEmit;
import dev.carewire.event.LabResultSnapshot;
import dev.carewire.identity.Access;
import dev.carewire.identity.TenantId;
import dev.carewire.record.References;
import java.time.Clock;
import java.util.Optional;

/**
 * Laboratory orders: ordering, entering the result, reading it. Everybody who works in the clinic may read them, those who
 * treat patients write them. The doctor who ordered hears of each result and of each correction. Any thread; every method
 * blocks, never on an event loop. Refusals are {@link RejectedException}s; a refused command changed nothing and nobody is
 * told of it.
 */
public final class LabResults {

    private final LabRepository orders;
    private final LabChanges changes;
    private final LabResultListener resultListener;
    private final Transactions transactions;
    private final LabEmit emit;

    /** Orders as kept in {@code orders}; {@code clock} ticks in milliseconds. */
    public LabResults(
            LabRepository orders,
            References references,
            LabResultListener results,
            Transactions transactions,
            Emit emit,
            Clock clock) {
        this.orders = orders;
        this.changes = new LabChanges(references, clock);
        this.resultListener = results;
        this.transactions = transactions;
        this.emit = new LabEmit(emit);
    }

    /** A page of the list, newest first. */
    public Page<LabResultSnapshot> list(Caller caller, LabQuery query) {
        caller.requireRecordAccess();
        return Page.of(
                orders.list(caller.tenant(), query, query.limit() + 1),
                query.limit(),
                last -> new TimeCursor(last.createdAt(), last.id()).text());
    }

    /**
     * One order.
     *
     * @throws RejectedException NOT_FOUND if the caller's tenant has none of that id
     */
    public LabResultSnapshot get(Caller caller, String id) {
        caller.requireRecordAccess();
        return (Fields.isId(id) ? orders.find(caller.tenant(), id) : Optional.<LabResultSnapshot>empty())
                .orElseThrow(LabResults::notFound);
    }

    /** Writes down an order, perhaps with its result. */
    public LabResultSnapshot create(Caller caller, LabForm form) {
        requireMayTreat(caller);
        TenantId tenant = caller.tenant();
        return transactions.inTransaction(() -> {
            LabResultSnapshot order = changes.newOrder(tenant, form);
            orders.insert(tenant, order);
            emit.emitLabResultCreated(tenant, order);
            if (order.result().isPresent()) {
                resultListener.onResultReady(tenant, order);
            }
            return order;
        });
    }

    /**
     * Changes what the form gives.
     *
     * @throws RejectedException NOT_FOUND if the caller's tenant has none of that id; CONFLICT if the order is reviewed or
     *     cancelled, or the form gives a status that does not follow the present one
     */
    public LabResultSnapshot update(Caller caller, String id, LabForm form) {
        requireMayTreat(caller);
        TenantId tenant = caller.tenant();
        return transactions.inTransaction(() -> {
            LabResultSnapshot before = (Fields.isId(id) ? orders.lock(tenant, id) : Optional.<LabResultSnapshot>empty())
                    .orElseThrow(LabResults::notFound);
            LabResultSnapshot after = changes.revised(caller, before, form);
            orders.update(tenant, after);
            emit.emitLabResultUpdated(tenant, after);
            if (!after.result().equals(before.result()) || !after.flag().equals(before.flag())) {
                resultListener.onResultReady(tenant, after);
            }
            return after;
        });
    }

    private static void requireMayTreat(Caller caller) {
        if (!Access.mayTreat(caller.principal())) {
            throw RejectedException.forbidden("this role may not order examinations");
        }
    }

    private static RejectedException notFound() {
        return RejectedException.notFound("lab result");
    }
}
