package dev.carewire.rest;

import dev.carewire.cluster.TransactionBatches;
import dev.carewire.cluster.Transactions;
import dev.carewire.command.Caller;
import dev.carewire.command.Checked;
import dev.carewire.command.Fault;
import dev.carewire.command.FieldChecks;
import dev.carewire.command.Fields;
import dev.carewire.command.RejectedException;
import dev.carewire.emission.Emission;
import dev.carewire.emission.EmissionReceipt;
import dev.carewire.emission.EmissionReceipt.ResultKind;
import dev.carewire.emission.EmissionRequest;
import dev.carewire.emission.Emissions;
import dev.carewire.emission.RequestedEvent;
import dev.carewire.http.HttpErrors;
import dev.carewire.http.JsonFields;
import dev.carewire.http.Request;
import dev.carewire.http.Response;
import dev.carewire.http.Route;
import dev.carewire.idempotency.IdempotentEndpoint;
import dev.carewire.idempotency.IdempotentRequests;
import dev.carewire.idempotency.KeyHeader;
import dev.carewire.idempotency.KeyedRequest;
import dev.carewire.idempotency.RequestFingerprint;
import dev.carewire.json.JsonObject;
import dev.carewire.json.JsonText;
import dev.carewire.json.JsonValue;
import dev.carewire.json.MalformedJsonException;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;

/**
 * Events from other back ends. The body is one event, or up to {@value EmissionRequest#MAX_EMISSIONS} in
 * {@code events}, which are sent all together or not at all. Unknown fields are rejected, so that a misspelt one is
 * noticed.
 */
public final class EmitRoutes {

    private static final String DELIVERY = "delivery";
    private static final Set<String> FIELDS = Set.of("event", "rooms", "users", "data", DELIVERY);

    private static final String KEY = "idempotencyKey";
    private static final String BATCH = "events";

    private final Emissions emissions;
    private final IdempotentRequests requests;
    private final Transactions transactions;
    private final TransactionBatches batches;
    private final BackEndRate rate;

    /**
     * Creates the routes.
     *
     * @param requests publishes the events of a request once per idempotency key
     * @param transactions store events
     * @param perSecond requests per token in the long run, 1 or more
     * @param burst requests per token at once, 1 or more
     */
    public EmitRoutes(
            Emissions emissions,
            IdempotentRequests requests,
            Transactions transactions,
            int perSecond,
            int burst,
            Clock clock) {
        this.emissions = emissions;
        this.requests = requests;
        this.transactions = transactions;
        this.batches = new TransactionBatches(transactions);
        this.rate = new BackEndRate(perSecond, burst, clock);
    }

    public List<Route> routes() {
        return List.of(Route.post("/api/v1/emit", (IdempotentEndpoint) this::emit));
    }

    private Response emit(Caller caller, Request request) throws MalformedJsonException {
        Optional<Response> rejection = rate.rejection(caller);
        if (rejection.isPresent()) {
            return rejection.get();
        }
        JsonValue body = request.jsonObject();
        Optional<String> key = idempotencyKey(request, body);
        Transactions chosen = requestsDelivery(body) ? transactions : batches.of(caller.tenant());
        return key.isPresent()
                ? requests.in(chosen)
                        .answer(
                                KeyedRequest.of(caller, key.get(), HttpErrors.FORMAT),
                                RequestFingerprint.of(request),
                                () -> publish(caller, request, body, chosen))
                : publish(caller, request, body, chosen);
    }

    /** Whether an event is also stored as a record, and so locks rows that a shared transaction would hold for too long. */
    private static boolean requestsDelivery(JsonValue body) {
        return body.has(DELIVERY)
                || body.field(BATCH).map(JsonValue::items).orElse(List.of()).stream()
                        .anyMatch(event -> event.has(DELIVERY));
    }

    /** The key in the header or in the body; both may name the same one. */
    private static Optional<String> idempotencyKey(Request request, JsonValue body) {
        Optional<String> inHeader = KeyHeader.of(request);
        Optional<String> inBody =
                JsonFields.parse(body, fields -> fields.text(KEY)).map(text -> Fields.id(KEY, text));
        if (inHeader.isPresent() && inBody.isPresent() && !inHeader.equals(inBody)) {
            throw RejectedException.invalid(
                    KEY + ": not that of the header " + KeyHeader.NAME + " (expected: one key)");
        }
        return inHeader.or(() -> inBody);
    }

    private Response publish(Caller caller, Request request, JsonValue body, Transactions chosen)
            throws MalformedJsonException {
        List<RequestedEvent> events =
                body.has(BATCH) ? batch(body, request.text()) : List.of(single(body, request.text()));
        List<EmissionReceipt> receipts = emissions.emit(caller, new EmissionRequest(events), chosen);
        return Response.created(new JsonObject()
                .put(BATCH, receipts.stream().map(EmitRoutes::json).toList()));
    }

    private static Object json(EmissionReceipt receipt) {
        JsonObject json = receipt.resultKind() == ResultKind.NOTIFICATIONS
                ? new JsonObject().put("notifications", receipt.ids())
                : new JsonObject().put("id", receipt.ids().get(0));
        return json.put("event", receipt.event()).fields();
    }

    private static RequestedEvent single(JsonValue body, String text) throws MalformedJsonException {
        VerbatimInput.requireKnown(body, knownFields(body), KEY);
        return requestedEvent("", body, text);
    }

    private static Set<String> knownFields(JsonValue event) {
        return event.has(VerbatimInput.FAMILY) ? VerbatimInput.FIELDS : FIELDS;
    }

    private static RequestedEvent requestedEvent(String place, JsonValue event, String text)
            throws MalformedJsonException {
        return event.has(VerbatimInput.FAMILY) ? VerbatimInput.emission(place, event, text) : emission(place, event);
    }

    private static List<RequestedEvent> batch(JsonValue body, String text) throws MalformedJsonException {
        VerbatimInput.requireKnown(body, Set.of(BATCH), KEY);
        List<JsonValue> items = body.field(BATCH)
                .filter(JsonValue::isArray)
                .orElseThrow(() -> RejectedException.invalid(BATCH + ": invalid (expected: an array)"))
                .items();
        EmissionRequest.checkCount(items.size());
        List<String> texts = JsonText.items(
                Fields.required(BATCH, Optional.ofNullable(JsonText.fields(text).get(BATCH))));
        FieldChecks checks = new FieldChecks();
        List<RequestedEvent> emissions = new ArrayList<>();
        for (int i = 0; i < items.size(); i++) {
            String place = BATCH + "[" + i + "]";
            JsonValue item = items.get(i);
            if (!item.isObject()) {
                checks.report(new Fault(place, place + ": wrong type (expected: an object)"));
                continue;
            }
            try {
                VerbatimInput.requireKnown(item, knownFields(item));
                emissions.add(requestedEvent(place + ".", item, texts.get(i)));
            } catch (RejectedException rejected) {
                checks.report(place, rejected.within(place + "."));
            }
        }
        checks.requireValid();
        return emissions;
    }

    private static Emission emission(String place, JsonValue item) {
        return JsonFields.parse(item, fields -> emission(place, fields, item)).get();
    }

    private static Supplier<Emission> emission(String place, JsonFields fields, JsonValue item) {
        Checked<String> event = fields.required("event", () -> fields.text("event"));
        List<String> rooms = fields.texts("rooms").orElse(List.of());
        List<String> users = fields.texts("users").orElse(List.of());
        Optional<String> delivery = fields.text(DELIVERY);
        return () -> new Emission(
                place, event.value(), rooms, users, delivery, item.field("data").map(JsonValue::json));
    }
}
