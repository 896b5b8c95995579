package dev.carewire.visit;

import dev.carewire.event.VisitSnapshot;
import dev.carewire.identity.TenantId;

/** Applies the effects of visits on their appointments and queue entries, within the command's transaction. Blocks. */
public interface VisitListener {

    /** The visit was created or deleted: its queue entry shows another visit, or none. */
    void onLinkChanged(TenantId tenant, VisitSnapshot visit);

    /** The visit was closed. */
    void onClosed(TenantId tenant, VisitSnapshot visit);
}
