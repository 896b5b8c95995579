package dev.carewire.lab;

import dev.carewire.event.LabResultSnapshot;
import dev.carewire.identity.TenantId;

/** Who has to hear of a result. Called within the command's transaction; blocks. */
public interface Results {

    /** The result is there, or was corrected, and waits for the doctor who ordered it. */
    void ready(TenantId tenant, LabResultSnapshot labResult);
}
