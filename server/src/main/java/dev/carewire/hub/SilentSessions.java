package dev.carewire.hub;

import dev.carewire.event.RoomKey;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Closes sessions whose clients are gone without a close, such as those of a page that lost its network and was reloaded. Checks each
 * user once at a time, however many connects ask for it. Any thread; never blocks.
 */
final class SilentSessions {

    /** How long a client may take to answer the ping of a check. */
    static final Duration ANSWER_TIMEOUT = Duration.ofSeconds(2);

    private static final Logger log = LoggerFactory.getLogger(SilentSessions.class);

    private final Duration answerTimeout;
    private final Map<RoomKey, CompletionStage<Void>> running = new ConcurrentHashMap<>();

    /** @param answerTimeout how long a client may take to answer; a check ends after twice this time, whatever happens */
    SilentSessions(Duration answerTimeout) {
        this.answerTimeout = answerTimeout;
    }

    /**
     * Checks a user's sessions, or joins the check that is running for the user.
     *
     * @return completes on any thread when each session has answered or is closed, at the latest after twice the time to answer
     */
    CompletionStage<Void> close(RoomKey user, List<Session> sessions) {
        CompletableFuture<Void> check = new CompletableFuture<>();
        CompletionStage<Void> earlier = running.putIfAbsent(user, check);
        if (earlier != null) {
            return earlier;
        }
        CompletableFuture<?>[] answers =
                sessions.stream().map(this::closeIfSilent).toArray(CompletableFuture<?>[]::new);
        CompletableFuture.allOf(answers)
                .completeOnTimeout(null, 2 * answerTimeout.toMillis(), TimeUnit.MILLISECONDS)
                .whenComplete((done, bug) -> {
                    running.remove(user, check);
                    check.complete(null);
                });
        return check;
    }

    private CompletableFuture<Void> closeIfSilent(Session session) {
        try {
            return session.connection().closeIfSilent(answerTimeout).toCompletableFuture();
        } catch (RuntimeException bug) {
            log.atError().addKeyValue("session", session.id()).setCause(bug).log("check of a session failed");
            return CompletableFuture.completedFuture(null);
        }
    }
}
