package dev.carewire.transport.netty;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The origin of a page (RFC 6454). Its host is any name that browsers accept, such as {@code front_desk}, which
 * {@link java.net.URI} rejects.
 *
 * @param scheme in lower case
 * @param host in lower case, with the brackets of an IPv6 address
 * @param port -1 for the scheme's default
 */
record Origin(String scheme, String host, int port) {

    /** Schemes of web pages. */
    private static final List<String> WEB = List.of("http", "https");

    /** Schemes of web pages, and of pages within apps, which no server delivers. */
    static final List<String> SCHEMES = List.of("http", "https", "capacitor", "ionic", "tauri", "app");

    /** A name without the code points that the URL Standard forbids in hosts, or an IPv6 address. */
    private static final String HOST = "(\\[[0-9a-f:.]+]|[\\x21-\\x7e&&[^#%/:<>?@\\[\\\\\\]^|]]+)";

    private static final Pattern HOST_AND_PORT = Pattern.compile(HOST + "(?::([0-9]{0,5}))?");

    private static final int MAX_PORT = 65_535;

    Origin {
        if (("http".equals(scheme) && port == 80) || ("https".equals(scheme) && port == 443)) {
            port = -1;
        }
    }

    /** The origin that a text names; empty if it is none, or of an unknown scheme. */
    static Optional<Origin> parse(String text) {
        String lower = text.toLowerCase(Locale.ROOT);
        int separator = lower.indexOf("://");
        if (separator < 0) {
            return Optional.empty();
        }
        String scheme = lower.substring(0, separator);
        return SCHEMES.contains(scheme) ? parse(scheme, lower.substring(separator + 3)) : Optional.empty();
    }

    private static Optional<Origin> parse(String scheme, String authority) {
        Matcher parts = HOST_AND_PORT.matcher(authority);
        if (!parts.matches()) {
            return Optional.empty();
        }
        String port = parts.group(2);
        int number = port == null || port.isEmpty() ? -1 : Integer.parseInt(port);
        return number > MAX_PORT ? Optional.empty() : Optional.of(new Origin(scheme, parts.group(1), number));
    }

    /** The origin as browsers write it. */
    String text() {
        return scheme + "://" + (port < 0 ? host : host + ":" + port);
    }

    /**
     * Whether the server that the {@code Host} header names has delivered the page. The scheme is taken from the origin,
     * since the server does not know it behind a proxy that terminates TLS.
     */
    boolean matchesHost(String hostHeader) {
        return WEB.contains(scheme)
                && parse(scheme, hostHeader.toLowerCase(Locale.ROOT))
                        .filter(this::equals)
                        .isPresent();
    }
}
