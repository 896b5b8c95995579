package dev.carewire.dialect.standard;

import dev.carewire.dialect.Vocabulary;
import dev.carewire.dialect.standard.StandardRules.Disclosure;
import java.util.Collections;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * derm-app's names for events, area by area. Immutable; any thread.
 *
 * @param messages the messages of each event
 * @param modules the modules of derm-app's front end that show an event, by its name; an event without modules concerns single users or
 *     subscribers
 */
record StandardVocabulary(Vocabulary messages, Map<String, Set<FrontEndModule>> modules) {

    StandardVocabulary {
        modules = Map.copyOf(modules);
    }

    static StandardVocabulary create(Disclosure disclosure) {
        StandardRows rows = new StandardRows(disclosure);
        PatientCareVocabulary.addTo(rows);
        PrescriptionVocabulary.addTo(rows);
        BillingVocabulary.addTo(rows);
        TaskVocabulary.addTo(rows);
        LabVocabulary.addTo(rows);
        FlowVocabulary.addTo(rows);
        EncounterVocabulary.addTo(rows);
        BiopsyVocabulary.addTo(rows);
        ClaimVocabulary.addTo(rows);
        PriorAuthVocabulary.addTo(rows);
        MessagingVocabulary.addTo(rows);
        NotificationVocabulary.addTo(rows);
        PresenceVocabulary.addTo(rows);
        VitalsVocabulary.addTo(rows);
        CallVocabulary.addTo(rows);
        CustomVocabulary.addTo(rows);
        AssistantVocabulary.addTo(rows);
        RecordingVocabulary.addTo(rows);
        return rows.build();
    }

    /** The names of the events that none of the modules in {@code open} shows. */
    Set<String> hiddenFrom(Set<FrontEndModule> open) {
        return modules.entrySet().stream()
                .filter(event -> Collections.disjoint(event.getValue(), open))
                .map(Map.Entry::getKey)
                .collect(Collectors.toUnmodifiableSet());
    }
}
