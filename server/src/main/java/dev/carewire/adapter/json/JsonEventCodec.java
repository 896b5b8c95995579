package dev.carewire.adapter.json;

import dev.carewire.cluster.EventCodec;
import dev.carewire.event.Event;
import dev.carewire.event.EventCatalog;
import dev.carewire.event.EventType;
import dev.carewire.identity.TenantId;
import dev.carewire.json.Json;
import dev.carewire.json.JsonObject;
import dev.carewire.json.JsonValue;
import dev.carewire.json.MalformedJsonException;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Collectors;

/**
 * Encodes each event as one JSON object: its envelope beside the payload record's own fields. Instants keep their
 * milliseconds.
 */
public final class JsonEventCodec implements EventCodec {

    private static final String NUMERIC_IDS = "numericIds";

    @Override
    public String encode(Event<?> event) {
        return new JsonObject()
                .put("id", event.id().toString())
                .put("type", event.type().name())
                .put("tenant", event.tenant().value())
                .put("at", event.at())
                .put("except", event.exceptSession())
                .put(NUMERIC_IDS, Optional.of(event.numericIds()).filter(ids -> !ids.isEmpty()))
                .put("payload", event.payload())
                .json();
    }

    @Override
    public Event<?> decode(String text) {
        try {
            JsonValue envelope = Json.parse(text);
            return event(EventCatalog.named(required(envelope, "type")), envelope);
        } catch (MalformedJsonException | DateTimeException | IllegalArgumentException unreadable) {
            throw new IllegalArgumentException("event: not readable (expected: what encode wrote)", unreadable);
        }
    }

    private static <P extends Record> Event<P> event(EventType<P> type, JsonValue envelope)
            throws MalformedJsonException {
        JsonValue payload = envelope.field("payload").orElseThrow(() -> missing("payload"));
        return new Event<>(
                UUID.fromString(required(envelope, "id")),
                type,
                new TenantId(required(envelope, "tenant")),
                Instant.parse(required(envelope, "at")),
                envelope.text("except"),
                envelope.field(NUMERIC_IDS).map(JsonValue::items).orElse(List.of()).stream()
                        .flatMap(id -> id.text().stream())
                        .collect(Collectors.toSet()),
                Json.read(payload.json(), type.payload()));
    }

    private static String required(JsonValue envelope, String field) {
        return envelope.text(field).orElseThrow(() -> missing(field));
    }

    private static IllegalArgumentException missing(String field) {
        return new IllegalArgumentException(field + ": missing (expected: a value)");
    }
}
