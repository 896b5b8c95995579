package dev.carewire.app.config;

import static dev.carewire.setting.SettingType.integer;
import static dev.carewire.setting.SettingType.seconds;
import static dev.carewire.setting.SettingType.text;

import dev.carewire.adapter.jdbi.DatabaseAddress;
import dev.carewire.adapter.jdbi.DatabaseConfig;
import dev.carewire.adapter.jdbi.DatabaseTimeouts;
import dev.carewire.adapter.jwt.ClaimRules;
import dev.carewire.adapter.jwt.JwtConfig;
import dev.carewire.app.config.Config.SampleData;
import dev.carewire.dialect.ClientFamily;
import dev.carewire.dialect.ExpiredSessions;
import dev.carewire.identity.TenantId;
import dev.carewire.setting.EnvironmentAlias;
import dev.carewire.setting.Setting;
import dev.carewire.setting.SettingSection;
import dev.carewire.setting.SettingType;
import dev.carewire.setting.SettingValues;
import dev.carewire.text.Identifier;
import dev.carewire.transport.netty.OriginPolicy;
import dev.carewire.transport.netty.TrustedProxies;
import dev.carewire.transport.session.ExpiryRules;
import java.net.URI;
import java.nio.file.Path;
import java.security.PublicKey;
import java.time.Duration;
import java.time.ZoneId;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** The settings for listening, data, trust and time zone. */
public final class ServerSettings extends SettingSection {

    private static final String LOOPBACK = "localhost";
    private static final String ALL_ADDRESSES = "0.0.0.0";

    private static final Pattern ADDRESS =
            Pattern.compile("localhost|[0-9]+(\\.[0-9]+){3}|[0-9a-fA-F:]*:[0-9a-fA-F:]*");

    /**
     * Shells and containers set HOSTNAME to the machine's name without meaning an address to listen on. Therefore only
     * an address counts.
     */
    final Setting<Optional<String>> host = add(
            "server.host",
            SettingType.host("all of them, with --demo only localhost"),
            "",
            "Address to listen on. HOSTNAME counts only if it is an address or localhost, since shells set it to the machine's name.",
            new EnvironmentAlias(
                    "HOSTNAME",
                    name -> Optional.of(name)
                            .filter(value -> ADDRESS.matcher(value).matches())));

    public final Setting<Integer> port = add(
            "server.port",
            integer(0, 65_535, "number"),
            "8000",
            "Port; 0 selects a free one.",
            new EnvironmentAlias("PORT"));

    final Setting<TrustedProxies> trustedProxies = add(
            "server.trusted-proxies",
            SettingType.list(
                    "list of networks",
                    "addresses or networks such as 10.0.0.0/8 and fd00::/8, empty = none",
                    TrustedProxies::parse),
            "",
            "Reverse proxies that may name the address of their client, by X-Forwarded-For or the PROXY protocol. Limits per address count that client.");

    public final Setting<Path> dataDir = add(
            "server.data-dir",
            SettingType.folder(),
            "data",
            "Folder of the embedded database and the demo secret. Relative to this file.");

    final Setting<Integer> workerThreads = add(
            "server.worker-threads",
            integer(1, 256, "threads"),
            "16",
            "Threads that run commands and database calls. More threads than database.pool-size only help commands that wait.");

    final Setting<Integer> workerBacklog = add(
            "server.worker-backlog",
            integer(1, 100_000, "commands"),
            "1000",
            "Commands that may wait for a worker; further ones are rejected as busy.");

    final Setting<Integer> eventLoops = add(
            "server.event-loops",
            integer(0, 256, "threads"),
            "0",
            "Threads that serve connections; 0 = one per processor.");

    final Setting<Optional<String>> databaseUrl = addSecret(
            "database.url",
            SettingType.optional(
                    "address",
                    "jdbc:postgresql:…, postgres://user:password@host:port/database or jdbc:h2:file:…, empty = embedded",
                    ServerSettings::isDatabaseUrl),
            "",
            "The database; empty = an embedded H2 database in server.data-dir.",
            new EnvironmentAlias("DATABASE_URL"));

