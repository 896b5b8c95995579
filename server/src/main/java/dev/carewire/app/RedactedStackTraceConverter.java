package dev.carewire.app;

import ch.qos.logback.classic.pattern.ThrowableHandlingConverter;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.spi.IThrowableProxy;
import ch.qos.logback.classic.spi.StackTraceElementProxy;
import ch.qos.logback.classic.spi.ThrowableProxy;
import java.sql.SQLException;
import org.jspecify.annotations.Nullable;

/**
 * Shows where a failure occurred, without its message: messages of database drivers and parsers quote values, which are
 * patient data. For SQL failures it shows the SQLSTATE of five characters. Used by {@code logback.xml} as
 * {@code %trace}.
 */
public final class RedactedStackTraceConverter extends ThrowableHandlingConverter {

    private static final int MAX_CAUSES = 8;
    private static final int MAX_FRAMES = 30;

    @Override
    public String convert(ILoggingEvent event) {
        StringBuilder trace = new StringBuilder();
        IThrowableProxy failure = event.getThrowableProxy();
        for (int depth = 0; failure != null && depth <= MAX_CAUSES; depth++) {
            append(trace, failure, depth == 0 ? "" : "caused by ");
            failure = failure.getCause();
        }
        return trace.toString();
    }

    private static void append(StringBuilder trace, IThrowableProxy failure, String prefix) {
        trace.append(prefix).append(failure.getClassName()).append(sqlState(failure));
        StackTraceElementProxy[] frames = failure.getStackTraceElementProxyArray();
        int shown = Math.min(MAX_FRAMES, frames.length - failure.getCommonFrames());
        for (int i = 0; i < shown; i++) {
            trace.append('\n').append(frames[i].getSTEAsString());
        }
        trace.append('\n');
    }

    private static String sqlState(IThrowableProxy failure) {
        return thrown(failure) instanceof SQLException sql ? " (SQL state " + sql.getSQLState() + ")" : "";
    }

    private static @Nullable Throwable thrown(IThrowableProxy failure) {
        return failure instanceof ThrowableProxy proxy ? proxy.getThrowable() : null;
    }
}
