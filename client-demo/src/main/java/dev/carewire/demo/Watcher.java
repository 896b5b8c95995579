package dev.carewire.demo;

import io.socket.client.IO;
import io.socket.client.Manager;
import io.socket.client.Socket;
import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.json.JSONObject;

/**
 * A client that prints everything it receives. Its listeners run on the client library's thread; its methods work on
 * any thread and do not block.
 */
public final class Watcher implements AutoCloseable {

    private static final String CLINIC_PATH = "/api/socket";
    private static final List<String> CLINIC_ROOMS = List.of("queue", "appointments", "visits");

    private final Socket socket;
    private final EventPrinter printer;
    private final CompletableFuture<String> ended = new CompletableFuture<>();

    /**
     * A client that is not connected yet.
     *
     * @param credentials token and tenant, as the server's CONNECT packet requires them
     * @param path the Socket.IO path, with or without a trailing slash; on the clinic system's path, the client also
     *     subscribes to queue, appointments and visits
     * @param threads ids of the message threads to join
     */
    public Watcher(
            URI server,
            Map<String, String> credentials,
            String path,
            Transports transports,
            List<String> threads,
            EventPrinter printer) {
        this.printer = printer;
        this.socket = IO.socket(
                server,
                IO.Options.builder()
                        .setForceNew(true)
                        .setAuth(credentials)
                        .setPath(path)
                        .setTransports(transports.names().toArray(String[]::new))
                        .build());
        socket.onAnyIncoming(printer::event);
        socket.on(Socket.EVENT_CONNECT, arguments -> {
            printer.state("connected");
            subscribe(path, threads);
        });
        socket.on(Socket.EVENT_CONNECT_ERROR, arguments -> onConnectError(arguments[0]));
        socket.on(Socket.EVENT_DISCONNECT, arguments -> onDisconnect(arguments[0].toString()));
        socket.io()
                .on(Manager.EVENT_RECONNECT_ATTEMPT, arguments -> printer.state("reconnecting, try " + arguments[0]));
    }

    /** Starts to connect; the client retries until {@link #close}. */
    public void start() {
        printer.state("connecting");
        socket.connect();
    }

    /**
     * Completes with the reason once the server has rejected or disconnected the client, which then does not reconnect.
     */
    public CompletionStage<String> ended() {
        return ended;
    }

    @Override
    public void close() {
        socket.close();
    }

    private void subscribe(String path, List<String> threads) {
        if (path.startsWith(CLINIC_PATH)) {
            CLINIC_ROOMS.forEach(room -> socket.emit("subscribe:" + room, new JSONObject()));
        }
        threads.forEach(thread -> socket.emit("message:join-thread", thread));
    }

    /** A rejection by the server is JSON and final; a failed transport is an exception, and the client retries. */
    private void onConnectError(Object cause) {
        if (cause instanceof JSONObject refusal) {
            end("refused: " + refusal.optString("message"));
        } else if (cause instanceof Exception failure) {
            printer.state("cannot connect: " + failure.getMessage());
        }
    }

    private void onDisconnect(String reason) {
        if (reason.equals("io server disconnect")) {
            end("disconnected by the server");
        } else {
            printer.state("disconnected: " + reason);
        }
    }

    private void end(String reason) {
        printer.state(reason);
        ended.complete(reason);
    }
}
