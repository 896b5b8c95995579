package dev.carewire.dialect.standard;

import dev.carewire.dialect.Argument;
import dev.carewire.dialect.CommandTable;
import dev.carewire.dialect.PreparedCommand;
import dev.carewire.dialect.RepeatableCommands;
import dev.carewire.http.JsonFields;
import dev.carewire.hub.Session;
import dev.carewire.json.JsonObject;
import dev.carewire.vitals.ThresholdForm;
import dev.carewire.vitals.Thresholds;
import dev.carewire.vitals.VitalForm;
import dev.carewire.vitals.Vitals;

/** The commands for measured values. Live values reach their audience without a subscription. */
final class VitalsCommands {

    private static final String RECORD = "vitals:record";

    private final Vitals vitals;
    private final Thresholds thresholds;
    private final RepeatableCommands repeatable;

    VitalsCommands(Vitals vitals, Thresholds thresholds, RepeatableCommands repeatable) {
        this.vitals = vitals;
        this.thresholds = thresholds;
        this.repeatable = repeatable;
    }

    void addTo(CommandTable.Builder commands) {
        commands.command(RECORD, this::record).command("vitals:threshold", this::setThreshold);
    }

    private PreparedCommand record(Session session, Argument argument) {
        VitalForm form = JsonFields.parse(argument.object(), VitalsJson::vitalForm);
        return repeatable.prepare(session, RECORD, argument, () -> {
            vitals.record(session.caller(), form);
            return new JsonObject();
        });
    }

    private PreparedCommand setThreshold(Session session, Argument argument) {
        ThresholdForm form =
                JsonFields.parse(argument.object(), VitalsJson::thresholdForm).get();
        return PreparedCommand.blocking(() -> thresholds.change(session.caller(), form));
    }
}
