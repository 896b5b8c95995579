package dev.carewire.app.config;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.carewire.adapter.openai.OpenAiConfig;
import dev.carewire.app.config.Config.SampleData;
import dev.carewire.app.config.ConfigSources.DemoSecretUse;
import dev.carewire.app.config.ConfigSources.Option;
import dev.carewire.dialect.ExpiredSessions;
import dev.carewire.hub.SessionLimits;
import dev.carewire.idempotency.KeyLimits;
import dev.carewire.identity.Role;
import dev.carewire.log.RingLimits;
import dev.carewire.notification.EscalationPolicy;
import dev.carewire.notification.EscalationPolicy.EscalationStep;
import dev.carewire.rate.AddressLimits;
import dev.carewire.rate.RateLimit;
import dev.carewire.rate.RequestLimits;
import dev.carewire.record.KeptRecords;
import dev.carewire.record.RecordKind;
import dev.carewire.setting.Setting;
import dev.carewire.transport.netty.PortConfig;
import dev.carewire.transport.netty.TrustedProxies;
import dev.carewire.transport.plain.PlainConfig;
import dev.carewire.transport.session.ClientLimits;
import dev.carewire.transport.session.ExpiryRules;
import dev.carewire.transport.socketio.EngineConfig;
import dev.carewire.transport.socketio.EngineFeature;
import dev.carewire.transport.websocket.Compression;
import dev.carewire.vitals.VitalPolicy;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.KeyPairGenerator;
import java.time.Duration;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Base64;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ConfigReaderTest {

    private static final String BARE_PONG = "dialects.keney.bare-pong";

    private static final String SECRET = "marker-secret-of-more-than-thirty-two-bytes";

    @TempDir
    private Path home;

    private final Map<String, String> environment = new HashMap<>(Map.of("CAREWIRE_AUTH_SECRET", SECRET));
    private final Map<String, Option> options = new HashMap<>();
    private final List<String> warnings = new ArrayList<>();

    @Test
    void withoutAnyFileTheStandardValuesHold() throws Exception {
        Config config = read();
        assertThat(config.server()).isEqualTo(new ServerConfig(home.resolve("data"), 16, 1000));
        assertThat(config.listening())
                .isEqualTo(new PortConfig(
                        "0.0.0.0",
                        8000,
                        Runtime.getRuntime().availableProcessors(),
                        64 << 10,
                        Duration.ofSeconds(10),
                        TrustedProxies.NONE,
                        400,
                        Duration.ofSeconds(10)));
        assertThat(config.database().address().url()).isEqualTo("jdbc:h2:file:" + home.resolve("data/carewire"));
        assertThat(config.auth().clockSkew()).isEqualTo(Duration.ofSeconds(30));
        assertThat(config.expiry())
                .isEqualTo(
                        new ExpiryRules(Duration.ofSeconds(30), Duration.ofHours(12), ExpiredSessions.KEEP, Map.of()));
        assertThat(config.origins().allowed()).isEmpty();
        assertThat(config.timeZone()).isEqualTo(ZoneId.of("UTC"));
        assertThat(config.limits())
                .isEqualTo(new LimitsConfig(
                        new SessionLimits(10_000, 5_000, 200),
                        new AddressLimits(20, 100),
                        new ClientLimits(
                                Duration.ofSeconds(45),
                                Duration.ZERO,
                                1_000_000,
                                10,
                                64 << 10,
                                RateLimit.perSecond(50, 500)),
                        new RingLimits(8 << 20, Duration.ofMinutes(2)),
                        new KeyLimits(10_000, 10_000_000)));
        assertThat(config.webSocket())
                .isEqualTo(new PlainConfig(Duration.ofSeconds(30), Duration.ofSeconds(20), Compression.NONE));
        assertThat(config.socketIo())
                .isEqualTo(new EngineConfig(
                        Duration.ofSeconds(25),
                        Duration.ofSeconds(20),
                        Duration.ofSeconds(10),
                        Compression.NONE,
                        EnumSet.allOf(EngineFeature.class)));
        assertThat(config.http())
                .isEqualTo(new HttpConfig(
                        1_000_000,
                        new RequestLimits(
                                Optional.of(RateLimit.perSecond(100, 400)),
                                Optional.of(RateLimit.perSecond(1_000, 4_000)),
                                new AddressLimits(50, 500),
                                new AddressLimits(10, 100)),
                        1_000,
                        Optional.empty()));
        assertThat(config.log())
                .isEqualTo(new LogConfig(Duration.ofSeconds(1), Duration.ofSeconds(30), Duration.ofHours(1)));
        assertThat(config.timers()).isEqualTo(new TimersConfig(4, Duration.ofSeconds(1)));
        assertThat(config.notifications())
                .isEqualTo(new NotificationsConfig(
                        new EscalationPolicy(
                                Duration.ofSeconds(5),
                                Duration.ofMinutes(5),
                                5,
                                List.of(EscalationStep.DUTY, EscalationStep.LEAD, EscalationStep.WEBHOOK)),
                        Duration.ofSeconds(20),
                        Map.of("emergency", Role.DOCTOR, "urgent", Role.NURSE, "any", Role.NURSE),
                        Role.ADMIN,
                        Optional.empty(),
                        Optional.empty(),
                        Duration.ofDays(90),
                        20,
                        List.of(Duration.ofHours(24), Duration.ofHours(1)),
                        true,
                        true));
        assertThat(value(config, "dialects.diagnoxix.trust-user-id")).isEqualTo(false);
        assertThat(value(config, "dialects.diagnoxix.requests-per-second")).isEqualTo(10);
        assertThat(value(config, "dialects.diagnoxix.requests-burst")).isEqualTo(10);
        assertThat(value(config, "dialects.keney.connections-per-tenant")).isEqualTo(100);
        assertThat(value(config, "dialects.healthmate.connections")).isEqualTo(1_000);
        assertThat(value(config, "dialects.healthmate.connections-per-user")).isEqualTo(5);
        assertThat(config.kept()).isEqualTo(KeptRecords.ALL);
        assertThat(config.vitals()).isEqualTo(new VitalPolicy(Duration.ofMinutes(15), Optional.empty()));
        assertThat(config.emit()).isEqualTo(new EmitConfig(List.of(), 100, 200));
        assertThat(config.sampleData()).isEqualTo(SampleData.NONE);
    }

    @Test
    void aFamilyMayHaveARuleOfItsOwnForExpiredSessions() throws Exception {
        file("dialects:\n  keney:\n    expired-sessions: close\n  clinic:\n    expired-sessions: \"\"\n");
        assertThat(read().expiry().families()).isEqualTo(Map.of("keney", ExpiredSessions.CLOSE));
    }

    @Test
    void ofSeveralNamesForTheSecretTheFirstCounts() throws Exception {
        environment.clear();
        environment.putAll(Map.of("JWT_SECRET_KEY", SECRET, "ALLOW_ORIGINS", "*"));
        assertThat(read().auth().secret()).contains(SECRET);
        assertThat(read().origins().allowed()).isEmpty();
        environment.put("JWT_SECRET", SECRET + "-");
        environment.put("ALLOW_ORIGINS", "https://a.example");
        assertThat(read().auth().secret()).contains(SECRET + "-");
        assertThat(read().origins().allowed()).containsExactly("https://a.example");
    }

    @Test
    void theAddressOfTheClinicsPagesIsAnOrigin() throws Exception {
        environment.put("NEXT_PUBLIC_APP_URL", "https://clinic.example/");
        assertThat(read().origins().allowed()).containsExactly("https://clinic.example");
    }

    @Test
    void namesOfCustomEventsComeAsAListOrWithCommas() throws Exception {
        file("emit:\n  custom-events: [\"lab:*\", ward.cleaned]\n");
        assertThat(read().emit().customEvents()).containsExactly("lab:*", "ward.cleaned");
        environment.put("CAREWIRE_EMIT_CUSTOM_EVENTS", "lab:*, *:done");
        assertThat(read().emit().customEvents()).containsExactly("lab:*", "*:done");
        environment.put("CAREWIRE_EMIT_CUSTOM_EVENTS", "lab:(");
        assertThatThrownBy(this::read)
                .isInstanceOf(BadConfigException.class)
                .hasMessageContaining("CAREWIRE_EMIT_CUSTOM_EVENTS");
    }

    @Test
    void aClinicChoosesTheRecordsThatTheServerKeeps() throws Exception {
        file("records:\n  kept: [threads, Users]\n");
        assertThat(read().kept()).isEqualTo(new KeptRecords(EnumSet.of(RecordKind.THREADS, RecordKind.USERS)));
        environment.put("CAREWIRE_RECORDS_KEPT", "none");
        assertThat(read().kept()).isEqualTo(KeptRecords.NONE);
    }

    @ParameterizedTest
    @ValueSource(strings = {"threads, threads", "threads, charts", "none, threads", "vitals", "", "threads,"})
    void everyKindOfRecordIsKnownAndNamedOnce(String kept) throws Exception {
        environment.put("CAREWIRE_RECORDS_KEPT", kept);
        assertThat(faults())
                .containsExactly("CAREWIRE_RECORDS_KEPT: " + kept + " (expected: list of words, any of patients,"
                        + " appointments, queue, visits, prescriptions, invoices, tasks, labs, threads, users, rooms,"
                        + " each once; or none)");
    }

    @Test
    void anEmptyFileIsAFileOfStandardValues() throws Exception {
        file("");
        assertThat(read().listening().port()).isEqualTo(8000);
        file("server:\n  # port: 1\nlimits:\n");
        assertThat(read().listening().port()).isEqualTo(8000);
    }

    @Test
    void theStricterSourceWins() throws Exception {
        assertThat(read().listening().port()).isEqualTo(8000);
        file("server:\n  port: 1\n");
        assertThat(read().listening().port()).isEqualTo(1);
        environment.put("PORT", "2");
        assertThat(read().listening().port()).isEqualTo(2);
        environment.put("CAREWIRE_SERVER_PORT", "3");
        assertThat(read().listening().port()).isEqualTo(3);
        options.put("server.port", new Option("--port", "4"));
        assertThat(read().listening().port()).isEqualTo(4);
    }

    @Test
    void everyKeyHasItsVariable() throws Exception {
        environment.put("CAREWIRE_LIMITS_CONNECTIONS_PER_TENANT", "7");
        environment.put("CAREWIRE_SOCKETIO_PING_INTERVAL", "500ms");
        environment.put("CAREWIRE_CORS_ORIGINS", "https://a.example, https://b.example:8443");
        Config config = read();
        assertThat(config.limits().sessions().perTenant()).isEqualTo(7);
        assertThat(config.socketIo().pingInterval()).isEqualTo(Duration.ofMillis(500));
        assertThat(config.origins().allowed()).containsExactlyInAnyOrder("https://a.example", "https://b.example:8443");
    }

    @Test
    void namesOfExistingInstallationsWork() throws Exception {
        environment.clear();
        environment.putAll(Map.of(
                "PORT", "4000",
                "HOSTNAME", "127.0.0.1",
                "JWT_SECRET", SECRET,
                "FRONTEND_URL", "http://localhost:5173/",
                "CORS_ORIGIN", "https://a.example,https://b.example",
                "ENABLE_WEBSOCKET", "False",
                "MAX_WEBSOCKET_CONNECTIONS_PER_TENANT", "5",
                "WEBSOCKET_HEARTBEAT_INTERVAL", "45",
                "DATABASE_URL", "postgresql://u:p@db.example:5432/clinic"));
        Config config = read();
        assertThat(config.listening().port()).isEqualTo(4000);
        assertThat(config.listening().host()).isEqualTo("127.0.0.1");
        assertThat(config.auth().secret()).contains(SECRET);
        assertThat(config.origins().allowed())
                .containsExactlyInAnyOrder("http://localhost:5173", "https://a.example", "https://b.example");
        assertThat(config.socketIo().offers(EngineFeature.WEBSOCKET)).isFalse();
        assertThat(value(config, "dialects.keney.connections-per-tenant")).isEqualTo(5);
        assertThat(config.webSocket().heartbeatInterval()).isEqualTo(Duration.ofSeconds(45));
        assertThat(config.database().address().url()).isEqualTo("jdbc:postgresql://db.example:5432/clinic");
        assertThat(config.database().address().user()).isEqualTo("u");
    }

    @Test
    void namesOfKeneyAppsInstallationsWork() throws Exception {
        environment.clear();
        environment.putAll(Map.of(
                "SECRET_KEY", SECRET,
                "TOKEN_ISSUER", "keneyapp",
                "TOKEN_AUDIENCE", "keneyapp-clients",
                "ALLOWED_ORIGINS", "[\"http://localhost:3000\", \"https://a.example\"]",
                "MAX_WEBSOCKET_CONNECTIONS_PER_TENANT", "100",
                "WEBSOCKET_HEARTBEAT_INTERVAL", "30"));
        Config config = read();
        assertThat(config.auth().secret()).contains(SECRET);
        assertThat(config.auth().issuer()).contains("keneyapp");
        assertThat(config.auth().audience()).contains("keneyapp-clients");
        assertThat(config.origins().allowed()).containsExactlyInAnyOrder("http://localhost:3000", "https://a.example");
        assertThat(value(config, BARE_PONG)).isEqualTo(false);
    }

    /** The value of a client family's setting. */
    private static Object value(Config config, String key) {
        Setting<?> setting = Settings.ALL.stream()
                .filter(one -> one.key().equals(key))
                .findAny()
                .orElseThrow();
        return config.settings().get(setting);
    }

    @Test
    void ofSeveralNamesOfOneSettingTheFirstCounts() throws Exception {
        environment.clear();
        environment.putAll(Map.of("JWT_SECRET", SECRET, "SECRET_KEY", "of another program"));
        assertThat(read().auth().secret()).contains(SECRET);
    }

    @Test
    void aClientFamilysSectionMayBeNestedOrNot() throws Exception {
        file("dialects:\n  keney.bare-pong: true\n");
        assertThat(value(read(), BARE_PONG)).isEqualTo(true);
        file("dialects:\n  keney:\n    bare-pong: true\n");
        assertThat(value(read(), BARE_PONG)).isEqualTo(true);
        environment.put("CAREWIRE_DIALECTS_KENEY_BARE_PONG", "false");
        assertThat(value(read(), BARE_PONG)).isEqualTo(false);
    }

    @ParameterizedTest
    @CsvSource({"web-7f9c, 0.0.0.0", "clinic.example, 0.0.0.0", "'', 0.0.0.0", "localhost, localhost", "::1, ::1"})
    void aMachinesNameInHostnameIsNoAddressToListenOn(String hostname, String host) throws Exception {
        environment.put("HOSTNAME", hostname);
        assertThat(read().listening().host()).isEqualTo(host);
    }

    @ParameterizedTest
    @CsvSource({"25%, 0", "90%, 0", "64MiB, 1", "1023GiB, 0"})
    void aLargerHeapThanConfiguredIsAWarning(String limit, int count) throws Exception {
        environment.put("CAREWIRE_SERVER_MAX_HEAP", limit);
        read();
        assertThat(warnings).hasSize(count);
        assertThat(warnings)
                .allMatch(line -> line.startsWith("server.max-heap: ignored: the process may use a heap of "));
    }

    @Test
    void aWebhookNeedsASecretToBeSigned() throws Exception {
        environment.put("CAREWIRE_NOTIFICATIONS_WEBHOOK_URL", "https://pager.example/hook");
        environment.put("CAREWIRE_NOTIFICATIONS_WEBHOOK_SECRET", "too-short");
        assertThatThrownBy(this::read)
                .isInstanceOfSatisfying(
                        BadConfigException.class,
                        bad -> assertThat(bad.faults())
                                .containsExactly("notifications.webhook-secret: missing or short (expected: at least 16"
                                        + " characters, to sign what notifications.webhook-url is told)"));

        environment.put("CAREWIRE_NOTIFICATIONS_WEBHOOK_SECRET", "marker-long-enough");
        NotificationsConfig notifications = read().notifications();
        assertThat(notifications.webhookSecret()).contains("marker-long-enough");
        assertThat(notifications.toString()).doesNotContain("marker");
    }

    @Test
    void signsTheQuestionsAboutRoomsWithTheirOwnSecretOrTheWebhooks() throws Exception {
        assertThat(read().rooms().authority()).isEmpty();
        environment.put("CAREWIRE_ROOMS_AUTHORIZATION", "https://backend.example/rooms");
        assertThatThrownBy(this::read)
                .isInstanceOfSatisfying(
                        BadConfigException.class,
                        bad -> assertThat(bad.faults())
                                .containsExactly("rooms.authorization-secret: missing or short (expected: at least 16"
                                        + " characters, here or in notifications.webhook-secret, to sign the questions"
                                        + " to rooms.authorization)"));

        environment.put("CAREWIRE_NOTIFICATIONS_WEBHOOK_SECRET", "marker of the webhook");
        assertThat(read().rooms().secret()).contains("marker of the webhook");
        environment.put("CAREWIRE_ROOMS_AUTHORIZATION_SECRET", "marker of the rooms");
        assertThat(read().rooms().secret()).contains("marker of the rooms");
        assertThat(read().rooms().toString()).doesNotContain("marker");
    }

    @Test
    void showsNoMetricsToken() throws Exception {
        assertThat(read().http().toString()).endsWith("metricsToken=none]");
        environment.put("CAREWIRE_HTTP_METRICS_TOKEN", "marker");

        assertThat(read().http().metricsToken()).contains("marker");
        assertThat(read().http().toString()).endsWith("metricsToken=***]");
    }

    @Test
    void anAssistantHasAModelAndShowsNoKey() throws Exception {
        assertThat(read().assistant().model()).isEmpty();
        environment.put("CAREWIRE_ASSISTANT_URL", "https://models.example/v1");
        environment.put("CAREWIRE_ASSISTANT_KEY", "sk marker");
        assertThatThrownBy(this::read)
                .isInstanceOfSatisfying(
                        BadConfigException.class,
                        bad -> assertThat(bad.faults())
                                .containsExactlyInAnyOrder(
                                        "CAREWIRE_ASSISTANT_KEY: *** (expected: text, visible ASCII characters, empty ="
                                                + " none is sent)",
                                        "assistant.model: missing (expected: a name that assistant.url knows)"));

        environment.put("CAREWIRE_ASSISTANT_KEY", "sk-marker");
        environment.put("CAREWIRE_ASSISTANT_MODEL", "small");
        AssistantConfig assistant = read().assistant();
        assertThat(assistant.model().flatMap(OpenAiConfig::key)).contains("sk-marker");
        assertThat(assistant.toString()).doesNotContain("marker");
    }

    @Test
    void redisAndUnknownVariablesAreToldButNoFault() throws Exception {
        environment.put("REDIS_URL", "redis://user:marker@cache.example");
        environment.put("CAREWIRE_SERVER_PROT", "1");
        environment.put("CAREWIRE_PORT_8000_TCP_ADDR", "10.0.0.1");
        read();
        assertThat(warnings)
                .containsExactly(
                        "CAREWIRE_PORT_8000_TCP_ADDR: ignored: no such setting",
                        "CAREWIRE_SERVER_PROT: ignored: no such setting",
                        "redis.url (REDIS_URL): no effect while cluster.mode is not redis");
        assertThat(read().toString()).doesNotContain("marker");
    }

    @Test
    void aRedisUrlOfAnotherProgramIsNoFault() throws Exception {
        environment.put("REDIS_URL", "cache.example:6379");
        read();
        assertThat(warnings).isEmpty();
    }

    @Test
    void theNodesOfAClusterNeedADatabaseThatTheyCanShare() throws Exception {
        environment.put("CAREWIRE_CLUSTER_MODE", "postgres");
        environment.put("CAREWIRE_ATTACHMENTS_STORE", "database");
        assertThat(faults()).singleElement().asString().startsWith("cluster.mode: needs a PostgreSQL server");

        environment.put("CAREWIRE_DATABASE_URL", "jdbc:postgresql://db.example/clinic");
        assertThat(read().cluster().mode()).isEqualTo(ClusterMode.POSTGRES);
    }

    @Test
    void aClusterNeedsAttachmentsInTheDatabase() throws Exception {
        environment.put("CAREWIRE_CLUSTER_MODE", "postgres");
        assertThat(faults())
                .contains(
                        "attachments.store: folder (expected: database, since each node of a cluster serves every file)");
    }

    @Test
    void redisNeedsAnAddressOfItsTopologyAndTwoDifferentKeys() throws Exception {
        String key = Base64.getEncoder().encodeToString("marker-marker-marker-marker-mark".getBytes(UTF_8));
        environment.put("CAREWIRE_CLUSTER_MODE", "redis");
        environment.put("CAREWIRE_DATABASE_URL", "jdbc:postgresql://db.example/clinic");
        environment.put("CAREWIRE_REDIS_URL", "redis://user:marker@cache.example");
        environment.put("CAREWIRE_REDIS_TOPOLOGY", "sentinel");
        environment.put("CAREWIRE_ATTACHMENTS_STORE", "database");
        environment.put("CAREWIRE_REDIS_SEAL_KEY", key);
        environment.put("CAREWIRE_REDIS_SEAL_KEY_OLD", key);
        assertThat(faults())
                .containsExactly(
                        "redis.url: missing, or not for redis.topology (expected: an address of this topology)",
                        "redis.seal-key-old: without another redis.seal-key (expected: two different keys)");

        environment.put(
                "CAREWIRE_REDIS_CERTIFICATE_FILE", home.resolve("absent.pem").toString());
        assertThat(faults())
                .contains("redis.certificate-file: " + home.resolve("absent.pem")
                        + " (expected: a file this user can read)");

        environment.put("CAREWIRE_REDIS_URL", "marker");
        environment.put("CAREWIRE_REDIS_SEAL_KEY", "marker");
        assertThat(faults()).isNotEmpty().allSatisfy(fault -> assertThat(fault).doesNotContain("marker"));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "server: {port: abc} | 1: server.port: abc (expected: number, 0..65535)",
                "server: {port: 65536} | 1: server.port: 65536 (expected: number, 0..65535)",
                "server: {port: 8000.5} | 1: server.port: 8000.5 (expected: number, 0..65535)",
                "server: {port: } | 1: server.port:  (expected: number, 0..65535)",
                "server: {port: [1]} | 1: server.port: a list (expected: number, 0..65535)",
                "server: {data-dir: ''} | 1: server.data-dir:  (expected: path, a folder, created if missing)",
                "server: {port: {a: 1}} | 1: server.port.a: unknown key",
                "server: {host: 'a b'} | 1: server.host: a b (expected: address or host name, one of this machine's, empty = all of them, with --demo only localhost)",
                "server: {max-heap: 1g} | 1: server.max-heap: 1g (expected: share of the memory, or size (MiB, GiB), 1%..90%, or 64MiB..1023GiB)",
                "server: {max-heap: 95%} | 1: server.max-heap: 95% (expected: share of the memory, or size (MiB, GiB), 1%..90%, or 64MiB..1023GiB)",
                "server: {max-heap: 63MiB} | 1: server.max-heap: 63MiB (expected: share of the memory, or size (MiB, GiB), 1%..90%, or 64MiB..1023GiB)",
                "server: {max-heap: 1024GiB} | 1: server.max-heap: 1024GiB (expected: share of the memory, or size (MiB, GiB), 1%..90%, or 64MiB..1023GiB)",
                "server: {compiler: c1} | 1: server.compiler: c1 (expected: word, tiered or quick)",
                "server: 5 | 1: server: a value (expected: a section)",
                "sever: {port: 1} | 1: sever.port: unknown key",
                "limits: {ring-colour: 1} | 1: limits.ring-colour: unknown key",
                "socketio: {ping-interval: 25} | 1: socketio.ping-interval: 25 (expected: duration (ms, s, m, h), 100ms..5m)",
                "socketio: {ping-interval: 6m} | 1: socketio.ping-interval: 6m (expected: duration (ms, s, m, h), 100ms..5m)",
                "socketio: {ping-interval: -1s} | 1: socketio.ping-interval: -1s (expected: duration (ms, s, m, h), 100ms..5m)",
                "socketio: {websocket: maybe} | 1: socketio.websocket: maybe (expected: switch, true or false)",
                "database: {query-timeout: 1500ms} | 1: database.query-timeout: 1500ms (expected: duration (whole seconds: s, m, h), 1s..5m)",
                "limits: {max-payload: 1TB} | 1: limits.max-payload: 1TB (expected: size (bytes, kB, KiB, MB, MiB), 1KiB..64MiB)",
                "limits: {max-payload: 999999999MiB} | 1: limits.max-payload: 999999999MiB (expected: size (bytes, kB, KiB, MB, MiB), 1KiB..64MiB)",
                "clinic: {time-zone: Mars/Base} | 1: clinic.time-zone: Mars/Base (expected: time zone, a name of the IANA list, such as Europe/Berlin)",
                "cors: {origins: ['*']} | 1: cors.origins: * (expected: list of origins, http://host[:port], https://host[:port], or an app's such as capacitor://host)",
                "cors: {origins: [[a]]} | 1: cors.origins: a list within a list (expected: single values)",
                "auth: {jwks-url: 'file:///etc/passwd'} | 1: auth.jwks-url: file:///etc/passwd (expected: address, http://… or https://…, empty = none)",
                "notifications: {escalation: duty} | 1: notifications.escalation: duty (expected: list of steps, user, then any of duty, lead, webhook, each once)",
                "notifications: {escalation: [user, lead, lead]} | 1: notifications.escalation: user,lead,lead (expected: list of steps, user, then any of duty, lead, webhook, each once)",
                "notifications: {duty: any} | 1: notifications.duty: any (expected: list of assignments, kind=role, priority=role or any=role)",
                "notifications: {duty: any=wizard} | 1: notifications.duty: any=wizard (expected: list of assignments, kind=role, priority=role or any=role)",
                "notifications: {duty: [any=nurse, any=doctor]} | 1: notifications.duty: any=nurse,any=doctor (expected: list of assignments, kind=role, priority=role or any=role)",
                "notifications: {lead-role: wizard} | 1: notifications.lead-role: wizard (expected: role, one that tokens name)",
                "[1, 2] | 1: not a configuration (expected: sections with keys)",
                "text | 1: not a configuration (expected: sections with keys)",
                "{[a]: 1} | 1: not a key (expected: a name)",
            })
    void namesWhatIsWrongAndWhere(String yaml, String fault) throws Exception {
        Path file = file(yaml);
        assertThat(faults()).containsExactly(file + ":" + fault);
    }

    @Test
    void aKeyGivenTwiceIsAFaultInEveryForm() throws Exception {
        Path file = file("server:\n  port: 1\n  port: 1\nserver.port: 1\n");
        assertThat(faults())
                .containsExactly(
                        file + ":3: server.port: given twice (first: " + file + ":2)",
                        file + ":4: server.port: given twice (first: " + file + ":2)");
    }

    @ParameterizedTest
    @ValueSource(strings = {"server: [", "a: b: c", "\t- x", "--- a\n--- b\n", "x: \"\u0007\""})
    void whatIsNotYamlIsAFault(String text) throws Exception {
        file(text);
        assertThat(faults()).hasSize(1);
    }

    @Test
    void anAliasThatHoldsItselfEnds() throws Exception {
        file("a: &x {b: *x}\n");
        assertThat(faults()).hasSize(1).first().asString().endsWith("nested too deep");
    }

    @Test
    void aFileThatIsNamedMustBeThere() {
        Path missing = home.resolve("missing.yaml");
        assertThat(faults(Optional.of(missing), DemoSecretUse.NEVER))
                .containsExactly(missing + ": unreadable (expected: a YAML file in UTF-8)");
    }

    @Test
    void namesEveryFaultAtOnce() throws Exception {
        Path file = file("server:\n  port: x\nlimits:\n  unknown: 1\n  max-payload: 1\n");
        environment.clear();
        environment.put("CAREWIRE_SERVER_WORKER_THREADS", "0");
        environment.put("WEBSOCKET_HEARTBEAT_INTERVAL", "often");
        options.put("server.port", new Option("--port", "-1"));
        assertThat(faults())
                .containsExactlyInAnyOrder(
                        file + ":2: server.port: x (expected: number, 0..65535)",
                        file + ":4: limits.unknown: unknown key",
                        file + ":5: limits.max-payload: 1 (expected: size (bytes, kB, KiB, MB, MiB), 1KiB..64MiB)",
                        "CAREWIRE_SERVER_WORKER_THREADS: 0 (expected: threads, 1..256)",
                        "WEBSOCKET_HEARTBEAT_INTERVAL: often (expected: duration (ms, s, m, h), 100ms..5m)",
                        "--port: -1 (expected: number, 0..65535)",
                        "auth.secret: missing (expected: at least 32 bytes, or auth.public-key-file or auth.jwks-url;"
                                + " to try things out, start the server with --demo)");
    }

    @Test
    void aVariableThatIsOverriddenCannotBeAtFault() throws Exception {
        environment.put("PORT", "many");
        environment.put("CAREWIRE_SERVER_PORT", "1");
        assertThat(read().listening().port()).isEqualTo(1);
    }

    @Test
    void relativeFoldersBeginWhereTheyWereWritten() throws Exception {
        Path elsewhere = Files.createDirectory(home.resolve("elsewhere"));
        Path file = Files.writeString(elsewhere.resolve("my.yaml"), "server: {data-dir: stored}");
        assertThat(read(Optional.of(file), DemoSecretUse.NEVER).server().dataDir())
                .isEqualTo(elsewhere.resolve("stored"));
        options.put("server.data-dir", new Option("--data", "mine"));
        assertThat(read().server().dataDir()).isEqualTo(Path.of("mine").toAbsolutePath());
    }

    @Test
    void theSharesOfTheHeapMustLeaveRoomForTheServer() throws Exception {
        file("memory: {rings: 40%, outbound: 30%}");
        assertThat(faults())
                .singleElement()
                .asString()
                .startsWith("memory.rings, memory.outbound, memory.unauthenticated, http.incoming-bodies: ")
                .contains("(expected: at most 75% of the heap, which has ");
    }

    @Test
    void theLargestBodyMustFitIntoTheShareOfOneClient() throws Exception {
        file("http: {incoming-bodies: 4MiB, max-body: 2MiB}");
        assertThat(faults())
                .singleElement()
                .asString()
                .startsWith("http.incoming-bodies: 1048576 bytes for one client")
                .contains("(expected: at least 2097152, for http.max-body and limits.max-payload)");
    }

    @Test
    void theLogKeepsWhatSessionsMayResumeFrom() throws Exception {
        file("{limits: {ring-age: 10m}, log: {retention: 5m}}");
        assertThat(faults()).singleElement().asString().startsWith("log.retention: below limits.ring-age");
    }

    @Test
    void takesADirectAddressOnlyBesideThatOfAPooler() throws Exception {
        file("{database: {direct-url: 'postgres://db.example/clinic'}}");
        assertThat(faults()).singleElement().asString().startsWith("database.direct-url: set");
        file("{database: {url: 'postgres://pooler/clinic', direct-url: 'postgres://db.example/clinic'}}");
        assertThat(read().database().direct().url()).isEqualTo("jdbc:postgresql://db.example/clinic");
    }

    @Test
    void readsThePublicKeyBesideTheFile() throws Exception {
        environment.clear();
        KeyPairGenerator generator = KeyPairGenerator.getInstance("RSA");
        generator.initialize(2048);
        byte[] key = generator.generateKeyPair().getPublic().getEncoded();
        Files.writeString(
                home.resolve("key.pem"),
                "-----BEGIN PUBLIC KEY-----\n" + Base64.getMimeEncoder().encodeToString(key)
                        + "\n-----END PUBLIC KEY-----\n");
        file("auth: {public-key-file: key.pem}");
        Config config = read();
        assertThat(config.auth().publicKey().orElseThrow().getEncoded()).isEqualTo(key);
        assertThat(config.auth().secret()).isEmpty();
    }

    @Test
    void aPublicKeyThatCannotBeReadIsAFault() throws Exception {
        environment.clear();
        file("auth: {public-key-file: missing.pem, jwks-url: 'https://issuer.example/keys'}");
        Files.writeString(home.resolve("empty.pem"), "");
        assertThat(faults())
                .containsExactly(
                        "auth.public-key-file: " + home.resolve("missing.pem")
                                + " (expected: a text file this user can read)",
                        "auth.public-key-file, auth.jwks-url: both (expected: one of them)");
        file("auth: {public-key-file: empty.pem}");
        assertThat(faults()).singleElement().asString().contains("BEGIN PUBLIC KEY");
    }

    @Test
    void refusesAWeakSecretWithoutShowingIt() {
        environment.put("CAREWIRE_AUTH_SECRET", "marker");
        assertThat(faults()).containsExactly("auth.secret: 6 bytes (expected: at least 32)");
    }

    @Test
    void aDemoMakesItsOwnSecretForItsOwnerAloneAndKeepsIt() throws Exception {
        environment.clear();
        Config first = read(DemoSecretUse.CREATE);
        assertThat(first.sampleData()).isEqualTo(SampleData.DEMO_CLINIC);
        assertThat(first.auth().secret()).get().asString().hasSizeGreaterThanOrEqualTo(32);
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(home.resolve("data/demo-secret"))))
                .isEqualTo("rw-------");
        assertThat(home.resolve("data").toFile().list()).containsExactly("demo-secret");
        assertThat(read(DemoSecretUse.CREATE).auth().secret())
                .isEqualTo(first.auth().secret());
        assertThat(read(DemoSecretUse.IF_PRESENT).auth().secret())
                .isEqualTo(first.auth().secret());
        assertThat(faults()).singleElement().asString().startsWith("auth.secret: missing");
    }

    @Test
    void aDemoPrefersAConfiguredSecretAndReplacesAWeakOne() throws Exception {
        assertThat(read(DemoSecretUse.CREATE).auth().secret()).contains(SECRET);
        assertThat(home.resolve("data")).doesNotExist();
        environment.put("CAREWIRE_AUTH_SECRET", "weak");
        assertThat(read(DemoSecretUse.CREATE).auth().secret()).isPresent().isNotEqualTo(Optional.of("weak"));
        assertThat(warnings)
                .containsExactly("auth.secret: 4 bytes (expected: at least 32): the demo secret counts instead");
    }

    @Test
    void aDemoSecretIsLookedForButNotMadeWhenItMayOnlyBeUsed() {
        environment.clear();
        assertThat(faults(DemoSecretUse.IF_PRESENT)).hasSize(1);
        assertThat(home.resolve("data")).doesNotExist();
    }

    @Test
    void nothingIsMadeWhileAnythingIsWrong() throws Exception {
        environment.clear();
        file("server: {port: x}");
        assertThat(faults(DemoSecretUse.CREATE)).hasSize(1);
        assertThat(home.resolve("data")).doesNotExist();
    }

    @Test
    void aDamagedDemoSecretIsAFault() throws Exception {
        environment.clear();
        Files.createDirectory(home.resolve("data"));
        Files.writeString(home.resolve("data/demo-secret"), "short\n");
        assertThat(faults(DemoSecretUse.CREATE)).singleElement().asString().contains("demo secret damaged");
    }

    @Test
    void aDataFolderThatCannotBeMadeIsAFault() throws Exception {
        environment.clear();
        Files.writeString(home.resolve("data"), "a file");
        assertThat(faults(DemoSecretUse.CREATE)).singleElement().asString().startsWith("server.data-dir: ");
    }

    @Test
    void secretsAppearNowhere() throws Exception {
        environment.put("CAREWIRE_DATABASE_PASSWORD", "marker-password");
        environment.put("CAREWIRE_DATABASE_URL", "postgres://u:marker-url@db.example/clinic?password=marker-query");
        assertThat(read().toString()).doesNotContain("marker");
        environment.put("CAREWIRE_DATABASE_URL", "mysql://u:marker-url@db.example/clinic");
        assertThat(faults())
                .singleElement()
                .asString()
                .startsWith("CAREWIRE_DATABASE_URL: ***")
                .doesNotContain("marker");
    }

    private Path file(String text) throws IOException {
        return Files.writeString(home.resolve("config.yaml"), text);
    }

    private Config read(DemoSecretUse use) throws BadConfigException {
        return read(Optional.empty(), use);
    }

    private Config read() throws BadConfigException {
        return read(DemoSecretUse.NEVER);
    }

    private Config read(Optional<Path> file, DemoSecretUse demo) throws BadConfigException {
        return ConfigReader.read(new ConfigSources(file, home, environment, options, demo), warnings::add);
    }

    private List<String> faults(DemoSecretUse use) {
        return faults(Optional.empty(), use);
    }

    private List<String> faults() {
        return faults(DemoSecretUse.NEVER);
    }

    private List<String> faults(Optional<Path> file, DemoSecretUse demo) {
        return catchThrowableOfType(BadConfigException.class, () -> read(file, demo))
                .faults();
    }
}
