package dev.carewire.transport.websocket;

import io.netty.handler.codec.http.websocketx.WebSocketHandshakeException;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Negotiates a client's offers in {@code Sec-WebSocket-Extensions} (RFC 6455, 9.1). The server accepts
 * {@code permessage-deflate} (RFC 7692) without context takeover on either side, so that one compressed message serves
 * every client.
 */
final class DeflateOffers {

    private static final String NAME = "permessage-deflate";
    private static final String SERVER_NO_CONTEXT = "server_no_context_takeover";
    private static final String CLIENT_NO_CONTEXT = "client_no_context_takeover";
    private static final String SERVER_BITS = "server_max_window_bits";
    private static final String CLIENT_BITS = "client_max_window_bits";

    /** The window of Java's compressor, which supports no smaller one. */
    private static final String FULL_WINDOW = "15";

    private static final Pattern WINDOW = Pattern.compile("[89]|1[0-5]");
    private static final String TOKEN = "[!#$%&'*+\\-.^_`|~0-9A-Za-z]+";
    private static final Pattern EXTENSION = Pattern.compile(TOKEN);

    /** A quoted value must be a token, too. */
    private static final Pattern PARAMETER =
            Pattern.compile("(" + TOKEN + ")(?:[ \\t]*=[ \\t]*(?:(" + TOKEN + ")|\"(" + TOKEN + ")\"))?");

    private DeflateOffers() {}

    /**
     * Chooses the first acceptable offer.
     *
     * @param headers the values of all headers of that name
     * @return the value of the response header; empty if no offer is acceptable
     * @throws WebSocketHandshakeException if a header has a syntax error
     */
    static Optional<String> responseHeader(Collection<String> headers) {
        Optional<String> answer = Optional.empty();
        for (String header : headers) {
            for (String offer : header.split(",", -1)) {
                if (!offer.isBlank()) {
                    Optional<String> met = acceptOffer(offer.split(";", -1));
                    answer = answer.isPresent() ? answer : met;
                }
            }
        }
        return answer;
    }

    /** @param offer an extension's name and its parameters */
    private static Optional<String> acceptOffer(String[] offer) {
        String name = offer[0].strip();
        if (!EXTENSION.matcher(name).matches()) {
            throw malformed();
        }
        Map<String, String> parameters = new HashMap<>();
        boolean acceptable = name.equals(NAME);
        for (int i = 1; i < offer.length; i++) {
            Matcher parameter = PARAMETER.matcher(offer[i].strip());
            if (!parameter.matches()) {
                throw malformed();
            }
            String value = parameter.group(2) == null ? parameter.group(3) : parameter.group(2);
            String given = value == null ? "" : value;
            boolean first = parameters.put(parameter.group(1), given) == null;
            acceptable &= first && isAcceptable(parameter.group(1), given);
        }
        return acceptable ? Optional.of(responseHeader(parameters)) : Optional.empty();
    }

    private static WebSocketHandshakeException malformed() {
        return new WebSocketHandshakeException("Sec-WebSocket-Extensions: malformed");
    }

    /** @param value empty if there is none */
    private static boolean isAcceptable(String parameter, String value) {
        return switch (parameter) {
            case SERVER_NO_CONTEXT, CLIENT_NO_CONTEXT -> value.isEmpty();
            case SERVER_BITS -> value.equals(FULL_WINDOW);
            case CLIENT_BITS -> value.isEmpty() || WINDOW.matcher(value).matches();
            default -> false;
        };
    }

    private static String responseHeader(Map<String, String> parameters) {
        String answer = NAME + "; " + SERVER_NO_CONTEXT + "; " + CLIENT_NO_CONTEXT;
        return parameters.containsKey(SERVER_BITS) ? answer + "; " + SERVER_BITS + "=" + FULL_WINDOW : answer;
    }
}
