package dev.carewire.dialect.healthmate;

import dev.carewire.command.Page;
import dev.carewire.command.RejectedException;
import dev.carewire.dialect.Argument;
import dev.carewire.dialect.CommandTable;
import dev.carewire.dialect.PreparedCommand;
import dev.carewire.dialect.RepeatableCommands;
import dev.carewire.event.VitalRange;
import dev.carewire.event.VitalSnapshot;
import dev.carewire.event.VitalThresholds;
import dev.carewire.event.VitalValue;
import dev.carewire.hub.Session;
import dev.carewire.json.JsonObject;
import dev.carewire.json.JsonValue;
import dev.carewire.text.Identifier;
import dev.carewire.vitals.ThresholdForm;
import dev.carewire.vitals.Thresholds;
import dev.carewire.vitals.VitalForm;
import dev.carewire.vitals.VitalQuery;
import dev.carewire.vitals.Vitals;
import java.time.Instant;
import java.util.Optional;
import java.util.regex.Pattern;

/** The commands for the user's own measured values. */
final class HealthCommands {

    private static final String UPDATE = "health_update";
    private static final int DEFAULT_LIMIT = 10;
    private static final Pattern TYPE = Pattern.compile("[a-z][a-z0-9_]{0,39}");
    private static final String INVALID_THRESHOLD = "Invalid threshold";

    private final Vitals vitals;
    private final Thresholds thresholds;
    private final RepeatableCommands repeatable;

    HealthCommands(Vitals vitals, Thresholds thresholds, RepeatableCommands repeatable) {
        this.vitals = vitals;
        this.thresholds = thresholds;
        this.repeatable = repeatable;
    }

    void addTo(CommandTable.Builder commands) {
        commands.command(UPDATE, this::record)
                .command("get_health_data", this::history)
                .command("set_alert_threshold", this::setThreshold);
    }

    /**
     * Records a value of the user, as devices send it. Staff and back ends name the patient in {@code user_id}. The document calls the
     * type {@code metric}.
     */
    private PreparedCommand record(Session session, Argument argument) {
        RequestFields question = RequestFields.of(argument);
        String type = question.field("metric")
                .or(() -> question.field("data_type"))
                .map(HealthCommands::type)
                .orElseThrow(() -> RejectedException.invalid("Metric and value required"));
        VitalValue value = question.field("value")
                .map(given -> value(given, question.field("diastolic")))
                .orElseThrow(() -> RejectedException.invalid("Metric and value required"));
        VitalForm form = new VitalForm(
                question.field("user_id").map(HealthCommands::userId),
                Optional.of(type),
                Optional.of(value),
                question.text("unit"),
                question.text("notes"),
                question.field("timestamp").map(HealthCommands::moment));
        return PreparedCommand.blockingWithResult(repeatable.once(
                session, UPDATE, argument, question.idempotencyKey(), () -> {
                    VitalSnapshot recorded = vitals.record(session.caller(), form);
                    return Frames.of("health_update_recorded")
                            .put("id", recorded.id())
                            .put("data_type", type);
                }));
    }

    private static VitalValue value(JsonValue given, Optional<JsonValue> diastolic) {
        boolean pair = given.isObject();
        Optional<JsonValue> second = pair ? given.field("diastolic") : diastolic;
        Optional<Double> first = pair ? given.field("systolic").flatMap(JsonValue::number) : given.number();
        if (first.isEmpty()
                || second.filter(number -> number.number().isEmpty()).isPresent()
                || (pair && second.isEmpty())) {
            throw RejectedException.invalid("Invalid value");
        }
        return second.flatMap(JsonValue::number)
                .map(low -> VitalValue.bloodPressure(first.get(), low))
                .orElseGet(() -> VitalValue.of(first.get()));
    }

    private static String userId(JsonValue given) {
        return given.id().filter(Identifier::isValid).orElseThrow(() -> RejectedException.invalid("Invalid user ID"));
    }

    private static Instant moment(JsonValue given) {
        return given.instant().orElseThrow(() -> RejectedException.invalid("Invalid timestamp"));
    }

    private PreparedCommand history(Session session, Argument argument) {
        RequestFields question = RequestFields.of(argument);
        Optional<String> type = question.field("data_type").map(HealthCommands::type);
        VitalQuery query = new VitalQuery(
                Optional.empty(),
                type,
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                question.limit(DEFAULT_LIMIT, VitalQuery.MAX_LIMIT));
        return PreparedCommand.blockingWithResult(() -> {
            Page<VitalSnapshot> found = vitals.history(session.caller(), query);
            JsonObject answer = Frames.of("health_data_response")
                    .put(
                            "data",
                            found.items().stream()
                                    .map(vital -> HealthmateJson.vital(vital).fields())
                                    .toList());
            return Frames.putOrNull(answer, "data_type", type)
                    .put("count", found.items().size())
                    .put(Frames.HAS_MORE, found.nextCursor().isPresent());
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
        Optional<JsonValue> threshold = question.field("threshold").filter(JsonValue::isObject);
        if (given.isEmpty() || threshold.isEmpty()) {
            throw RejectedException.invalid("Data type and threshold required");
        }
        JsonValue ends = threshold.get();
        boolean pressure = ends.has("systolic") || ends.has("diastolic");
        String type = type(question.field("data_type").orElseThrow());
        ThresholdForm form = new ThresholdForm(
                Optional.empty(),
                Optional.of(type),
                pressure ? ends.field("systolic").map(HealthCommands::range) : Optional.of(range(ends)),
                ends.field("diastolic").map(HealthCommands::range),
                question.text("unit"));
        return PreparedCommand.blockingWithResult(() -> {
            VitalThresholds changed = thresholds.change(session.caller(), form);
            return Frames.of("alert_threshold_set")
                    .put("data_type", type)
                    .put("threshold", HealthmateJson.thresholds(changed))
                    .put("unit", changed.unit().filter(own -> form.unit().isPresent()));
        });
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
