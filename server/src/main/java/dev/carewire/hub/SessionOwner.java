package dev.carewire.hub;

import dev.carewire.command.Caller;
import dev.carewire.identity.TenantId;

/**
 * The user, tenant and encoding of a recoverable session. Only a client of the same user, tenant and encoding may resume it.
 *
 * @param userId the user within the tenant
 * @param encoding {@linkplain Encoding#name name} of the encoding
 */
public record SessionOwner(TenantId tenant, String userId, String encoding) {

    /** The owner of a session of that user and encoding. */
    public static SessionOwner of(Caller caller, Encoding encoding) {
        return new SessionOwner(caller.tenant(), caller.userId(), encoding.name());
    }

    /** Omits the user. */
    @Override
    public String toString() {
        return "SessionOwner[" + tenant + ", " + encoding + "]";
    }
}
