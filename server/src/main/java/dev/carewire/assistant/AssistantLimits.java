package dev.carewire.assistant;

import java.time.Duration;
import java.util.Objects;

/**
 * What the assistant may use up. The ranges are those of the configuration.
 *
 * @param timeout from the question to the end of its answer, above zero
 * @param maxAnswer characters of an answer, 1 to 10,000; what a model says beyond is cut off
 * @param history messages before the question that are looked through for the conversation so far, 0 to 100
 * @param questionsPerMinute of one user on this node, 1 or more
 * @param answersAtATime on this node, 1 or more
 */
public record AssistantLimits(
        Duration timeout, int maxAnswer, int history, int questionsPerMinute, int answersAtATime) {

    public AssistantLimits {
        Objects.requireNonNull(timeout, "timeout");
        if (timeout.isNegative() || timeout.isZero()) {
            throw new IllegalArgumentException("timeout: " + timeout + " (expected: above zero)");
        }
        within("maxAnswer", maxAnswer, 1, 10_000);
        within("history", history, 0, 100);
        within("questionsPerMinute", questionsPerMinute, 1, Integer.MAX_VALUE);
        within("answersAtATime", answersAtATime, 1, Integer.MAX_VALUE);
    }

    private static void within(String name, int value, int least, int most) {
        if (value < least || value > most) {
            throw new IllegalArgumentException(name + ": " + value + " (expected: " + least + ".." + most + ")");
        }
    }
}
