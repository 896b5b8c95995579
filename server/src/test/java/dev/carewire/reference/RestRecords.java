package dev.carewire.reference;

import dev.carewire.json.JsonValue;
import dev.carewire.transport.http.HttpTestClient;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * The records in the answers of the HTTP API, by name. A record's fields are those that it has in any answer to an
 * example. Only its id is always present.
 */
final class RestRecords {

    private static final String FREE = "metadata";
    private static final List<String> IDS = List.of("_id", "id");

    /** The record that the operations below a path return; the first entry that begins an operation counts. */
    private static final List<Map.Entry<String, String>> RECORDS = List.of(
            Map.entry("GET /api/invoices/{id}/payments", "Payment"),
            Map.entry("POST /api/threads/{id}/attachments", "Attachment"),
            Map.entry("/api/threads/{id}/messages", "Message"),
            Map.entry("/api/threads/{id}/assistant", "Message"),
            Map.entry("/api/threads", "Thread"),
            Map.entry("/api/patients", "Patient"),
            Map.entry("/api/appointments", "Appointment"),
            Map.entry("/api/queue", "QueueEntry"),
            Map.entry("/api/visits", "Visit"),
            Map.entry("/api/prescriptions", "Prescription"),
            Map.entry("/api/invoices", "Invoice"),
            Map.entry("/api/tasks", "Task"),
            Map.entry("/api/lab-results", "LabResult"),
            Map.entry("/api/ambient/recordings", "Recording"),
            Map.entry("/api/notifications", "Notification"),
            Map.entry("/api/reminders/medication", "MedicationReminder"),
            Map.entry("/api/vitals", "Vital"),
            Map.entry("/api/users", "StaffMember"),
            Map.entry("/api/rooms", "Room"),
            Map.entry("/v1/notifications", "DiagnoxixNotification"));

    private final Map<String, Shape> records = new TreeMap<>();

    /** The records in the answers of an API. */
    RestRecords(RestApi api) {
        api.routes().forEach(route -> {
            String operation = route.method() + " " + route.path();
            name(operation).ifPresent(name -> {
                for (HttpTestClient.Answer answer : api.answers(operation)) {
                    if (answer.body().matches("(?s)\\s*[\\[{].*")) {
                        all(ArgumentInference.parsed(answer.body()))
                                .forEach(record -> records.computeIfAbsent(name, none -> new Shape())
                                        .observe(record));
                    }
                }
            });
        });
    }

    private static Optional<String> name(String operation) {
        return RECORDS.stream()
                .filter(entry -> operation.startsWith(entry.getKey())
                        || operation.substring(operation.indexOf('/')).startsWith(entry.getKey()))
                .map(Map.Entry::getValue)
                .findFirst();
    }

    private static Stream<JsonValue> all(JsonValue answer) {
        return Stream.concat(
                        items(answer),
                        Stream.of("data", "items")
                                .flatMap(name -> answer.field(name).stream())
                                .flatMap(part -> Stream.concat(items(part), Stream.of(part))))
                .filter(JsonValue::isObject)
                .filter(record -> IDS.stream().anyMatch(record::has));
    }

    private static Stream<JsonValue> items(JsonValue value) {
        return value.isArray() ? value.items().stream() : Stream.empty();
    }

    /** The schemas of the records, by name. */
    Map<String, Map<String, Object>> schemas() {
        Map<String, Map<String, Object>> schemas = new TreeMap<>();
        records.forEach((name, shape) -> {
            Map<String, Object> schema = OpenApiFile.withoutWords(shape.schema());
            schema.put(
                    "required",
                    IDS.stream()
                            .filter(((Map<?, ?>) schema.get("properties"))::containsKey)
                            .toList());
            if (schema.get("properties") instanceof Map<?, ?> fields && fields.get(FREE) instanceof Map<?, ?> free) {
                // The sender decides about the fields.
                free.remove("properties");
            }
            schemas.put(name, schema);
        });
        return schemas;
    }

    /** The schema of an answer, with references to the records in it. */
    Map<String, Object> referring(String operation, Map<String, Object> answer) {
        return name(operation)
                .filter(records::containsKey)
                .map(name -> replaced(name, answer))
                .orElse(answer);
    }

    private static Map<String, Object> replaced(String name, Map<?, ?> schema) {
        if (schema.get("properties") instanceof Map<?, ?> fields && IDS.stream().anyMatch(fields::containsKey)) {
            return Map.of("$ref", "#/components/schemas/" + name);
        }
        Map<String, Object> copy = new LinkedHashMap<>();
        schema.forEach((key, part) -> copy.put(
                (String) key,
                part instanceof Map<?, ?> inner
                                && List.of("properties", "data", "items").contains(key)
                        ? replaced(name, inner)
                        : part));
        return copy;
    }
}
