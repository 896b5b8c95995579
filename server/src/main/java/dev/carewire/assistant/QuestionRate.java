package dev.carewire.assistant;

import dev.carewire.command.Caller;
import dev.carewire.command.RejectedException;
import dev.carewire.command.Rejection;
import dev.carewire.identity.TenantId;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.Map;

/**
 * How often each user asks. Holds the questions of the last minute, each user's bounded by the limit. Any thread; never blocks.
 * Lock: this object.
 */
final class QuestionRate {

    private static final Duration WINDOW = Duration.ofMinutes(1);

    private final int perMinute;
    private final Clock clock;
    private final Deque<Question> recent = new ArrayDeque<>();
    private final Map<Asker, Integer> counts = new HashMap<>();

    QuestionRate(int perMinute, Clock clock) {
        this.perMinute = perMinute;
        this.clock = clock;
    }

    /**
     * Counts a question.
     *
     * @throws RejectedException {@code OVERLOADED} if the caller asked too often in the last minute; it does not count then
     */
    synchronized void count(Caller caller) {
        Instant now = clock.instant();
        for (Question oldest = recent.peek();
                oldest != null && !oldest.at.plus(WINDOW).isAfter(now);
                oldest = recent.peek()) {
            recent.remove();
            counts.computeIfPresent(oldest.asker, (asker, count) -> count == 1 ? null : count - 1);
        }
        Asker asker = new Asker(caller.tenant(), caller.userId());
        if (counts.getOrDefault(asker, 0) >= perMinute) {
            throw new RejectedException(
                    Rejection.OVERLOADED, "too many questions (expected: at most " + perMinute + " a minute)");
        }
        counts.merge(asker, 1, Integer::sum);
        recent.add(new Question(asker, now));
    }

    /** Users who asked in the last minute, as of the last question. */
    synchronized int size() {
        return counts.size();
    }

    private record Asker(TenantId tenant, String userId) {}

    private record Question(Asker asker, Instant at) {}
}
