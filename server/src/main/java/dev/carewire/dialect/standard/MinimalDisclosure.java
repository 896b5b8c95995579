package dev.carewire.dialect.standard;

import dev.carewire.json.JsonObject;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/**
 * The reductions of minimal disclosure: what the second generation of derm-app's contract leaves out, and the same of events that the
 * contract does not know.
 */
final class MinimalDisclosure {

    /** Replaces the preview of an announced message, which clients display. */
    static final String PREVIEW = "New message";

    /** Replace texts that name patients, by the kind of the notification. */
    static final Map<String, String> TEXTS = Map.of(
            "prior_auth_status", "The status of a prior authorization has changed",
            "lab_result_ready", "Lab results are ready");

    private MinimalDisclosure() {}

    /** Removes fields. */
    static Consumer<JsonObject> without(String... fields) {
        List<String> removed = List.of(fields);
        return body -> body.removeFields(removed);
    }

    /** Removes all other fields. */
    static Consumer<JsonObject> nothingBut(String... fields) {
        List<String> kept = List.of(fields);
        return body -> body.retainFields(kept);
    }

    /** Applies {@code reduction} to the record in {@code field}. */
    static Consumer<JsonObject> within(String field, Consumer<JsonObject> reduction) {
        return body -> body.nested(field).ifPresent(reduction);
    }

    /** Removes fields and sets {@code flag} instead. */
    static Consumer<JsonObject> flagInsteadOf(String flag, String... fields) {
        return without(fields).andThen(body -> body.put(flag, true));
    }

    /** Replaces a text that names a patient. */
    static void replaceText(JsonObject notification) {
        String text = TEXTS.get(String.valueOf(notification.fields().get("type")));
        if (text != null) {
            notification.put("message", text).removeFields(List.of("metadata"));
        }
    }
}
