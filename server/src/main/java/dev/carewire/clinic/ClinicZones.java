package dev.carewire.clinic;

import dev.carewire.identity.TenantId;
import java.time.ZoneId;

/** The time zone of each clinic, in which its days begin and its times of day are stated. */
@FunctionalInterface
public interface ClinicZones {

    /** The zone of a tenant's clinic. Any thread; never blocks. */
    ZoneId zoneOf(TenantId tenant);
}
