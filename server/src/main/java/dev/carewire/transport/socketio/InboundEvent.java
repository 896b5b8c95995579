package dev.carewire.transport.socketio;

import dev.carewire.dialect.InboundMessage;
import dev.carewire.protocol.SocketPacket;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;

/** A client's event packet. */
final class InboundEvent implements InboundMessage {

    private final NamespaceConnection connection;
    private final SocketPacket packet;
    private final List<byte[]> attachments;
    private final AtomicBoolean acknowledged = new AtomicBoolean();

    InboundEvent(NamespaceConnection connection, SocketPacket packet, List<byte[]> attachments) {
        this.connection = connection;
        this.packet = packet;
        this.attachments = attachments;
    }

    @Override
    public String text() {
        return packet.data();
    }

    @Override
    public List<byte[]> attachments() {
        return attachments;
    }

    @Override
    public boolean wantsAck() {
        return packet.ackId().isPresent();
    }

    @Override
    public void acknowledge(String arguments, List<byte[]> bytes) {
        if (wantsAck() && acknowledged.compareAndSet(false, true)) {
            long id = packet.ackId().getAsLong();
            connection.sendLater(SocketPacket.ack(packet.namespace(), id, bytes.size(), arguments), bytes);
        }
    }
}
