package dev.carewire.adapter.jdbi;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Objects;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Address and credentials of a database.
 *
 * @param url {@code jdbc:h2:file:…} or {@code jdbc:h2:mem:…} for the embedded database, {@code jdbc:postgresql:…} or
 *     {@code postgres://user:password@host:port/database} for PostgreSQL; the latter is converted to a JDBC URL. Several
 *     hosts, separated by commas, are the servers of one database, of which one is the primary
 * @param user may be empty; a user in a {@code postgres://} address takes precedence
 * @param password may be empty; a password in a {@code postgres://} address takes precedence
 */
public record DatabaseAddress(String url, String user, String password) {

    private static final String POSTGRES = "jdbc:postgresql:";
    private static final String FILE = "jdbc:h2:file:";
    /** A URI cannot have several hosts. */
    private static final Pattern ADDRESS;

    private static final String EXPECTED = "url: not a known address (expected: jdbc:h2:file:…, jdbc:h2:mem:…,"
            + " jdbc:postgresql:… or postgres://user:password@host:port/database)";

    static {
        String host = "(?:\\[[0-9a-fA-F:.]+]|[\\w.-]+)(?::[0-9]{1,5})?";
        ADDRESS = Pattern.compile("postgres(?:ql)?://(?:(?<credentials>[!-~&&[^@/?#]]+)@)?(?<hosts>" + host + "(?:,"
                + host + ")*)(?<rest>/[!-~&&[^/?#]]+(?:\\?[!-~]*)?)");
    }

    public DatabaseAddress {
        Objects.requireNonNull(user, "user");
        Objects.requireNonNull(password, "password");
        if (url.startsWith("postgres://") || url.startsWith("postgresql://")) {
            Matcher address = ADDRESS.matcher(url);
            if (!address.matches()) {
                // Repeats nothing of the address, which contains the password.
                throw new IllegalArgumentException(EXPECTED);
            }
            String credentials = address.group("credentials");
            if (credentials != null) {
                int colon = credentials.indexOf(':');
                user = decode(colon < 0 ? credentials : credentials.substring(0, colon));
                password = colon < 0 ? password : decode(credentials.substring(colon + 1));
            }
            url = POSTGRES + "//" + address.group("hosts") + address.group("rest");
        } else if (!url.startsWith(FILE) && !url.startsWith("jdbc:h2:mem:") && !url.startsWith(POSTGRES)) {
            throw new IllegalArgumentException(EXPECTED);
        }
    }

    /** Whether a PostgreSQL server has the database. */
    public boolean isPostgres() {
        return url.startsWith(POSTGRES);
    }

    /** The file of an embedded database. */
    public Optional<Path> file() {
        if (!url.startsWith(FILE)) {
            return Optional.empty();
        }
        String path = url.split(";", 2)[0].substring(FILE.length()) + ".mv.db";
        return Optional.of(
                        path.startsWith("~/")
                                ? Path.of(System.getProperty("user.home"), path.substring(2))
                                : Path.of(path))
                .map(Path::toAbsolutePath);
    }

    /** An embedded database in another file, with the same credentials and parameters. */
    DatabaseAddress withFile(Path file) {
        String[] parts = url.split(";", 2);
        String parameters = parts.length < 2 ? "" : ";" + parts[1];
        return new DatabaseAddress(FILE + file.toString().replaceFirst("\\.mv\\.db$", "") + parameters, user, password);
    }

    private static String decode(String escaped) {
        return URLDecoder.decode(escaped.replace("+", "%2B"), StandardCharsets.UTF_8);
    }

    /** Omits credentials, and the address's parameters, which may contain some. */
    @Override
    public String toString() {
        return url.split("[?;]", 2)[0];
    }
}
