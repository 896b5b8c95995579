package dev.carewire.lab;

import dev.carewire.event.LabResultSnapshot;
import dev.carewire.identity.TenantId;

/** Receives new laboratory results, within the command's transaction. Blocks. */
public interface LabResultListener {

    /** The result is new or corrected, and waits for review by the ordering doctor. */
    void onResultReady(TenantId tenant, LabResultSnapshot labResult);
}
