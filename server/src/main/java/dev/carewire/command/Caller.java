package dev.carewire.command;

import dev.carewire.identity.Principal;
import dev.carewire.identity.TenantId;
import java.util.Objects;

/**
 * A verified user acting in one clinic. Commands and queries take it first and see nothing outside its tenant.
 *
 * @param principal who
 * @param tenant where
 */
public record Caller(Principal principal, TenantId tenant) {

    public Caller {
        Objects.requireNonNull(principal, "principal");
        Objects.requireNonNull(tenant, "tenant");
    }

    public String userId() {
        return principal.userId();
    }

    /** What others see; never logged. */
    public String name() {
        return principal.name();
    }
}
