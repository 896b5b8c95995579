package dev.carewire.authorization;

import java.util.Arrays;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.Function;
import java.util.stream.Collectors;

/** Counts the questions about rooms by their outcome, since this node started. Any thread; never blocks. */
public final class RoomQuestionCounters {

    /** The outcome of a question. Answers from the cache do not count. */
    public enum Outcome {
        ALLOWED,
        REFUSED,
        /** The clinic's system gave no answer in time, or none that can be understood. */
        FAILED,
        /** Too many questions were waiting, or the question waited too long for its turn. */
        NOT_ASKED
    }

    private final Map<Outcome, LongAdder> counts = Arrays.stream(Outcome.values())
            .collect(Collectors.toUnmodifiableMap(Function.identity(), outcome -> new LongAdder()));

    /** Counts a question. */
    void count(Outcome outcome) {
        adder(outcome).increment();
    }

    /** The number of questions with this outcome. */
    public long countOf(Outcome outcome) {
        return adder(outcome).sum();
    }

    private LongAdder adder(Outcome outcome) {
        return Objects.requireNonNull(counts.get(outcome));
    }
}
