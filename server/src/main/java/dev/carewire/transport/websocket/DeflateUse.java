package dev.carewire.transport.websocket;

import io.netty.channel.Channel;
import java.util.concurrent.atomic.AtomicInteger;

/** Whether any WebSocket of this edge takes compressed messages: else none need to be made. Any thread. */
public final class DeflateUse {

    private final AtomicInteger webSockets = new AtomicInteger();

    /** Counts a WebSocket that agreed on compression, until it closes. */
    public void add(Channel webSocket) {
        webSockets.incrementAndGet();
        webSocket.closeFuture().addListener(closed -> webSockets.decrementAndGet());
    }

    /** Whether there is one now. */
    public boolean isInUse() {
        return webSockets.get() > 0;
    }
}
