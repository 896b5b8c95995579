package dev.carewire.app.config;

import static dev.carewire.app.config.SettingType.duration;
import static dev.carewire.app.config.SettingType.integer;
import static dev.carewire.app.config.SettingType.seconds;
import static dev.carewire.app.config.SettingType.size;
import static dev.carewire.app.config.SettingType.text;

import dev.carewire.identity.Role;
import dev.carewire.notification.EscalationPolicy.Rung;
import dev.carewire.transport.netty.OriginPolicy;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/** Every key there is. The order is that of {@code config.yaml}, which a test compares with this list. */
public final class Settings {

    private static final Pattern ADDRESS =
            Pattern.compile("localhost|[0-9]+(\\.[0-9]+){3}|[0-9a-fA-F:]*:[0-9a-fA-F:]*");
    private static final Pattern DIGITS = Pattern.compile("\\d+");

    /** Shells and containers set HOSTNAME to the machine's name, which is no wish: only an address counts. */
    public static final Setting<String> HOST = Setting.of(
            "server.host",
            SettingType.host(),
            "0.0.0.0",
            "Where the server listens. Of HOSTNAME only an address or localhost counts: shells put the machine's name there.",
            new Seed(
                    "HOSTNAME",
                    name -> Optional.of(name)
                            .filter(value -> ADDRESS.matcher(value).matches())));

    public static final Setting<Integer> PORT = Setting.of(
            "server.port", integer(0, 65_535, "number"), "8000", "Port; 0 takes any free one.", new Seed("PORT"));

    public static final Setting<Path> DATA_DIR = Setting.of(
            "server.data-dir",
            SettingType.folder(),
            "data",
            "Holds the embedded database and the demo secret. Relative to this file.");

    public static final Setting<Integer> WORKER_THREADS = Setting.of(
            "server.worker-threads",
            integer(1, 256, "threads"),
            "16",
            "Threads that run commands and database calls. More than database.pool-size only helps commands that wait.");

    public static final Setting<Integer> WORKER_BACKLOG = Setting.of(
            "server.worker-backlog",
            integer(1, 100_000, "commands"),
            "1000",
            "Commands that may wait for a worker; more are refused as busy.");

    public static final Setting<Integer> EVENT_LOOPS = Setting.of(
            "server.event-loops",
            integer(0, 256, "threads"),
            "0",
            "Threads that serve connections; 0 = one for each processor.");

    public static final Setting<Optional<String>> DATABASE_URL = Setting.of(
                    "database.url",
                    SettingType.databaseAddress(),
                    "",
                    "Where the data is; empty = an embedded H2 database in server.data-dir.",
                    new Seed("DATABASE_URL"))
            .hidden();

    public static final Setting<Optional<String>> DATABASE_USER =
            Setting.of("database.user", text("any"), "", "User, unless the address names one.");

    public static final Setting<Optional<String>> DATABASE_PASSWORD = Setting.of(
                    "database.password", text("any"), "", "Password, unless the address names one.")
            .hidden();

    public static final Setting<Integer> POOL_SIZE =
            Setting.of("database.pool-size", integer(1, 200, "connections"), "10", "Connections kept open.");

    public static final Setting<Duration> QUERY_TIMEOUT = Setting.of(
            "database.query-timeout",
            seconds("1s", "5m"),
            "10s",
            "How long one statement may run, and how long a command waits for a connection.");

    public static final Setting<Optional<String>> SECRET = Setting.of(
                    "auth.secret",
                    text("at least 32 bytes, empty = HS256 is refused"),
                    "",
                    "Shared secret of HS256 tokens. Better kept in the environment than here.",
                    new Seed("JWT_SECRET"))
            .hidden();

    public static final Setting<Optional<Path>> PUBLIC_KEY_FILE = Setting.of(
            "auth.public-key-file",
            SettingType.file("PEM, RSA from 2048 bits or EC P-256; empty = none"),
            "",
            "Public key of RS256 or ES256 tokens. Relative to this file. Excludes auth.jwks-url.");

    public static final Setting<Optional<URI>> JWKS_URL = Setting.of(
            "auth.jwks-url",
            SettingType.webAddress(),
            "",
            "Where the issuer publishes its RS256 and ES256 keys. Excludes auth.public-key-file.");

