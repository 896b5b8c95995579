package dev.carewire.app;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.joran.JoranConfigurator;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.spi.LoggingEvent;
import ch.qos.logback.core.ConsoleAppender;
import ch.qos.logback.core.joran.spi.JoranException;
import java.nio.charset.StandardCharsets;
import java.sql.SQLException;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.slf4j.Logger;
import org.slf4j.event.KeyValuePair;

/** Holds {@code logback.xml}, which the tests themselves do not use, to one line for each event. */
class LogFormatTest {

    private final LoggerContext context = production();

    private static LoggerContext production() {
        LoggerContext context = new LoggerContext();
        JoranConfigurator configurator = new JoranConfigurator();
        configurator.setContext(context);
        try {
            configurator.doConfigure(LogFormatTest.class.getResource("/logback.xml"));
        } catch (JoranException invalid) {
            throw new IllegalStateException(invalid);
        }
        return context;
    }

    @AfterEach
    void stop() {
        context.stop();
    }

    @Test
    void anEventIsOneLineWhateverItHolds() {
        LoggingEvent event = new LoggingEvent(
                "",
                context.getLogger(LogFormatTest.class),
                Level.ERROR,
                "first\nsecond",
                new IllegalStateException("broken\r\n2026-11-20 forged line", new RuntimeException("cause")),
                new Object[0]);
        event.setKeyValuePairs(List.of(new KeyValuePair("session", "s-1\nforged")));
        String text = format(event);
        assertThat(text.lines()).hasSize(1);
        assertThat(text)
                .endsWith("\n")
                .contains("ERROR", "LogFormatTest", "first | second", "session=\"s-1 | forged\"");
    }

    @Test
    void aFailureIsShownByPlaceAndKindAndNotByItsMessage() {
        LoggingEvent event = new LoggingEvent(
                "",
                context.getLogger(LogFormatTest.class),
                Level.ERROR,
                "failed",
                new IllegalStateException("value: Smith", new SQLException("Key (name)=(Smith) exists", "23505")),
                new Object[0]);

        assertThat(format(event))
                .contains("java.lang.IllegalStateException", "caused by java.sql.SQLException (SQL state 23505)")
                .contains("LogFormatTest.java")
                .doesNotContain("Smith");
    }

    @Test
    void librariesSpeakUpOnlyWhenSomethingIsWrong() {
        assertThat(context.getLogger("io.netty").getEffectiveLevel()).isEqualTo(Level.WARN);
    }

    private String format(ILoggingEvent event) {
        ConsoleAppender<ILoggingEvent> appender = (ConsoleAppender<ILoggingEvent>)
                context.getLogger(Logger.ROOT_LOGGER_NAME).getAppender("stderr");
        assertThat(appender.getTarget()).isEqualTo("System.err");
        return new String(appender.getEncoder().encode(event), StandardCharsets.UTF_8);
    }
}
