package dev.carewire.app.config;

import static dev.carewire.setting.SettingType.duration;
import static dev.carewire.setting.SettingType.integer;
import static dev.carewire.setting.SettingType.size;

import dev.carewire.rate.AddressLimits;
import dev.carewire.rate.RateLimit;
import dev.carewire.rate.RequestLimits;
import dev.carewire.setting.EnvironmentAlias;
import dev.carewire.setting.Setting;
import dev.carewire.setting.SettingSection;
import dev.carewire.setting.SettingType;
import dev.carewire.setting.SettingValues;
import dev.carewire.transport.plain.PlainConfig;
import dev.carewire.transport.socketio.EngineConfig;
import dev.carewire.transport.socketio.EngineFeature;
import dev.carewire.transport.websocket.Compression;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** The settings of Socket.IO, plain WebSocket and HTTP. */
final class TransportSettings extends SettingSection {

    private static final Pattern DIGITS = Pattern.compile("\\d+");

    final Setting<Duration> pingInterval =
            add("socketio.ping-interval", duration("100ms", "5m"), "25s", "Time between two pings.");

    final Setting<Duration> pingTimeout =
            add("socketio.ping-timeout", duration("100ms", "5m"), "20s", "Time in which a client must answer a ping.");

    final Setting<Duration> upgradeTimeout = add(
            "socketio.upgrade-timeout",
            duration("100ms", "1m"),
            "10s",
            "Time in which a client must finish the upgrade from polling to WebSocket.");

    final Setting<Boolean> websocket = add(
            "socketio.websocket",
            SettingType.bool(),
            "true",
            "Whether clients may use WebSocket. With false, Socket.IO clients can only poll, and plain WebSocket clients cannot connect.",
            new EnvironmentAlias("ENABLE_WEBSOCKET"));

    final Setting<Boolean> recovery = add(
            "socketio.recovery",
            SettingType.bool(),
            "true",
            "Whether clients of Socket.IO 4.6 and later receive missed events after a lost connection.");

    final Setting<Boolean> allowEio3 = add(
            "socketio.allow-eio3",
            SettingType.bool(),
            "true",
            "Whether clients of Engine.IO v3 are accepted: 1.x and 2.x of JavaScript, 1.x of Java.");

    final Setting<Boolean> permessageDeflate = add(
            "socketio.permessage-deflate",
            SettingType.bool(),
            "false",
            "Whether WebSocket messages of 1,024 bytes and more may be compressed, if the client offers it.");

    final Setting<Duration> heartbeatInterval = add(
            "websocket.heartbeat-interval",
            duration("100ms", "5m"),
            "30s",
            "Time between two pings to a plain WebSocket. WEBSOCKET_HEARTBEAT_INTERVAL is in seconds.",
            new EnvironmentAlias(
                    "WEBSOCKET_HEARTBEAT_INTERVAL",
                    value -> Optional.of(DIGITS.matcher(value).matches() ? value + "s" : value)));

    final Setting<Duration> heartbeatTimeout = add(
            "websocket.heartbeat-timeout",
            duration("100ms", "5m"),
            "20s",
            "Time in which a client of a plain WebSocket must answer a ping.");

    final Setting<Boolean> plainDeflate = add(
            "websocket.permessage-deflate",
            SettingType.bool(),
            "false",
            "Whether messages of 1,024 bytes and more on plain WebSockets may be compressed, if the client offers it.");

    final Setting<Integer> maxBody =
            add("http.max-body", size("1KiB", "64MiB"), "1MB", "Largest body of an HTTP request.");

    final Setting<HeapAmount> incomingBodies = add(
            "http.incoming-bodies",
            HeapAmount.shareOrSize(1, 60, "4MiB", "1024MiB"),
            "15%",
            "HTTP bodies until their response, and messages that are being received. Above it, or above a quarter for one address or user, the largest is refused with 503.");

