package dev.carewire.demo.emit;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.time.Instant;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.json.JSONArray;
import org.json.JSONException;
import org.json.JSONObject;

/** The emit API of one server. Any thread; every call blocks. */
final class EmitEndpoint {

    private final HttpClient http;
    private final URI address;
    private final Duration deadline;

    /**
     * An endpoint below a server's address.
     *
     * @param server with a base path if a proxy adds one
     * @param deadline the longest wait for an answer
     */
    EmitEndpoint(URI server, Duration deadline) {
        this.http = HttpClient.newBuilder().connectTimeout(deadline).build();
        this.address = URI.create(server.toString().replaceAll("/+$", "") + "/api/v1/emit");
        this.deadline = deadline;
    }

    /**
     * Publishes events under a key.
     *
     * @return their ids, in order; those of its notifications for an acknowledged event
     * @throws EmitRefusedException if the server, or a proxy before it, rejects the call; then nothing is published
     * @throws IOException without a response, or with a success that is not CareWire's
     */
    List<String> post(String token, String key, List<Emission> events)
            throws IOException, InterruptedException, EmitRefusedException {
        String items = events.stream().map(Emission::json).collect(Collectors.joining(",", "[", "]"));
        HttpRequest request = HttpRequest.newBuilder(address)
                .timeout(deadline)
                .header("Authorization", "Bearer " + token)
                .header("Content-Type", "application/json")
                .POST(BodyPublishers.ofString(
                        "{\"idempotencyKey\":" + JSONObject.quote(key) + ",\"events\":" + items + "}"))
                .build();
        HttpResponse<String> response = http.send(request, BodyHandlers.ofString());
        int status = response.statusCode();
        JSONObject answer = object(response.body());
        if (status / 100 != 2 || !answer.optBoolean("success", true)) {
            throw new EmitRefusedException(
                    status, answer.optString("code"), answer.optString("error"), retryAfter(response));
        }
        try {
            return ids(answer.getJSONObject("data").getJSONArray("events"));
        } catch (JSONException foreign) {
            throw new IOException("HTTP " + status + ": no answer of CareWire", foreign);
        }
    }

    /** The JSON object of an answer; an empty one if it is something else, such as a proxy's page. */
    private static JSONObject object(String text) {
        try {
            return new JSONObject(text);
        } catch (JSONException foreign) {
            return new JSONObject();
        }
    }

    private static List<String> ids(JSONArray events) throws JSONException {
        List<String> ids = new ArrayList<>();
        for (int i = 0; i < events.length(); i++) {
            JSONObject event = events.getJSONObject(i);
            if (event.has("id")) {
                ids.add(event.getString("id"));
            } else {
                JSONArray notifications = event.getJSONArray("notifications");
                for (int j = 0; j < notifications.length(); j++) {
                    ids.add(notifications.getString(j));
                }
            }
        }
        return ids;
    }

    /** Seconds or a date; zero without the header. */
    private static Duration retryAfter(HttpResponse<?> response) {
        String header = response.headers().firstValue("Retry-After").orElse("0");
        try {
            return header.matches("\\d{1,9}")
                    ? Duration.ofSeconds(Long.parseLong(header))
                    : Duration.between(
                            Instant.now(), ZonedDateTime.parse(header, DateTimeFormatter.RFC_1123_DATE_TIME));
        } catch (DateTimeParseException foreign) {
            return Duration.ZERO;
        }
    }
}