    final Setting<Optional<String>> databaseDirectUrl = addSecret(
            "database.direct-url",
            SettingType.optional(
                    "address",
                    "jdbc:postgresql:… or postgres://user:password@host:port/database, empty = database.url",
                    ServerSettings::isPostgresUrl),
            "",
            "The database without a pooler, if database.url leads to PgBouncer in transaction mode: for migrations, session locks and the bus between nodes.");

    final Setting<Optional<String>> databaseUser =
            add("database.user", text("any"), "", "User, unless the address contains one.");

    final Setting<Optional<String>> databasePassword =
            addSecret("database.password", text("any"), "", "Password, unless the address contains one.");

    final Setting<Integer> poolSize =
            add("database.pool-size", integer(1, 200, "connections"), "10", "Database connections.");

    final Setting<Duration> queryTimeout =
            add("database.query-timeout", seconds("1s", "5m"), "10s", "How long a statement may run.");

    final Setting<Duration> connectionTimeout = add(
            "database.connection-timeout",
            seconds("1s", "1m"),
            "2s",
            "How long a command waits for a connection, and how long opening one may take.");

    final Setting<Duration> lockTimeout = add(
            "database.lock-timeout",
            seconds("1s", "1m"),
            "2s",
            "How long a statement waits for a row that another transaction changes.");

    final Setting<Duration> startTimeout = add(
            "database.start-timeout",
            seconds("0s", "1h"),
            "60s",
            "How long the start waits for a PostgreSQL server that is not there, or answers nothing.");

    final Setting<Optional<String>> secret = addSecret(
            "auth.secret",
            text("at least 32 bytes, empty = HS256 is refused"),
            "",
            "Shared secret for HS256 tokens. Better set in the environment than here.",
            new EnvironmentAlias("JWT_SECRET"),
            new EnvironmentAlias("SECRET_KEY"),
            new EnvironmentAlias("JWT_SECRET_KEY"));

    final Setting<Optional<Path>> publicKeyFile = add(
            "auth.public-key-file",
            SettingType.file("PEM, RSA from 2048 bits or EC P-256; empty = none"),
            "",
            "Public key for RS256 or ES256 tokens. Relative to this file. Excludes auth.jwks-url.");

    final Setting<Optional<URI>> jwksUrl = add(
            "auth.jwks-url",
            SettingType.httpUrl(),
            "",
            "URL of the issuer's RS256 and ES256 keys. Excludes auth.public-key-file.");

    final Setting<Optional<String>> issuer = add(
            "auth.issuer",
            text("any, empty = not checked"),
            "",
            "Required iss of tokens.",
            new EnvironmentAlias("TOKEN_ISSUER"));

    final Setting<Optional<String>> audience = add(
            "auth.audience",
            text("any, empty = not checked"),
            "",
            "Required aud of tokens.",
            new EnvironmentAlias("TOKEN_AUDIENCE"));

    final Setting<Duration> clockSkew =
            add("auth.clock-skew", seconds("0s", "5m"), "30s", "Tolerance for the issuer's clock.");

    final Setting<TenantId> defaultTenant = add(
            "auth.default-tenant",
            new SettingType<>(
                    "id",
                    "1 to " + Identifier.MAX_LENGTH + " characters",
                    text -> Optional.of(text).filter(Identifier::isValid).map(TenantId::new)),
            "default",
            "The clinic of clients and callers whose token names none. Its only limit of connections is that of the server.");

    final Setting<ExpiredSessions> expiredSessions = add(
            "auth.expired-sessions",
            SettingType.enumValue(ExpiredSessions.class),
            "keep",
            "Whether a connection lives on, for auth.session-max, when its token expires; a new connection always needs a valid one.");

    final Setting<Duration> sessionMax = add(
            "auth.session-max",
            SettingType.duration("1s", "720h"),
            "12h",
            "How long after its token's expiry a kept connection is closed. Its client then needs a new token.");

    final Setting<List<ClientFamily>> families = add(
            "families",
            ClientFamilies.WORDS,
            ClientFamilies.allWords(),
            "The client families that the server serves; the paths of the others answer 404.");

