package dev.carewire.app;

import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.encoder.EncoderBase;
import dev.carewire.json.JsonObject;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import org.slf4j.event.KeyValuePair;

/**
 * Writes each event as one line of JSON, for collectors of logs. Logback's own JSON encoder would write the messages of
 * failures; this one shows a failure as {@link RedactedStackTraceConverter} does. Used by {@code logback-json.xml}. Any
 * thread.
 */
public final class JsonLogEncoder extends EncoderBase<ILoggingEvent> {

    private final RedactedStackTraceConverter traces = new RedactedStackTraceConverter();

    @Override
    public byte[] encode(ILoggingEvent event) {
        JsonObject line = new JsonObject()
                .put("time", Instant.ofEpochMilli(event.getTimeStamp()).toString())
                .put("level", event.getLevel().toString())
                .put("logger", event.getLoggerName())
                .put("thread", event.getThreadName())
                .put("message", LogText.shorten(event.getFormattedMessage()));
        List<KeyValuePair> fields = event.getKeyValuePairs();
        if (fields != null && !fields.isEmpty()) {
            JsonObject values = new JsonObject();
            fields.forEach(field -> values.put(field.key, value(field.value)));
            line.put("fields", values);
        }
        String trace = traces.convert(event);
        if (!trace.isEmpty()) {
            line.put("trace", trace.strip());
        }
        return (line.json() + '\n').getBytes(StandardCharsets.UTF_8);
    }

    /** Numbers and truth values as such. Every other value decides in {@code toString} what it shows. */
    private static Object value(Object value) {
        return value instanceof Number || value instanceof Boolean ? value : LogText.shorten(String.valueOf(value));
    }

    @Override
    public byte[] headerBytes() {
        return new byte[0];
    }

    @Override
    public byte[] footerBytes() {
        return new byte[0];
    }
}
