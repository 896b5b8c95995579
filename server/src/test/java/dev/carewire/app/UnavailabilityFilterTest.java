package dev.carewire.app;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.spi.LoggingEvent;
import ch.qos.logback.core.spi.FilterReply;
import dev.carewire.command.UnavailableException;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class UnavailabilityFilterTest {

    private static final Instant START = Instant.parse("2026-11-30T14:00:00Z");
    private final RuntimeException away = UnavailableException.away(new IllegalStateException());

    private final UnavailabilityFilter filter = new UnavailabilityFilter();

    /** Each consequence had a line of its own every minute. */
    @Test
    void writesOneConsequenceOfAnOutageAMinute() {
        assertThat(reply("not recorded", away, 0)).isEqualTo(FilterReply.NEUTRAL);
        assertThat(reply("not recorded", new IllegalStateException(away), 59)).isEqualTo(FilterReply.DENY);
        assertThat(reply("not stored", away, 59)).isEqualTo(FilterReply.DENY);
        assertThat(reply("not stored", away, 60)).isEqualTo(FilterReply.NEUTRAL);
        assertThat(reply("not recorded", away, 60)).isEqualTo(FilterReply.DENY);
    }

    @Test
    void writesNoConsequenceWhileTheCauseIsRepeated() {
        assertThat(replyToCause(0)).isEqualTo(FilterReply.NEUTRAL);
        assertThat(reply("not recorded", away, 60)).isEqualTo(FilterReply.DENY);
        assertThat(replyToCause(61)).isEqualTo(FilterReply.NEUTRAL);
        assertThat(reply("not recorded", away, 125)).isEqualTo(FilterReply.DENY);
        assertThat(reply("not recorded", away, 126)).isEqualTo(FilterReply.NEUTRAL);
    }

    @Test
    void writesEveryOtherFailure() {
        for (int second = 0; second < 3; second++) {
            assertThat(reply("not recorded", new IllegalStateException(), second))
                    .isEqualTo(FilterReply.NEUTRAL);
        }
    }

    private FilterReply reply(String message, RuntimeException failure, long second) {
        return reply(event(message, failure), second);
    }

    private FilterReply replyToCause(long second) {
        LoggingEvent cause = event("database not available", null);
        cause.addMarker(UnavailableException.CAUSE);
        return reply(cause, second);
    }

    private static LoggingEvent event(String message, @Nullable RuntimeException failure) {
        return new LoggingEvent(
                "", new LoggerContext().getLogger("carewire"), Level.WARN, message, failure, new Object[0]);
    }

    private FilterReply reply(LoggingEvent event, long second) {
        event.setInstant(START.plusSeconds(second));
        return filter.decide(event);
    }
}
