package dev.carewire.app.config;

import dev.carewire.adapter.jdbi.DatabaseConfig;
import dev.carewire.adapter.jwt.JwtConfig;
import dev.carewire.adapter.jwt.PublicKeys;
import dev.carewire.app.config.Config.SampleData;
import dev.carewire.app.config.ConfigSources.DemoSecretUse;
import dev.carewire.hub.SessionLimits;
import dev.carewire.log.RingLimits;
import dev.carewire.transport.socketio.ConnectLimits;
import dev.carewire.notification.EscalationPolicy;
import dev.carewire.vitals.VitalRules;
import dev.carewire.messaging.AttachmentLimits;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.PublicKey;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/** Makes one {@link Config} of all sources, or names everything that stands against it. */
public final class ConfigReader {

    private static final int MIN_WEBHOOK_SECRET = 16;

    private static final long BYTES_PER_MEGABYTE = 1_000_000;

    /** How long a file that was uploaded waits for its message. */
    private static final Duration ATTACHMENT_WAIT = Duration.ofHours(1);

    private final ConfigSources sources;
    private final Consumer<String> warnings;
    private final Assignments given;
    private final List<String> faults;
    private final Path dataDir;

    private ConfigReader(ConfigSources sources, Consumer<String> warnings) {
        this.sources = sources;
        this.warnings = warnings;
        this.given = Assignments.gather(sources);
        this.faults = given.faults();
        this.dataDir = given.resolve(Settings.DATA_DIR, given.get(Settings.DATA_DIR));
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
        checkTogether();
        Optional<String> secret = secret();
        if (!faults.isEmpty()) {
            throw new BadConfigException(faults);
        }
        given.warnings().forEach(warnings);
        return new Config(
                new ServerConfig(
                        given.get(Settings.HOST),
                        given.get(Settings.PORT),
                        dataDir,
                        given.get(Settings.WORKER_THREADS),
                        given.get(Settings.WORKER_BACKLOG),
                        given.get(Settings.EVENT_LOOPS)),
                new DatabaseConfig(
                        given.get(Settings.DATABASE_URL).orElse("jdbc:h2:file:" + dataDir.resolve("carewire")),
                        given.get(Settings.DATABASE_USER).orElse(""),
                        given.get(Settings.DATABASE_PASSWORD).orElse(""),
                        given.get(Settings.POOL_SIZE),
                        given.get(Settings.QUERY_TIMEOUT)),
                new JwtConfig(
                        secret,
                        publicKey,
                        given.get(Settings.JWKS_URL),
                        given.get(Settings.ISSUER),
                        given.get(Settings.AUDIENCE),
                        given.get(Settings.CLOCK_SKEW)),
                given.get(Settings.ORIGINS),
                given.get(Settings.TIME_ZONE),
                new LimitsConfig(
                        new SessionLimits(
                                given.get(Settings.PER_NODE),
                                given.get(Settings.PER_TENANT),
                                given.get(Settings.PER_USER)),
                        given.get(Settings.AUTHENTICATION_TIMEOUT),
                        new ConnectLimits(given.get(Settings.CONNECTS_PER_SECOND), given.get(Settings.CONNECTS_BURST)),
                        given.get(Settings.IDLE_TIMEOUT),
                        given.get(Settings.MAX_PAYLOAD),
                        given.get(Settings.BINARY_ATTACHMENTS),
                        given.get(Settings.SEND_WINDOW),
                        new RingLimits(given.get(Settings.RING_SIZE), given.get(Settings.RING_AGE)),
                        given.get(Settings.MESSAGES_PER_SECOND),
                        given.get(Settings.MESSAGES_BURST),
                        given.get(Settings.SHUTDOWN_GRACE)),
                new SocketIoConfig(
                        given.get(Settings.PING_INTERVAL),
                        given.get(Settings.PING_TIMEOUT),
                        given.get(Settings.UPGRADE_TIMEOUT),
                        given.get(Settings.WEBSOCKET),
                        given.get(Settings.RECOVERY),
                        given.get(Settings.ALLOW_EIO3),
                        given.get(Settings.PERMESSAGE_DEFLATE)),
                new HttpConfig(given.get(Settings.MAX_BODY), given.get(Settings.INCOMING_BODIES)),
                new OutboxConfig(given.get(Settings.SWEEP_INTERVAL), given.get(Settings.ORPHANED_AFTER)),
                new TimersConfig(given.get(Settings.TIMER_THREADS), given.get(Settings.TIMER_INTERVAL)),
                new NotificationsConfig(
                        new EscalationPolicy(
                                given.get(Settings.RETRY_FIRST),
                                given.get(Settings.RETRY_CAP),
                                given.get(Settings.RETRIES),
                                given.get(Settings.ESCALATION)),
                        given.get(Settings.DUTY),
                        given.get(Settings.LEAD_ROLE),
                        given.get(Settings.WEBHOOK_URL),
                        given.get(Settings.WEBHOOK_SECRET),
                        Duration.ofDays(given.get(Settings.RETENTION_DAYS))),
                new VitalRules(given.get(Settings.ALERT_PAUSE), Duration.ofDays(given.get(Settings.VITALS_RETENTION))),
                new MessagingConfig(
                        given.get(Settings.EDIT_WINDOW),
                        new AttachmentLimits(
                                given.get(Settings.ATTACHMENT_SIZE),
                                given.get(Settings.ATTACHMENT_QUOTA) * BYTES_PER_MEGABYTE,
                                ATTACHMENT_WAIT)),
                sources.demoSecret() == DemoSecretUse.CREATE ? SampleData.DEMO_CLINIC : SampleData.NONE);
    }

