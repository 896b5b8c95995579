package dev.carewire.visit;

import dev.carewire.command.RejectedException;
import dev.carewire.event.VisitSnapshot;
import dev.carewire.identity.TenantId;

/** Applies the effects of visits on their appointments and queue entries, within the command's transaction. Blocks. */
public interface VisitListener {

    /**
     * The visit was created.
     *
     * @throws RejectedException CONFLICT if its appointment or its queue entry admits no visit
     */
    void onOpened(TenantId tenant, VisitSnapshot visit);

    /** The visit was closed or canceled. */
    void onEnded(TenantId tenant, VisitSnapshot visit);

    /**
     * The visit was deleted.
     *
     * @param visit as it was
     */
    void onDeleted(TenantId tenant, VisitSnapshot visit);
}
