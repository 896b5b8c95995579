package dev.carewire.adapter.jdbi;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.carewire.adapter.json.JsonEventCodec;
import dev.carewire.cluster.LogDelivery;
import dev.carewire.cluster.Publisher;
import dev.carewire.cluster.Transactions;
import dev.carewire.event.Event;
import dev.carewire.event.PatientEvents;
import dev.carewire.event.PatientEvents.PatientDeleted;
import dev.carewire.identity.TenantId;
import dev.carewire.log.EventLog.StoredEvent;
import dev.carewire.log.LogPosition;
import dev.carewire.log.LoggedEvent;
import dev.carewire.log.RingLimits;
import java.io.IOException;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * A commit whose answer is lost with the connection, on PostgreSQL: H2 runs in this process and has no connection. The
 * event of such a transaction was sent half a minute later, behind newer states of its record.
 */
class UnansweredCommitTest {

    private static final Duration DEADLINE = Duration.ofSeconds(20);

    private final TenantId tenant = new TenantId("clinic-" + UUID.randomUUID());
    private final List<String> delivered = new CopyOnWriteArrayList<>();
    private DatabaseProxy proxy;
    private Database database;
    private LogDelivery delivery;
    private Transactions transactions;
    private Publisher publisher;

    @BeforeEach
    void openThroughAProxy() throws IOException {
        String url = TestDatabases.POSTGRES.config().address().url();
        URI address = URI.create(url.substring("jdbc:".length()));
        proxy = new DatabaseProxy(address.getHost(), address.getPort());
        String proxied = url.replace(
                "//" + address.getHost() + ":" + address.getPort() + "/", "//127.0.0.1:" + proxy.port() + "/");
        // Otherwise the driver names a prepared statement instead of the COMMIT.
        proxied += (proxied.contains("?") ? "&" : "?") + "preferQueryMode=simple";
        database = Database.open(new DatabaseConfig(proxied, "", "", 4, Duration.ofSeconds(10)));
        JdbiEventLog log = new JdbiEventLog(database, new JsonEventCodec(), Clock.systemUTC());
        delivery = new LogDelivery(
                log,
                new Recorder(),
                new RingLimits(1 << 20, Duration.ofMinutes(2)),
                LogDelivery.TenantWire.NONE,
                Clock.systemUTC());
        log.addListener(delivery);
        publisher = new Publisher(log, event -> {});
        transactions = new JdbiTransactions(database);
        delivery.open(tenant).toCompletableFuture().join();
        delivery.start();
    }

    @AfterEach
    void close() throws IOException {
        delivery.close();
        database.close();
        proxy.close();
    }

    private void publish(String patient) {
        publisher.publish(PatientEvents.PATIENT_DELETED.newEvent(tenant, Instant.now(), new PatientDeleted(patient)));
    }

    @Test
    void anEventWhoseCommitTookEffectIsDeliveredInItsPlace() {
        proxy.cutNext(DatabaseProxy.Cut.AFTER_THE_COMMIT);

        assertThatThrownBy(() -> transactions.inTransaction(() -> publish("a"))).isInstanceOf(RuntimeException.class);
        // The database may count as away for a moment.
        await().atMost(DEADLINE)
                .ignoreExceptions()
                .until(() -> transactions.inTransaction(() -> {
                    publish("b");
                    return true;
                }));

        await().atMost(DEADLINE).until(() -> delivered.size() == 2);
        assertThat(delivered).containsExactly("a", "b");
    }

    @Test
    void anEventWhoseCommitWasLostIsNotDeliveredAndHoldsNobodyUp() {
        proxy.cutNext(DatabaseProxy.Cut.BEFORE_THE_COMMIT);

        assertThatThrownBy(() -> transactions.inTransaction(() -> publish("a"))).isInstanceOf(RuntimeException.class);
        // The database may count as away for a moment.
        await().atMost(DEADLINE)
                .ignoreExceptions()
                .until(() -> transactions.inTransaction(() -> {
                    publish("b");
                    return true;
                }));

        await().atMost(DEADLINE).until(() -> !delivered.isEmpty());
        assertThat(delivered).containsExactly("b");
    }

    /** Keeps the names of delivered events. */
    private final class Recorder implements LogDelivery.Subscriber {
        @Override
        public void onOpened(TenantId opened, LogPosition after) {}

        @Override
        public void onEarlier(TenantId of, List<StoredEvent> earlier) {
            throw new AssertionError("earlier events: " + earlier);
        }

        @Override
        public void onLogged(LoggedEvent event) {
            delivered.add(((PatientDeleted) event.event().payload()).patientId());
        }

        @Override
        public void onVolatile(Event<?> event) {
            throw new AssertionError("volatile: " + event);
        }

        @Override
        public void onClosed(TenantId of) {
            throw new AssertionError("closed: " + of);
        }

        @Override
        public void onSkipped(TenantId of, LogPosition position) {
            throw new AssertionError("skipped: " + position);
        }
    }
}
