package dev.carewire.dialect.standard;

import static dev.carewire.event.AssistantEvents.ANSWER_CONTINUED;
import static dev.carewire.event.AssistantEvents.ANSWER_WITHDRAWN;

import dev.carewire.json.JsonObject;

/** The names for the assistant's answers while they are generated. */
final class AssistantVocabulary {

    private AssistantVocabulary() {}

    static void addTo(StandardRows rows) {
        rows.event(ANSWER_CONTINUED)
                .timestamped(
                        "message:partial",
                        part -> new JsonObject()
                                .put("threadId", part.threadId())
                                .put("messageId", part.messageId())
                                .put("delta", part.delta())
                                .put("sequence", part.sequence()));
        rows.event(ANSWER_WITHDRAWN)
                .timestamped(
                        "message:withdrawn",
                        withdrawn -> new JsonObject()
                                .put("threadId", withdrawn.threadId())
                                .put("messageId", withdrawn.messageId()));
    }
}
