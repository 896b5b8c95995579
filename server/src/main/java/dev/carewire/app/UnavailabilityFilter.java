package dev.carewire.app;

import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.spi.IThrowableProxy;
import ch.qos.logback.core.filter.Filter;
import ch.qos.logback.core.spi.FilterReply;
import dev.carewire.command.UnavailableException;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;

/**
 * Limits what the consequences of an unavailable database write to the log: each message at most once a minute. The
 * database's own adapter reports the cause. Used by {@code logback.xml}. Any thread.
 */
public final class UnavailabilityFilter extends Filter<ILoggingEvent> {

    private static final long INTERVAL_MILLIS = TimeUnit.MINUTES.toMillis(1);
    private static final String UNAVAILABLE = UnavailableException.class.getName();
    private static final int MAX_CAUSES = 8;

    /** Messages are constants, so that there are few. */
    private static final int MAX_MESSAGES = 1_000;

    private final Map<String, Long> writtenAt = new ConcurrentHashMap<>();

    @Override
    public FilterReply decide(ILoggingEvent event) {
        if (!isConsequence(event.getThrowableProxy())) {
            return FilterReply.NEUTRAL;
        }
        long now = event.getTimeStamp();
        String message = event.getLoggerName() + ' ' + event.getMessage();
        if (writtenAt.size() >= MAX_MESSAGES) {
            writtenAt.clear();
        }
        long latest = writtenAt.merge(message, now, (before, at) -> at - before < INTERVAL_MILLIS ? before : at);
        return latest == now ? FilterReply.NEUTRAL : FilterReply.DENY;
    }

    /** Whether a failure is, or was caused by, an {@link UnavailableException}. */
    static boolean isConsequence(IThrowableProxy failure) {
        IThrowableProxy cause = failure;
        for (int depth = 0; cause != null && depth < MAX_CAUSES; depth++) {
            if (UNAVAILABLE.equals(cause.getClassName())) {
                return true;
            }
            cause = cause.getCause();
        }
        return false;
    }
}
