package dev.carewire.dialect;

import java.util.List;
import java.util.Optional;

/**
 * The answer to a client that receives no session over its WebSocket.
 *
 * @param messages frames with the reason
 * @param closeStatus how the WebSocket is closed afterwards; empty if it stays open, so that the client may retry
 */
public record ConnectRefusal(List<String> messages, Optional<CloseStatus> closeStatus) {

    public ConnectRefusal {
        messages = List.copyOf(messages);
    }

    /** Closes without a message. */
    public static ConnectRefusal closing(int code, String reason) {
        return new ConnectRefusal(List.of(), Optional.of(new CloseStatus(code, reason)));
    }

    /** Sends a message without closing. */
    public static ConnectRefusal withMessage(String message) {
        return new ConnectRefusal(List.of(message), Optional.empty());
    }

    /**
     * The status of a close frame (RFC 6455, 7.4).
     *
     * @param code 1000 to 4999
     * @param reason plain text, at most 123 bytes
     */
    public record CloseStatus(int code, String reason) {}
}
