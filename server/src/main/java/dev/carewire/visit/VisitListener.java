package dev.carewire.visit;

import dev.carewire.event.VisitSnapshot;
import dev.carewire.identity.TenantId;

/** What a visit's course means for where the patient came from. Called within the command's transaction; blocks. */
public interface VisitListener {

    /** The visit was begun or removed: what it came from shows another visit, or none. */
    void onLinkChanged(TenantId tenant, VisitSnapshot visit);

    /** The doctor is done. */
    void onClosed(TenantId tenant, VisitSnapshot visit);
}
