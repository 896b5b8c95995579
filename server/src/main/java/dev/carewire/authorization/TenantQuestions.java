package dev.carewire.authorization;

import java.time.Instant;
import java.util.ArrayDeque;
import java.util.HashMap;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;

/** One tenant's open questions about rooms and the answers to earlier ones. Lock: that of its owner. */
final class TenantQuestions {

    /**
     * A question without an answer so far.
     *
     * @param since when it was first asked
     */
    record OpenQuestion(RoomQuestion question, Instant since, CompletableFuture<RoomDecision> decision) {}

    private record RememberedAnswer(RoomDecision decision, Instant until) {}

    private final Map<RoomQuestion, OpenQuestion> open = new HashMap<>();
    private final Queue<OpenQuestion> waiting = new ArrayDeque<>();

    /** The oldest first. */
    private final Map<RoomQuestion, RememberedAnswer> answers = new LinkedHashMap<>();

    /** The answer that still holds at {@code now}. */
    Optional<RoomDecision> answer(RoomQuestion question, Instant now) {
        return Optional.ofNullable(answers.get(question))
                .filter(answer -> now.isBefore(answer.until))
                .map(RememberedAnswer::decision);
    }

    /** The same question, which others have asked already. */
    Optional<OpenQuestion> openQuestion(RoomQuestion question) {
        return Optional.ofNullable(open.get(question));
    }

    int waitingCount() {
        return waiting.size();
    }

    int answerCount() {
        return answers.size();
    }

    /** Lets a question wait for its turn. */
    void add(OpenQuestion question) {
        open.put(question.question(), question);
        waiting.add(question);
    }

    /** Removes the question that has waited longest from the queue; it stays open. */
    Optional<OpenQuestion> next() {
        return Optional.ofNullable(waiting.poll());
    }

    /** Ends a question without remembering an answer. */
    void close(RoomQuestion question) {
        open.remove(question);
    }

    /** Remembers an answer. */
    void remember(RoomQuestion question, RoomDecision decision, Instant until) {
        answers.remove(question);
        answers.put(question, new RememberedAnswer(decision, until));
    }

    /**
     * Forgets expired answers from the oldest on, and the oldest ones beyond a number.
     *
     * @return how many were forgotten
     */
    int forget(Instant now, int most) {
        int before = answers.size();
        Iterator<RememberedAnswer> oldestFirst = answers.values().iterator();
        while (oldestFirst.hasNext()) {
            RememberedAnswer oldest = oldestFirst.next();
            if (answers.size() <= most && now.isBefore(oldest.until)) {
                break;
            }
            oldestFirst.remove();
        }
        return before - answers.size();
    }

    /** Whether there is nothing to remember about the tenant. */
    boolean isEmpty() {
        return open.isEmpty() && answers.isEmpty();
    }

    /** Every open question, waiting or asked. */
    Iterable<OpenQuestion> openQuestions() {
        return open.values();
    }
}
