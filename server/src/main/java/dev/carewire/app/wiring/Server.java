package dev.carewire.app.wiring;

import dev.carewire.adapter.jdbi.Database;
import dev.carewire.adapter.jdbi.DatabaseUse;
import dev.carewire.adapter.jdbi.DatabaseUse.LockMode;
import dev.carewire.adapter.jdbi.JdbiDeliveredPositions;
import dev.carewire.adapter.jdbi.JdbiEventLog;
import dev.carewire.adapter.jdbi.JdbiExpiredRecords;
import dev.carewire.adapter.jdbi.JdbiTimers;
import dev.carewire.adapter.jdbi.backup.SnapshotWriter;
import dev.carewire.adapter.json.JsonEventCodec;
import dev.carewire.adapter.jwt.JwtVerifier;
import dev.carewire.app.config.ClusterMode;
import dev.carewire.app.config.Config;
import dev.carewire.app.config.LogConfig;
import dev.carewire.cluster.DeliveryRecorder;
import dev.carewire.cluster.LogDelivery;
import dev.carewire.cluster.Publisher;
import dev.carewire.dialect.FamilyContext;
import dev.carewire.dialect.FamilyEndpoints;
import dev.carewire.dialect.PlainDialect;
import dev.carewire.file.DataFolder;
import dev.carewire.http.Router;
import dev.carewire.hub.Hub;
import dev.carewire.hub.HubConfig;
import dev.carewire.idempotency.IdempotentRoutes;
import dev.carewire.identity.TokenVerifier;
import dev.carewire.json.Json;
import dev.carewire.log.EventLog;
import dev.carewire.memory.MemoryBudgets;
import dev.carewire.notification.ConnectedRecipients;
import dev.carewire.record.RecordKind;
import dev.carewire.record.Retention;
import dev.carewire.refusal.Refusals;
import dev.carewire.refusal.ReportingTokenVerifier;
import dev.carewire.rest.HealthRoutes;
import dev.carewire.rest.ReadinessCheck;
import dev.carewire.transport.http.BearerAuthentication;
import dev.carewire.transport.http.HttpApi;
import dev.carewire.transport.http.HttpApiEdge;
import dev.carewire.transport.http.RequestRates;
import dev.carewire.transport.plain.PlainEdge;
import dev.carewire.transport.session.ConnectGate;
import dev.carewire.transport.session.GracefulPort;
import dev.carewire.transport.session.SessionRuntime;
import dev.carewire.transport.socketio.EngineFeature;
import dev.carewire.transport.socketio.SocketIoEdge;
import dev.carewire.transport.websocket.DeflateUse;
import dev.carewire.user.LearnedStaff;
import dev.carewire.user.LearningTokenVerifier;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executor;
import java.util.stream.Stream;

/**
 * The whole server: its parts, in the order in which they start. They stop in reverse order: clients are notified
 * first, and the database closes last.
 */
public final class Server implements RunningServer {

    /** Names this node in the records of delivered positions. */
    private static final String ONLY_NODE = "single";

    /** Interval of looking for a command that waits for a snapshot of the database. */
    private static final Duration SNAPSHOT_INTERVAL = Duration.ofMillis(500);

    /** Interval of evicting expired events and ended sessions, where no new event does so. */
    private static final Duration EVICTION_INTERVAL = Duration.ofSeconds(5);

    /** Interval of writing to the data folder, to find out whether it is writable. */
    private static final Duration DATA_FOLDER_INTERVAL = Duration.ofMillis(500);

    /** Delay until deliveries are recorded, and until new sessions receive their queued notifications. */
    private static final Duration DELIVERY_INTERVAL = Duration.ofMillis(50);

    /** Delay until a user's departure is recorded. */
    private static final Duration LAST_SEEN_INTERVAL = Duration.ofSeconds(1);

    /** Delay until a person whose token names a role of staff is stored. */
    private static final Duration LEARNING_INTERVAL = Duration.ofSeconds(1);

    /** Interval of removing patients from the queue who have waited since an earlier day. */
    private static final Duration QUEUE_INTERVAL = Duration.ofMinutes(1);

    /** Interval of logging how many refusals had no line of their own. */
    private static final Duration REFUSAL_INTERVAL = Duration.ofMinutes(1);

    /** Interval of deleting a batch of expired records of each kind. */
    private static final Duration EXPIRY_INTERVAL = Duration.ofMinutes(1);

    /** Interval of deleting a batch of expired rows of the tables that grow fastest: at most 100 rows a second of each. */
    private static final Duration BATCH_INTERVAL = Duration.ofSeconds(10);

    /** Interval of deleting expired events of the log. */
    private static final Duration LOG_INTERVAL = Duration.ofSeconds(10);

    /** Interval of deleting other expired data and unclaimed files. */
    private static final Duration RETENTION_INTERVAL = Duration.ofMinutes(10);

