package dev.carewire.app.config;

import static dev.carewire.app.config.SettingType.integer;
import static dev.carewire.app.config.SettingType.seconds;
import static dev.carewire.app.config.SettingType.text;

import dev.carewire.transport.netty.OriginPolicy;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.time.ZoneId;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/** Where the server listens, keeps its data, and whom it trusts; and where its clinics are. */
public final class ServerSettings {

    private static final Pattern ADDRESS =
            Pattern.compile("localhost|[0-9]+(\\.[0-9]+){3}|[0-9a-fA-F:]*:[0-9a-fA-F:]*");

    /** Shells and containers set HOSTNAME to the machine's name, which is no wish: only an address counts. */
    public static final Setting<String> HOST = Setting.of(
            "server.host",
            SettingType.host(),
            "0.0.0.0",
            "Where the server listens. Of HOSTNAME only an address or localhost counts: shells put the machine's name there.",
            new EnvironmentAlias(
                    "HOSTNAME",
                    name -> Optional.of(name)
                            .filter(value -> ADDRESS.matcher(value).matches())));

    public static final Setting<Integer> PORT = Setting.of(
            "server.port",
            integer(0, 65_535, "number"),
            "8000",
            "Port; 0 takes any free one.",
            new EnvironmentAlias("PORT"));

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
                    SettingType.databaseUrl(),
                    "",
                    "Where the data is; empty = an embedded H2 database in server.data-dir.",
                    new EnvironmentAlias("DATABASE_URL"))
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
                    new EnvironmentAlias("JWT_SECRET"),
                    new EnvironmentAlias("SECRET_KEY"),
                    new EnvironmentAlias("JWT_SECRET_KEY"))
            .hidden();

    public static final Setting<Optional<Path>> PUBLIC_KEY_FILE = Setting.of(
            "auth.public-key-file",
            SettingType.file("PEM, RSA from 2048 bits or EC P-256; empty = none"),
            "",
            "Public key of RS256 or ES256 tokens. Relative to this file. Excludes auth.jwks-url.");

    public static final Setting<Optional<URI>> JWKS_URL = Setting.of(
            "auth.jwks-url",
            SettingType.httpUrl(),
            "",
            "Where the issuer publishes its RS256 and ES256 keys. Excludes auth.public-key-file.");

    public static final Setting<Optional<String>> ISSUER = Setting.of(
            "auth.issuer",
            text("any, empty = not checked"),
            "",
            "The iss a token must carry.",
            new EnvironmentAlias("TOKEN_ISSUER"));

    public static final Setting<Optional<String>> AUDIENCE = Setting.of(
            "auth.audience",
            text("any, empty = not checked"),
            "",
            "The aud a token must carry.",
            new EnvironmentAlias("TOKEN_AUDIENCE"));

    public static final Setting<Duration> CLOCK_SKEW =
            Setting.of("auth.clock-skew", seconds("0s", "5m"), "30s", "How far the issuer's clock may be off.");

    public static final Setting<OriginPolicy> ORIGINS = Setting.of(
            "cors.origins",
            SettingType.origins(),
            "",
            "Web pages of other hosts that may connect with credentials; empty = this host's own only. There is no wildcard.",
            new EnvironmentAlias("FRONTEND_URL"),
            new EnvironmentAlias("CORS_ORIGIN"),
            new EnvironmentAlias("ALLOWED_ORIGINS", value -> Optional.of(value.replaceAll("[\\[\\]\"]", ""))),
            new EnvironmentAlias("ALLOW_ORIGINS", ServerSettings::withoutWildcard));

    public static final Setting<ZoneId> TIME_ZONE =
            Setting.of("clinic.time-zone", SettingType.timeZone(), "UTC", "Decides when a clinic's day begins.");

    static final List<Setting<?>> ALL = List.of(
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
            TIME_ZONE);

    private ServerSettings() {}

    /** An installation that lets every page connect says of none by name that it may. */
    private static Optional<String> withoutWildcard(String origins) {
        return Optional.of(origins).filter(text -> !text.strip().equals("*"));
    }
}
