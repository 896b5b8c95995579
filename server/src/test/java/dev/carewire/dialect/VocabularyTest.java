package dev.carewire.dialect;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import dev.carewire.event.EventCatalog;
import dev.carewire.event.EventType;
import dev.carewire.event.PatientEvents;
import dev.carewire.event.PatientEvents.PatientDeleted;
import dev.carewire.event.PresenceEvents;
import dev.carewire.event.PresenceEvents.PresenceChanged;
import dev.carewire.event.PresenceStatus;
import dev.carewire.event.SampleEvents;
import dev.carewire.event.VisitEvents;
import dev.carewire.json.JsonObject;
import org.junit.jupiter.api.Test;

class VocabularyTest {

    @Test
    void isNotBuiltWhileADeclaredEventIsMissing() {
        Vocabulary.Builder builder = Vocabulary.builder();
        for (EventType<?> type : EventCatalog.ALL) {
            if (!type.equals(VisitEvents.VISIT_UPDATED)) {
                builder.silent(type);
            }
        }

        assertThatIllegalStateException().isThrownBy(builder::build).withMessageContaining("[visit.updated]");

        assertThat(builder.silent(VisitEvents.VISIT_UPDATED).build()).isNotNull();
    }

    @Test
    void refusesTwoDeclarationsOfOneEvent() {
        Vocabulary.Builder builder = Vocabulary.builder().silent(VisitEvents.VISIT_UPDATED);

        assertThatIllegalStateException().isThrownBy(() -> builder.silent(VisitEvents.VISIT_UPDATED));
    }

    @Test
    void saysWhatItWasToldAndNothingOfSilentEvents() {
        Vocabulary.Builder builder = Vocabulary.builder()
                .render(
                        PatientEvents.PATIENT_DELETED,
                        "gone",
                        (deleted, at) ->
                                new JsonObject().put("id", deleted.patientId()).put("at", at.toEpochMilli()));
        EventCatalog.ALL.stream()
                .filter(type -> !type.equals(PatientEvents.PATIENT_DELETED))
                .forEach(builder::silent);
        Vocabulary vocabulary = builder.build();

        assertThat(vocabulary.render(PatientEvents.PATIENT_DELETED.newEvent(
                        SampleEvents.TENANT, SampleEvents.AT, new PatientDeleted("pat-1"))))
                .containsExactly("[\"gone\",{\"id\":\"pat-1\",\"at\":" + SampleEvents.AT.toEpochMilli() + "}]");
        assertThat(vocabulary.render(PresenceEvents.USER_WENT_OFFLINE.newEvent(
                        SampleEvents.TENANT,
                        SampleEvents.AT,
                        new PresenceChanged("dr-chen", "Wei Chen", PresenceStatus.OFFLINE, SampleEvents.AT))))
                .isEmpty();
    }
}
