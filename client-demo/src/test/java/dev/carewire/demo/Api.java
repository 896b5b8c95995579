package dev.carewire.demo;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import org.json.JSONArray;
import org.json.JSONException;
import org.json.JSONObject;

/** The HTTP API as one user sees it. Any thread; every call blocks for 10 s at most. */
final class Api {

    private static final Duration DEADLINE = Duration.ofSeconds(10);

    private final HttpClient http = HttpClient.newHttpClient();
    private final URI server;
    private final String token;

    Api(URI server, String token) {
        this.server = server;
        this.token = token;
    }

    /** A list; fails unless the answer is 200. */
    JSONArray list(String path) throws IOException, InterruptedException, JSONException {
        return new JSONArray(send("GET", path, "", 200));
    }

    /** The new record; fails unless the answer is 201. */
    JSONObject post(String path, JSONObject record) throws IOException, InterruptedException, JSONException {
        return new JSONObject(send("POST", path, record.toString(), 201)).getJSONObject("data");
    }

    /** The changed record; fails unless the answer is 200. */
    JSONObject put(String path, JSONObject change) throws IOException, InterruptedException, JSONException {
        return new JSONObject(send("PUT", path, change.toString(), 200)).getJSONObject("data");
    }

    /** The error; fails unless the answer is {@code status}. */
    JSONObject refusedPut(String path, JSONObject change, int status)
            throws IOException, InterruptedException, JSONException {
        return new JSONObject(send("PUT", path, change.toString(), status));
    }

    private String send(String method, String path, String body, int status) throws IOException, InterruptedException {
        HttpRequest request = HttpRequest.newBuilder(server.resolve(path))
                .timeout(DEADLINE)
                .header("Authorization", "Bearer " + token)
                .header("Content-Type", "application/json")
                .method(method, body.isEmpty() ? BodyPublishers.noBody() : BodyPublishers.ofString(body))
                .build();
        HttpResponse<String> response = http.send(request, BodyHandlers.ofString());
        if (response.statusCode() != status) {
            throw new AssertionError(method + " " + path + ": HTTP " + response.statusCode() + " " + response.body()
                    + " (expected: " + status + ")");
        }
        return response.body();
    }
}
