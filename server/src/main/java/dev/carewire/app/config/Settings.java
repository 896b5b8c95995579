package dev.carewire.app.config;

import dev.carewire.app.config.Config.SampleData;
import dev.carewire.setting.Setting;
import dev.carewire.setting.SettingValues;
import dev.carewire.transport.netty.PortConfig;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;

/** All settings, section by section. A test compares them with {@code config.yaml}. */
public final class Settings {

    public static final ServerSettings SERVER = new ServerSettings();
    static final ClusterSettings CLUSTER = new ClusterSettings();
    static final RuntimeSettings RUNTIME = new RuntimeSettings();
    static final MemorySettings MEMORY = new MemorySettings();
    static final LimitSettings LIMITS = new LimitSettings();
    static final TransportSettings TRANSPORTS = new TransportSettings();
    static final EventSettings EVENTS = new EventSettings();
    static final NotificationSettings NOTIFICATIONS = new NotificationSettings();
    static final RecordSettings RECORDS = new RecordSettings();
    static final RoomSettings ROOMS = new RoomSettings();
    static final FeatureSettings FEATURES = new FeatureSettings();
    static final RetentionSettings RETENTION = new RetentionSettings();
    static final EmitSettings EMIT = new EmitSettings();
    static final AssistantSettings ASSISTANT = new AssistantSettings();
    static final AmbientSettings AMBIENT = new AmbientSettings();

    /** Every setting: those of the server, then those of each client family. */
    static final List<Setting<?>> ALL = Stream.<Setting<?>>concat(
                    Stream.of(
                                    SERVER,
                                    CLUSTER,
                                    RUNTIME,
                                    MEMORY,
                                    LIMITS,
                                    TRANSPORTS,
                                    EVENTS,
                                    NOTIFICATIONS,
                                    RECORDS,
                                    ROOMS,
                                    FEATURES,
                                    RETENTION,
                                    EMIT,
                                    ASSISTANT,
                                    AMBIENT)
                            .flatMap(section -> section.settings().stream()),
                    ClientFamilies.settings().stream())
            .toList();

    private static final Duration MAX_FIRST_REQUEST_TIMEOUT = Duration.ofSeconds(10);

    /** A polling session sends on one connection and receives on another. */
    private static final int CONNECTIONS_OF_POLLING = 2;

    private Settings() {}

    /** Every setting, in the order of the file. */
    public static List<Setting<?>> all() {
        return ALL;
    }

    /** The listening port, whose settings belong to several sections. */
    static PortConfig listening(SettingValues given, SampleData sampleData) {
        int loops = given.get(SERVER.eventLoops);
        return new PortConfig(
                SERVER.listeningHost(given, sampleData),
                given.get(SERVER.port),
                loops == 0 ? Runtime.getRuntime().availableProcessors() : loops,
                given.get(LIMITS.sendWindow),
                firstRequestTimeout(given.get(LIMITS.authenticationTimeout)),
                given.get(SERVER.trustedProxies),
                CONNECTIONS_OF_POLLING * given.get(LIMITS.perUser),
                given.get(LIMITS.shutdownGrace));
    }

    /** A request is complete sooner than its client has authenticated. */
    private static Duration firstRequestTimeout(Duration authenticationTimeout) {
        return authenticationTimeout.compareTo(MAX_FIRST_REQUEST_TIMEOUT) < 0
                ? authenticationTimeout
                : MAX_FIRST_REQUEST_TIMEOUT;
    }
}