    public static final Setting<Optional<String>> ISSUER =
            Setting.of("auth.issuer", text("any, empty = not checked"), "", "The iss a token must carry.");

    public static final Setting<Optional<String>> AUDIENCE =
            Setting.of("auth.audience", text("any, empty = not checked"), "", "The aud a token must carry.");

    public static final Setting<Duration> CLOCK_SKEW =
            Setting.of("auth.clock-skew", seconds("0s", "5m"), "30s", "How far the issuer's clock may be off.");

    public static final Setting<OriginPolicy> ORIGINS = Setting.of(
            "cors.origins",
            SettingType.origins(),
            "",
            "Web pages of other hosts that may connect with credentials; empty = this host's own only.",
            new Seed("FRONTEND_URL"),
            new Seed("CORS_ORIGIN"));

    public static final Setting<ZoneId> TIME_ZONE =
            Setting.of("clinic.time-zone", SettingType.timeZone(), "UTC", "Decides when a clinic's day begins.");

    public static final Setting<Integer> PER_NODE = Setting.of(
            "limits.connections-per-node",
            integer(1, 1_000_000, "connections"),
            "10000",
            "Connections this server takes.");

    public static final Setting<Integer> PER_TENANT = Setting.of(
            "limits.connections-per-tenant",
            integer(1, 1_000_000, "connections"),
            "100",
            "Connections of one clinic.",
            new Seed("MAX_WEBSOCKET_CONNECTIONS_PER_TENANT"));

    public static final Setting<Integer> PER_USER = Setting.of(
            "limits.connections-per-user",
            integer(1, 1_000_000, "connections"),
            "20",
            "Connections of one user of a clinic.");

    public static final Setting<Duration> AUTHENTICATION_TIMEOUT = Setting.of(
            "limits.authentication-timeout", duration("100ms", "5m"), "10s", "Time a connection has to say who it is.");

    public static final Setting<Integer> CONNECTS_PER_SECOND = Setting.of(
            "limits.connects-per-second-per-address",
            integer(0, 100_000, "connects"),
            "20",
            "Connections that may be opened from one address in the long run; 0 = any number, as behind a proxy.");

    public static final Setting<Integer> CONNECTS_BURST = Setting.of(
            "limits.connects-burst-per-address",
            integer(1, 100_000, "connects"),
            "100",
            "Connections that may be opened from one address at once after a pause.");

    public static final Setting<Duration> IDLE_TIMEOUT = Setting.of(
            "limits.idle-timeout",
            duration("1s", "24h"),
            "1h",
            "How long a connection is kept over which nothing is said. Looked at when the client answers a ping.");

    public static final Setting<Integer> MAX_PAYLOAD =
            Setting.of("limits.max-payload", size("1KiB", "64MiB"), "1MB", "Largest message a client may send.");

    public static final Setting<Integer> BINARY_ATTACHMENTS = Setting.of(
            "limits.binary-attachments",
            integer(0, 1000, "attachments"),
            "10",
            "Binary attachments that one message of a client may have. Together they count as one message.");

    public static final Setting<Integer> SEND_WINDOW = Setting.of(
            "limits.send-window",
            size("64KiB", "64MiB"),
            "64KiB",
            "Bytes of events that may wait for one slow client. Beyond them it reads from the log once it has room again.");

    public static final Setting<Integer> RING_SIZE = Setting.of(
            "limits.ring-size",
            size("64KiB", "1024MiB"),
            "8MiB",
            "Bytes of each tenant's log kept for clients that come back or read slowly.");

    public static final Setting<Duration> RING_AGE = Setting.of(
            "limits.ring-age",
            duration("1s", "1h"),
            "2m",
            "How long they are kept, and how long a lost connection can be continued.");

    public static final Setting<Integer> MESSAGES_PER_SECOND = Setting.of(
            "limits.messages-per-second",
            integer(1, 100_000, "messages"),
            "50",
            "Messages a connection may send in the long run.");

    public static final Setting<Integer> MESSAGES_BURST = Setting.of(
            "limits.messages-burst",
            integer(1, 100_000, "messages"),
            "100",
            "Messages a connection may send at once after a pause.");

