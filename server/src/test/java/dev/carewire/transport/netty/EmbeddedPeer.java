package dev.carewire.transport.netty;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.embedded.EmbeddedChannel;
import java.net.SocketAddress;
import java.nio.charset.StandardCharsets;

/** The client's end of a connection in memory. */
final class EmbeddedPeer extends EmbeddedChannel {

    private final SocketAddress address;

    EmbeddedPeer(SocketAddress address) {
        this.address = address;
    }

    @Override
    protected SocketAddress remoteAddress0() {
        return isActive() ? address : null;
    }

    void get(String header) {
        send("GET / HTTP/1.1\r\nHost: localhost\r\n" + header + "\r\n\r\n");
    }

    void send(String text) {
        writeInbound(Unpooled.copiedBuffer(text, StandardCharsets.US_ASCII));
    }

    /** The text that the server has sent since the last call. */
    String received() {
        StringBuilder text = new StringBuilder();
        for (ByteBuf part = readOutbound(); part != null; part = readOutbound()) {
            text.append(part.toString(StandardCharsets.US_ASCII));
            part.release();
        }
        return text.toString();
    }
}
