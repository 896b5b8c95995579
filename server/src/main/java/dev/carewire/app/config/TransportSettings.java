package dev.carewire.app.config;

import static dev.carewire.app.config.SettingType.duration;
import static dev.carewire.app.config.SettingType.size;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/** How Socket.IO, plain WebSocket and HTTP are spoken. */
final class TransportSettings {

    private static final Pattern DIGITS = Pattern.compile("\\d+");

    static final Setting<Duration> PING_INTERVAL =
            Setting.of("socketio.ping-interval", duration("100ms", "5m"), "25s", "Time between two pings.");

    static final Setting<Duration> PING_TIMEOUT = Setting.of(
            "socketio.ping-timeout",
            duration("100ms", "5m"),
            "20s",
            "Time a client has to answer a ping before it is gone.");

    static final Setting<Duration> UPGRADE_TIMEOUT = Setting.of(
            "socketio.upgrade-timeout",
            duration("100ms", "1m"),
            "10s",
            "Time a client has to finish the change from polling to WebSocket.");

    static final Setting<Boolean> WEBSOCKET = Setting.of(
            "socketio.websocket",
            SettingType.bool(),
            "true",
            "Whether clients may use WebSocket; false leaves them HTTP polling, and those of plain WebSocket nothing.",
            new EnvironmentAlias("ENABLE_WEBSOCKET"));

    static final Setting<Boolean> RECOVERY = Setting.of(
            "socketio.recovery",
            SettingType.bool(),
            "true",
            "Whether clients of Socket.IO 4.6 and later get what they missed while their connection was lost.");

    static final Setting<Boolean> ALLOW_EIO3 = Setting.of(
            "socketio.allow-eio3",
            SettingType.bool(),
            "true",
            "Whether clients of Engine.IO v3 are served: 1.x and 2.x of JavaScript, 1.x of Java.");

    static final Setting<Boolean> PERMESSAGE_DEFLATE = Setting.of(
            "socketio.permessage-deflate",
            SettingType.bool(),
            "false",
            "Whether WebSocket clients that offer it get messages of 1,024 bytes and more compressed, and may send such.");

    static final Setting<Duration> HEARTBEAT_INTERVAL = Setting.of(
            "websocket.heartbeat-interval",
            duration("100ms", "5m"),
            "30s",
            "Time between two pings to a plain WebSocket. WEBSOCKET_HEARTBEAT_INTERVAL gives it in seconds.",
            new EnvironmentAlias(
                    "WEBSOCKET_HEARTBEAT_INTERVAL",
                    value -> Optional.of(DIGITS.matcher(value).matches() ? value + "s" : value)));

    static final Setting<Duration> HEARTBEAT_TIMEOUT = Setting.of(
            "websocket.heartbeat-timeout",
            duration("100ms", "5m"),
            "20s",
            "Time a client of a plain WebSocket has to answer a ping before it is gone.");

    static final Setting<Boolean> PLAIN_DEFLATE = Setting.of(
            "websocket.permessage-deflate",
            SettingType.bool(),
            "false",
            "Whether clients of plain WebSockets that offer it get messages of 1,024 bytes and more compressed, and may send such.");

    static final Setting<Integer> MAX_BODY =
            Setting.of("http.max-body", size("1KiB", "64MiB"), "1MB", "Largest body of an HTTP request.");

    static final Setting<Integer> INCOMING_BODIES = Setting.of(
            "http.incoming-bodies",
            size("64MiB", "1024MiB"),
            "64MiB",
            "Bytes that the bodies of all HTTP requests may hold together while they come in. More is answered 503.");

    static final Setting<Optional<String>> METRICS_TOKEN = Setting.of(
                    "http.metrics-token",
                    SettingType.text("any, empty = there are no metrics"),
                    "",
                    "What Prometheus sends as bearer token for GET /metrics; empty = it is not served.")
            .hidden();

    static final List<Setting<?>> ALL = List.of(
            PING_INTERVAL,
            PING_TIMEOUT,
            UPGRADE_TIMEOUT,
            WEBSOCKET,
            RECOVERY,
            ALLOW_EIO3,
            PERMESSAGE_DEFLATE,
            HEARTBEAT_INTERVAL,
            HEARTBEAT_TIMEOUT,
            PLAIN_DEFLATE,
            MAX_BODY,
            INCOMING_BODIES,
            METRICS_TOKEN);

    private TransportSettings() {}

    /** What was given for Socket.IO. */
    static SocketIoConfig socketIo(SettingValues given) {
        return new SocketIoConfig(
                given.get(PING_INTERVAL),
                given.get(PING_TIMEOUT),
                given.get(UPGRADE_TIMEOUT),
                given.get(WEBSOCKET),
                given.get(RECOVERY),
                given.get(ALLOW_EIO3),
                given.get(PERMESSAGE_DEFLATE));
    }

    /** What was given for plain WebSockets. */
    static WebSocketConfig webSocket(SettingValues given) {
        return new WebSocketConfig(
                given.get(HEARTBEAT_INTERVAL), given.get(HEARTBEAT_TIMEOUT), given.get(PLAIN_DEFLATE));
    }

    /** What was given for HTTP. */
    static HttpConfig http(SettingValues given) {
        return new HttpConfig(given.get(MAX_BODY), given.get(INCOMING_BODIES), given.get(METRICS_TOKEN));
    }
}
