package dev.carewire.transport.plain;

import dev.carewire.dialect.PlainDialect;
import dev.carewire.event.Event;
import dev.carewire.hub.Encoding;
import dev.carewire.hub.Frame;
import dev.carewire.log.LogPosition;
import dev.carewire.transport.websocket.DeflateUse;
import dev.carewire.transport.websocket.MessageFrame;
import java.util.List;
import java.util.Optional;

/**
 * Encodes each message of a dialect as one frame. Plain WebSockets have no acknowledgements, so the server never
 * requests one.
 */
final class PlainEncoding implements Encoding {

    private final PlainDialect dialect;
    private final DeflateUse deflateUse;

    /** @param deflateUse whether messages for many recipients are compressed when they are created */
    PlainEncoding(PlainDialect dialect, DeflateUse deflateUse) {
        this.dialect = dialect;
        this.deflateUse = deflateUse;
    }

    @Override
    public String family() {
        return dialect.family();
    }

    @Override
    public String name() {
        return family() + " websocket";
    }

    @Override
    public Optional<Frame> encode(Event<?> event, Optional<LogPosition> position) {
        List<String> messages = dialect.render(event);
        if (messages.isEmpty()) {
            return Optional.empty();
        }
        MessageFrame frame = MessageFrame.of(messages);
        return Optional.of(deflateUse.isInUse() ? frame.deflated() : frame);
    }

    @Override
    public Optional<Frame> encodeWithAck(Event<?> event, long question) {
        return Optional.empty();
    }

    @Override
    public MessageFrame encode(List<String> messages) {
        return MessageFrame.of(messages);
    }

    @Override
    public Frame encode(String message, List<byte[]> attachments) {
        return MessageFrame.of(message, attachments);
    }
}
