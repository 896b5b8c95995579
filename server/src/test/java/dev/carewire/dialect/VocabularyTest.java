package dev.carewire.dialect;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import dev.carewire.event.PatientEvents;
import dev.carewire.event.PatientEvents.PatientDeleted;
import dev.carewire.event.PresenceEvents;
import dev.carewire.event.PresenceEvents.PresenceChanged;
import dev.carewire.event.PresenceStatus;
import dev.carewire.event.SampleEvents;
import dev.carewire.event.VisitEvents;
import dev.carewire.json.JsonObject;
import java.util.List;
import org.junit.jupiter.api.Test;

class VocabularyTest {

    @Test
    void refusesTwoDeclarationsOfOneEvent() {
        Vocabulary.Builder builder = Vocabulary.builder().render(VisitEvents.VISIT_UPDATED, (updated, at) -> List.of());

        assertThatIllegalStateException()
                .isThrownBy(() -> builder.render(VisitEvents.VISIT_UPDATED, (updated, at) -> List.of()));
    }

    @Test
    void rendersItsRowsAndNothingElse() {
        Vocabulary vocabulary = Vocabulary.builder()
                .render(
                        PatientEvents.PATIENT_DELETED,
                        "gone",
                        (deleted, at) ->
                                new JsonObject().put("id", deleted.patientId()).put("at", at.toEpochMilli()))
                .silentOtherwise();

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