    public static final Setting<Duration> SHUTDOWN_GRACE = Setting.of(
            "limits.shutdown-grace", duration("0s", "5m"), "10s", "Time running commands have to finish at a stop.");

    public static final Setting<Duration> PING_INTERVAL = Setting.of(
            "socketio.ping-interval",
            duration("100ms", "5m"),
            "25s",
            "Time between two pings. WEBSOCKET_HEARTBEAT_INTERVAL gives it in seconds.",
            new Seed(
                    "WEBSOCKET_HEARTBEAT_INTERVAL",
                    value -> Optional.of(DIGITS.matcher(value).matches() ? value + "s" : value)));

    public static final Setting<Duration> PING_TIMEOUT = Setting.of(
            "socketio.ping-timeout",
            duration("100ms", "5m"),
            "20s",
            "Time a client has to answer a ping before it is gone.");

    public static final Setting<Duration> UPGRADE_TIMEOUT = Setting.of(
            "socketio.upgrade-timeout",
            duration("100ms", "1m"),
            "10s",
            "Time a client has to finish the change from polling to WebSocket.");

    public static final Setting<Boolean> WEBSOCKET = Setting.of(
            "socketio.websocket",
            SettingType.truth(),
            "true",
            "Whether clients may use WebSocket; false leaves them HTTP polling.",
            new Seed("ENABLE_WEBSOCKET"));

    public static final Setting<Boolean> RECOVERY = Setting.of(
            "socketio.recovery",
            SettingType.truth(),
            "true",
            "Whether clients of Socket.IO 4.6 and later get what they missed while their connection was lost.");

    public static final Setting<Boolean> ALLOW_EIO3 = Setting.of(
            "socketio.allow-eio3",
            SettingType.truth(),
            "true",
            "Whether clients of Engine.IO v3 are served: 1.x and 2.x of JavaScript, 1.x of Java.");

    public static final Setting<Boolean> PERMESSAGE_DEFLATE = Setting.of(
            "socketio.permessage-deflate",
            SettingType.truth(),
            "false",
            "Whether WebSocket clients that offer it get messages of 1,024 bytes and more compressed, and may send such.");

    public static final Setting<Integer> MAX_BODY =
            Setting.of("http.max-body", size("1KiB", "64MiB"), "1MB", "Largest body of an HTTP request.");

    public static final Setting<Integer> INCOMING_BODIES = Setting.of(
            "http.incoming-bodies",
            size("64MiB", "1024MiB"),
            "64MiB",
            "Bytes that the bodies of all HTTP requests may hold together while they come in. More is answered 503.");

    public static final Setting<Duration> SWEEP_INTERVAL = Setting.of(
            "outbox.sweep-interval",
            duration("100ms", "1m"),
            "1s",
            "Time between two searches for events that a crash left unsent.");

    public static final Setting<Duration> ORPHANED_AFTER = Setting.of(
            "outbox.orphaned-after",
            duration("1s", "1h"),
            "30s",
            "Age at which an unsent event counts as left by a crash.");

    public static final Setting<Integer> TIMER_THREADS =
            Setting.of("timers.threads", integer(1, 64, "threads"), "4", "Timers that may ring at a time.");

    public static final Setting<Duration> TIMER_INTERVAL = Setting.of(
            "timers.interval", duration("100ms", "1m"), "1s", "Time between two looks for timers that are due.");

    public static final Setting<Duration> RETRY_FIRST = Setting.of(
            "notifications.retry-first",
            duration("100ms", "5m"),
            "5s",
            "Time after which a notification that must be acknowledged is told again; doubled each time.");

    public static final Setting<Duration> RETRY_CAP = Setting.of(
            "notifications.retry-cap", duration("100ms", "1h"), "5m", "Longest time between two repetitions.");

    public static final Setting<Integer> RETRIES = Setting.of(
            "notifications.retries",
            integer(0, 100, "repetitions"),
            "5",
            "Repetitions before a notification is passed on, on each rung of the ladder.");

    public static final Setting<List<Rung>> ESCALATION = Setting.of(
            "notifications.escalation",
            EscalationTypes.ladder(),
            "user, duty, lead, webhook",
            "Who is told in turn until somebody acknowledges.");

