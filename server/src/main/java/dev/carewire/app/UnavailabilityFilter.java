package dev.carewire.app;

import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.spi.IThrowableProxy;
import ch.qos.logback.core.filter.Filter;
import ch.qos.logback.core.spi.FilterReply;
import dev.carewire.command.UnavailableException;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;
import org.slf4j.Marker;

/**
 * Limits what the consequences of an outage write to the log: one line a minute in all. There is none while the log repeats the cause, in
 * lines with the marker {@link UnavailableException#CAUSE}. Used by {@code logback.xml}. Any thread.
 */
public final class UnavailabilityFilter extends Filter<ILoggingEvent> {

    private static final long INTERVAL_MILLIS = TimeUnit.MINUTES.toMillis(1);

    /** Longer than a minute: the cause is repeated at the first look after a minute. */
    private static final long QUIET_AFTER_CAUSE_MILLIS = TimeUnit.SECONDS.toMillis(65);

    private static final String UNAVAILABLE = UnavailableException.class.getName();
    private static final int MAX_CAUSES = 8;

    /** The time from which the next consequence is written. */
    private final AtomicLong quietUntil = new AtomicLong(Long.MIN_VALUE);

    @Override
    public FilterReply decide(ILoggingEvent event) {
        long now = event.getTimeStamp();
        if (statesCause(event.getMarkerList())) {
            quietUntil.set(now + QUIET_AFTER_CAUSE_MILLIS);
            return FilterReply.NEUTRAL;
        }
        if (!isConsequence(event.getThrowableProxy())) {
            return FilterReply.NEUTRAL;
        }
        long until = quietUntil.get();
        boolean written = now >= until && quietUntil.compareAndSet(until, now + INTERVAL_MILLIS);
        return written ? FilterReply.NEUTRAL : FilterReply.DENY;
    }

    private static boolean statesCause(@Nullable List<Marker> markers) {
        return markers != null && markers.contains(UnavailableException.CAUSE);
    }

    /** Whether a failure is, or was caused by, an {@link UnavailableException}. */
    static boolean isConsequence(@Nullable IThrowableProxy failure) {
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
