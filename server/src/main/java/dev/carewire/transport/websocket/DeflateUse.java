package dev.carewire.transport.websocket;

import io.netty.channel.Channel;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Counts the WebSockets of this edge that use compression, so that messages are compressed only when needed. Any
 * thread.
 */
public final class DeflateUse {

    private final AtomicInteger webSockets = new AtomicInteger();

    /** Counts a WebSocket with compression until it closes. */
    public void add(Channel webSocket) {
        webSockets.incrementAndGet();
        webSocket.closeFuture().addListener(closed -> webSockets.decrementAndGet());
    }

    /** Whether any open WebSocket uses compression. */
    public boolean isInUse() {
        return webSockets.get() > 0;
    }
}
