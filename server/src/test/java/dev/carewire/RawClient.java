package dev.carewire;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.WebSocket;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.HexFormat;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/** HTTP and WebSocket to a server on this machine, without any protocol of their own. */
public final class RawClient {

    private static final int SECONDS = 10;

    private final HttpClient http =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private final int port;

    /** A client of the server on that port. */
    public RawClient(int port) {
        this.port = port;
    }

    private HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path))
                .timeout(Duration.ofSeconds(SECONDS));
    }

    public HttpResponse<byte[]> get(String path) {
        return getAsync(path).join();
    }

    /** Asks, and does not wait for the answer. */
    public CompletableFuture<HttpResponse<byte[]>> getAsync(String path) {
        return http.sendAsync(request(path).build(), HttpResponse.BodyHandlers.ofByteArray());
    }

    public HttpResponse<byte[]> send(String method, String path, String body) {
        return send(request(path).method(method, BodyPublishers.ofString(body)));
    }

    /** Posts bytes, as clients do whose body is not text. */
    public HttpResponse<byte[]> postBytes(String path, byte[] body) {
        return send(request(path)
                .header("Content-Type", "application/octet-stream")
                .POST(BodyPublishers.ofByteArray(body)));
    }

    private HttpResponse<byte[]> send(HttpRequest.Builder request) {
        try {
            return http.send(request.build(), HttpResponse.BodyHandlers.ofByteArray());
        } catch (IOException | InterruptedException failed) {
            throw new AssertionError("no answer", failed);
        }
    }

    /** Opens a WebSocket. */
    public Socket open(String path) {
        Socket socket = new Socket();
        socket.webSocket = http.newWebSocketBuilder()
                .connectTimeout(Duration.ofSeconds(SECONDS))
                .buildAsync(URI.create("ws://127.0.0.1:" + port + path), socket)
                .join();
        return socket;
    }

    /** A WebSocket: what arrives, in order, and how it ends. */
    public static final class Socket implements WebSocket.Listener, AutoCloseable {

        private final BlockingQueue<String> arrived = new LinkedBlockingQueue<>();
        private final StringBuilder text = new StringBuilder();
        private final StringBuilder hex = new StringBuilder();
        private WebSocket webSocket;

        private Socket() {}

        public void send(String message) {
            webSocket.sendText(message, true).join();
        }

        /** Sends bytes, given in hexadecimal. */
        public void sendBytes(String message) {
            webSocket
                    .sendBinary(ByteBuffer.wrap(HexFormat.of().parseHex(message)), true)
                    .join();
        }

        /** The next message, pings left out: a text, bytes as {@code bytes 0a0b}, or {@code closed CODE}. */
        public String next() {
            String next = nextIncludingPings();
            while (next.equals("2")) {
                next = nextIncludingPings();
            }
            return next;
        }

        public String nextIncludingPings() {
            try {
                String next = arrived.poll(SECONDS, TimeUnit.SECONDS);
                assertThat(next).as("a message within %d s", SECONDS).isNotNull();
                return next;
            } catch (InterruptedException interrupted) {
                throw new AssertionError(interrupted);
            }
        }

        @Override
        public void close() {
            webSocket.abort();
        }

        @Override
        public CompletionStage<?> onText(WebSocket from, CharSequence data, boolean last) {
            text.append(data);
            if (last) {
                arrived.add(text.toString());
                text.setLength(0);
            }
            from.request(1);
            return null;
        }

        @Override
        public CompletionStage<?> onBinary(WebSocket from, ByteBuffer data, boolean last) {
            byte[] bytes = new byte[data.remaining()];
            data.get(bytes);
            hex.append(HexFormat.of().formatHex(bytes));
            if (last) {
                arrived.add("bytes " + hex);
                hex.setLength(0);
            }
            from.request(1);
            return null;
        }

        @Override
        public CompletionStage<?> onClose(WebSocket from, int code, String reason) {
            arrived.add("closed " + code);
            return null;
        }

        @Override
        public void onError(WebSocket from, Throwable error) {
            arrived.add("closed without a word");
        }
    }
}
