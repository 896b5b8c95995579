package dev.carewire.demo;

import io.socket.client.IO;
import io.socket.client.Manager;
import io.socket.client.Socket;
import io.socket.engineio.client.Transport;
import io.socket.engineio.parser.Packet;
import java.net.URI;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.json.JSONObject;

/** A published Socket.IO client that records what it receives. Any thread. */
final class Witness implements AutoCloseable {

    /** An event with its arguments. */
    record Seen(String name, List<Object> arguments) {
        /** The first argument, which must be an object. */
        JSONObject body() {
            return (JSONObject) arguments.get(0);
        }
    }

    private static final long DEADLINE_SECONDS = 10;
    private static final String CONNECTED = "connected";

    private final Socket socket;
    private final BlockingQueue<Seen> events = new LinkedBlockingQueue<>();
    private final CompletableFuture<String> outcome = new CompletableFuture<>();
    private final AtomicReference<String> carrier = new AtomicReference<>("none");

    /** A client that starts to connect with these credentials. */
    Witness(URI server, Map<String, String> credentials, String path, Transports transports) {
        socket = IO.socket(
                server,
                IO.Options.builder()
                        .setForceNew(true)
                        .setAuth(credentials)
                        .setPath(path)
                        .setTransports(transports.names().toArray(String[]::new))
                        .build());
        socket.onAnyIncoming(this::see);
        socket.on(Socket.EVENT_CONNECT, nothing -> outcome.complete(CONNECTED));
        socket.on(Socket.EVENT_CONNECT_ERROR, cause -> {
            if (cause[0] instanceof JSONObject refusal) {
                outcome.complete(refusal.optString("message"));
            } else {
                outcome.completeExceptionally((Exception) cause[0]);
            }
        });
        socket.io().on(Manager.EVENT_TRANSPORT, created -> follow((Transport) created[0]));
        socket.connect();
    }

    /** Ignores the users who were already present. */
    private void see(Object... nameAndArguments) {
        String name = nameAndArguments[0].toString();
        if (!name.equals("presence:snapshot")) {
            events.add(new Seen(name, Arrays.asList(nameAndArguments).subList(1, nameAndArguments.length)));
        }
    }

    /** A client that is connected. */
    static Witness connected(URI server, Map<String, String> credentials, String path, Transports transports)
            throws Exception {
        Witness witness = new Witness(server, credentials, path, transports);
        String outcome = witness.outcome();
        if (!outcome.equals(CONNECTED)) {
            witness.close();
            throw new AssertionError("refused: " + outcome + " (expected: connected)");
        }
        return witness;
    }

    /** {@code connected}, or the text of the server's rejection. */
    String outcome() throws Exception {
        return outcome.get(DEADLINE_SECONDS, TimeUnit.SECONDS);
    }

    /** The next event, except for the list of present users. */
    Seen next() throws InterruptedException {
        Seen seen = events.poll(DEADLINE_SECONDS, TimeUnit.SECONDS);
        if (seen == null) {
            throw new AssertionError("no event within " + DEADLINE_SECONDS + " s");
        }
        return seen;
    }

    /** The transport of the latest message: {@code polling} or {@code websocket}. */
    String carrier() {
        return carrier.get();
    }

    void emit(String name, Object... arguments) {
        socket.emit(name, arguments);
    }

    @Override
    public void close() {
        socket.close();
    }

    private void follow(Transport transport) {
        transport.on(Transport.EVENT_PACKET, packets -> {
            if (Packet.MESSAGE.equals(((Packet<?>) packets[0]).type)) {
                carrier.set(transport.name);
            }
        });
    }
}
