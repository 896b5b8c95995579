package dev.carewire.command;

import dev.carewire.identity.Access;
import dev.carewire.identity.Principal;
import dev.carewire.identity.TenantId;
import java.util.Objects;

/**
 * A verified user acting in one clinic. Commands and queries take it as their first argument and see nothing outside
 * its tenant.
 *
 * @param principal the user
 * @param tenant the clinic
 */
public record Caller(Principal principal, TenantId tenant) {

    public Caller {
        Objects.requireNonNull(principal, "principal");
        Objects.requireNonNull(tenant, "tenant");
    }

    /** Whether this is the same user of the same tenant, possibly with other rights. */
    public boolean isSameUserAs(Caller other) {
        return tenant.equals(other.tenant) && userId().equals(other.userId());
    }

    public String userId() {
        return principal.userId();
    }

    /** The display name; never logged. */
    public String name() {
        return principal.name();
    }

    /**
     * Requires the right to read and change the clinic's records.
     *
     * @throws RejectedException {@link Rejection#FORBIDDEN} for all other callers
     */
    public void requireRecordAccess() {
        if (!Access.mayAccessRecords(principal)) {
            throw RejectedException.forbidden("this role may not work with the clinic's records");
        }
    }

    /**
     * Requires the right to change the clinic's staff, rooms and settings.
     *
     * @throws RejectedException {@link Rejection#FORBIDDEN} for all but administrators and back ends
     */
    public void requireDirectoryManagement() {
        if (!Access.mayManageDirectory(principal)) {
            throw RejectedException.forbidden(
                    "only administrators and back ends may change the clinic's staff, rooms and settings");
        }
    }

    /**
     * Requires a back end, which may send any event to the clinic's clients.
     *
     * @throws RejectedException {@link Rejection#FORBIDDEN} for all other callers
     */
    public void requireBackEnd() {
        if (!Access.mayEmit(principal)) {
            throw RejectedException.forbidden("only back ends may do this (role service)");
        }
    }
}
