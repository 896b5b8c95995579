package dev.carewire.app;

import dev.carewire.adapter.files.FolderFiles;
import dev.carewire.adapter.jdbi.Database;
import dev.carewire.adapter.jdbi.JdbiOutbox;
import dev.carewire.adapter.jdbi.JdbiTimers;
import dev.carewire.adapter.json.JsonEventCodec;
import dev.carewire.adapter.jwt.JwtVerifier;
import dev.carewire.app.config.Config;
import dev.carewire.app.config.LimitsConfig;
import dev.carewire.cluster.OutboxRelay;
import dev.carewire.cluster.Publisher;
import dev.carewire.dialect.Dialect;
import dev.carewire.dialect.clinic.ClinicDialect;
import dev.carewire.dialect.standard.StandardDialect;
import dev.carewire.dialect.standard.StandardFeatures;
import dev.carewire.hub.Hub;
import dev.carewire.hub.HubConfig;
import dev.carewire.identity.TokenVerifier;
import dev.carewire.log.EventLog;
import dev.carewire.log.LocalLog;
import dev.carewire.notification.Deliveries;
import dev.carewire.transport.http.AppointmentRoutes;
import dev.carewire.transport.http.AttachmentRoutes;
import dev.carewire.transport.http.BearerAuthentication;
import dev.carewire.transport.http.HealthRoutes;
import dev.carewire.transport.http.HttpApi;
import dev.carewire.transport.http.InvoiceRoutes;
import dev.carewire.transport.http.LabRoutes;
import dev.carewire.transport.http.MessageRoutes;
import dev.carewire.transport.http.NotificationRoutes;
import dev.carewire.transport.http.PatientRoutes;
import dev.carewire.transport.http.PrescriptionRoutes;
import dev.carewire.transport.http.QueueRoutes;
import dev.carewire.transport.http.ReadinessCheck;
import dev.carewire.transport.http.Router;
import dev.carewire.transport.http.TaskRoutes;
import dev.carewire.transport.http.UserRoutes;
import dev.carewire.transport.http.VisitRoutes;
import dev.carewire.transport.http.VitalsRoutes;
import dev.carewire.transport.socketio.EdgeConfig;
import dev.carewire.transport.socketio.SocketIoEdge;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Executor;
import java.util.stream.Stream;

/**
 * The whole server: which part knows which, in the order in which they start. They stop in the reverse order: clients are told
 * first, the database closes last.
 */
public final class Server implements RunningServer {

    /** How long a refused client keeps its connection: enough to read why. */
    private static final Duration REFUSAL_GRACE = Duration.ofSeconds(1);

    /** How often events and ended sessions that have become too old are let go of, where nothing happens that would do it. */
    private static final Duration EVICTION_INTERVAL = Duration.ofSeconds(5);

    /** How soon what was delivered is recorded, and those who come are brought what waits for them. */
    private static final Duration DELIVERY_INTERVAL = Duration.ofMillis(50);

    /** How often stored data that has become too old, and files that no message needs, are removed. */
    private static final Duration RETENTION_INTERVAL = Duration.ofMinutes(10);

    /** Key look-ups of tokens: they block for seconds when the issuer is slow, and must not take the commands' workers. */
    private static final int KEY_THREADS = 2;

    private static final int KEY_BACKLOG = 100;

    private final Closer parts;
    private final SocketIoEdge edge;

    private Server(Closer parts, SocketIoEdge edge) {
        this.parts = parts;
        this.edge = edge;
    }

    /**
     * Starts a server and returns when it accepts connections. Blocks.
     *
     * @throws RuntimeException if a part cannot start; those that had started are closed again
     */
    public static Server start(Config config) {
        Closer parts = new Closer();
        try {
            return new Server(parts, start(config, parts));
        } catch (RuntimeException failure) {
            parts.close();
            throw failure;
        }
    }

