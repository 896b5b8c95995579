package dev.carewire.demo.emit;

import dev.carewire.demo.emit.Emitter.Delivery;
import dev.carewire.demo.emit.Emitter.Family;
import dev.carewire.demo.emit.Emitter.Nullable;
import java.util.List;
import java.util.Objects;
import org.json.JSONArray;
import org.json.JSONException;
import org.json.JSONObject;

/** An event to publish. Immutable: later changes of its payload have no effect. */
public final class Emission {

    private final String event;
    private final String json;

    private Emission(String event, String json) {
        this.event = Objects.requireNonNull(event, "event");
        this.json = json;
    }

    /** An event of the catalog, which declares its recipients. */
    public static Emission declared(String event, JSONObject data) {
        return of(event, List.of(), List.of(), Delivery.LOGGED, data);
    }

    /**
     * A custom event.
     *
     * @param rooms its recipients, such as {@code tenant}; with {@code users} 1 to 100
     * @param users its recipients by id
     */
    public static Emission custom(
            String event, List<String> rooms, List<String> users, Delivery delivery, JSONObject data) {
        return of(event, rooms, users, delivery, data);
    }

    /**
     * A notification for each user, which the server repeats until a recipient acknowledges it.
     *
     * @param notification {@code kind}, {@code title}, {@code message}, {@code priority}, …
     */
    public static Emission acknowledged(List<String> users, JSONObject notification) {
        try {
            JSONObject data = new JSONObject().put("notification", notification);
            return of("notification.created", List.of(), users, Delivery.ACKNOWLEDGED, data);
        } catch (JSONException unwritable) {
            throw new IllegalArgumentException("notification: not JSON", unwritable);
        }
    }

    /**
     * An event in the wire format of a family, which its clients receive unchanged.
     *
     * @param to names of rooms on the family's wire
     * @param except names of rooms whose members do not receive it
     * @param args its arguments; the frame, in families on plain WebSocket
     * @throws IllegalArgumentException if an argument is not JSON
     */
    public static Emission verbatim(
            Family family,
            List<String> to,
            List<String> except,
            String event,
            Delivery delivery,
            @Nullable Object... args) {
        try {
            return new Emission(
                    event, Emitter.Json.event(family, to, except, event, delivery, Emitter.Json.array(args)));
        } catch (Emitter.UnsendableException unsendable) {
            throw new IllegalArgumentException("args: not JSON", unsendable);
        }
    }

    private static Emission of(
            String event, List<String> rooms, List<String> users, Delivery delivery, JSONObject data) {
        try {
            JSONObject json = new JSONObject().put("event", event).put("data", data);
            if (!rooms.isEmpty()) {
                json.put("rooms", new JSONArray(rooms));
            }
            if (!users.isEmpty()) {
                json.put("users", new JSONArray(users));
            }
            if (delivery != Delivery.LOGGED) {
                json.put("delivery", delivery.wireName());
            }
            return new Emission(event, json.toString());
        } catch (JSONException unwritable) {
            throw new IllegalArgumentException("data: not JSON (expected: finite numbers)", unwritable);
        }
    }

    /** Its name. */
    public String event() {
        return event;
    }

    /** The JSON object that the server receives. */
    String json() {
        return json;
    }

    /** Shows the name only: the payload may be patient data. */
    @Override
    public String toString() {
        return "Emission[" + event + "]";
    }
}
