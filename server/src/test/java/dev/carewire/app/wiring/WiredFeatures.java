package dev.carewire.app.wiring;

import dev.carewire.adapter.jdbi.Database;
import dev.carewire.app.config.BadConfigException;
import dev.carewire.app.config.Config;
import dev.carewire.app.config.ConfigReader;
import dev.carewire.app.config.ConfigSources;
import dev.carewire.cluster.ManualTimers;
import dev.carewire.cluster.Publisher;
import dev.carewire.cluster.Timers;
import dev.carewire.dialect.ClientFeatures;
import dev.carewire.fixture.ImmediateOrder;
import dev.carewire.http.Route;
import dev.carewire.hub.Hub;
import dev.carewire.idempotency.IdempotentRoutes;
import dev.carewire.messaging.InMemoryAttachmentStore;
import dev.carewire.notification.ConnectedRecipients;
import dev.carewire.queue.AbandonedEntries;
import dev.carewire.user.Users;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;

/**
 * All features as the server wires them, over a test's database and publisher. Attachments stay in memory, workers run
 * on the caller's thread. Transient timers fire when the test advances them, durable ones when it fires them.
 */
public final class WiredFeatures {

    private final ManualTimers timers = new ManualTimers();
    private final Map<Timers.Key, Instant> durableTimers = new ConcurrentHashMap<>();
    private final InMemoryAttachmentStore files = new InMemoryAttachmentStore();
    private final Features features;
    private final IdempotentRoutes idempotent;

    private WiredFeatures(CoreParts core, Config config) {
        features = Features.create(
                core,
                config,
                files,
                durableTimers::putIfAbsent,
                timers,
                Runnable::run,
                new ConnectedRecipients(core.clock()));
        idempotent = new IdempotentRoutes(
                features.requests(), Runnable::run, config.auth().claims().defaultTenant());
    }

    /** With the default settings; clinics are in the time zone of {@code clock}. */
    public static WiredFeatures over(Database database, Publisher publisher, Clock clock) {
        return over(database, publisher, clock, Map.of());
    }

    /**
     * With settings of the test's own; clinics are in the time zone of {@code clock}.
     *
     * @param settings by their names in the environment; the others have their defaults
     */
    public static WiredFeatures over(
            Database database, Publisher publisher, Clock clock, Map<String, String> settings) {
        Config config = config(settings);
        return new WiredFeatures(
                CoreParts.create(
                        database,
                        publisher,
                        clock,
                        config.kept(),
                        config.users().directory(),
                        clock.getZone()),
                config);
    }

    private static Config config(Map<String, String> settings) {
        Map<String, String> environment = new HashMap<>(settings);
        environment.put("CAREWIRE_AUTH_SECRET", "a secret of 32 bytes, for tests only");
        try {
            return ConfigReader.read(
                    new ConfigSources(
                            Optional.empty(),
                            Path.of("target"),
                            environment,
                            Map.of(),
                            ConfigSources.DemoSecretUse.NEVER),
                    warning -> {
                        throw new AssertionError(warning);
                    });
        } catch (BadConfigException wrong) {
            throw new IllegalArgumentException(wrong);
        }
    }

    /** The features that clients use over their connections. */
    public ClientFeatures client() {
        return features.client();
    }

    public Users users() {
        return features.users().users();
    }

    /** Makes {@code POST} routes idempotent, with its own knowledge of running requests, as a node has. */
    public IdempotentRoutes idempotent() {
        return idempotent;
    }

    /** The routes of every feature, not {@link #idempotent} yet. */
    public Stream<Route> routes() {
        return features.routes();
    }

    /** The routes for the sessions of {@code hub}. */
    public Stream<Route> socketRoutes(Hub hub) {
        return features.emissions().socketRoutes(hub, ImmediateOrder::run);
    }

    /** Holds the attachments. */
    public InMemoryAttachmentStore files() {
        return files;
    }

    /** The durable timers that are set, with their times. */
    public Map<Timers.Key, Instant> durableTimers() {
        return Map.copyOf(durableTimers);
    }

    /** Fires a durable timer, also one that an earlier server set; returns when it fires again. */
    public Optional<Instant> fire(Timers.Key timer) {
        return Objects.requireNonNull(features.notifications().timerListeners().get(timer.kind()), timer.kind())
                .onDue(timer.tenant(), timer.id());
    }

    /** Removes patients who have waited since an earlier day. */
    public AbandonedEntries abandonedEntries() {
        return features.clinic().abandoned();
    }

    /** Ends typing, viewing and calls without a renewal. */
    public ManualTimers timers() {
        return timers;
    }
}
