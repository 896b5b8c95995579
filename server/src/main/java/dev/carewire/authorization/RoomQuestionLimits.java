package dev.carewire.authorization;

import java.time.Duration;

/**
 * Bounds the questions about rooms on one node, and the memory for their answers.
 *
 * @param answerLifetime how long an answer holds that allows a room, 1 second or more; remembered for four fifths of it
 * @param refusalLifetime how long a refusal holds: short, since users become members
 * @param concurrent questions that the clinic's system is asked at a time
 * @param waitingPerTenant questions of one tenant that may wait for their turn
 * @param waiting questions that may wait for their turn
 * @param longestWait how long a question may wait for its turn
 * @param answersPerTenant answers that are remembered for one tenant; the oldest are forgotten first
 * @param answers answers that are remembered
 */
public record RoomQuestionLimits(
        Duration answerLifetime,
        Duration refusalLifetime,
        int concurrent,
        int waitingPerTenant,
        int waiting,
        Duration longestWait,
        int answersPerTenant,
        int answers) {

    private static final Duration REFUSAL_LIFETIME = Duration.ofSeconds(5);

    public RoomQuestionLimits {
        if (answerLifetime.compareTo(Duration.ofSeconds(1)) < 0) {
            throw new IllegalArgumentException("answerLifetime: " + answerLifetime + " (expected: >= PT1S)");
        }
    }

    /** The limits of a server: 32 questions at a time, 2,000 waiting per tenant and 10,000 in all for at most 10 s. */
    public static RoomQuestionLimits of(Duration answerLifetime) {
        return new RoomQuestionLimits(
                answerLifetime,
                answerLifetime.compareTo(REFUSAL_LIFETIME) < 0 ? answerLifetime : REFUSAL_LIFETIME,
                32,
                2_000,
                10_000,
                Duration.ofSeconds(10),
                20_000,
                100_000);
    }
}