    private final Setting<Integer> userRate = add(
            "http.requests-per-second-per-user",
            integer(0, 100_000, "requests"),
            "100",
            "HTTP requests of one user in the long run; 0 = no limit. Pages stay far below it.");

    private final Setting<Integer> userBurst = add(
            "http.requests-burst-per-user",
            integer(1, 100_000, "requests"),
            "400",
            "HTTP requests of one user at once after a pause.");

    private final Setting<Integer> backEndRate = add(
            "http.requests-per-second-per-back-end",
            integer(0, 100_000, "requests"),
            "1000",
            "HTTP requests of one back end in the long run; 0 = no limit. The emit API has a limit of its own.");

    private final Setting<Integer> backEndBurst = add(
            "http.requests-burst-per-back-end",
            integer(1, 100_000, "requests"),
            "4000",
            "HTTP requests of one back end at once after a pause.");

    private final Setting<Integer> withoutTokenRate = add(
            "http.requests-per-second-without-token",
            integer(0, 100_000, "requests"),
            "50",
            "HTTP requests of one address without a valid token in the long run; 0 = no limit. Further ones are answered with 429 instead of 401.");

    private final Setting<Integer> withoutTokenBurst = add(
            "http.requests-burst-without-token",
            integer(1, 100_000, "requests"),
            "500",
            "HTTP requests of one address without a valid token at once after a pause.");

    private final Setting<Integer> forgedRate = add(
            "http.forged-tokens-per-second",
            integer(0, 100_000, "requests"),
            "10",
            "HTTP requests of one address with tokens that the issuer did not sign, in the long run; 0 = no limit. Further ones are answered with 429 instead of 401.");

    private final Setting<Integer> forgedBurst = add(
            "http.forged-tokens-burst",
            integer(1, 100_000, "requests"),
            "100",
            "HTTP requests of one address with such tokens at once after a pause.");

    private final Setting<Integer> metricsTenants = add(
            "http.metrics-tenants",
            integer(0, 10_000, "clinics"),
            "1000",
            "Connected clinics with a series of their own in the metrics; the others count together as other.");

    final Setting<Optional<String>> metricsToken = addSecret(
            "http.metrics-token",
            SettingType.text("any, empty = no metrics"),
            "",
            "Bearer token of Prometheus for GET /metrics; empty = no metrics.");

    /** Socket.IO. */
    EngineConfig socketIo(SettingValues given) {
        return new EngineConfig(
                given.get(pingInterval),
                given.get(pingTimeout),
                given.get(upgradeTimeout),
                compression(given, permessageDeflate),
                features(given));
    }

    private Set<EngineFeature> features(SettingValues given) {
        Map<EngineFeature, Setting<Boolean>> switches = Map.of(
                EngineFeature.WEBSOCKET, websocket, EngineFeature.RECOVERY, recovery, EngineFeature.EIO3, allowEio3);
        return switches.entrySet().stream()
                .filter(entry -> given.get(entry.getValue()))
                .map(Map.Entry::getKey)
                .collect(Collectors.toUnmodifiableSet());
    }

    /** Plain WebSockets. */
    PlainConfig webSocket(SettingValues given) {
        return new PlainConfig(
                given.get(heartbeatInterval), given.get(heartbeatTimeout), compression(given, plainDeflate));
    }

    private static Compression compression(SettingValues given, Setting<Boolean> deflate) {
        return given.get(deflate) ? Compression.PERMESSAGE_DEFLATE : Compression.NONE;
    }

    /** HTTP. */
    HttpConfig http(SettingValues given) {
        return new HttpConfig(
                given.get(maxBody),
                new RequestLimits(
                        RateLimit.optionalPerSecond(given.get(userRate), given.get(userBurst)),
                        RateLimit.optionalPerSecond(given.get(backEndRate), given.get(backEndBurst)),
                        new AddressLimits(given.get(withoutTokenRate), given.get(withoutTokenBurst)),
                        new AddressLimits(given.get(forgedRate), given.get(forgedBurst))),
                given.get(metricsTenants),
                given.get(metricsToken));
    }
}
