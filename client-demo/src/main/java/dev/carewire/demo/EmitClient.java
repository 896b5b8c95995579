package dev.carewire.demo;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.json.JSONArray;
import org.json.JSONException;
import org.json.JSONObject;

/**
 * Publishes events from a Java back end to a clinic's clients: one HTTP call for up to 100 events, all of them or none.
 * Any thread; every call blocks, for 10 s at most.
 */
public final class EmitClient {

    private static final Duration DEADLINE = Duration.ofSeconds(10);
    private static final int CREATED = 201;

    private final HttpClient http =
            HttpClient.newBuilder().connectTimeout(DEADLINE).build();
    private final URI endpoint;
    private final String token;

    /**
     * A client of one server.
     *
     * @param server its address, such as {@code http://127.0.0.1:8000}
     * @param token a token with the role {@code service}, which names the clinic
     */
    public EmitClient(URI server, String token) {
        this.endpoint = server.resolve("/api/v1/emit");
        this.token = Objects.requireNonNull(token, "token");
    }

    /**
     * Publishes events. After an unknown outcome, such as an {@link IOException}, repeat the call with the same key:
     * the server publishes the events once.
     *
     * @param idempotencyKey unique to this call and its repetitions, 1 to 64 characters
     * @param events 1 to 100
     * @return the ids of the events, in order
     * @throws EmitRefusedException if the server rejects the call and publishes nothing
     * @throws IOException without a response, or with one that is not CareWire's
     */
    public List<String> emit(String idempotencyKey, List<Emission> events)
            throws IOException, InterruptedException, EmitRefusedException {
        HttpRequest request = HttpRequest.newBuilder(endpoint)
                .timeout(DEADLINE)
                .header("Authorization", "Bearer " + token)
                .header("Content-Type", "application/json")
                .POST(BodyPublishers.ofString(body(idempotencyKey, events)))
                .build();
        HttpResponse<String> response = http.send(request, BodyHandlers.ofString());
        try {
            JSONObject answer = new JSONObject(response.body());
            if (response.statusCode() != CREATED) {
                throw new EmitRefusedException(
                        response.statusCode(), answer.getString("code"), answer.getString("error"));
            }
            return ids(answer.getJSONObject("data").getJSONArray("events"));
        } catch (JSONException foreign) {
            throw new IOException("HTTP " + response.statusCode() + ": no answer of CareWire", foreign);
        }
    }

    private static String body(String idempotencyKey, List<Emission> events) {
        try {
            JSONArray array = new JSONArray();
            for (Emission event : events) {
                array.put(event.json());
            }
            return new JSONObject()
                    .put("idempotencyKey", idempotencyKey)
                    .put("events", array)
                    .toString();
        } catch (JSONException unwritable) {
            throw new IllegalArgumentException("events: not JSON (expected: finite numbers)", unwritable);
        }
    }

    private static List<String> ids(JSONArray events) throws JSONException {
        List<String> ids = new ArrayList<>();
        for (int i = 0; i < events.length(); i++) {
            ids.add(events.getJSONObject(i).getString("id"));
        }
        return ids;
    }

    /**
     * An event to publish.
     *
     * @param event its name
     * @param rooms its recipients, such as {@code tenant} or {@code user:ID}; empty for an event of the catalog, which
     *     declares them
     * @param data its payload
     */
    public record Emission(String event, List<String> rooms, JSONObject data) {

        public Emission {
            Objects.requireNonNull(event, "event");
            rooms = List.copyOf(rooms);
            Objects.requireNonNull(data, "data");
        }

        /** An event of the catalog. */
        public static Emission declared(String event, JSONObject data) {
            return new Emission(event, List.of(), data);
        }

        private JSONObject json() throws JSONException {
            JSONObject json = new JSONObject().put("event", event).put("data", data);
            return rooms.isEmpty() ? json : json.put("rooms", new JSONArray(rooms));
        }

        /** Shows the name only: the payload may be patient data. */
        @Override
        public String toString() {
            return "Emission[" + event + "]";
        }
    }
}
