package dev.carewire.transport.websocket;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/** A WebSocket client without a protocol of its own, which records texts and the close. */
public final class RawWebSocket implements AutoCloseable {

    private static final int SECONDS = 10;

    private final BlockingQueue<String> arrived = new LinkedBlockingQueue<>();
    private final WebSocket socket;

    /** An open WebSocket. */
    public RawWebSocket(HttpClient http, URI uri) {
        this(http, uri, Map.of());
    }

    /**
     * An open WebSocket, requested with these headers.
     *
     * @throws java.util.concurrent.CompletionException if the server rejected it
     */
    public RawWebSocket(HttpClient http, URI uri, Map<String, String> headers) {
        WebSocket.Builder builder = http.newWebSocketBuilder().connectTimeout(Duration.ofSeconds(SECONDS));
        headers.forEach(builder::header);
        socket = builder.buildAsync(uri, new Arrivals()).join();
    }

    /** Sends a binary frame. */
    public void send(byte[] bytes) {
        socket.sendBinary(ByteBuffer.wrap(bytes), true).join();
    }

    /** Sends a close frame. */
    public void sendClose() {
        socket.sendClose(WebSocket.NORMAL_CLOSURE, "").join();
    }

    /** Sends a close frame with this code and reason. */
    public void sendClose(int code, String reason) {
        socket.sendClose(code, reason).join();
    }

    /** Sends a text frame. */
    public void send(String text) {
        socket.sendText(text, true).join();
    }

    /** The next text; {@code "closed CODE REASON"} once the server has closed. */
    public String next() throws InterruptedException {
        String next = arrived.poll(SECONDS, TimeUnit.SECONDS);
        assertThat(next).as("a frame within %d s", SECONDS).isNotNull();
        return next;
    }

    @Override
    public void close() {
        socket.abort();
    }

    private final class Arrivals implements WebSocket.Listener {
        private final StringBuilder partial = new StringBuilder();

        @Override
        public CompletionStage<?> onText(WebSocket from, CharSequence data, boolean last) {
            partial.append(data);
            if (last) {
                arrived.add(partial.toString());
                partial.setLength(0);
            }
            from.request(1);
            return null;
        }

        @Override
        public CompletionStage<?> onClose(WebSocket from, int code, String reason) {
            arrived.add("closed " + code + " " + reason);
            return null;
        }

        @Override
        public void onError(WebSocket from, Throwable error) {
            arrived.add("closed without a word");
        }
    }
}
