package dev.carewire.dialect.standard;

import dev.carewire.dialect.Vocabulary;
import dev.carewire.dialect.standard.StandardRules.Disclosure;
import dev.carewire.json.JsonObject;
import java.time.Instant;

/** derm-app's names for events, area by area. Typing, presence and viewing carry no {@code timestamp} there; all others do. */
final class StandardVocabulary {

    private StandardVocabulary() {}

    /** Everything there is to say. */
    static Vocabulary create() {
        return create(Disclosure.FULL);
    }

    static Vocabulary create(Disclosure disclosure) {
        Vocabulary.Builder words =
                Vocabulary.builder(disclosure == Disclosure.MINIMAL ? Reduction::of : Vocabulary.Revision.NONE);
        CareWords.addTo(words);
        PrescriptionWords.addTo(words);
        BillingWords.addTo(words);
        TaskWords.addTo(words);
        LabWords.addTo(words);
        FlowWords.addTo(words);
        EncounterWords.addTo(words);
        BiopsyWords.addTo(words);
        ClaimWords.addTo(words);
        PriorAuthWords.addTo(words);
        MessagingWords.addTo(words);
        NotificationWords.addTo(words);
        PresenceWords.addTo(words);
        VitalsWords.addTo(words);
        CallWords.addTo(words);
        CustomWords.addTo(words);
        AssistantWords.addTo(words);
        RecordingWords.addTo(words);
        return words.build();
    }

    static JsonObject wrapped(String name, JsonObject value, Instant at) {
        return stamped(new JsonObject().put(name, value), at);
    }

    static JsonObject stamped(JsonObject body, Instant at) {
        return body.put("timestamp", at);
    }
}
