package dev.carewire.transport.netty;

import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaders;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * Which web pages may use this server with a user's credentials: those from the server's own host name, and those on
 * the list. Immutable.
 *
 * @param allowed further origins, {@code http://host[:port]} or {@code https://host[:port]}; may be empty. Wildcards
 *     are not supported: any page could then act as a user who is logged in.
 */
public record OriginPolicy(Set<String> allowed) {

    /** @throws IllegalArgumentException naming the first entry that is not a valid origin */
    public OriginPolicy {
        Set<String> canonical = new TreeSet<>();
        for (String origin : allowed) {
            canonical.add(parse(origin)
                    .map(Origin::text)
                    .orElseThrow(() -> new IllegalArgumentException(
                            "origin: " + origin + " (expected: http://host[:port] or https://host[:port])")));
        }
        allowed = Set.copyOf(canonical);
    }

    /**
     * Whether a page of {@code origin} may use this server.
     *
     * @param origin the {@code Origin} header; any text. {@code null}, which sandboxed pages send, is never allowed
     * @param host the {@code Host} header; empty if it is missing
     */
    public boolean allows(String origin, Optional<String> host) {
        return parse(origin)
                .filter(page -> allowed.contains(page.text())
                        || host.filter(page::matchesHost).isPresent())
                .isPresent();
    }

    /** Whether a request with these headers may be served: no page sent it, or an allowed one did. */
    public boolean allowsRequest(HttpHeaders headers) {
        String origin = headers.get(HttpHeaderNames.ORIGIN);
        return origin == null || allows(origin, Optional.ofNullable(headers.get(HttpHeaderNames.HOST)));
    }

    private static Optional<Origin> parse(String text) {
        try {
            URI uri = new URI(text.toLowerCase(Locale.ROOT));
            String scheme = uri.getScheme();
            boolean web = "http".equals(scheme) || "https".equals(scheme);
            boolean bare = uri.getHost() != null
                    && uri.getUserInfo() == null
                    && uri.getRawPath().isEmpty()
                    && uri.getRawQuery() == null
                    && uri.getRawFragment() == null;
            return web && bare ? Optional.of(new Origin(scheme, uri.getHost(), uri.getPort())) : Optional.empty();
        } catch (URISyntaxException noOrigin) {
            return Optional.empty();
        }
    }

    /** @param port -1 if the origin contains none */
    private record Origin(String scheme, String host, int port) {

        private Origin {
            if (port == defaultPort(scheme)) {
                port = -1;
            }
        }

        private static int defaultPort(String scheme) {
            return "https".equals(scheme) ? 443 : 80;
        }

        private String authority() {
            return port < 0 ? host : host + ":" + port;
        }

        private String text() {
            return scheme + "://" + authority();
        }

        /**
         * The scheme is taken from the origin, since the server does not know it behind a proxy that terminates TLS.
         */
        private boolean matchesHost(String hostHeader) {
            return parse(scheme + "://" + hostHeader).filter(this::equals).isPresent();
        }
    }
}
