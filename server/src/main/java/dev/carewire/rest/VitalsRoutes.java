package dev.carewire.rest;

import dev.carewire.command.Caller;
import dev.carewire.command.Page;
import dev.carewire.command.RejectedException;
import dev.carewire.dialect.standard.VitalsJson;
import dev.carewire.event.VitalSnapshot;
import dev.carewire.event.VitalThresholds;
import dev.carewire.http.EntityTag;
import dev.carewire.http.ListQuery;
import dev.carewire.http.Preconditions;
import dev.carewire.http.Request;
import dev.carewire.http.Response;
import dev.carewire.http.Route;
import dev.carewire.json.JsonObject;
import dev.carewire.text.TimeZones;
import dev.carewire.vitals.AggregateQuery;
import dev.carewire.vitals.AggregateQuery.BucketSize;
import dev.carewire.vitals.ThresholdForm;
import dev.carewire.vitals.Thresholds;
import dev.carewire.vitals.VitalAggregate;
import dev.carewire.vitals.VitalForm;
import dev.carewire.vitals.VitalQuery;
import dev.carewire.vitals.VitalStatistics;
import dev.carewire.vitals.Vitals;
import java.time.ZoneId;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/** Vitals: record them, read them one by one or aggregated, and set the thresholds that raise alerts. */
public final class VitalsRoutes {

    private static final String ONE_THRESHOLD = "/api/vitals/thresholds/{dataType}";

    private final Vitals vitals;
    private final Thresholds thresholds;

    public VitalsRoutes(Vitals vitals, Thresholds thresholds) {
        this.vitals = vitals;
        this.thresholds = thresholds;
    }

    public List<Route> routes() {
        return List.of(
                Route.get("/api/vitals", VitalsRoutes::filter, this::history),
                Route.post("/api/vitals", VitalsJson::vitalForm, this::record),
                Route.get("/api/vitals/aggregates", VitalsRoutes::aggregation, this::aggregates),
                Route.get("/api/vitals/thresholds", query -> query.text("patientId"), this::thresholds),
                Route.get(ONE_THRESHOLD, query -> query.text("patientId"), this::threshold)
                        .conditional(),
                Route.put(ONE_THRESHOLD, VitalsJson::thresholdChange, this::change)
                        .conditional());
    }

    private Response record(Caller caller, Request request, VitalForm form) {
        return Response.created(VitalsJson.vital(vitals.record(caller, form)));
    }

    private static VitalQuery filter(ListQuery query) {
        return new VitalQuery(
                query.text("patientId"),
                query.text("dataType"),
                query.instant("from"),
                query.instant("to"),
                query.before(),
                query.limit(VitalQuery.MAX_LIMIT));
    }

    private Response history(Caller caller, Request request, VitalQuery query) {
        Page<VitalSnapshot> page = vitals.history(caller, query);
        return Response.page(page.items().stream().map(VitalsJson::vital).toList(), page.nextCursor());
    }

    private static AggregateQuery aggregation(ListQuery query) {
        return new AggregateQuery(
                query.text("patientId"),
                query.text("dataType"),
                query.instant("from"),
                query.instant("to"),
                query.text("per").map(VitalsRoutes::step).orElse(BucketSize.DAY),
                query.text("zone").map(VitalsRoutes::zone).orElse(query.zone()));
    }

    private Response aggregates(Caller caller, Request request, AggregateQuery query) {
        return Response.list(vitals.aggregates(caller, query).stream()
                .map(VitalsRoutes::aggregate)
                .toList());
    }

    private Response thresholds(Caller caller, Request request, Optional<String> patientId) {
        return Response.list(thresholds.list(caller, patientId).entrySet().stream()
                .map(entry -> threshold(entry.getKey(), entry.getValue()))
                .toList());
    }

    private Response threshold(Caller caller, Request request, Optional<String> patientId) {
        String dataType = request.pathValue("dataType");
        JsonObject threshold = threshold(dataType, thresholds.get(caller, patientId, dataType));
        return Preconditions.of(request).read(EntityTag.of(threshold), () -> Response.ok(threshold));
    }

    private Response change(Caller caller, Request request, Function<String, ThresholdForm> form) {
        String dataType = request.pathValue("dataType");
        Preconditions conditions = Preconditions.of(request);
        JsonObject changed = threshold(
                dataType,
                thresholds.change(
                        caller,
                        form.apply(dataType),
                        current ->
                                conditions.require(current.map(before -> EntityTag.of(threshold(dataType, before))))));
        return Response.ok(changed).withTag(EntityTag.of(changed));
    }

    private static JsonObject threshold(String dataType, VitalThresholds thresholds) {
        return new JsonObject()
                .put("dataType", dataType)
                .put("unit", thresholds.unit())
                .put("threshold", VitalsJson.thresholds(thresholds));
    }

    private static JsonObject aggregate(VitalAggregate aggregate) {
        JsonObject stretch = new JsonObject().put("start", aggregate.start());
        return aggregate
                .diastolic()
                .map(diastolic ->
                        stretch.put("systolic", statistics(aggregate.amount())).put("diastolic", statistics(diastolic)))
                .orElseGet(() -> stretch.put("value", statistics(aggregate.amount())));
    }

    private static JsonObject statistics(VitalStatistics statistics) {
        return new JsonObject()
                .put("count", statistics.count())
                .put("min", VitalsJson.number(statistics.min()))
                .put("max", VitalsJson.number(statistics.max()))
                .put("mean", VitalsJson.number(statistics.mean()));
    }

    private static BucketSize step(String text) {
        return switch (text) {
            case "hour" -> BucketSize.HOUR;
            case "day" -> BucketSize.DAY;
            default -> throw RejectedException.invalid("per: invalid (expected: hour or day)");
        };
    }

    private static ZoneId zone(String name) {
        return TimeZones.parse(name)
                .orElseThrow(() -> RejectedException.invalid("zone: invalid (expected: " + TimeZones.EXPECTED + ")"));
    }
}
