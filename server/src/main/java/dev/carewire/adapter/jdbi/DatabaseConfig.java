package dev.carewire.adapter.jdbi;

import java.net.URI;
import java.net.URISyntaxException;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Objects;

/**
 * Address and settings of the database.
 *
 * @param url {@code jdbc:h2:file:…} or {@code jdbc:h2:mem:…} for the embedded database, {@code jdbc:postgresql:…} or
 *     {@code postgres://user:password@host:port/database} for PostgreSQL; the latter is converted to a JDBC URL
 * @param user may be empty; a user in a {@code postgres://} address takes precedence
 * @param password may be empty; a password in a {@code postgres://} address takes precedence
 * @param poolSize number of connections, 1 to 200
 * @param statementTimeout longest time of a statement, and of the wait for a free connection; 1 s to 5 min, whole
 *     seconds
 */
public record DatabaseConfig(String url, String user, String password, int poolSize, Duration statementTimeout) {

    /** Largest accepted {@link #poolSize}. */
    public static final int MAX_POOL_SIZE = 200;

    private static final Duration MAX_TIMEOUT = Duration.ofMinutes(5);
    private static final String EXPECTED = "url: not a known address (expected: jdbc:h2:file:…, jdbc:h2:mem:…,"
            + " jdbc:postgresql:… or postgres://user:password@host:port/database)";

    public DatabaseConfig {
        Objects.requireNonNull(user, "user");
        Objects.requireNonNull(password, "password");
        if (poolSize < 1 || poolSize > MAX_POOL_SIZE) {
            throw new IllegalArgumentException("poolSize: " + poolSize + " (expected: 1.." + MAX_POOL_SIZE + ")");
        }
        if (statementTimeout.toSeconds() < 1
                || statementTimeout.compareTo(MAX_TIMEOUT) > 0
                || statementTimeout.toNanosPart() != 0) {
            throw new IllegalArgumentException(
                    "statementTimeout: " + statementTimeout + " (expected: 1 s..5 min, whole seconds)");
        }
        if (url.startsWith("postgres://") || url.startsWith("postgresql://")) {
            URI address = parse(url);
            String credentials = address.getRawUserInfo() == null ? "" : address.getRawUserInfo();
            int colon = credentials.indexOf(':');
            if (!credentials.isEmpty()) {
                user = decode(colon < 0 ? credentials : credentials.substring(0, colon));
                password = colon < 0 ? password : decode(credentials.substring(colon + 1));
            }
            url = "jdbc:postgresql://"
                    + address.getHost()
                    + (address.getPort() < 0 ? "" : ":" + address.getPort())
                    + address.getRawPath()
                    + (address.getRawQuery() == null ? "" : "?" + address.getRawQuery());
        } else if (!url.startsWith("jdbc:h2:file:")
                && !url.startsWith("jdbc:h2:mem:")
                && !url.startsWith("jdbc:postgresql:")) {
            throw new IllegalArgumentException(EXPECTED);
        }
    }

    boolean isPostgres() {
        return url.startsWith("jdbc:postgresql:");
    }

    private static URI parse(String url) {
        try {
            URI address = new URI(url);
            if (address.getHost() == null || address.getRawPath().length() < 2) {
                throw new IllegalArgumentException(EXPECTED);
            }
            return address;
        } catch (URISyntaxException unreadable) {
            // Omits text and cause: both contain the password.
            throw new IllegalArgumentException(EXPECTED);
        }
    }

    private static String decode(String escaped) {
        return URLDecoder.decode(escaped.replace("+", "%2B"), StandardCharsets.UTF_8);
    }

    /** Omits credentials, and the address's parameters, which may contain some. */
    @Override
    public String toString() {
        return "DatabaseConfig[" + url.split("[?;]", 2)[0] + ", poolSize=" + poolSize + "]";
    }
}
