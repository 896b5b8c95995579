package dev.carewire.app.config;

import static dev.carewire.app.config.SettingType.duration;
import static dev.carewire.app.config.SettingType.integer;
import static dev.carewire.app.config.SettingType.size;

import dev.carewire.hub.SessionLimits;
import dev.carewire.log.RingLimits;
import dev.carewire.transport.session.ConnectLimits;
import java.time.Duration;
import java.util.List;

/** What clients may do before they are refused. */
final class LimitSettings {

    static final Setting<Integer> PER_NODE = Setting.of(
            "limits.connections-per-node",
            integer(1, 1_000_000, "connections"),
            "10000",
            "Connections this server takes.");

    static final Setting<Integer> PER_TENANT = Setting.of(
            "limits.connections-per-tenant",
            integer(1, 1_000_000, "connections"),
            "100",
            "Connections of one clinic.",
            new EnvironmentAlias("MAX_WEBSOCKET_CONNECTIONS_PER_TENANT"));

    static final Setting<Integer> PER_USER = Setting.of(
            "limits.connections-per-user",
            integer(1, 1_000_000, "connections"),
            "20",
            "Connections of one user of a clinic.");

    static final Setting<Integer> HEALTHMATE_PER_USER = Setting.of(
            "limits.healthmate-connections-per-user",
            integer(1, 1_000_000, "connections"),
            "5",
            "Connections of one user over HealthMate's paths. A user who has them is refused, and may try again.");

    static final Setting<Duration> AUTHENTICATION_TIMEOUT = Setting.of(
            "limits.authentication-timeout", duration("100ms", "5m"), "10s", "Time a connection has to say who it is.");

    static final Setting<Integer> CONNECTS_PER_SECOND = Setting.of(
            "limits.connects-per-second-per-address",
            integer(0, 100_000, "connects"),
            "20",
            "Connections that may be opened from one address in the long run; 0 = any number, as behind a proxy.");

    static final Setting<Integer> CONNECTS_BURST = Setting.of(
            "limits.connects-burst-per-address",
            integer(1, 100_000, "connects"),
            "100",
            "Connections that may be opened from one address at once after a pause.");

    static final Setting<Duration> IDLE_TIMEOUT = Setting.of(
            "limits.idle-timeout",
            duration("1s", "24h"),
            "1h",
            "How long a connection is kept over which nothing is said. Looked at when the client answers a ping.");

    static final Setting<Integer> MAX_PAYLOAD =
            Setting.of("limits.max-payload", size("1KiB", "64MiB"), "1MB", "Largest message a client may send.");

    static final Setting<Integer> BINARY_ATTACHMENTS = Setting.of(
            "limits.binary-attachments",
            integer(0, 1000, "attachments"),
            "10",
            "Binary attachments that one message of a client may have. Together they count as one message.");

    static final Setting<Integer> SEND_WINDOW = Setting.of(
            "limits.send-window",
            size("64KiB", "64MiB"),
            "64KiB",
            "Bytes of events that may wait for one slow client. Beyond them it reads from the log once it has room again.");

    static final Setting<Integer> RING_SIZE = Setting.of(
            "limits.ring-size",
            size("64KiB", "1024MiB"),
            "8MiB",
            "Bytes of each tenant's log kept for clients that come back or read slowly.");

    static final Setting<Duration> RING_AGE = Setting.of(
            "limits.ring-age",
            duration("1s", "1h"),
            "2m",
            "How long they are kept, and how long a lost connection can be continued.");

    static final Setting<Integer> MESSAGES_PER_SECOND = Setting.of(
            "limits.messages-per-second",
            integer(1, 100_000, "messages"),
            "50",
            "Messages a connection may send in the long run.");

    static final Setting<Integer> MESSAGES_BURST = Setting.of(
            "limits.messages-burst",
            integer(1, 100_000, "messages"),
            "250",
            "Messages a connection may send at once after a pause.");

    static final Setting<Duration> SHUTDOWN_GRACE = Setting.of(
            "limits.shutdown-grace", duration("0s", "5m"), "10s", "Time running commands have to finish at a stop.");

    static final List<Setting<?>> ALL = List.of(
            PER_NODE,
            PER_TENANT,
            PER_USER,
            HEALTHMATE_PER_USER,
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
            SHUTDOWN_GRACE);

    private LimitSettings() {}

    /** What was given. */
    static LimitsConfig limits(SettingValues given) {
        return new LimitsConfig(
                new SessionLimits(given.get(PER_NODE), given.get(PER_TENANT), given.get(PER_USER)),
                given.get(HEALTHMATE_PER_USER),
                given.get(AUTHENTICATION_TIMEOUT),
                new ConnectLimits(given.get(CONNECTS_PER_SECOND), given.get(CONNECTS_BURST)),
                given.get(IDLE_TIMEOUT),
                given.get(MAX_PAYLOAD),
                given.get(BINARY_ATTACHMENTS),
                given.get(SEND_WINDOW),
                new RingLimits(given.get(RING_SIZE), given.get(RING_AGE)),
                given.get(MESSAGES_PER_SECOND),
                given.get(MESSAGES_BURST),
                given.get(SHUTDOWN_GRACE));
    }
}
