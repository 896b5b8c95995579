package dev.carewire.event;

import dev.carewire.adapter.json.JsonEventCodec;
import java.util.List;

/** The sample events whose records may have extra fields, with one that each reader recognizes. */
public final class ExtendedEvents {

    /** The value of the extra field. */
    public static final String MARKER = "third shelf";

    private static final JsonEventCodec CODEC = new JsonEventCodec();
    private static final String NONE = "\"extra\":{}";

    private ExtendedEvents() {}

    public static List<Event<?>> all() {
        return SampleEvents.all().stream()
                .map(CODEC::encode)
                .filter(text -> text.contains(NONE))
                .<Event<?>>map(text -> CODEC.decode(text.replace(NONE, "\"extra\":{\"shelf\":\"" + MARKER + "\"}")))
                .toList();
    }
}
