package dev.carewire.clinic;

import dev.carewire.identity.TenantId;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;

/** The time zone of each clinic, in which its days begin and its times of day are stated. */
@FunctionalInterface
public interface ClinicZones {

    /** The zone of a tenant's clinic. Any thread; never blocks. */
    ZoneId zoneOf(TenantId tenant);

    /** The day that the clinic's calendar shows at {@code moment}. */
    default LocalDate dayOf(TenantId tenant, Instant moment) {
        return LocalDate.ofInstant(moment, zoneOf(tenant));
    }
}
