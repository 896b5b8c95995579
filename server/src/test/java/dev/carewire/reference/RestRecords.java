package dev.carewire.reference;

import dev.carewire.json.JsonValue;
import dev.carewire.transport.http.HttpTestClient;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * The records in the answers of the HTTP API, by name. Variants of the server's records show which fields an answer always has and
 * which texts are possible. The answers to the examples add fields that only some operations have. One thread.
 */
final class RestRecords {

    private static final String FREE = "metadata";

    /** The fields in which answers contain records. */
    private static final List<String> PARTS = List.of("data", "items", "sockets", "answers");

    /** The record that the operations below a path return; the first entry that begins an operation counts. */
    private static final List<Returned> RETURNED = List.of(
            new Returned("GET /api/invoices/{id}/payments", "Payment", "_id"),
            new Returned("POST /api/threads/{id}/attachments", "Attachment", "id"),
            new Returned("/api/threads/{id}/messages", "Message", "id"),
            new Returned("/api/threads/{id}/assistant", "Message", "id"),
            new Returned("/api/threads", "Thread", "id"),
            new Returned("GET /api/patients/{id}/viewers", "PatientViewer", "userId"),
            new Returned("/api/patients", "Patient", "_id"),
            new Returned("/api/appointments", "Appointment", "_id"),
            new Returned("/api/queue", "QueueEntry", "_id"),
            new Returned("/api/visits", "Visit", "_id"),
            new Returned("/api/prescriptions", "Prescription", "_id"),
            new Returned("/api/invoices", "Invoice", "_id"),
            new Returned("/api/tasks", "Task", "id"),
            new Returned("/api/lab-results", "LabResult", "id"),
            new Returned("/api/ambient/recordings", "Recording", "id"),
            new Returned("/api/notifications", "Notification", "id"),
            new Returned("/api/reminders/medication", "MedicationReminder", "id"),
            new Returned("/api/presence", "PresentUser", "userId"),
            new Returned("/api/vitals", "Vital", "id"),
            new Returned("/api/users", "StaffMember", "_id"),
            new Returned("/api/rooms", "Room", "_id"),
            new Returned("/api/v1/sockets/fetch", "ConnectedSocket", "id"),
            new Returned("/api/v1/sockets/ask", "SocketReply", "socketId"),
            new Returned("/v1/notifications", "DiagnoxixNotification", "id"));

    private final Map<String, Shape> records = new TreeMap<>();

    /** The names of the records that also have the further fields of a clinic's back end. */
    private final Set<String> extensible = new HashSet<>();

    /**
     * A kind of record in answers.
     *
     * @param operation the beginning of a path, or of an operation
     * @param idField the field by which a record is recognized in an answer
     */
    private record Returned(String operation, String name, String idField) {

        static Optional<Returned> by(String operation) {
            return RETURNED.stream()
                    .filter(returned -> operation.startsWith(returned.operation)
                            || operation.substring(operation.indexOf('/')).startsWith(returned.operation))
                    .findFirst();
        }

        Stream<JsonValue> in(JsonValue answer) {
            return Stream.concat(
                            items(answer),
                            PARTS.stream()
                                    .flatMap(part -> answer.field(part).stream())
                                    .flatMap(part -> Stream.concat(items(part), Stream.of(part))))
                    .filter(JsonValue::isObject)
                    .filter(record -> record.has(idField));
        }

        private static Stream<JsonValue> items(JsonValue value) {
            return value.isArray() ? value.items().stream() : Stream.empty();
        }

        Map<String, Object> reference() {
            return Map.of("$ref", "#/components/schemas/" + name);
        }
    }

    /** The records in the answers of an API. */
    RestRecords(RestApi api, Variants variants) {
        for (Returned returned : RETURNED) {
            Shape shape = new Shape();
            AnswerFormats.answers(returned.name(), variants)
                    .map(ArgumentInference::parsed)
                    .forEach(shape::observe);
            records.put(returned.name(), shape);
        }
        api.routes().forEach(route -> {
            String operation = route.method() + " " + route.path();
            Returned.by(operation).ifPresent(returned -> {
                for (HttpTestClient.Answer answer : api.answers(operation)) {
                    if (answer.body().contains("\"unknownFields\":")) {
                        extensible.add(returned.name());
                    }
                    if (answer.body().matches("(?s)\\s*[\\[{].*")) {
                        returned.in(ArgumentInference.parsed(answer.body()))
                                .forEach(Objects.requireNonNull(records.get(returned.name()))::observe);
                    }
                }
            });
        });
    }

    /** The schemas of the records, by name. */
    Map<String, Map<String, Object>> schemas() {
        Map<String, Map<String, Object>> schemas = new TreeMap<>();
        records.forEach((name, shape) -> {
            Map<String, Object> schema = shape.schema();
            @SuppressWarnings("unchecked") // Properties have names.
            Map<String, Object> fields = (Map<String, Object>) Objects.requireNonNull(schema.get("properties"));
            // The sender decides about the fields in it.
            fields.computeIfPresent(FREE, (field, free) -> Map.of("type", "object"));
            if (extensible.contains(name)) {
                schema.put("additionalProperties", Map.of("description", "A further field, as unknownFields named it"));
            }
            schemas.put(name, schema);
        });
        return schemas;
    }

    /** The schema of an answer, with references to the records in it. */
    Map<String, Object> referring(String operation, Map<String, Object> answer) {
        return Returned.by(operation)
                .map(returned -> referring(returned, answer))
                .orElse(answer);
    }

    private static Map<String, Object> referring(Returned returned, Map<?, ?> schema) {
        if (schema.get("properties") instanceof Map<?, ?> fields && fields.containsKey(returned.idField())) {
            return returned.reference();
        }
        Map<String, Object> copy = new LinkedHashMap<>();
        schema.forEach((key, part) -> copy.put((String) key, referring(returned, (String) key, part)));
        return copy;
    }

    private static Object referring(Returned returned, String key, Object part) {
        if (!(part instanceof Map<?, ?> schema)) {
            return part;
        }
        if (key.equals("items") && schema.isEmpty()) {
            // The list of an example was empty.
            return returned.reference();
        }
        return key.equals("properties") || PARTS.contains(key) ? referring(returned, schema) : part;
    }
}
