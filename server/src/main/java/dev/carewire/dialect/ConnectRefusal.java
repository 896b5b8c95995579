package dev.carewire.dialect;

import java.util.List;
import java.util.Optional;

/**
 * What a client is told that does not get a session over its WebSocket.
 *
 * @param messages frames that say why
 * @param closeStatus how the WebSocket is closed after them; empty where it stays, so that the client may try again
 */
public record ConnectRefusal(List<String> messages, Optional<CloseStatus> closeStatus) {

    public ConnectRefusal {
        messages = List.copyOf(messages);
    }

    /** Only the end. */
    public static ConnectRefusal closing(int code, String reason) {
        return new ConnectRefusal(List.of(), Optional.of(new CloseStatus(code, reason)));
    }

    /** Only words. */
    public static ConnectRefusal withMessage(String message) {
        return new ConnectRefusal(List.of(message), Optional.empty());
    }

    /**
     * How a WebSocket ends (RFC 6455, 7.4).
     *
     * @param code 1000 to 4999
     * @param reason plain text, at most 123 bytes
     */
    public record CloseStatus(int code, String reason) {}
}
