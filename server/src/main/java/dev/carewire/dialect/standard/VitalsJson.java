package dev.carewire.dialect.standard;

import dev.carewire.command.Checked;
import dev.carewire.dialect.Argument;
import dev.carewire.event.OriginalReading;
import dev.carewire.event.VitalAlert;
import dev.carewire.event.VitalRange;
import dev.carewire.event.VitalSnapshot;
import dev.carewire.event.VitalThresholds;
import dev.carewire.event.VitalValue;
import dev.carewire.http.JsonFields;
import dev.carewire.json.JsonObject;
import dev.carewire.json.JsonValue;
import dev.carewire.vitals.ThresholdForm;
import dev.carewire.vitals.VitalForm;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * Measured values, thresholds and alerts in the shapes of HealthMate's documents, with this family's field names.
 * Unreadable input is rejected as INVALID, naming the field and never its value.
 */
public final class VitalsJson {

    private static final Set<String> PRESSURE = Set.of("systolic", "diastolic");
    private static final Set<String> BOUNDS = Set.of("min", "max");

    private VitalsJson() {}

    /** A client's value to record. */
    public static VitalForm vitalForm(JsonFields body) {
        body.required("dataType", () -> body.text("dataType"));
        body.required("value", () -> value(body));
        return new VitalForm(
                patientId(body),
                body.text("dataType"),
                value(body),
                body.text("unit"),
                body.text("notes"),
                body.instant("measuredAt"));
    }

    /** A client's thresholds: {@code min} and {@code max}, or these for systolic and diastolic each. */
    public static Supplier<ThresholdForm> thresholdForm(JsonFields body) {
        Checked<String> dataType = body.required("dataType", () -> body.text("dataType"));
        Function<String, ThresholdForm> change = thresholdChange(body);
        return () -> change.apply(dataType.value());
    }

    /** {@link #thresholdForm} without the type, which is the function's argument. */
    public static Function<String, ThresholdForm> thresholdChange(JsonFields body) {
        String expected = "an object of min and max, or of systolic and diastolic";
        Checked<Ranges> ranges =
                body.required("threshold", expected, () -> body.read(expected, VitalsJson::ranges, "threshold"));
        Optional<String> patientId = patientId(body);
        Optional<String> unit = body.text("unit");
        return dataType -> new ThresholdForm(
                patientId,
                Optional.of(dataType),
                ranges.value().amount(),
                ranges.value().diastolic(),
                unit);
    }

    private static Optional<Ranges> ranges(JsonValue threshold) {
        if (!threshold.isObject()) {
            return Optional.empty();
        }
        boolean pressure = PRESSURE.stream().anyMatch(threshold::has);
        return Optional.of(new Ranges(
                pressure ? range(threshold, "systolic") : Optional.of(bounds(threshold, "threshold")),
                range(threshold, "diastolic")));
    }

    private static Optional<VitalRange> range(JsonValue threshold, String name) {
        return threshold.field(name).map(value -> bounds(value, name));
    }

    private static VitalRange bounds(JsonValue range, String name) {
        if (BOUNDS.stream().noneMatch(range::has)) {
            throw Argument.invalid(name, "an object of min and max").get();
        }
        return new VitalRange(number(range, "min"), number(range, "max"));
    }

    private static Optional<Double> number(JsonValue range, String name) {
        return range.field(name).map(value -> value.number().orElseThrow(Argument.invalid(name, "a number")));
    }

    private static Optional<VitalValue> value(JsonFields body) {
        return body.read("a number, or an object of systolic and diastolic", VitalsJson::value, "value");
    }

    private static Optional<VitalValue> value(JsonValue value) {
        Optional<Double> systolic = value.field("systolic").flatMap(JsonValue::number);
        Optional<Double> diastolic = value.field("diastolic").flatMap(JsonValue::number);
        if (systolic.isPresent() && diastolic.isPresent()) {
            return Optional.of(VitalValue.bloodPressure(systolic.get(), diastolic.get()));
        }
        return value.number().map(VitalValue::of);
    }

    private static Optional<String> patientId(JsonFields body) {
        return body.read("an id", JsonValue::id, "patientId");
    }

    /** A measured value. */
    public static JsonObject vital(VitalSnapshot vital) {
        return new JsonObject()
                .put("id", vital.id())
                .put("patientId", vital.patientId())
                .put("dataType", vital.dataType())
                .put("value", valueJson(vital.value()))
                .put("unit", vital.unit())
                .put("original", vital.original().map(VitalsJson::original))
                .put("notes", vital.notes())
                .put("measuredAt", vital.measuredAt())
                .put("recordedAt", vital.recordedAt())
                .put("recordedBy", vital.recordedBy());
    }

    private static JsonObject original(OriginalReading original) {
        return new JsonObject().put("value", valueJson(original.value())).put("unit", original.unit());
    }

    private static Object valueJson(VitalValue value) {
        return value.diastolic()
                .<Object>map(diastolic ->
                        new JsonObject().put("systolic", number(value.amount())).put("diastolic", number(diastolic)))
                .orElseGet(() -> number(value.amount()));
    }

    /** Thresholds, in the shape of the command that sets them. */
    public static JsonObject thresholds(VitalThresholds thresholds) {
        return thresholds
                .diastolic()
                .map(diastolic -> new JsonObject()
                        .put("systolic", range(thresholds.amount()))
                        .put("diastolic", range(diastolic)))
                .orElseGet(() -> range(thresholds.amount()));
    }

    private static JsonObject range(VitalRange range) {
        return new JsonObject()
                .put("min", range.min().map(VitalsJson::number))
                .put("max", range.max().map(VitalsJson::number));
    }

    static JsonObject alert(VitalAlert alert) {
        return new JsonObject()
                .put("vitalId", alert.vitalId())
                .put("patientId", alert.patientId())
                .put("dataType", alert.dataType())
                .put(
                        "component",
                        Optional.of(alert.component())
                                .filter(component -> component != VitalAlert.Component.AMOUNT)
                                .map(component -> component.name().toLowerCase(Locale.ROOT)))
                .put("value", number(alert.amount()))
                .put("threshold", number(alert.threshold()))
                .put("message", alert.message())
                .put("severity", "warning")
                .put("measuredAt", alert.measuredAt());
    }

    /** A number, without needless decimals. */
    public static Object number(double number) {
        return number == Math.rint(number) && Math.abs(number) < 1e15 ? (Object) (long) number : (Object) number;
    }

    private record Ranges(Optional<VitalRange> amount, Optional<VitalRange> diastolic) {}
}
