package dev.carewire.transport.socketio;

import dev.carewire.dialect.Inbound;
import dev.carewire.protocol.SocketPacket;
import java.util.concurrent.atomic.AtomicBoolean;

/** An event packet of a client. */
final class InboundEvent implements Inbound {

    private final Conversation conversation;
    private final SocketPacket packet;
    private final AtomicBoolean acknowledged = new AtomicBoolean();

    InboundEvent(Conversation conversation, SocketPacket packet) {
        this.conversation = conversation;
        this.packet = packet;
    }

    @Override
    public String text() {
        return packet.data();
    }

    @Override
    public boolean wantsAck() {
        return packet.ackId().isPresent();
    }

    @Override
    public void acknowledge(String arguments) {
        if (wantsAck() && acknowledged.compareAndSet(false, true)) {
            conversation.sendLater(
                    new SocketPacket(SocketPacket.Type.ACK, SocketPacket.MAIN, packet.ackId(), arguments));
        }
    }
}
