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
 * One client that writes down everything it is sent. Its listeners run on the client library's thread; the methods here may be
 * called from any thread and do not block.
 */
public final class Watcher implements AutoCloseable {

    private static final String CLINIC_PATH = "/api/socket";
    private static final List<String> CLINIC_ROOMS = List.of("queue", "appointments", "visits");

    private final Socket socket;
    private final EventPrinter printer;
    private final CompletableFuture<String> ended = new CompletableFuture<>();

    /**
     * A client that is not yet connected.
     *
     * @param credentials token and tenant, as the server's CONNECT packet wants them
     * @param path the Socket.IO path, with or without a slash at its end; on the clinic system's, the client also subscribes
     *     to queue, appointments and visits
     * @param threads ids of the message threads to join
     */
    public Watcher(
            URI server,
            Map<String, String> credentials,
            String path,
            Transports transports,
            List<String> threads,
            EventPrinter transcript) {
        this.printer = transcript;
        this.socket = IO.socket(
                server,
                IO.Options.builder()
                        .setForceNew(true)
                        .setAuth(credentials)
                        .setPath(path)
                        .setTransports(transports.names().toArray(String[]::new))
                        .build());
        socket.onAnyIncoming(transcript::event);
        socket.on(Socket.EVENT_CONNECT, arguments -> {
            transcript.state("connected");
            subscribe(path, threads);
        });
        socket.on(Socket.EVENT_CONNECT_ERROR, arguments -> onConnectError(arguments[0]));
        socket.on(Socket.EVENT_DISCONNECT, arguments -> onDisconnect(arguments[0].toString()));
        socket.io()
                .on(
                        Manager.EVENT_RECONNECT_ATTEMPT,
                        arguments -> transcript.state("reconnecting, try " + arguments[0]));
    }

    /** Begins to connect; the client tries again by itself until {@link #close}. */
    public void start() {
        printer.state("connecting");
        socket.connect();
    }

    /** Completes with the reason once the server has refused or sent away the client, which then does not come back. */
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

    /** The server's refusal comes as JSON and is final; a failing transport comes as an exception and is tried again. */
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
