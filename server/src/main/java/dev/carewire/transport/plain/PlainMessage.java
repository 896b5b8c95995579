package dev.carewire.transport.plain;

import dev.carewire.dialect.InboundMessage;
import java.util.List;

/**
 * A client's message. It has no acknowledgement: every response is a message of the dialect.
 *
 * @param text the frame's text; empty for a binary frame
 */
record PlainMessage(String text) implements InboundMessage {

    @Override
    public List<byte[]> attachments() {
        return List.of();
    }

    @Override
    public boolean wantsAck() {
        return false;
    }

    @Override
    public void acknowledge(String arguments, List<byte[]> attachments) {
        // Plain WebSocket has no acknowledgements.
    }

    /** Hides the text: it may contain patient data. */
    @Override
    public String toString() {
        return "PlainMessage[]";
    }
}
