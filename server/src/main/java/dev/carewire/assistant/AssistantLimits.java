package dev.carewire.assistant;

import java.time.Duration;
import java.util.Objects;

/**
 * Resource limits of the assistant. The ranges are those of the configuration.
 *
 * @param timeout from the question to the end of its answer, above zero
 * @param maxAnswerLength characters of an answer, 1 to 10,000; longer answers are cut off
 * @param maxHistoryMessages earlier messages to search for the conversation, 0 to 100
 * @param questionsPerMinute of one user on this node, sustained and as a burst, 1 or more
 * @param maxConcurrentAnswers on this node, 1 or more
 */
public record AssistantLimits(
        Duration timeout,
        int maxAnswerLength,
        int maxHistoryMessages,
        int questionsPerMinute,
        int maxConcurrentAnswers) {

    public AssistantLimits {
        Objects.requireNonNull(timeout, "timeout");
        if (timeout.isNegative() || timeout.isZero()) {
            throw new IllegalArgumentException("timeout: " + timeout + " (expected: above zero)");
        }
        within("maxAnswer", maxAnswerLength, 1, 10_000);
        within("history", maxHistoryMessages, 0, 100);
        within("questionsPerMinute", questionsPerMinute, 1, Integer.MAX_VALUE);
        within("answersAtATime", maxConcurrentAnswers, 1, Integer.MAX_VALUE);
    }

    private static void within(String name, int value, int least, int most) {
        if (value < least || value > most) {
            throw new IllegalArgumentException(name + ": " + value + " (expected: " + least + ".." + most + ")");
        }
    }
}
