package dev.carewire.lab;

import dev.carewire.cluster.Transactions;
import dev.carewire.command.Caller;
import dev.carewire.command.RejectedException;
import dev.carewire.command.TimeCursor;
import dev.carewire.emit.Emit;
import dev.carewire.emit.LabEmit;
import dev.carewire.event.LabResultSnapshot;
import dev.carewire.event.LabStatus;
import dev.carewire.identity.Access;
import dev.carewire.record.CareRecords;
import dev.carewire.record.RecordRepository;
import dev.carewire.record.References;
import java.time.Clock;

/**
 * Lab orders and their results. All staff may read them; staff who treat patients may write them. The listener is
 * called for each result and each correction.
 */
public final class LabResults extends CareRecords<LabResultSnapshot, LabForm, LabStatus> {

    private final LabChanges changes;
    private final LabResultListener resultListener;
    private final LabEmit emit;

    /** Orders in {@code orders}; {@code clock} ticks in milliseconds. */
    public LabResults(
            RecordRepository<LabResultSnapshot, LabStatus> orders,
            References references,
            LabResultListener results,
            Transactions transactions,
            Emit emit,
            Clock clock) {
        super("lab result", orders, order -> new TimeCursor(order.createdAt(), order.id()), transactions);
        this.changes = new LabChanges(references, clock);
        this.resultListener = results;
        this.emit = new LabEmit(emit);
    }

    @Override
    protected void requireMayWrite(Caller caller) {
        if (!Access.mayTreat(caller.principal())) {
            throw RejectedException.forbidden("this role may not order examinations");
        }
    }

    @Override
    protected LabResultSnapshot draft(Caller caller, LabForm form) {
        return changes.newOrder(caller.tenant(), form);
    }

    @Override
    protected LabResultSnapshot revise(Caller caller, LabResultSnapshot before, LabForm form) {
        return changes.revised(caller, before, form);
    }

    @Override
    protected void onCreated(Caller caller, LabResultSnapshot created) {
        emit.emitLabResultCreated(caller.tenant(), created);
        if (created.result().isPresent()) {
            resultListener.onResultReady(caller.tenant(), created);
        }
    }

    @Override
    protected void onUpdated(Caller caller, LabResultSnapshot before, LabResultSnapshot after) {
        emit.emitLabResultUpdated(caller.tenant(), after);
        if (!after.result().equals(before.result()) || !after.flag().equals(before.flag())) {
            resultListener.onResultReady(caller.tenant(), after);
        }
    }
}
