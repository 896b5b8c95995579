package dev.carewire.bench;

import com.corundumstudio.socketio.Configuration;
import com.corundumstudio.socketio.SocketIOClient;
import com.corundumstudio.socketio.SocketIOServer;
import java.time.Instant;
import java.util.Map;

/** netty-socketio as in its documentation, with the event of {@code scripts/bench}. One argument: the port. */
public final class PlainNettySocketIo {

    private static final int BACKLOG = 4096;

    private PlainNettySocketIo() {}

    /** Serves until the process ends; prints "ready" once it accepts connections. */
    public static void main(String... arguments) {
        Configuration configuration = new Configuration();
        configuration.setHostname("127.0.0.1");
        configuration.setPort(Integer.parseInt(arguments[0]));
        configuration.setUseLinuxNativeEpoll(true);
        configuration.setRandomSession(true);
        configuration.getSocketConfig().setAcceptBackLog(BACKLOG);
        SocketIOServer server = new SocketIOServer(configuration);
        server.addConnectListener(client -> {
            client.joinRoom(room(client));
            client.joinRoom("user:user-" + tenant(client));
        });
        server.addEventListener(
                "user:status",
                String.class,
                (client, status, ack) -> server.getRoomOperations(room(client))
                        .sendEvent(
                                "user:status",
                                client,
                                Map.of(
                                        "userId",
                                        "user-" + tenant(client),
                                        "userName",
                                        "Bench User",
                                        "status",
                                        status,
                                        "lastSeen",
                                        Instant.now().toString())));
        server.addEventListener("message:leave-thread", String.class, (client, thread, ack) -> {
            client.leaveRoom("thread:" + thread);
            ack.sendAckData(Map.of("success", true));
        });
        server.start();
        System.out.println("ready");
    }

    private static String tenant(SocketIOClient client) {
        return client.getHandshakeData().getSingleUrlParam("tenant");
    }

    private static String room(SocketIOClient client) {
        return "tenant:" + tenant(client);
    }
}
