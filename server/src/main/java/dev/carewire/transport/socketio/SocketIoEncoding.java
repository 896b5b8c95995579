package dev.carewire.transport.socketio;

import dev.carewire.dialect.Dialect;
import dev.carewire.event.Event;
import dev.carewire.hub.Encoding;
import dev.carewire.hub.Frame;
import dev.carewire.protocol.EnginePacket;
import dev.carewire.protocol.SocketPacket;
import java.util.List;
import java.util.Optional;

/** A dialect's messages as Socket.IO events of the main namespace. */
final class SocketIoEncoding implements Encoding {

    /** What begins an event packet: the Engine.IO and the Socket.IO type. */
    private static final String EVENT = EnginePacket.Type.MESSAGE.digit()
            + SocketPacket.of(SocketPacket.Type.EVENT, "").encode();

    private final Dialect dialect;

    SocketIoEncoding(Dialect dialect) {
        this.dialect = dialect;
    }

    @Override
    public Optional<Frame> encode(Event<?> event) {
        List<String> messages = dialect.render(event);
        return messages.isEmpty() ? Optional.empty() : Optional.of(encode(messages));
    }

    @Override
    public Frame encode(List<String> messages) {
        return SocketIoFrame.of(messages.stream().map(EVENT::concat).toList());
    }
}
