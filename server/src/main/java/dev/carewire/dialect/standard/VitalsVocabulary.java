package dev.carewire.dialect.standard;

import static dev.carewire.dialect.standard.StandardVocabulary.timestamped;
import static dev.carewire.dialect.standard.StandardVocabulary.wrapped;
import static dev.carewire.event.VitalsEvents.VITAL_ALERT_RAISED;
import static dev.carewire.event.VitalsEvents.VITAL_RECORDED;
import static dev.carewire.event.VitalsEvents.VITAL_THRESHOLDS_CHANGED;

import dev.carewire.dialect.Vocabulary;
import dev.carewire.json.JsonObject;

/** Our own names for events in derm-app's language: measured values. */
final class VitalsVocabulary {

    private VitalsVocabulary() {}

    static void addTo(Vocabulary.Builder words) {
        words.render(
                        VITAL_RECORDED,
                        "vitals:recorded",
                        (recorded, at) -> wrapped("vital", VitalsJson.vital(recorded.vital()), at))
                .render(
                        VITAL_THRESHOLDS_CHANGED,
                        "vitals:threshold-changed",
                        (changed, at) -> timestamped(
                                new JsonObject()
                                        .put("patientId", changed.patientId())
                                        .put("dataType", changed.dataType())
                                        .put("threshold", VitalsJson.thresholds(changed.thresholds()))
                                        .put("changedBy", changed.changedBy()),
                                at))
                .render(
                        VITAL_ALERT_RAISED,
                        "vitals:alert-raised",
                        (raised, at) -> wrapped("alert", VitalsJson.alert(raised.alert()), at));
    }
}
