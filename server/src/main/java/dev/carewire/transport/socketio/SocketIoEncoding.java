package dev.carewire.transport.socketio;

import dev.carewire.dialect.Dialect;
import dev.carewire.event.Event;
import dev.carewire.hub.Encoding;
import dev.carewire.hub.Frame;
import dev.carewire.log.LogPosition;
import dev.carewire.protocol.EnginePacket;
import dev.carewire.protocol.SocketPacket;
import dev.carewire.transport.websocket.DeflateUse;
import dev.carewire.transport.websocket.MessageFrame;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Encodes a dialect's messages as Socket.IO events of one namespace. */
final class SocketIoEncoding implements Encoding {

    private final Dialect dialect;
    private final String namespace;
    private final boolean includeOffsets;
    private final DeflateUse deflateUse;

    /** The beginning of an event packet: the Engine.IO and the Socket.IO type, and the namespace. */
    private final String eventPrefix;

    /**
     * An encoding of the messages of {@code dialect} in a namespace.
     *
     * @param offsets whether logged events carry their position
     * @param deflateUse whether messages for many are to be compressed as they are made
     */
    SocketIoEncoding(Dialect dialect, String namespace, boolean offsets, DeflateUse deflateUse) {
        this.dialect = dialect;
        this.namespace = namespace;
        this.includeOffsets = offsets;
        this.deflateUse = deflateUse;
        this.eventPrefix = EnginePacket.Type.MESSAGE.digit()
                + SocketPacket.event(namespace, 0, "").encode();
    }

    @Override
    public String family() {
        return dialect.family();
    }

    @Override
    public String name() {
        return family() + " socket.io" + namespace;
    }

    @Override
    public Optional<Frame> encode(Event<?> event, Optional<LogPosition> position) {
        List<String> messages = dialect.render(event);
        return messages.isEmpty()
                ? Optional.empty()
                : Optional.of(deflateIfInUse(encode(withOffset(messages, position))));
    }

    /**
     * Compresses a frame for many clients once, on the thread that publishes the event. Event loops that compressed it
     * on demand would wait for each other or compress it twice.
     */
    private MessageFrame deflateIfInUse(MessageFrame frame) {
        return deflateUse.isInUse() ? frame.deflated() : frame;
    }

    /**
     * Adds the position as one more argument, which clients of Socket.IO 4.6 and later present when they reconnect. Of
     * several messages for one event only the last has it: a client that has it has them all.
     */
    private List<String> withOffset(List<String> messages, Optional<LogPosition> position) {
        if (position.isEmpty() || !includeOffsets) {
            return messages;
        }
        List<String> withOffset = new ArrayList<>(messages);
        int last = withOffset.size() - 1;
        String message = withOffset.get(last);
        withOffset.set(
                last,
                message.substring(0, message.length() - 1) + ",\""
                        + position.get().text() + "\"]");
        return withOffset;
    }

    @Override
    public Optional<Frame> encodeWithAck(Event<?> event, long question) {
        List<String> messages = dialect.render(event);
        if (messages.isEmpty()) {
            return Optional.empty();
        }
        List<String> packets =
                new ArrayList<>(messages.stream().map(this.eventPrefix::concat).toList());
        int last = packets.size() - 1;
        packets.set(last, this.eventPrefix + question + messages.get(last));
        return Optional.of(deflateIfInUse(MessageFrame.of(packets)));
    }

    @Override
    public MessageFrame encode(List<String> messages) {
        return messages.size() == 1
                ? MessageFrame.of(eventPrefix.concat(messages.get(0)))
                : MessageFrame.of(messages.stream().map(eventPrefix::concat).toList());
    }

    @Override
    public Frame encode(String message, List<byte[]> attachments) {
        return frame(SocketPacket.event(namespace, attachments.size(), message), attachments);
    }

    /** Encodes a packet as an Engine.IO message, followed by its attachments. */
    static MessageFrame frame(SocketPacket packet, List<byte[]> attachments) {
        return MessageFrame.of(EnginePacket.Type.MESSAGE.digit() + packet.encode(), attachments);
    }
}
