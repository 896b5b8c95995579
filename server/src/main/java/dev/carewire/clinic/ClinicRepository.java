package dev.carewire.clinic;

import dev.carewire.identity.TenantId;
import java.util.Map;

/** Stores the settings of clinics. Every call joins the thread's open transaction and blocks. */
public interface ClinicRepository {

    /** Every clinic of which something has been set. */
    Map<TenantId, StoredClinic> all();

    /**
     * The settings of one clinic, {@link StoredClinic#UNCHANGED} before the first {@link #put}. No other transaction
     * changes them until the open one ends.
     */
    StoredClinic lock(TenantId tenant);

    /** Replaces the settings of a locked clinic. */
    void put(TenantId tenant, StoredClinic clinic);

    /** The number of clinics of which something has been set. */
    int count();
}
