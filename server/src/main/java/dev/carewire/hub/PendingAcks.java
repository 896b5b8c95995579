package dev.carewire.hub;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

/** The acknowledgements that a client still owes. Owned by the session's loop. */
final class PendingAcks {

    /** Most pending acknowledgements of one client; beyond that it receives no further requests. */
    static final int MAX_PENDING = 256;

    private final Map<Long, CompletableFuture<Optional<AckReply>>> pending = new HashMap<>(2);

    /** Registers a request; false if the client has too many, and then {@code answer} completes empty. */
    boolean add(long id, CompletableFuture<Optional<AckReply>> answer) {
        if (pending.size() == MAX_PENDING) {
            answer.complete(Optional.empty());
            return false;
        }
        pending.put(id, answer);
        return true;
    }

    /** Completes a request; ignores a reply to an unknown or completed one. */
    void complete(long id, AckReply reply) {
        CompletableFuture<Optional<AckReply>> answer = pending.remove(id);
        if (answer != null) {
            answer.complete(Optional.of(reply));
        }
    }

    /** Drops a request whose timeout has passed. */
    void expire(long id) {
        pending.remove(id);
    }

    /** Completes all requests without a reply. */
    void cancelAll() {
        List.copyOf(pending.values()).forEach(answer -> answer.complete(Optional.empty()));
        pending.clear();
    }
}
