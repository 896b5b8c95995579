package dev.carewire.command;

import dev.carewire.identity.Access;
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

    /** Whether this is the same user of the same tenant, perhaps with other rights. */
    public boolean isSameUserAs(Caller other) {
        return tenant.equals(other.tenant) && userId().equals(other.userId());
    }

    public String userId() {
        return principal.userId();
    }

    /** What others see; never logged. */
    public String name() {
        return principal.name();
    }

    /**
     * Lets only those pass who may read and change the clinic's records.
     *
     * @throws RejectedException {@link Rejection#FORBIDDEN} for everybody else
     */
    public void requireRecordAccess() {
        if (!Access.mayAccessRecords(principal)) {
            throw RejectedException.forbidden("this role may not work with the clinic's records");
        }
    }

    /**
     * Lets only other back ends pass, which may tell the clinic's clients anything.
     *
     * @throws RejectedException {@link Rejection#FORBIDDEN} for everybody else
     */
    public void requireBackEnd() {
        if (!Access.mayEmit(principal)) {
            throw RejectedException.forbidden("only back ends may do this (role service)");
        }
    }
}
