package dev.carewire.dialect.standard;

import static dev.carewire.event.VitalsEvents.VITAL_ALERT_RAISED;
import static dev.carewire.event.VitalsEvents.VITAL_RECORDED;
import static dev.carewire.event.VitalsEvents.VITAL_THRESHOLDS_CHANGED;

import dev.carewire.json.JsonObject;

/** CareWire's own names for events in derm-app's dialect: measured values. */
final class VitalsVocabulary {

    private VitalsVocabulary() {}

    static void addTo(StandardRows rows) {
        rows.event(VITAL_RECORDED).record("vitals:recorded", "vital", recorded -> VitalsJson.vital(recorded.vital()));
        rows.event(VITAL_THRESHOLDS_CHANGED)
                .timestamped(
                        "vitals:threshold-changed",
                        changed -> new JsonObject()
                                .put("patientId", changed.patientId())
                                .put("dataType", changed.dataType())
                                .put("unit", changed.thresholds().unit())
                                .put("threshold", VitalsJson.thresholds(changed.thresholds()))
                                .put("changedBy", changed.changedBy()));
        rows.event(VITAL_ALERT_RAISED)
                .record("vitals:alert-raised", "alert", raised -> VitalsJson.alert(raised.alert()));
    }
}