    private static SocketIoEdge start(Config config, Closer parts) {
        // Instants on the wire and in the database have milliseconds; the zone decides when a clinic's day begins.
        Clock clock = Clock.tick(Clock.system(config.timeZone()), Duration.ofMillis(1));
        Database database = parts.add(Database.open(config.database()));
        JdbiOutbox outbox = new JdbiOutbox(database, new JsonEventCodec());
        Hub hub = parts.add(new Hub(
                new HubConfig(config.limits().sessions(), config.limits().ring()), clock));
        Deliveries deliveries = new Deliveries(clock);
        ThreadDepartures departures = new ThreadDepartures(hub);
        EventLog log = new LocalLog(Long.toString(clock.millis(), Character.MAX_RADIX), logged -> {
            deliveries.tell(logged.event());
            hub.deliver(logged);
            departures.heed(logged.event());
        });
        OutboxRelay relay = parts.add(new OutboxRelay(
                outbox,
                log,
                clock,
                config.outbox().sweepInterval(),
                config.outbox().orphanedAfter()));
        Publisher publisher = new Publisher(outbox, log, hub::deliver, relay::delivered);
        JdbiTimers timers = parts.add(new JdbiTimers(
                database,
                clock,
                config.timers().threads(),
                config.timers().interval(),
                config.limits().shutdownGrace()));
        NotificationParts notifications =
                NotificationParts.over(database, publisher, timers, deliveries, config.notifications(), clock);
        Features features = Features.over(
                database,
                FolderFiles.open(config.server().dataDir().resolve("attachments")),
                config.messaging(),
                config.vitals(),
                publisher,
                notifications.notifications(),
                parts.add(new InMemoryAlarms()),
                clock);
        if (config.sampleData() == Config.SampleData.DEMO_CLINIC) {
            Features.demoIn(database, clock).seed();
        }
        Duration grace = config.limits().shutdownGrace();
        Executor workers = parts.add(new WorkerPool(
                "carewire-worker",
                config.server().workerThreads(),
                config.server().workerBacklog(),
                grace));
        Executor keyLookups = parts.add(new WorkerPool("carewire-keys", KEY_THREADS, KEY_BACKLOG, grace));
        TokenVerifier tokens = new JwtVerifier(config.auth(), clock, keyLookups);
        Map<String, Dialect> dialects = Map.of(
                "/socket.io/",
                new StandardDialect(
                        hub,
                        new StandardFeatures(
                                features.messaging(),
                                features.presence(),
                                features.patients(),
                                notifications.notifications(),
                                deliveries,
                                features.vitals(),
                                features.thresholds(),
                                features.calls()),
                        clock),
                "/api/socket/",
                new ClinicDialect(hub, features.presence(), deliveries, config.timeZone(), clock));
        HttpApi api = new HttpApi(
                router(config, features, notifications, database, clock),
                new BearerAuthentication(tokens, config.origins()),
                config.origins(),
                workers);
        relay.start();
        parts.add(Housekeeping.every(EVICTION_INTERVAL, hub::evict));
        parts.add(Housekeeping.every(DELIVERY_INTERVAL, notifications.records()::record));
        parts.add(Housekeeping.every(
                RETENTION_INTERVAL,
                () -> notifications
                        .notifications()
                        .forgetOlderThan(config.notifications().retention())));
        timers.start(notifications.bells());
        parts.add(Housekeeping.every(RETENTION_INTERVAL, features.vitals()::sweep));
        parts.add(Housekeeping.every(RETENTION_INTERVAL, features.attachments()::sweep));
        return parts.add(SocketIoEdge.open(edge(config), dialects, hub, tokens, config.origins(), api, workers, clock));
    }

    private static Router router(
            Config config, Features features, NotificationParts notifications, Database database, Clock clock) {
        return new Router(Stream.of(
                        new HealthRoutes(
                                        Main.version(),
                                        clock,
                                        List.of(new ReadinessCheck("database", database::answers)))
                                .routes(),
                        new PatientRoutes(features.patients()).routes(),
                        new AppointmentRoutes(features.appointments(), config.timeZone()).routes(),
                        new QueueRoutes(features.queue()).routes(),
                        new VisitRoutes(features.visits()).routes(),
                        new PrescriptionRoutes(features.prescriptions()).routes(),
                        new InvoiceRoutes(features.invoices()).routes(),
                        new TaskRoutes(features.tasks()).routes(),
                        new LabRoutes(features.labResults()).routes(),
                        new MessageRoutes(features.messaging(), features.threadMembers(), features.messageChanges())
                                .routes(),
                        new AttachmentRoutes(features.attachments()).routes(),
                        new NotificationRoutes(notifications.notifications()).routes(),
                        new UserRoutes(features.users()).routes(),
                        new VitalsRoutes(features.vitals(), features.thresholds(), config.timeZone()).routes())
                .flatMap(List::stream)
                .toList());
    }

    private static EdgeConfig edge(Config config) {
        LimitsConfig limits = config.limits();
        int loops = config.server().eventLoops();
        return new EdgeConfig(
                config.server().host(),
                config.server().port(),
                loops == 0 ? Runtime.getRuntime().availableProcessors() : loops,
                config.socketIo().pingInterval(),
                config.socketIo().pingTimeout(),
                config.socketIo().webSocket(),
                config.socketIo().recovery(),
                config.socketIo().allowEio3(),
                config.socketIo().permessageDeflate(),
                config.socketIo().upgradeTimeout(),
                limits.authenticationTimeout(),
                REFUSAL_GRACE,
                limits.connects(),
                limits.idleTimeout(),
                limits.maxPayload(),
                limits.binaryAttachments(),
                config.http().maxBody(),
                config.http().incomingBodies(),
                limits.sendWindow(),
                limits.messagesPerSecond(),
                limits.messagesBurst(),
                limits.shutdownGrace());
    }

    @Override
    public int port() {
        return edge.port();
    }

    @Override
    public void close() {
        parts.close();
    }
}
