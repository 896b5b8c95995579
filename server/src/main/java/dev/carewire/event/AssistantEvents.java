package dev.carewire.event;

import java.util.List;

/** The assistant's answers while they are generated; a finished answer is an ordinary message. */
public final class AssistantEvents {

    public static final EventType<AnswerContinued> ANSWER_CONTINUED = new EventType<>(
            "assistant.answer-continued",
            AnswerContinued.class,
            (tenant, part) -> List.of(RoomKey.thread(tenant, part.threadId())),
            Delivery.VOLATILE,
            Phi.CLINICAL,
            "The assistant generated the next part of an answer.");

    public static final EventType<AnswerWithdrawn> ANSWER_WITHDRAWN = new EventType<>(
                    "assistant.answer-withdrawn",
                    AnswerWithdrawn.class,
                    (tenant, withdrawn) -> List.of(RoomKey.thread(tenant, withdrawn.threadId())),
                    Delivery.LOGGED,
                    Phi.NONE,
                    "The assistant discarded an unfinished answer.")
            .stateOf(ReportedRecord.Kind.MESSAGE, withdrawn -> withdrawn.messageId());

    static final List<EventType<?>> ALL = List.of(ANSWER_CONTINUED, ANSWER_WITHDRAWN);

    private AssistantEvents() {}

    /**
     * The next part of an answer.
     *
     * @param messageId the id of the finished answer's message
     * @param delta text to append
     * @param sequence 1 for the first part, then counting up; a gap marks a dropped part
     */
    public record AnswerContinued(String threadId, String messageId, String delta, int sequence) {

        /** Omits the text: users ask about patients. */
        @Override
        public String toString() {
            return "AnswerContinued[" + messageId + ", thread=" + threadId + ", sequence=" + sequence + "]";
        }
    }

    /** Clients must discard the partial answer; no message with that id will follow. */
    public record AnswerWithdrawn(String threadId, String messageId) {}
}
