package dev.carewire.idempotency;

import dev.carewire.command.Caller;
import dev.carewire.identity.TenantId;
import java.util.Objects;

/**
 * A client's name for one request. Each user of each tenant has keys of their own.
 *
 * @param userId the sender; {@value #ANONYMOUS} for clients that need no token, which share their keys
 * @param text the key as the client chose it, 1 to 320 characters
 */
public record IdempotencyKey(TenantId tenant, String userId, String text) {

    /** The sender of requests without a token; no user has an empty id. */
    public static final String ANONYMOUS = "";

    public IdempotencyKey {
        Objects.requireNonNull(tenant, "tenant");
        Objects.requireNonNull(userId, "userId");
        Objects.requireNonNull(text, "text");
    }

    /** A key of {@code caller}. */
    public static IdempotencyKey of(Caller caller, String text) {
        return new IdempotencyKey(caller.tenant(), caller.userId(), text);
    }

    /** Shows the tenant only: clients may put personal data into a key. */
    @Override
    public String toString() {
        return "IdempotencyKey[" + tenant + "]";
    }
}
