package dev.carewire.emission;

import dev.carewire.identity.TenantId;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/** Requests that were carried out, by the keys that their senders gave them. Blocks; never on an event loop. */
public interface IdempotencyKeys {

    /** Characters that an id may have. */
    int MAX_ID_LENGTH = 38;

    /**
     * Remembers a request, in the transaction open on this thread, unless there is one under the same key of the same user:
     * waits for another transaction that is about to remember it.
     *
     * @return the one that was there before; empty if {@code use} is remembered now
     */
    Optional<CompletedRequest> claim(TenantId tenant, String userId, String key, CompletedRequest use);

    /**
     * Forgets what was remembered before {@code moment}.
     *
     * @return how many
     */
    int deleteBefore(Instant moment);

    /**
     * What was done under a key.
     *
     * @param hash of the request, 64 hexadecimal digits
     * @param ids of its events and notifications, in the order of the request, 1 to {@value EmissionRequest#MAX_EMISSIONS} of at most
     *     {@value #MAX_ID_LENGTH} characters without commas
     */
    record CompletedRequest(String hash, List<String> ids, Instant at) {

        public CompletedRequest {
            Objects.requireNonNull(hash, "hash");
            ids = List.copyOf(ids);
            Objects.requireNonNull(at, "at");
        }
    }
}