    private final Closer parts;
    private final GracefulPort port;
    private final CompletableFuture<String> failure;

    private Server(Closer parts, GracefulPort port, CompletableFuture<String> failure) {
        this.parts = parts;
        this.port = port;
        this.failure = failure;
    }

    /** The version that the jar's manifest names. */
    public static String version() {
        String version = Server.class.getPackage().getImplementationVersion();
        return version == null ? "not packaged" : version;
    }

    /**
     * Starts a server and returns when it accepts connections. Blocks.
     *
     * @throws RuntimeException if a part cannot start; those that had started are closed again
     */
    public static Server start(Config config) {
        // Instants on the wire and in the database have milliseconds.
        return start(config, Clock.tick(Clock.systemUTC(), Duration.ofMillis(1)));
    }

    /** Starts a server with the time of {@code clock}. */
    public static Server start(Config config, Clock clock) {
        Closer parts = new Closer();
        CompletableFuture<String> failure = new CompletableFuture<>();
        try {
            return new Server(parts, start(config, clock, parts, failure), failure);
        } catch (RuntimeException notStarted) {
            parts.close();
            throw notStarted;
        }
    }

    private static GracefulPort start(Config config, Clock clock, Closer parts, CompletableFuture<String> failure) {
        FileDescriptors.compare(config.limits().sessions().perNode());
        String process = ServerProcess.describe(clock);
        DataFolder data = parts.add(DataFolder.open(config.server().dataDir(), process));
        boolean isSingle = config.cluster().mode() == ClusterMode.SINGLE;
        Database database = parts.add(Database.open(
                config.database(),
                new DatabaseUse(
                                Optional.of(process),
                                Optional.of(data.files().database()),
                                other -> failure.complete("the database is now in use by " + other))
                        .with(isSingle ? LockMode.EXCLUSIVE : LockMode.SHARED)));
        data.restrict();
        Hub hub = parts.add(new Hub(
                new HubConfig(
                        config.limits().sessions(),
                        config.limits().ring(),
                        config.memory().rings()),
                clock));
        ConnectedRecipients deliveries = new ConnectedRecipients(clock);
        JdbiEventLog log = new JdbiEventLog(database, new JsonEventCodec(), clock);
        ClusterParts cluster = parts.add(ClusterParts.create(config.cluster(), database, clock));
        LogDelivery delivery = parts.add(new LogDelivery(
                log, new SessionDelivery(hub, deliveries), config.limits().ring(), cluster.wire(), clock));
        log.addListener(delivery);
        if (isSingle) {
            DeliveryRecorder positions = parts.add(new DeliveryRecorder(
                    log,
                    new JdbiDeliveredPositions(database, ONLY_NODE),
                    delivery::delivered,
                    clock,
                    config.limits().ring().age()));
            positions.findLeft(hub::deliverOnJoin);
            parts.add(PeriodicTask.every(config.log().positionInterval(), positions::record));
        }
        Publisher publisher = new Publisher(log, cluster.start(log, hub, delivery));
        CoreParts base = CoreParts.create(
                database, publisher, clock, config.kept(), config.users().directory(), config.timeZone());
        JdbiTimers timers = parts.add(new JdbiTimers(
                database,
                clock,
                config.timers().threads(),
                config.timers().interval(),
                config.listening().shutdownGrace()));
        Duration grace = config.listening().shutdownGrace();
        Executor workers = parts.add(new WorkerPool(
                "carewire-worker",
                config.server().workerThreads(),
                config.server().workerBacklog(),
                grace));
        AttachmentStorage attachments =
                AttachmentStorage.open(config.messaging().files(), data.files(), database, clock);
        SnapshotWriter snapshots =
                SnapshotWriter.open(data.files(), config.database(), database::writeSnapshot, attachments.hold());
        Features features = Features.create(
                base, config, attachments.store(), timers, parts.add(new InMemoryTimers()), workers, deliveries);
        parts.add(features.assistant().assistant());
        parts.add(features.transcription().live());
        parts.add(features.rooms());
        if (config.sampleData() == Config.SampleData.DEMO_CLINIC) {
            ClinicParts.demo(base).seed();
        }
        LearnedStaff learned = features.users().learned();
        Refusals refusals = new Refusals(clock);
        JwtVerifier verifier = new JwtVerifier(config.auth(), clock);
        verifier.warmUp();
        TokenVerifier tokens = new ReportingTokenVerifier(new LearningTokenVerifier(verifier, learned), refusals);
        MemoryBudgets memory = MemoryBudgets.of(
                config.memory().unauthenticated(),
                config.memory().incomingBodies(),
                config.memory().outbound());
        RecoveryParts recoveries = RecoveryParts.create(database, hub, log, config, clock, parts);
        SessionRuntime sessions = new SessionRuntime(
                hub,
                recoveries.recovery(),
                delivery::open,
                tokens,
                workers,
                clock,
                config.limits().client(),
                config.expiry(),
                memory);
        FamilyContext context = new FamilyContext(
                features.client(),
                hub,
                config.settings(),
                tokens,
                config.auth().claims().defaultTenant(),
                clock);
        FamilyEndpoints families = FamilyEndpoints.merge(
                config.families().stream().map(family -> family.create(context)).toList());
        IdempotentRoutes idempotent = new IdempotentRoutes(
                features.requests(), workers, config.auth().claims().defaultTenant());
        MetricParts metrics =
                MetricParts.create(config, hub, delivery, recoveries, memory, features, database, refusals, parts);
        HttpApi api = new HttpApi(
                new Router(Stream.of(
                                health(database, data, clock).routes().stream(),
                                metrics.routes().stream(),
                                features.routes(),
                                features.emissions().socketRoutes(hub, delivery::runInOrder),
                                families.routes().stream())
                        .flatMap(routes -> routes)
                        .map(idempotent::of)
                        .toList()),
                new BearerAuthentication(tokens, config.origins()),
                config.origins(),
                base.clinics(),
                new RequestRates(config.http().requests(), clock),
                workers);
        delivery.start();
        parts.add(PeriodicTask.every(LOG_INTERVAL, () -> expire(log, config.log(), clock)));
        parts.add(PeriodicTask.every(BATCH_INTERVAL, recoveries::expire));
        parts.add(PeriodicTask.every(DATA_FOLDER_INTERVAL, data::look));
        parts.add(PeriodicTask.every(SNAPSHOT_INTERVAL, snapshots::look));
        parts.add(PeriodicTask.every(EVICTION_INTERVAL, hub::evict));
        parts.add(PeriodicTask.every(
                EVICTION_INTERVAL,
                () -> delivery.closeIdle(hub.sessionsByTenant().keySet())));
        parts.add(PeriodicTask.every(EVICTION_INTERVAL, features.rooms()::evict));
        parts.add(PeriodicTask.every(REFUSAL_INTERVAL, refusals::reportSuppressed));
        parts.add(PeriodicTask.every(DELIVERY_INTERVAL, features.notifications().records()::flush));
        Retention retention =
                new Retention(new JdbiExpiredRecords(database), attachments.store()::remove, config.retention(), clock);
        parts.add(PeriodicTask.every(EXPIRY_INTERVAL, retention::sweep));
        features.expirations().forEach(batch -> parts.add(PeriodicTask.every(BATCH_INTERVAL, batch)));
        features.sweeps().forEach(sweep -> parts.add(PeriodicTask.every(RETENTION_INTERVAL, sweep)));
        if (config.kept().keeps(RecordKind.QUEUE)) {
            parts.add(PeriodicTask.every(QUEUE_INTERVAL, features.clinic().abandoned()::sweep));
        }
        parts.add(features.presence());
        parts.add(PeriodicTask.every(LAST_SEEN_INTERVAL, features.presence().lastSeen()::flush));
        parts.add(PeriodicTask.every(LEARNING_INTERVAL, learned::flush));
        DeflateUse deflateUse = new DeflateUse();
        ConnectGate connectGate = new ConnectGate(config.limits().connects(), clock, refusals);
        Map<String, PlainDialect> plain =
                config.socketIo().offers(EngineFeature.WEBSOCKET) ? families.plain() : Map.of();
        Json.warmUp();
        GracefulPort port = parts.add(GracefulPort.open(
                config.listening(),
                memory,
                List.of(
                        new SocketIoEdge(
                                config.socketIo(),
                                families.socketIo(),
                                sessions,
                                config.origins(),
                                deflateUse,
                                connectGate),
                        new PlainEdge(config.webSocket(), plain, sessions, config.origins(), deflateUse, connectGate),
                        new HttpApiEdge(api, config.http().maxBody(), metrics)),
                metrics,
                hub,
                connectGate));
        // The first poll fires the timers of the time without a server: their recipients need an open port.
        features.notifications().escalations().onListening();
        timers.start(features.notifications().timerListeners());
        return port;
    }

    private static void expire(EventLog log, LogConfig settings, Clock clock) {
        Instant before = clock.instant().minus(settings.retention());
        boolean more = true;
        while (more) {
            more = log.deleteOlder(before);
        }
    }

    private static HealthRoutes health(Database database, DataFolder data, Clock clock) {
        return new HealthRoutes(
                version(),
                clock,
                List.of(
                        new ReadinessCheck("database", database::isWritable),
                        new ReadinessCheck("data-folder", data::isWritable)));
    }

    @Override
    public int port() {
        return port.boundPort();
    }

    @Override
    public String awaitFailure() throws InterruptedException {
        try {
            return failure.get();
        } catch (ExecutionException never) {
            throw new IllegalStateException(never);
        }
    }

    @Override
    public void close() {
        parts.close();
    }
}
