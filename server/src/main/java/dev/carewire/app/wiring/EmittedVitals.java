package dev.carewire.app.wiring;

import dev.carewire.emission.PayloadRules;
import dev.carewire.event.VitalsEvents.VitalRecorded;
import dev.carewire.event.VitalsEvents.VitalThresholdsChanged;
import dev.carewire.vitals.Thresholds;
import dev.carewire.vitals.Vitals;

/** The rules for measured values that back ends emit: those of recorded ones, in the unit of their type. */
final class EmittedVitals implements PayloadRules {

    @Override
    public void check(Record payload) {
        if (payload instanceof VitalRecorded recorded) {
            Vitals.requireValid(recorded.vital());
        } else if (payload instanceof VitalThresholdsChanged changed) {
            Thresholds.requireValid(changed.dataType(), changed.thresholds());
        }
    }
}
