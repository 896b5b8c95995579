package dev.carewire.app.config;

import dev.carewire.adapter.jdbi.DatabaseConfig;
import dev.carewire.adapter.jwt.JwtConfig;
import dev.carewire.adapter.jwt.PublicKeys;
import dev.carewire.app.config.Config.SampleData;
import dev.carewire.app.config.ConfigSources.DemoSecretUse;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.PublicKey;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/** Makes one {@link Config} of all sources, or names everything that stands against it. */
public final class ConfigReader {

    private static final int MIN_WEBHOOK_SECRET = 16;

    private final ConfigSources sources;
    private final Consumer<String> warnings;
    private final SettingValues given;
    private final List<String> faults;
    private final Path dataDir;

    private ConfigReader(ConfigSources sources, Consumer<String> warnings) {
        this.sources = sources;
        this.warnings = warnings;
        this.given = SettingValues.gather(sources);
        this.faults = given.faults();
        this.dataDir = given.resolve(ServerSettings.DATA_DIR, given.get(ServerSettings.DATA_DIR));
    }

    /**
     * Reads the file, and the files it names. Makes the demo secret if that is wanted and nothing else is wrong.
     *
     * @param warnings gets one line for each variable that changes nothing
     * @throws BadConfigException if anything is wrong, with all of it
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
        given.warnings().forEach(warnings);
        return new Config(
                new ServerConfig(
                        given.get(ServerSettings.HOST),
                        given.get(ServerSettings.PORT),
                        dataDir,
                        given.get(ServerSettings.WORKER_THREADS),
                        given.get(ServerSettings.WORKER_BACKLOG),
                        given.get(ServerSettings.EVENT_LOOPS)),
                new DatabaseConfig(
                        given.get(ServerSettings.DATABASE_URL).orElse("jdbc:h2:file:" + dataDir.resolve("carewire")),
                        given.get(ServerSettings.DATABASE_USER).orElse(""),
                        given.get(ServerSettings.DATABASE_PASSWORD).orElse(""),
                        given.get(ServerSettings.POOL_SIZE),
                        given.get(ServerSettings.QUERY_TIMEOUT)),
                new JwtConfig(
                        secret,
                        publicKey,
                        given.get(ServerSettings.JWKS_URL),
                        given.get(ServerSettings.ISSUER),
                        given.get(ServerSettings.AUDIENCE),
                        given.get(ServerSettings.CLOCK_SKEW)),
                given.get(ServerSettings.ORIGINS),
                given.get(ServerSettings.TIME_ZONE),
                LimitSettings.limits(given),
                TransportSettings.socketIo(given),
                TransportSettings.webSocket(given),
                TransportSettings.http(given),
                DialectSettings.standard(given),
                EventSettings.outbox(given),
                EventSettings.timers(given),
                NotificationSettings.notifications(given),
                FeatureSettings.vitals(given),
                FeatureSettings.messaging(given),
                FeatureSettings.presence(given),
                DialectSettings.diagnoxix(given),
                EmitSettings.emit(given),
                AssistantSettings.assistant(given),
                DialectSettings.keney(given),
                AmbientSettings.ambient(given),
                sources.demoSecret() == DemoSecretUse.CREATE ? SampleData.DEMO_CLINIC : SampleData.NONE);
    }

    private Optional<PublicKey> publicKey() {
        Optional<Path> file = given.get(ServerSettings.PUBLIC_KEY_FILE)
                .map(path -> given.resolve(ServerSettings.PUBLIC_KEY_FILE, path));
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
        if (given.get(ServerSettings.PUBLIC_KEY_FILE).isPresent()
                && given.get(ServerSettings.JWKS_URL).isPresent()) {
            faults.add("auth.public-key-file, auth.jwks-url: both (expected: one of them)");
        }
        if (given.get(NotificationSettings.WEBHOOK_URL).isPresent()
                && given.get(NotificationSettings.WEBHOOK_SECRET)
                        .filter(secret -> secret.length() >= MIN_WEBHOOK_SECRET)
                        .isEmpty()) {
            faults.add("notifications.webhook-secret: missing or short (expected: at least " + MIN_WEBHOOK_SECRET
                    + " characters, to sign what notifications.webhook-url is told)");
        }
        if (given.get(AssistantSettings.URL).isPresent()
                && given.get(AssistantSettings.MODEL).isEmpty()) {
            faults.add("assistant.model: missing (expected: a name that assistant.url knows)");
        }
        if (given.get(AmbientSettings.URL).isPresent()
                && given.get(AmbientSettings.MODEL).isEmpty()) {
            faults.add("ambient.model: missing (expected: a name that ambient.url knows)");
        }
        if (given.get(AmbientSettings.TOTAL_BUFFER) < given.get(AmbientSettings.RECORDING_BUFFER)) {
            faults.add("ambient.total-buffer: below ambient.recording-buffer (expected: at least as much)");
        }
        if (given.get(EventSettings.ORPHANED_AFTER).compareTo(given.get(ServerSettings.QUERY_TIMEOUT)) <= 0) {
            faults.add("outbox.orphaned-after: not above database.query-timeout (expected: longer than any statement)");
        }
    }

    private Optional<String> secret() {
        Optional<String> secret = given.get(ServerSettings.SECRET);
        Optional<String> strong = secret.filter(value -> !JwtConfig.isWeak(value));
        boolean otherKeys = given.get(ServerSettings.PUBLIC_KEY_FILE).isPresent()
                || given.get(ServerSettings.JWKS_URL).isPresent();
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
            faults.add("server.data-dir: " + dataDir + " (expected: a folder this user can write to)");
        }
        if (secret.filter(JwtConfig::isWeak).isPresent()) {
            faults.add("server.data-dir: " + dataDir + ": demo secret damaged (expected: remove the file demo-secret)");
        }
        return secret;
    }
}
