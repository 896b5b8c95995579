package dev.carewire.app;

import ch.qos.logback.classic.pattern.ClassicConverter;
import ch.qos.logback.classic.spi.ILoggingEvent;
import java.util.List;
import java.util.stream.Collectors;
import org.slf4j.event.KeyValuePair;

/**
 * Writes an event's fields as {@code key="value"} with {@linkplain LogText#escape escaped} values. Used by
 * {@code logback-text.xml} as {@code %fields}.
 */
public final class LogFieldsConverter extends ClassicConverter {

    @Override
    public String convert(ILoggingEvent event) {
        List<KeyValuePair> fields = event.getKeyValuePairs();
        return fields == null
                ? ""
                : fields.stream()
                        .map(field -> field.key + "=\"" + LogText.escape(String.valueOf(field.value)) + '"')
                        .collect(Collectors.joining(" "));
    }
}
