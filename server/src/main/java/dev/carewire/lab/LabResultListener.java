package dev.carewire.lab;

import dev.carewire.event.LabResultSnapshot;
import dev.carewire.identity.TenantId;

/** Who has to hear of a result. Called within the command's transaction; blocks. */
public interface LabResultListener {

    /** The result is there, or was corrected, and waits for the doctor who ordered it. */
    void onResultReady(TenantId tenant, LabResultSnapshot labResult);
}
