package dev.carewire.demo.emit;

import dev.carewire.demo.emit.Emitter.RefusedException;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.json.JSONArray;
import org.json.JSONException;
import org.json.JSONObject;

/**
 * Publishes events from a Java back end to a clinic's clients: one HTTP call for up to 100 events, all of them or none.
 * Any thread; every call blocks, for 10 s at most. {@link Emitter} does not block, and retries.
 */
public final class EmitClient {

    private static final Duration DEADLINE = Duration.ofSeconds(10);

    private final Emitter.Api api;
    private final String token;

    /**
     * A client of one server.
     *
     * @param server its address, such as {@code http://127.0.0.1:8000}, with a base path if a proxy adds one
     * @param token a token with the role {@code service}, which names the clinic
     */
    public EmitClient(URI server, String token) {
        this.api = new Emitter.Api(server);
        this.token = Objects.requireNonNull(token, "token");
    }

    /**
     * Publishes events. After an unknown outcome, such as an {@link IOException}, repeat the call with the same key:
     * the server publishes the events once.
     *
     * @param idempotencyKey unique to this call and its repetitions, 1 to 320 characters
     * @param events 1 to 100
     * @return the ids of the events, in order; for an acknowledged event, those of its notifications
     * @throws RefusedException if the server, or a proxy before it, rejects the call; then nothing is published
     * @throws IOException without a response, or with a success that is not CareWire's
     */
    public List<String> emit(String idempotencyKey, List<Emission> events)
            throws IOException, InterruptedException, RefusedException {
        String body = Emitter.Json.request(
                idempotencyKey, events.stream().map(Emission::json).toList());
        JSONObject answer = api.post("emit", token, body, DEADLINE);
        try {
            return ids(answer.getJSONObject("data").getJSONArray("events"));
        } catch (JSONException foreign) {
            throw new IOException("no answer of CareWire", foreign);
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
}
