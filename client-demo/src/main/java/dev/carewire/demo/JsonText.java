package dev.carewire.demo;

import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.TreeSet;
import org.json.JSONArray;
import org.json.JSONObject;

/** Formats JSON on one readable line: a blank after each colon and comma, fields in alphabetical order. */
public final class JsonText {

    private JsonText() {}

    /**
     * The text of a value from a Socket.IO client. Any thread; never blocks.
     *
     * @param value an object or array of {@code org.json}, a text, a number, a boolean, {@code JSONObject.NULL}, or
     *     bytes, of which only the number is shown
     */
    public static String of(Object value) {
        if (value instanceof JSONObject object) {
            return object(object);
        }
        if (value instanceof JSONArray array) {
            return array(array);
        }
        if (value instanceof byte[] bytes) {
            return "<" + bytes.length + " bytes>";
        }
        return value instanceof String text ? JSONObject.quote(text) : value.toString();
    }

    private static String object(JSONObject object) {
        TreeSet<String> names = new TreeSet<>();
        for (Iterator<?> keys = object.keys(); keys.hasNext(); ) {
            names.add(keys.next().toString());
        }
        List<String> fields = new ArrayList<>();
        for (String name : names) {
            fields.add(JSONObject.quote(name) + ": " + of(object.opt(name)));
        }
        return "{" + String.join(", ", fields) + "}";
    }

    private static String array(JSONArray array) {
        List<String> items = new ArrayList<>();
        for (int i = 0; i < array.length(); i++) {
            items.add(of(array.opt(i)));
        }
        return "[" + String.join(", ", items) + "]";
    }
}
