package dev.carewire.dialect;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import dev.carewire.event.Catalogue;
import dev.carewire.event.EventType;
import dev.carewire.event.PatientDeleted;
import dev.carewire.event.PresenceChanged;
import dev.carewire.event.PresenceStatus;
import dev.carewire.event.SampleEvents;
import dev.carewire.json.JsonObject;
import org.junit.jupiter.api.Test;

class VocabularyTest {

    @Test
    void isNotBuiltWhileADeclaredEventIsMissing() {
        Vocabulary.Builder builder = Vocabulary.builder();
        for (EventType<?> type : Catalogue.ALL) {
            if (!type.equals(Catalogue.VISIT_UPDATED)) {
                builder.silent(type);
            }
        }

        assertThatIllegalStateException().isThrownBy(builder::build).withMessageContaining("[visit.updated]");

        assertThat(builder.silent(Catalogue.VISIT_UPDATED).build()).isNotNull();
    }

    @Test
    void refusesTwoDeclarationsOfOneEvent() {
        Vocabulary.Builder builder = Vocabulary.builder().silent(Catalogue.VISIT_UPDATED);

        assertThatIllegalStateException().isThrownBy(() -> builder.silent(Catalogue.VISIT_UPDATED));
    }

    @Test
    void saysWhatItWasToldAndNothingOfSilentEvents() {
        Vocabulary.Builder builder = Vocabulary.builder()
                .say(
                        Catalogue.PATIENT_DELETED,
                        "gone",
                        (deleted, at) ->
                                new JsonObject().put("id", deleted.patientId()).put("at", at.toEpochMilli()));
        Catalogue.ALL.stream()
                .filter(type -> !type.equals(Catalogue.PATIENT_DELETED))
                .forEach(builder::silent);
        Vocabulary vocabulary = builder.build();

        assertThat(vocabulary.render(Catalogue.PATIENT_DELETED.happened(
                        SampleEvents.TENANT, SampleEvents.AT, new PatientDeleted("pat-1"))))
                .containsExactly("[\"gone\",{\"id\":\"pat-1\",\"at\":" + SampleEvents.AT.toEpochMilli() + "}]");
        assertThat(vocabulary.render(Catalogue.USER_WENT_OFFLINE.happened(
                        SampleEvents.TENANT,
                        SampleEvents.AT,
                        new PresenceChanged("dr-chen", "Wei Chen", PresenceStatus.OFFLINE, SampleEvents.AT))))
                .isEmpty();
    }
}
