package dev.carewire.app.config;

import dev.carewire.adapter.jwt.JwtConfig;
import dev.carewire.adapter.jwt.PublicKeys;
import dev.carewire.app.config.Config.SampleData;
import dev.carewire.app.config.ConfigSources.DemoSecretUse;
import dev.carewire.file.PrivateFiles;
import dev.carewire.setting.SettingValues;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.PublicKey;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/** Combines all sources into one {@link Config}, or reports every fault. */
public final class ConfigReader {

    private static final int MIN_WEBHOOK_SECRET = 16;

    private final ConfigSources sources;
    private final Consumer<String> warnings;
    private final SettingResolver resolver;
    private final SettingValues given;
    private final List<String> faults;
    private final Path dataDir;

    private ConfigReader(ConfigSources sources, Consumer<String> warnings) {
        this.sources = sources;
        this.warnings = warnings;
        this.resolver = SettingResolver.resolve(sources);
        this.given = resolver.values();
        this.faults = resolver.faults();
        this.dataDir = resolver.resolve(Settings.SERVER.dataDir, given.get(Settings.SERVER.dataDir));
    }

    /**
     * Reads the file, and the files that it names. Creates the demo secret if requested and if there is no fault.
     *
     * @param warnings receives one line for each ignored variable
     * @throws BadConfigException with all faults
     */
    public static Config read(ConfigSources sources, Consumer<String> warnings) throws BadConfigException {
        return new ConfigReader(sources, warnings).read();
    }

    private Config read() throws BadConfigException {
        Optional<PublicKey> publicKey = publicKey();
        checkCrossFieldRules();
        Optional<String> secret = secret();
        if (!faults.isEmpty()) {
            throw new BadConfigException(faults);
        }
        resolver.warnings().forEach(warnings);
        Settings.RUNTIME.warning(given, heap()).ifPresent(warnings);
        Settings.CLUSTER.warning(given).ifPresent(warnings);
        SampleData sampleData = sources.demoSecret() == DemoSecretUse.CREATE ? SampleData.DEMO_CLINIC : SampleData.NONE;
        return new Config(
                Settings.SERVER.server(given, dataDir),
                Settings.listening(given, sampleData),
                Settings.SERVER.database(given, dataDir),
                Settings.CLUSTER.cluster(given, redisCertificates()),
                Settings.SERVER.auth(given, secret, publicKey),
                given.get(Settings.SERVER.families),
                Settings.SERVER.expiry(given),
                given.get(Settings.SERVER.origins),
                given.get(Settings.SERVER.timeZone),
                Settings.LIMITS.limits(given, given.get(Settings.SERVER.defaultTenant)),
                Settings.MEMORY.memory(given, heap()),
                Settings.TRANSPORTS.socketIo(given),
                Settings.TRANSPORTS.webSocket(given),
                Settings.TRANSPORTS.http(given),
                Settings.EVENTS.log(given),
                Settings.EVENTS.timers(given),
                Settings.NOTIFICATIONS.notifications(given),
                given.get(Settings.RECORDS.kept),
                Settings.FEATURES.users(given),
                Settings.ROOMS.rooms(given, given.get(Settings.NOTIFICATIONS.webhookSecret)),
                Settings.FEATURES.vitals(given),
                Settings.FEATURES.messaging(given),
                Settings.RETENTION.ages(given),
                Settings.FEATURES.presence(given),
                given.get(Settings.FEATURES.longestWait),
                Settings.EMIT.emit(given),
                Settings.ASSISTANT.assistant(given),
                Settings.AMBIENT.ambient(given),
                given,
                sampleData);
    }

    private Optional<PublicKey> publicKey() {
        Optional<Path> file = given.get(Settings.SERVER.publicKeyFile)
                .map(path -> resolver.resolve(Settings.SERVER.publicKeyFile, path));
        try {
            return file.isEmpty() ? Optional.empty() : Optional.of(PublicKeys.parse(Files.readString(file.get())));
        } catch (IOException unreadable) {
            faults.add("auth.public-key-file: " + file.get() + " (expected: a text file this user can read)");
        } catch (IllegalArgumentException noKey) {
            faults.add("auth.public-key-file: " + file.get() + ": " + noKey.getMessage());
        }
        return Optional.empty();
    }

