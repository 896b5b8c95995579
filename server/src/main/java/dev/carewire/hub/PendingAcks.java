package dev.carewire.hub;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

/** What a client was asked and has not answered yet. Owned by the session's loop. */
final class PendingAcks {

    /** Questions that one client may have open; it is asked no further ones. */
    static final int MAX_PENDING = 256;

    private final Map<Long, CompletableFuture<Optional<AckReply>>> pending = new HashMap<>(2);

    /** Whether the question may be asked; if not, it is answered with nothing. */
    boolean add(long id, CompletableFuture<Optional<AckReply>> answer) {
        if (pending.size() == MAX_PENDING) {
            answer.complete(Optional.empty());
            return false;
        }
        pending.put(id, answer);
        return true;
    }

    /** An answer to something that was not asked, or was answered before, is passed over. */
    void complete(long id, AckReply said) {
        CompletableFuture<Optional<AckReply>> answer = pending.remove(id);
        if (answer != null) {
            answer.complete(Optional.of(said));
        }
    }

    /** The time for an answer is over. */
    void expire(long id) {
        pending.remove(id);
    }

    /** There will be no answers. */
    void cancelAll() {
        List.copyOf(pending.values()).forEach(answer -> answer.complete(Optional.empty()));
        pending.clear();
    }
}
