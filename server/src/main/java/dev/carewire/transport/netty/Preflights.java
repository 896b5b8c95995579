package dev.carewire.transport.netty;

import java.util.Optional;
import java.util.regex.Pattern;

/** The parts of answers to preflight requests that all edges share (Fetch Standard, CORS protocol). */
public final class Preflights {

    /** How long a browser may reuse the answer, in seconds. Browsers have limits of their own, such as 7,200 s. */
    public static final String MAX_AGE_SECONDS = "600";

    private static final String USUAL_HEADERS = "authorization, content-type, idempotency-key, if-match, if-none-match";

    private static final String TOKEN = "[!#$%&'*+\\-.^_`|~0-9A-Za-z]+";
    private static final Pattern NAMES = Pattern.compile(TOKEN + "(?:[ \\t]*,[ \\t]*" + TOKEN + ")*");

    private Preflights() {}

    /**
     * The headers that a page of an allowed origin may send: those that it asks for.
     *
     * @param asked the value of {@code Access-Control-Request-Headers}; the usual headers stand for a malformed one
     */
    public static String allowedHeaders(Optional<String> asked) {
        return asked.filter(names -> NAMES.matcher(names).matches()).orElse(USUAL_HEADERS);
    }
}