    public static final Setting<Map<String, Role>> DUTY = Setting.of(
            "notifications.duty",
            EscalationTypes.roles(),
            "emergency=doctor, urgent=nurse, any=nurse",
            "Whose duty it is: the kind of a notification counts before its priority, and that before any.");

    public static final Setting<Role> LEAD_ROLE =
            Setting.of("notifications.lead-role", EscalationTypes.role(), "admin", "Who leads a clinic.");

    public static final Setting<Optional<URI>> WEBHOOK_URL = Setting.of(
            "notifications.webhook-url",
            SettingType.webAddress(),
            "",
            "System that is told of what nobody acknowledges: ids and kinds, no patient data.");

    public static final Setting<Optional<String>> WEBHOOK_SECRET = Setting.of(
                    "notifications.webhook-secret",
                    text("at least 16 characters, with a webhook-url"),
                    "",
                    "Signs what it is told. Better kept in the environment than here.")
            .hidden();

    public static final Setting<Integer> RETENTION_DAYS = Setting.of(
            "notifications.retention-days", integer(1, 3_650, "days"), "90", "How long notifications are kept.");

    public static final Setting<Duration> ALERT_PAUSE = Setting.of(
            "vitals.alert-pause",
            duration("1m", "24h"),
            "15m",
            "How long a value that stays beyond the same threshold raises no second alert.");

    public static final Setting<Integer> VITALS_RETENTION = Setting.of(
            "vitals.retention",
            integer(1, 36_500, "days"),
            "365",
            "How long values are kept after they were measured; older ones are not taken.");

    public static final Setting<Duration> EDIT_WINDOW = Setting.of(
            "messaging.edit-window",
            seconds("0s", "8760h"),
            "24h",
            "How long a sender may correct or take back a message.");

    public static final Setting<Integer> ATTACHMENT_SIZE = Setting.of(
            "messaging.attachment-size", size("1KiB", "1024MiB"), "25MB", "Largest file that may be attached.");

    public static final Setting<Integer> ATTACHMENT_QUOTA = Setting.of(
            "messaging.attachment-quota",
            integer(1, 10_000_000, "MB"),
            "5000",
            "Megabytes that all attachments of one clinic may have together.");

    /** All of them. */
    public static final List<Setting<?>> ALL = List.of(
            HOST,
            PORT,
            DATA_DIR,
            WORKER_THREADS,
            WORKER_BACKLOG,
            EVENT_LOOPS,
            DATABASE_URL,
            DATABASE_USER,
            DATABASE_PASSWORD,
            POOL_SIZE,
            QUERY_TIMEOUT,
            SECRET,
            PUBLIC_KEY_FILE,
            JWKS_URL,
            ISSUER,
            AUDIENCE,
            CLOCK_SKEW,
            ORIGINS,
            TIME_ZONE,
            PER_NODE,
            PER_TENANT,
            PER_USER,
            AUTHENTICATION_TIMEOUT,
            CONNECTS_PER_SECOND,
            CONNECTS_BURST,
            IDLE_TIMEOUT,
            MAX_PAYLOAD,
            BINARY_ATTACHMENTS,
            SEND_WINDOW,
            RING_SIZE,
            RING_AGE,
            MESSAGES_PER_SECOND,
            MESSAGES_BURST,
            SHUTDOWN_GRACE,
            PING_INTERVAL,
            PING_TIMEOUT,
            UPGRADE_TIMEOUT,
            WEBSOCKET,
            RECOVERY,
            ALLOW_EIO3,
            PERMESSAGE_DEFLATE,
            MAX_BODY,
            INCOMING_BODIES,
            SWEEP_INTERVAL,
            ORPHANED_AFTER,
            TIMER_THREADS,
            TIMER_INTERVAL,
            RETRY_FIRST,
            RETRY_CAP,
            RETRIES,
            ESCALATION,
            DUTY,
            LEAD_ROLE,
            WEBHOOK_URL,
            WEBHOOK_SECRET,
            RETENTION_DAYS,
            ALERT_PAUSE,
            VITALS_RETENTION,
            EDIT_WINDOW,
            ATTACHMENT_SIZE,
            ATTACHMENT_QUOTA);

    private Settings() {}
}
