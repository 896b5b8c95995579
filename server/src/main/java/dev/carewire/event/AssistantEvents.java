package dev.carewire.event;

import java.util.List;

/** Answers of the assistant while they come about; the finished one is a message like any other. */
public final class AssistantEvents {

    public static final EventType<AnswerContinued> ANSWER_CONTINUED = new EventType<>(
            "assistant.answer-continued",
            AnswerContinued.class,
            (tenant, part) -> List.of(RoomKey.thread(tenant, part.threadId())),
            Delivery.VOLATILE,
            Phi.CLINICAL,
            "The assistant said the next words of an answer.");

    public static final EventType<AnswerWithdrawn> ANSWER_WITHDRAWN = new EventType<>(
            "assistant.answer-withdrawn",
            AnswerWithdrawn.class,
            (tenant, withdrawn) -> List.of(RoomKey.thread(tenant, withdrawn.threadId())),
            Delivery.LOGGED,
            Phi.NONE,
            "An answer that the assistant had begun will not be finished.");

    static final List<EventType<?>> ALL = List.of(ANSWER_CONTINUED, ANSWER_WITHDRAWN);

    private AssistantEvents() {}

    /**
     * The next words of an answer.
     *
     * @param messageId what the finished answer's message will be called
     * @param delta to be appended to what came before
     * @param sequence 1 for the answer's beginning, and one more each time: what is missing was dropped on the way
     */
    public record AnswerContinued(String threadId, String messageId, String delta, int sequence) {

        /** Without the words: people ask about patients. */
        @Override
        public String toString() {
            return "AnswerContinued[" + messageId + ", thread=" + threadId + ", sequence=" + sequence + "]";
        }
    }

    /** What was shown of an answer is to be forgotten; there will be no message of that id. */
    public record AnswerWithdrawn(String threadId, String messageId) {}
}
