package dev.carewire.transport.netty;

import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaders;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * Which web pages may use this server with a user's credentials: those from the server's own host name, and those on
 * the list. Immutable.
 *
 * @param allowed further origins, such as {@code https://host[:port]}, or {@code capacitor://host} of an app; may be
 *     empty. Wildcards are not supported: any page could then act as a user who is logged in.
 */
public record OriginPolicy(Set<String> allowed) {

    /** The header in which browsers state whether a page of the same site causes a request (Fetch Metadata Request Headers). */
    public static final String FETCH_SITE = "sec-fetch-site";

    /** @throws IllegalArgumentException naming the first entry that is not a valid origin */
    public OriginPolicy {
        Set<String> canonical = new TreeSet<>();
        for (String origin : allowed) {
            canonical.add(Origin.parse(origin)
                    .map(Origin::text)
                    .orElseThrow(() -> new IllegalArgumentException(
                            "origin: " + origin + " (expected: scheme://host[:port], scheme: one of "
                                    + String.join(", ", Origin.SCHEMES) + ")")));
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
        return Origin.parse(origin)
                .filter(page -> allowed.contains(page.text())
                        || host.filter(page::matchesHost).isPresent())
                .isPresent();
    }

    /** Whether a request with these headers may be served: no page sent it, or an allowed one did. */
    public boolean allowsRequest(HttpHeaders headers) {
        String origin = headers.get(HttpHeaderNames.ORIGIN);
        return origin == null || allows(origin, Optional.ofNullable(headers.get(HttpHeaderNames.HOST)));
    }

    /**
     * Whether the cookies of a request prove the will of their user. Browsers also add cookies to requests that a page
     * of another site causes, and mark these requests. Only pages of listed origins may cause them.
     *
     * @param fetchSite the header {@value #FETCH_SITE}
     * @param origin the {@code Origin} header
     */
    public boolean trustsCookies(Optional<String> fetchSite, Optional<String> origin) {
        return fetchSite.filter("cross-site"::equalsIgnoreCase).isEmpty()
                || origin.flatMap(Origin::parse)
                        .filter(page -> allowed.contains(page.text()))
                        .isPresent();
    }

    /** Removes cookies that are not to be trusted from the headers of a request. */
    public void removeUntrustedCookies(HttpHeaders headers) {
        if (!trustsCookies(
                Optional.ofNullable(headers.get(FETCH_SITE)),
                Optional.ofNullable(headers.get(HttpHeaderNames.ORIGIN)))) {
            headers.remove(HttpHeaderNames.COOKIE);
        }
    }
}
