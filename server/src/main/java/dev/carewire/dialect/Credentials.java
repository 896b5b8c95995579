package dev.carewire.dialect;

import java.util.Optional;

/**
 * What a client presents to be let in.
 *
 * @param payload JSON text of the message that asks for it, such as the payload of a Socket.IO CONNECT
 * @param authorization the {@code Authorization} header of the handshake
 * @param cookies the {@code Cookie} header of the handshake
 */
public record Credentials(Optional<String> payload, Optional<String> authorization, Optional<String> cookies) {

    /** Nothing: all of it is secret. */
    @Override
    public String toString() {
        return "Credentials[]";
    }
}
