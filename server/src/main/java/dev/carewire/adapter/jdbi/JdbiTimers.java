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
 * Timers as rows of db-scheduler, which runs them on its own threads from {@link #start} to {@link #close}. Any node
 * with the same database may run a timer. If that node dies, the others detect missed heartbeats and run the timer
 * again.
 */
public final class JdbiTimers implements Timers, AutoCloseable {

    /** The library sees all timers as one task. The kind is part of the id, so that kinds can be added and removed. */
    private static final String TASK = "carewire";

    /**
     * Stands for a blank in the id of a timer: a control character, which no id has. Blanks separate kind, id and
     * tenant.
     */
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
     * Timers in {@code database} that can be set, but do not fire yet.
     *
     * @param threads timers that run concurrently, 1 or more
     * @param interval between two polls for due timers
     * @param grace how long {@link #close} waits for running timers
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
     * Starts to fire timers; none fires while the database is away.
     *
     * @param listeners by kind; timers of other kinds wait
     */
    public void start(Map<String, TimerListener> listeners) {
        this.listeners.putAll(listeners);
        started.set(true);
        scheduler.start();
        database.addListener(new DatabaseWatch.Listener() {
            @Override
            public void onLost() {
                scheduler.pause();
            }

            @Override
            public void onRegained() {
                scheduler.resume();
            }
        });
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
        TimerListener listener = listeners.get(parts[0]);
        if (listener == null) {
            throw new IllegalStateException("timer: of no known kind (expected: one of " + listeners.keySet() + ")");
        }
        Optional<Instant> next = listener.onDue(new TenantId(parts[2]), parts[1].replace(BLANK, ' '));
        return next.<CompletionHandler<Void>>map(at -> (complete, operations) -> operations.reschedule(complete, at))
                .orElseGet(CompletionHandler.OnCompleteRemove::new);
    }

    /** Waits for running timers and fires no more; repeated calls do nothing. */
    @Override
    public void close() {
        if (started.getAndSet(false)) {
            scheduler.stop();
        }
    }

    /** Converts instants to and from columns with a time zone, as everywhere in this package. */
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
