package dev.carewire.adapter.jdbi;

import com.github.kagkarlsson.scheduler.Scheduler;
import com.github.kagkarlsson.scheduler.SchedulerName;
import com.github.kagkarlsson.scheduler.jdbc.DefaultJdbcCustomization;
import com.github.kagkarlsson.scheduler.task.CompletionHandler;
import com.github.kagkarlsson.scheduler.task.FailureHandler;
import com.github.kagkarlsson.scheduler.task.TaskInstance;
import com.github.kagkarlsson.scheduler.task.helper.CustomTask;
import com.github.kagkarlsson.scheduler.task.helper.Tasks;
import dev.carewire.cluster.Timers;
import dev.carewire.identity.TenantId;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Types;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/**
 * Timers as rows that db-scheduler watches over, on threads of its own from {@link #start} to {@link #close}. Any node that shares
 * the database may ring a timer; one that dies while ringing is noticed after some missed heartbeats, and the timer rings again.
 */
public final class JdbiTimers implements Timers, AutoCloseable {

    /** All timers are one task to the library; the bell is part of the id, so that kinds may come and go. */
    private static final String TASK = "carewire";

    /** Stands for a blank in the id of a timer: a control character, which no id has. Blanks separate kind, id and tenant. */
    private static final char BLANK = '\u001F';

    private static final Duration HEARTBEAT = Duration.ofSeconds(5);
    private static final int MISSED_HEARTBEATS = 4;
    private static final Duration RETRY_DELAY = Duration.ofSeconds(10);

    private final Database database;
    private final TransactionAwareDataSource connections;
    private final Scheduler scheduler;
    private final Map<String, TimerListener> listeners = new ConcurrentHashMap<>();
    private final AtomicBoolean started = new AtomicBoolean();

    /**
     * Timers in {@code database} that can be set and do not ring yet.
     *
     * @param threads timers that may ring at a time, 1 or more
     * @param interval between two looks for those that are due
     * @param grace how long {@link #close} waits for those that ring
     */
    public JdbiTimers(Database database, Clock clock, int threads, Duration interval, Duration grace) {
        this.database = database;
        this.connections = new TransactionAwareDataSource(database.pool());
        CustomTask<Void> task = Tasks.custom(TASK, Void.class)
                .onFailure(new FailureHandler.OnFailureRetryLater<>(RETRY_DELAY))
                .execute((instance, context) -> fire(instance.getId()));
        this.scheduler = Scheduler.create(connections, task)
                .schedulerName(new SchedulerName.Fixed("carewire-" + UUID.randomUUID()))
                .clock(clock::instant)
                .threads(threads)
                .pollingInterval(interval)
                .heartbeatInterval(HEARTBEAT)
                .missedHeartbeatsLimit(MISSED_HEARTBEATS)
                .shutdownMaxWait(grace)
                .jdbcCustomization(new UtcColumns())
                .build();
    }

    /**
     * Begins to ring.
     *
     * @param bells by kind; timers of other kinds wait
     */
    public void start(Map<String, TimerListener> bells) {
        this.listeners.putAll(bells);
        started.set(true);
        scheduler.start();
    }

    @Override
    public void set(Key key, Instant at) {
        String id = key.kind()
                + ' '
                + key.id().replace(' ', BLANK)
                + ' '
                + key.tenant().value();
        database.jdbi()
                .useHandle(handle -> connections.runWith(
                        handle.getConnection(),
                        () -> scheduler.scheduleIfNotExists(new TaskInstance<Void>(TASK, id), at)));
    }

    private CompletionHandler<Void> fire(String id) {
        String[] parts = id.split(" ", 3);
        TimerListener bell = listeners.get(parts[0]);
        if (bell == null) {
            throw new IllegalStateException("timer: of no known kind (expected: one of " + listeners.keySet() + ")");
        }
        Optional<Instant> next = bell.onDue(new TenantId(parts[2]), parts[1].replace(BLANK, ' '));
        return next.<CompletionHandler<Void>>map(at -> (complete, operations) -> operations.reschedule(complete, at))
                .orElseGet(CompletionHandler.OnCompleteRemove::new);
    }

    /** Waits for timers that ring, and rings no more; repeated calls do nothing. */
    @Override
    public void close() {
        if (started.getAndSet(false)) {
            scheduler.stop();
        }
    }

    /** Instants to and from columns with a time zone, as everywhere else in this package. */
    private static final class UtcColumns extends DefaultJdbcCustomization {
        UtcColumns() {
            super(false);
        }

        @Override
        public void setInstant(PreparedStatement statement, int index, @Nullable Instant value) throws SQLException {
            if (value == null) {
                statement.setNull(index, Types.TIMESTAMP_WITH_TIMEZONE);
            } else {
                statement.setObject(index, value.atOffset(ZoneOffset.UTC), Types.TIMESTAMP_WITH_TIMEZONE);
            }
        }

        @Override
        public @Nullable Instant getInstant(ResultSet row, String column) throws SQLException {
            return UtcInstants.readOptional(row, column).orElse(null);
        }
    }
}
