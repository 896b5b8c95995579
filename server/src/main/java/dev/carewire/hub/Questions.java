package dev.carewire.hub;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

/** What a client was asked and has not answered yet. Owned by the session's loop. */
final class Questions {

    /** Questions that one client may have open; it is asked no further ones. */
    static final int MOST = 256;

    private final Map<Long, CompletableFuture<Optional<Answer>>> open = new HashMap<>(2);

    /** Whether the question may be asked; if not, it is answered with nothing. */
    boolean add(long id, CompletableFuture<Optional<Answer>> answer) {
        if (open.size() == MOST) {
            answer.complete(Optional.empty());
            return false;
        }
        open.put(id, answer);
        return true;
    }

    /** An answer to something that was not asked, or was answered before, is passed over. */
    void answered(long id, Answer said) {
        CompletableFuture<Optional<Answer>> answer = open.remove(id);
        if (answer != null) {
            answer.complete(Optional.of(said));
        }
    }

    /** The time for an answer is over. */
    void forget(long id) {
        open.remove(id);
    }

    /** There will be no answers. */
    void end() {
        List.copyOf(open.values()).forEach(answer -> answer.complete(Optional.empty()));
        open.clear();
    }
}