    private Optional<PublicKey> publicKey() {
        Optional<Path> file =
                given.get(Settings.PUBLIC_KEY_FILE).map(path -> given.resolve(Settings.PUBLIC_KEY_FILE, path));
        try {
            return file.isEmpty() ? Optional.empty() : Optional.of(PublicKeys.parse(Files.readString(file.get())));
        } catch (IOException unreadable) {
            faults.add("auth.public-key-file: " + file.get() + " (expected: a text file this user can read)");
        } catch (IllegalArgumentException noKey) {
            faults.add("auth.public-key-file: " + file.get() + ": " + noKey.getMessage());
        }
        return Optional.empty();
    }

    private void checkTogether() {
        if (given.get(Settings.PUBLIC_KEY_FILE).isPresent()
                && given.get(Settings.JWKS_URL).isPresent()) {
            faults.add("auth.public-key-file, auth.jwks-url: both (expected: one of them)");
        }
        if (given.get(Settings.WEBHOOK_URL).isPresent()
                && given.get(Settings.WEBHOOK_SECRET)
                        .filter(secret -> secret.length() >= MIN_WEBHOOK_SECRET)
                        .isEmpty()) {
            faults.add("notifications.webhook-secret: missing or short (expected: at least " + MIN_WEBHOOK_SECRET
                    + " characters, to sign what notifications.webhook-url is told)");
        }
        if (given.get(Settings.ORPHANED_AFTER).compareTo(given.get(Settings.QUERY_TIMEOUT)) <= 0) {
            faults.add("outbox.orphaned-after: not above database.query-timeout (expected: longer than any statement)");
        }
    }

    private Optional<String> secret() {
        Optional<String> secret = given.get(Settings.SECRET);
        Optional<String> strong = secret.filter(value -> !JwtConfig.isWeak(value));
        boolean otherKeys = given.get(Settings.PUBLIC_KEY_FILE).isPresent()
                || given.get(Settings.JWKS_URL).isPresent();
        if (strong.isPresent() || (secret.isEmpty() && otherKeys)) {
            return strong;
        }
        Optional<String> demo = demoSecret();
        if (demo.isPresent()) {
            secret.ifPresent(weak -> warnings.accept(weakness(weak) + ": the demo secret counts instead"));
            return demo;
        }
        if (sources.demoSecret() != DemoSecretUse.CREATE) {
            faults.add(secret.map(ConfigReader::weakness)
                    .orElse("auth.secret: missing (expected: at least 32 bytes, or auth.public-key-file or"
                            + " auth.jwks-url; to try things out, start the server with --demo)"));
        }
        return Optional.empty();
    }

    private static String weakness(String secret) {
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
