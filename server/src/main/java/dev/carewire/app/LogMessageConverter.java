package dev.carewire.app;

import ch.qos.logback.classic.pattern.ClassicConverter;
import ch.qos.logback.classic.spi.ILoggingEvent;

/**
 * Writes an event's message, {@linkplain LogText#escape escaped}. CareWire's messages are constants, those of libraries
 * may quote what a client sent. Used by {@code logback-text.xml} as {@code %text}.
 */
public final class LogMessageConverter extends ClassicConverter {

    @Override
    public String convert(ILoggingEvent event) {
        return LogText.escape(event.getFormattedMessage());
    }
}
