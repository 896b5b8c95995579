package dev.carewire.dialect;

import java.util.List;
import java.util.Optional;

/**
 * What a client is told that does not get a session over its WebSocket.
 *
 * @param messages frames that say why
 * @param end how the WebSocket is closed after them; empty where it stays, so that the client may try again
 */
public record Refusal(List<String> messages, Optional<End> end) {

    public Refusal {
        messages = List.copyOf(messages);
    }

    /** Only the end. */
    public static Refusal closing(int code, String reason) {
        return new Refusal(List.of(), Optional.of(new End(code, reason)));
    }

    /** Only words. */
    public static Refusal saying(String message) {
        return new Refusal(List.of(message), Optional.empty());
    }

    /**
     * How a WebSocket ends (RFC 6455, 7.4).
     *
     * @param code 1000 to 4999
     * @param reason plain text, at most 123 bytes
     */
    public record End(int code, String reason) {}
}
