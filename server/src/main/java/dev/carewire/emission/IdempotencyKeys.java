package dev.carewire.emission;

import dev.carewire.identity.TenantId;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/** Stores completed requests by their senders' idempotency keys. Blocks; never on an event loop. */
public interface IdempotencyKeys {

    /** Longest id, in characters. */
    int MAX_ID_LENGTH = 38;

    /**
     * Records a request in the transaction open on this thread, unless one exists under the same key of the same user.
     * Waits for a concurrent transaction that records the same key.
     *
     * @return the earlier request; empty if {@code use} was recorded
     */
    Optional<CompletedRequest> claim(TenantId tenant, String userId, String key, CompletedRequest use);

    /**
     * Deletes requests recorded before {@code moment}.
     *
     * @return the number of deleted requests
     */
    int deleteBefore(Instant moment);

    /**
     * The request that was completed under a key.
     *
     * @param hash of the request, 64 hexadecimal digits
     * @param ids of its events and notifications, in the order of the request, 1 to
     *     {@value EmissionRequest#MAX_EMISSIONS} of at most {@value #MAX_ID_LENGTH} characters without commas
     */
    record CompletedRequest(String hash, List<String> ids, Instant at) {

        public CompletedRequest {
            Objects.requireNonNull(hash, "hash");
            ids = List.copyOf(ids);
            Objects.requireNonNull(at, "at");
        }
    }
}
