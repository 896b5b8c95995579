package dev.carewire.dialect.healthmate;

import dev.carewire.command.RejectedException;
import dev.carewire.dialect.Argument;
import dev.carewire.dialect.CommandTable;
import dev.carewire.dialect.PreparedCommand;
import dev.carewire.event.VitalRange;
import dev.carewire.event.VitalSnapshot;
import dev.carewire.hub.Session;
import dev.carewire.json.JsonObject;
import dev.carewire.json.JsonValue;
import dev.carewire.vitals.ThresholdForm;
import dev.carewire.vitals.Thresholds;
import dev.carewire.vitals.VitalQuery;
import dev.carewire.vitals.Vitals;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/** The commands for the user's own measured values. */
final class HealthCommands {

    private static final int DEFAULT_LIMIT = 10;
    private static final Pattern TYPE = Pattern.compile("[a-z][a-z0-9_]{0,39}");
    private static final String INVALID_THRESHOLD = "Invalid threshold";

    private final Vitals vitals;
    private final Thresholds thresholds;

    HealthCommands(Vitals vitals, Thresholds thresholds) {
        this.vitals = vitals;
        this.thresholds = thresholds;
    }

    void addTo(CommandTable.Builder commands) {
        commands.command("get_health_data", this::history).command("set_alert_threshold", this::setThreshold);
    }

    private PreparedCommand history(Session session, Argument argument) {
        RequestFields question = RequestFields.of(argument);
        Optional<String> type = question.frame().field("data_type").map(HealthCommands::type);
        VitalQuery query = new VitalQuery(
                Optional.empty(),
                type,
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                question.limit(DEFAULT_LIMIT, VitalQuery.MAX_LIMIT));
        return PreparedCommand.blockingWithResult(() -> {
            List<VitalSnapshot> found = vitals.history(session.caller(), query).items();
            JsonObject answer = Frames.of("health_data_response")
                    .put(
                            "data",
                            found.stream()
                                    .map(vital -> HealthmateJson.vital(vital).fields())
                                    .toList());
            return Frames.putOrNull(answer, "data_type", type).put("count", found.size());
        });
    }

    private static String type(JsonValue given) {
        return given.text()
                .filter(text -> TYPE.matcher(text).matches())
                .orElseThrow(() -> RejectedException.invalid("Invalid data type"));
    }

    private PreparedCommand setThreshold(Session session, Argument argument) {
        RequestFields question = RequestFields.of(argument);
        Optional<String> given = question.text("data_type");
        Optional<JsonValue> threshold = question.frame().field("threshold").filter(JsonValue::isObject);
        if (given.isEmpty() || threshold.isEmpty()) {
            throw RejectedException.invalid("Data type and threshold required");
        }
        JsonValue ends = threshold.get();
        boolean pressure = ends.has("systolic") || ends.has("diastolic");
        String type = type(question.frame().field("data_type").orElseThrow());
        ThresholdForm form = new ThresholdForm(
                Optional.empty(),
                Optional.of(type),
                pressure ? ends.field("systolic").map(HealthCommands::range) : Optional.of(range(ends)),
                ends.field("diastolic").map(HealthCommands::range));
        return PreparedCommand.blockingWithResult(() -> Frames.of("alert_threshold_set")
                .put("data_type", type)
                .put("threshold", HealthmateJson.thresholds(thresholds.change(session.caller(), form))));
    }

    private static VitalRange range(JsonValue range) {
        if (!range.has("min") && !range.has("max")) {
            throw RejectedException.invalid(INVALID_THRESHOLD);
        }
        return new VitalRange(bound(range, "min"), bound(range, "max"));
    }

    private static Optional<Double> bound(JsonValue range, String name) {
        return range.field(name)
                .map(value -> value.number().orElseThrow(() -> RejectedException.invalid(INVALID_THRESHOLD)));
    }
}
