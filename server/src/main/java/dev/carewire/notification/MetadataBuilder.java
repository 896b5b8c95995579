package dev.carewire.notification;

import java.util.Locale;
import java.util.StringJoiner;

/** Builds the text of a JSON object field by field. One thread. */
final class MetadataBuilder {

    private final StringJoiner fields = new StringJoiner(",", "{", "}");

    MetadataBuilder put(String name, String value) {
        fields.add(quoted(name) + ":" + quoted(value));
        return this;
    }

    MetadataBuilder put(String name, int value) {
        fields.add(quoted(name) + ":" + value);
        return this;
    }

    MetadataBuilder put(String name, boolean value) {
        fields.add(quoted(name) + ":" + value);
        return this;
    }

    String json() {
        return fields.toString();
    }

    private static String quoted(String text) {
        StringBuilder json = new StringBuilder(text.length() + 2).append('"');
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == '"' || c == '\\') {
                json.append('\\').append(c);
            } else if (c < ' ') {
                json.append(String.format(Locale.ROOT, "\\u%04x", (int) c));
            } else {
                json.append(c);
            }
        }
        return json.append('"').toString();
    }

    /** Shows no values: they may be patient data. */
    @Override
    public String toString() {
        return "Metadata";
    }
}
