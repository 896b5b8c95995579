package dev.carewire.fuzz;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.spi.ThrowableProxyUtil;
import ch.qos.logback.core.AppenderBase;
import io.netty.buffer.ByteBufAllocator;
import io.netty.buffer.ByteBufUtil;
import io.netty.util.ResourceLeakDetector;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import org.slf4j.LoggerFactory;

/**
 * Detects faults that no client input may cause: a logged error or a leaked buffer. Watches every buffer of the process
 * until it is closed. Any thread.
 */
public final class FaultDetector implements AutoCloseable {

    private static final int COLLECTIONS = 3;

    private final ResourceLeakDetector.Level before = ResourceLeakDetector.getLevel();
    private final List<String> seen = new CopyOnWriteArrayList<>();
    private final Watch watch = new Watch();

    private FaultDetector() {}

    /** Starts watching. */
    public static FaultDetector watch() {
        FaultDetector faults = new FaultDetector();
        ResourceLeakDetector.setLevel(ResourceLeakDetector.Level.PARANOID);
        ByteBufUtil.setLeakListener((resource, records) -> faults.seen.add("leaked " + resource + records));
        faults.watch.start();
        root().addAppender(faults.watch);
        return faults;
    }

    private static Logger root() {
        return (Logger) LoggerFactory.getLogger(org.slf4j.Logger.ROOT_LOGGER_NAME);
    }

    /** Fails if a fault was detected since the last call. */
    public void assertNone() {
        List<String> found = List.copyOf(seen);
        seen.removeAll(found);
        assertThat(found).isEmpty();
    }

    /** Also detects leaked buffers, which Netty reports after their collection. */
    public void assertNoneAfterCollection() {
        for (int i = 0; i < COLLECTIONS; i++) {
            System.gc();
            // The detector reports when a new buffer is tracked.
            ByteBufAllocator.DEFAULT.buffer(1).release();
        }
        assertNone();
    }

    @Override
    public void close() {
        root().detachAppender(watch);
        watch.stop();
        ByteBufUtil.setLeakListener(null);
        ResourceLeakDetector.setLevel(before);
    }

    private final class Watch extends AppenderBase<ILoggingEvent> {
        @Override
        protected void append(ILoggingEvent event) {
            if (event.getLevel().isGreaterOrEqual(Level.ERROR)) {
                seen.add(event.getLoggerName() + ": " + event.getFormattedMessage() + " " + event.getKeyValuePairs()
                        + Optional.ofNullable(event.getThrowableProxy())
                                .map(ThrowableProxyUtil::asString)
                                .map(" "::concat)
                                .orElse(""));
            }
        }
    }
}
