package dev.carewire.transport.plain;

import dev.carewire.dialect.InboundMessage;
import java.util.List;

/**
 * A client's frame. It has no acknowledgement: whatever is answered is a frame of the dialect.
 *
 * @param text the frame's; empty for a frame of bytes
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

    /** Nothing of the text: it may be patient data. */
    @Override
    public String toString() {
        return "PlainMessage[]";
    }
}