    private void checkCrossFieldRules() {
        Settings.MEMORY.fault(given, heap()).ifPresent(faults::add);
        faults.addAll(Settings.CLUSTER.faults(given));
        redisCertificates()
                .filter(file -> !Files.isReadable(file))
                .ifPresent(file ->
                        faults.add("redis.certificate-file: " + file + " (expected: a file this user can read)"));
        if (given.get(Settings.SERVER.publicKeyFile).isPresent()
                && given.get(Settings.SERVER.jwksUrl).isPresent()) {
            faults.add("auth.public-key-file, auth.jwks-url: both (expected: one of them)");
        }
        if (given.get(Settings.NOTIFICATIONS.webhookUrl).isPresent()
                && given.get(Settings.NOTIFICATIONS.webhookSecret)
                        .filter(secret -> secret.length() >= MIN_WEBHOOK_SECRET)
                        .isEmpty()) {
            faults.add("notifications.webhook-secret: missing or short (expected: at least " + MIN_WEBHOOK_SECRET
                    + " characters, to sign what notifications.webhook-url is told)");
        }
        if (given.get(Settings.ROOMS.authorization).isPresent()
                && given.get(Settings.ROOMS.secret)
                        .or(() -> given.get(Settings.NOTIFICATIONS.webhookSecret))
                        .filter(secret -> secret.length() >= MIN_WEBHOOK_SECRET)
                        .isEmpty()) {
            faults.add("rooms.authorization-secret: missing or short (expected: at least " + MIN_WEBHOOK_SECRET
                    + " characters, here or in notifications.webhook-secret, to sign the questions to"
                    + " rooms.authorization)");
        }
        if (given.get(Settings.ASSISTANT.url).isPresent()
                && given.get(Settings.ASSISTANT.model).isEmpty()) {
            faults.add("assistant.model: missing (expected: a name that assistant.url knows)");
        }
        if (given.get(Settings.AMBIENT.url).isPresent()
                && given.get(Settings.AMBIENT.model).isEmpty()) {
            faults.add("ambient.model: missing (expected: a name that ambient.url knows)");
        }
        if (given.get(Settings.AMBIENT.totalBuffer) < given.get(Settings.AMBIENT.recordingBuffer)) {
            faults.add("ambient.total-buffer: below ambient.recording-buffer (expected: at least as much)");
        }
        if (given.get(Settings.SERVER.databaseDirectUrl).isPresent()
                && !given.get(Settings.SERVER.databaseUrl)
                        .filter(ServerSettings::isPostgresUrl)
                        .isPresent()) {
            faults.add("database.direct-url: set (expected: nothing, as database.url leads to no PostgreSQL server)");
        }
        if (given.get(Settings.EVENTS.logRetention).compareTo(given.get(Settings.LIMITS.ringAge)) < 0) {
            faults.add("log.retention: below limits.ring-age (expected: at least as long)");
        }
    }

    private Optional<Path> redisCertificates() {
        return given.get(Settings.CLUSTER.certificates)
                .map(path -> resolver.resolve(Settings.CLUSTER.certificates, path));
    }

    private static long heap() {
        return Runtime.getRuntime().maxMemory();
    }

    private Optional<String> secret() {
        Optional<String> secret = given.get(Settings.SERVER.secret);
        Optional<String> strong = secret.filter(value -> !JwtConfig.isWeak(value));
        boolean otherKeys = given.get(Settings.SERVER.publicKeyFile).isPresent()
                || given.get(Settings.SERVER.jwksUrl).isPresent();
        if (strong.isPresent() || (secret.isEmpty() && otherKeys)) {
            return strong;
        }
        Optional<String> demo = demoSecret();
        if (demo.isPresent()) {
            secret.ifPresent(weak -> warnings.accept(describeWeakSecret(weak) + ": the demo secret counts instead"));
            return demo;
        }
        if (sources.demoSecret() != DemoSecretUse.CREATE) {
            faults.add(secret.map(ConfigReader::describeWeakSecret)
                    .orElse("auth.secret: missing (expected: at least 32 bytes, or auth.public-key-file or"
                            + " auth.jwks-url; to try things out, start the server with --demo)"));
        }
        return Optional.empty();
    }

    private static String describeWeakSecret(String secret) {
        return "auth.secret: " + secret.getBytes(StandardCharsets.UTF_8).length + " bytes (expected: at least "
                + JwtConfig.MIN_SECRET_BYTES + ")";
    }

    private Optional<String> demoSecret() {
        Optional<String> secret = Optional.empty();
        try {
            if (sources.demoSecret() == DemoSecretUse.IF_PRESENT) {
                secret = DemoSecret.find(dataDir);
            } else if (sources.demoSecret() == DemoSecretUse.CREATE && faults.isEmpty()) {
                secret = Optional.of(DemoSecret.findOrCreate(dataDir));
            }
        } catch (IOException noFolder) {
            faults.add("server.data-dir: " + PrivateFiles.describe(dataDir)
                    + " (expected: a folder this user can write to)");
        }
        if (secret.filter(JwtConfig::isWeak).isPresent()) {
            faults.add("server.data-dir: " + dataDir + ": demo secret damaged (expected: remove the file demo-secret)");
        }
        return secret;
    }
}
