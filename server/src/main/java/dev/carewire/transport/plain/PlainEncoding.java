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

/** A dialect's messages as they are, one for each frame. Clients of plain WebSockets have no way to answer a question: they are asked none. */
final class PlainEncoding implements Encoding {

    private final PlainDialect dialect;
    private final DeflateUse deflateUse;

    /** @param deflateUse whether messages for many are to be compressed as they are made */
    PlainEncoding(PlainDialect dialect, DeflateUse deflateUse) {
        this.dialect = dialect;
        this.deflateUse = deflateUse;
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
