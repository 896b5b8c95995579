package dev.carewire.clinic;

import dev.carewire.identity.TenantId;
import java.time.ZoneId;
import java.util.Optional;

/**
 * The settings that a clinic's administrators have made. An empty value has the server's default.
 *
 * @param revision the number of changes so far
 */
public record StoredClinic(Optional<String> name, Optional<ZoneId> zone, Optional<Overlap> overlap, int revision) {

    /** A clinic of which nothing has been set. */
    public static final StoredClinic UNCHANGED =
            new StoredClinic(Optional.empty(), Optional.empty(), Optional.empty(), 0);

    /** The clinic of {@code tenant}, with the defaults for what has not been set. */
    Clinic withDefaults(TenantId tenant, ZoneId defaultZone) {
        return new Clinic(name.orElse(tenant.value()), zone.orElse(defaultZone), overlap.orElse(Overlap.REFUSE));
    }
}
