package dev.carewire.app;

import dev.carewire.json.Json;
import dev.carewire.json.JsonValue;
import dev.carewire.json.MalformedJsonException;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Sends staff to a running server, in batches that it stores as a whole or not at all. A batch with a fault does not stop
 * the others, so that one run names all faults. Blocks.
 */
final class UserImport {

    /** Users of one request; as many faults as the server's answer may list. */
    static final int BATCH = 100;

    private static final Duration TIMEOUT = Duration.ofSeconds(30);
    private static final int OK = 200;
    private static final int BAD_REQUEST = 400;

    private final HttpClient client =
            HttpClient.newBuilder().connectTimeout(TIMEOUT).build();
    private final URI users;
    private final String token;
    private final Progress progress;

    private final List<ImportFault> faults = new ArrayList<>();
    private int added;
    private int replaced;

    /** Receives the progress of an import. */
    interface Progress {

        /**
         * A batch was sent.
         *
         * @param sent the number of users sent so far
         * @param total the number of users that the import sends, each once
         */
        void onSent(int sent, int total);
    }

    /**
     * An import that has not begun.
     *
     * @param server the address of the server, without a path or with that of a reverse proxy
     * @param token of an administrator or a back end
     * @param progress notified after each batch
     */
    UserImport(URI server, String token, Progress progress) {
        this.users = URI.create(server.toString().replaceAll("/+$", "") + "/api/users");
        this.token = token;
        this.progress = progress;
    }

    /**
     * Sends the users.
     *
     * @throws IOException if the server does not answer, or refuses for another reason than the users themselves; its
     *     message names the cause
     */
    void run(List<ImportEntry> entries) throws IOException, InterruptedException {
        List<ImportEntry> unique = withoutRepetitions(entries);
        for (int from = 0; from < unique.size(); from += BATCH) {
            int to = Math.min(unique.size(), from + BATCH);
            send(unique.subList(from, to));
            progress.onSent(to, unique.size());
        }
    }

    /** The number of users that the server has added so far. */
    int added() {
        return added;
    }

    /** The number of users that the server has replaced so far. */
    int replaced() {
        return replaced;
    }

    /** The faults of the file so far, by line of the record. */
    List<ImportFault> faults() {
        return List.copyOf(faults);
    }

    private List<ImportEntry> withoutRepetitions(List<ImportEntry> entries) {
        Map<String, Integer> lines = new HashMap<>();
        List<ImportEntry> unique = new ArrayList<>();
        for (ImportEntry entry : entries) {
            Object id = entry.fields().get("id");
            Integer before = id == null ? null : lines.putIfAbsent(id.toString(), entry.line());
            if (before == null) {
                unique.add(entry);
            } else {
                faults.add(new ImportFault(entry.line(), "id: the same as in line " + before));
            }
        }
        return unique;
    }

    private void send(List<ImportEntry> batch) throws IOException, InterruptedException {
        HttpRequest request = HttpRequest.newBuilder(users)
                .timeout(TIMEOUT)
                .header("Authorization", "Bearer " + token)
                .header("Content-Type", "application/json")
                .PUT(BodyPublishers.ofString(
                        Json.write(batch.stream().map(ImportEntry::fields).toList())))
                .build();
        HttpResponse<String> response = client.send(request, BodyHandlers.ofString());
        JsonValue answer = parse(response);
        List<JsonValue> wrong = answer.field("faults").map(JsonValue::items).orElse(List.of());
        if (response.statusCode() == OK) {
            added += count(answer, "added");
            replaced += count(answer, "replaced");
        } else if (response.statusCode() == BAD_REQUEST && !wrong.isEmpty()) {
            wrong.forEach(fault -> faults.add(new ImportFault(
                    batch.get((int) fault.field("index").orElseThrow().integer().orElseThrow())
                            .line(),
                    fault.text("error").orElse(""))));
        } else {
            throw new IOException("the server answered " + response.statusCode()
                    + answer.text("error").map(text -> ": " + text).orElse(""));
        }
    }

    private static int count(JsonValue answer, String name) {
        return (int) answer.field("data")
                .flatMap(data -> data.field(name))
                .orElseThrow()
                .integer()
                .orElseThrow();
    }

    private static JsonValue parse(HttpResponse<String> response) throws IOException {
        try {
            return Json.parse(response.body());
        } catch (MalformedJsonException other) {
            throw new IOException("the server answered " + response.statusCode() + " without JSON", other);
        }
    }
}