    final Setting<OriginPolicy> origins = add(
            "cors.origins",
            SettingType.list(
                    "list of origins",
                    "http://host[:port], https://host[:port], or an app's such as capacitor://host",
                    ServerSettings::parseOrigins),
            "",
            "Origins of other hosts whose pages may connect with credentials; empty = only this host's pages. Wildcards are not supported.",
            new EnvironmentAlias("FRONTEND_URL"),
            new EnvironmentAlias("CORS_ORIGIN"),
            new EnvironmentAlias("ALLOWED_ORIGINS", value -> Optional.of(value.replaceAll("[\\[\\]\"]", ""))),
            new EnvironmentAlias("ALLOW_ORIGINS", ServerSettings::withoutWildcard),
            new EnvironmentAlias("NEXT_PUBLIC_APP_URL"));

    final Setting<ZoneId> timeZone = add(
            "clinic.time-zone",
            SettingType.timeZone(),
            "UTC",
            "The time zone of clinics that have set none. It decides when a clinic's day begins.");

    /** The address to listen on. The sample clinic's secrets and data are for this machine alone, unless the setting names another address. */
    String listeningHost(SettingValues given, SampleData sampleData) {
        return given.get(host).orElse(sampleData == SampleData.DEMO_CLINIC ? LOOPBACK : ALL_ADDRESSES);
    }

    /** The process and its workers. */
    ServerConfig server(SettingValues given, Path data) {
        return new ServerConfig(data, given.get(workerThreads), given.get(workerBacklog));
    }

    /** The database; the embedded one is in {@code data}. */
    DatabaseConfig database(SettingValues given, Path data) {
        String url = given.get(databaseUrl).orElse("jdbc:h2:file:" + data.resolve("carewire"));
        return new DatabaseConfig(
                databaseAddress(given, url),
                databaseAddress(given, given.get(databaseDirectUrl).orElse(url)),
                given.get(poolSize),
                new DatabaseTimeouts(
                        given.get(queryTimeout),
                        given.get(connectionTimeout),
                        given.get(lockTimeout),
                        given.get(startTimeout)));
    }

    private DatabaseAddress databaseAddress(SettingValues given, String url) {
        return new DatabaseAddress(
                url,
                given.get(databaseUser).orElse(""),
                given.get(databasePassword).orElse(""));
    }

    /** The trusted issuers of tokens, with their keys. */
    JwtConfig auth(SettingValues given, Optional<String> secretKey, Optional<PublicKey> publicKey) {
        return new JwtConfig(
                secretKey,
                publicKey,
                given.get(jwksUrl),
                given.get(issuer),
                given.get(audience),
                new ClaimRules(
                        given.get(defaultTenant),
                        ClientFamilies.CLINIC.roleLessIsStaff(given)
                                ? ClaimRules.MissingRole.UNSPECIFIED
                                : ClaimRules.MissingRole.NONE,
                        ClientFamilies.DIAGNOXIX.sharesDirectory(given)
                                ? ClaimRules.DiagnosticId.IGNORED
                                : ClaimRules.DiagnosticId.TENANT),
                given.get(clockSkew));
    }

    /** How long sessions may outlive their tokens. */
    ExpiryRules expiry(SettingValues given) {
        return new ExpiryRules(
                given.get(clockSkew),
                given.get(sessionMax),
                given.get(expiredSessions),
                ClientFamilies.expiredSessions(given));
    }

    private static boolean isDatabaseUrl(String url) {
        try {
            new DatabaseAddress(url, "", "");
            return true;
        } catch (IllegalArgumentException unknown) {
            return false;
        }
    }

    static boolean isPostgresUrl(String url) {
        return url.startsWith("jdbc:postgresql:") || (!url.startsWith("jdbc:") && isDatabaseUrl(url));
    }

    /** Accepts a trailing slash of an origin. */
    private static Optional<OriginPolicy> parseOrigins(List<String> items) {
        try {
            return Optional.of(new OriginPolicy(items.stream()
                    .filter(origin -> !origin.isEmpty())
                    .map(origin -> origin.endsWith("/") ? origin.substring(0, origin.length() - 1) : origin)
                    .collect(Collectors.toSet())));
        } catch (IllegalArgumentException noOrigin) {
            return Optional.empty();
        }
    }

    /** A wildcard names no origin and counts as none. */
    private static Optional<String> withoutWildcard(String origins) {
        return Optional.of(origins).filter(text -> !text.strip().equals("*"));
    }
}
