package dev.carewire.dialect.standard;

import static dev.carewire.dialect.standard.StandardVocabulary.timestamped;
import static dev.carewire.event.AssistantEvents.ANSWER_CONTINUED;
import static dev.carewire.event.AssistantEvents.ANSWER_WITHDRAWN;

import dev.carewire.dialect.Vocabulary;
import dev.carewire.json.JsonObject;

/** Answers of the assistant while they come about. */
final class AssistantVocabulary {

    private AssistantVocabulary() {}

    static void addTo(Vocabulary.Builder words) {
        words.render(
                        ANSWER_CONTINUED,
                        "message:partial",
                        (part, at) -> timestamped(
                                new JsonObject()
                                        .put("threadId", part.threadId())
                                        .put("messageId", part.messageId())
                                        .put("delta", part.delta())
                                        .put("sequence", part.sequence()),
                                at))
                .render(
                        ANSWER_WITHDRAWN,
                        "message:withdrawn",
                        (withdrawn, at) -> timestamped(
                                new JsonObject()
                                        .put("threadId", withdrawn.threadId())
                                        .put("messageId", withdrawn.messageId()),
                                at));
    }
}
