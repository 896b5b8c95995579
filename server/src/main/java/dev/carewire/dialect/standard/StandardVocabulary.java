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
        Vocabulary.Builder words = Vocabulary.builder(
                disclosure == Disclosure.MINIMAL ? Reduction::of : Vocabulary.ArgumentTransform.NONE);
        PatientCareVocabulary.addTo(words);
        PrescriptionVocabulary.addTo(words);
        BillingVocabulary.addTo(words);
        TaskVocabulary.addTo(words);
        LabVocabulary.addTo(words);
        FlowVocabulary.addTo(words);
        EncounterVocabulary.addTo(words);
        BiopsyVocabulary.addTo(words);
        ClaimVocabulary.addTo(words);
        PriorAuthVocabulary.addTo(words);
        MessagingVocabulary.addTo(words);
        NotificationVocabulary.addTo(words);
        PresenceVocabulary.addTo(words);
        VitalsVocabulary.addTo(words);
        CallVocabulary.addTo(words);
        CustomVocabulary.addTo(words);
        AssistantVocabulary.addTo(words);
        RecordingVocabulary.addTo(words);
        return words.build();
    }

    static JsonObject wrapped(String name, JsonObject value, Instant at) {
        return timestamped(new JsonObject().put(name, value), at);
    }

    static JsonObject timestamped(JsonObject body, Instant at) {
        return body.put("timestamp", at);
    }
}
