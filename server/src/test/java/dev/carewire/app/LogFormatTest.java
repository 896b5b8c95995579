package dev.carewire.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.joran.JoranConfigurator;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.spi.LoggingEvent;
import ch.qos.logback.core.ConsoleAppender;
import ch.qos.logback.core.joran.spi.JoranException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.nio.charset.StandardCharsets;
import java.sql.SQLException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.slf4j.Logger;
import org.slf4j.event.KeyValuePair;

/** Holds {@code logback.xml}, which the tests themselves do not use, to one line for each event. */
class LogFormatTest {

    private static final String HOSTILE =
            "https://x\" level=\"INFO\r\n2026-11-20T10:00:00.000Z INFO forged\u001b[2K\u0085\u2028\u202e";

    private final LoggerContext context = production("text");

    private static LoggerContext production(String format) {
        LoggerContext context = new LoggerContext();
        context.putProperty("carewire.log-format", format);
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
        String text = format(hostileEvent());
        assertThat(text.lines()).hasSize(1);
        assertThat(text)
                .endsWith("\n")
                .contains("ERROR", "LogFormatTest: first\\nsecond ", " count=\"7\" ")
                .contains("origin=\"https://x\\\" level=\\\"INFO\\r\\n2026-11-20T10:00:00.000Z INFO forged"
                        + "\\u001b[2K\\u0085\\u2028\\u202e\"");
    }

    @Test
    void inJsonAnEventIsOneObjectOnOneLine() throws Exception {
        LoggerContext json = production("json");
        String text = format(json, hostileEvent());
        json.stop();
        assertThat(text.chars().filter(each -> each < ' ').boxed()).containsExactly((int) '\n');
        JsonNode event = new ObjectMapper().readTree(text);
        assertThat(event.fieldNames())
                .toIterable()
                .containsExactly("time", "level", "logger", "thread", "message", "fields", "trace");
        assertThat(Instant.parse(event.get("time").textValue())).isCloseTo(Instant.now(), within(1, ChronoUnit.HOURS));
        assertThat(event.get("level").textValue()).isEqualTo("ERROR");
        assertThat(event.get("logger").textValue()).isEqualTo(LogFormatTest.class.getName());
        assertThat(event.get("message").textValue()).isEqualTo("first\nsecond");
        assertThat(event.get("fields").get("origin").textValue()).isEqualTo(HOSTILE);
        assertThat(event.get("fields").get("count").isNumber()).isTrue();
        assertThat(event.get("trace").textValue())
                .contains(
                        "java.lang.IllegalStateException", "caused by java.lang.RuntimeException", "LogFormatTest.java")
                .doesNotContain("broken");
    }

    @Test
    void aLongValueIsCut() {
        LoggingEvent event = event("refused", null);
        event.setKeyValuePairs(List.of(new KeyValuePair("origin", "x".repeat(100_000))));
        assertThat(format(event)).contains("x".repeat(LogText.MAX_LENGTH) + "…").hasSizeLessThan(1_200);
    }

    private LoggingEvent hostileEvent() {
        LoggingEvent event = event(
                "first\nsecond", new IllegalStateException("broken\r\nforged line", new RuntimeException("cause")));
        event.setKeyValuePairs(List.of(new KeyValuePair("origin", HOSTILE), new KeyValuePair("count", 7)));
        return event;
    }

    private LoggingEvent event(String message, @Nullable Throwable failure) {
        return new LoggingEvent(
                "", context.getLogger(LogFormatTest.class), Level.ERROR, message, failure, new Object[0]);
    }

    @Test
    void aFailureIsShownByPlaceAndKindAndNotByItsMessage() {
        LoggingEvent event = event(
                "failed",
                new IllegalStateException("value: Smith", new SQLException("Key (name)=(Smith) exists", "23505")));

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
        return format(context, event);
    }

    private static String format(LoggerContext context, ILoggingEvent event) {
        ConsoleAppender<ILoggingEvent> appender = (ConsoleAppender<ILoggingEvent>)
                context.getLogger(Logger.ROOT_LOGGER_NAME).getAppender("stderr");
        assertThat(appender.getTarget()).isEqualTo("System.err");
        return new String(appender.getEncoder().encode(event), StandardCharsets.UTF_8);
    }
}
