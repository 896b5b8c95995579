package dev.carewire.transport.socketio;

import com.corundumstudio.socketio.Transport;
import com.corundumstudio.socketio.handler.ClientHead;
import com.corundumstudio.socketio.protocol.AuthPacket;
import com.corundumstudio.socketio.protocol.EngineIOVersion;
import com.corundumstudio.socketio.protocol.Packet;
import com.corundumstudio.socketio.protocol.PacketType;
import com.corundumstudio.socketio.scheduler.CancelableScheduler;
import com.corundumstudio.socketio.scheduler.SchedulerKey;
import dev.carewire.hub.CloseReason;
import dev.carewire.hub.Connection;
import dev.carewire.hub.Frame;
import dev.carewire.hub.Offer;
import dev.carewire.protocol.EnginePacket;
import dev.carewire.protocol.HandshakeError;
import dev.carewire.protocol.MalformedPacketException;
import io.netty.channel.Channel;
import io.netty.channel.EventLoop;
import io.netty.handler.codec.http.HttpResponseStatus;
import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;

/**
 * An Engine.IO session: one client over one transport or, after an upgrade, another. The library's {@code ClientHead} keeps the
 * ping timers and knows the channels; this class decides what goes in and out. Everything runs on the loop of the connection that
 * opened the session, whichever connection a request comes from.
 */
final class EngineSession implements Connection {

    private static final String PROBE = "probe";

    private final EventLoop home;
    private final ClientHead head;
    private final Endpoint endpoint;
    private final CancelableScheduler scheduler;
    private final int maxPayload;
    private final PollingOutlet polling;
    private final Conversation conversation;

    /** Null until the WebSocket of a session that begins with one is there. */
    private @Nullable Outlet outlet;

    /** A WebSocket that was probed and may yet become the transport. */
    private @Nullable Channel onTrial;

    private volatile boolean webSocketBound;
    private boolean ended;

    /** A session whose first request came over a channel of {@code home}. */
    EngineSession(EventLoop home, ClientHead head, Endpoint endpoint, SocketIoRuntime runtime, Handshake handshake) {
        this.home = home;
        this.head = head;
        this.endpoint = endpoint;
        this.scheduler = runtime.scheduler();
        this.maxPayload = runtime.config().maxPayload();
        this.polling = new PollingOutlet(runtime.config().sendWindow(), head::releasePollingChannel, this::writable);
        this.outlet = head.getCurrentTransport() == Transport.POLLING ? polling : null;
        this.conversation = new Conversation(this, endpoint, runtime, handshake);
    }

    /** Begins to wait for the client's CONNECT. */
    void opened() {
        onLoop(conversation::opened);
    }

    /** Any thread. Whether a WebSocket is bound, be it the transport or on trial for an upgrade. */
    boolean hasWebSocket() {
        return webSocketBound;
    }

    Endpoint endpoint() {
        return endpoint;
    }

    @Override
    public Executor loop() {
        return home;
    }

    EventLoop home() {
        return home;
    }

    /** Runs a task on the session's loop: at once if this is it. Dropped after the loop has shut down. */
    void onLoop(Runnable task) {
        if (home.inEventLoop()) {
            task.run();
        } else if (!home.isShuttingDown()) {
            home.execute(task);
        }
    }

    @Override
    public Offer offer(Frame frame) {
        if (ended || outlet == null) {
            return Offer.CLOSED;
        }
        return outlet.offer((SocketIoFrame) frame);
    }

    @Override
    public void flush() {
        if (!ended && outlet != null) {
            outlet.flush();
        }
    }

    /** On the loop. Sends one packet to this client alone. */
    void send(EnginePacket packet) {
        SocketIoFrame frame = SocketIoFrame.of(packet.encode());
        try {
            send(frame);
        } finally {
            frame.release();
        }
    }

    @Override
    public void send(Frame frame) {
        Outlet current = outlet;
        if (ended || current == null) {
            return;
        }
        if (current.force((SocketIoFrame) frame) == Offer.FULL) {
            close(CloseReason.SLOW_CONSUMER);
        }
        current.flush();
    }

    /** On the loop. The send window has room again. */
    private void writable() {
        if (!ended) {
            conversation.writable();
        }
    }

    /** Any thread. A WebSocket's send buffer has fallen below its mark. */
    void webSocketWritable(Channel channel) {
        onLoop(() -> {
            if (outlet instanceof WebSocketOutlet socket && socket.channel() == channel) {
                writable();
            }
        });
    }

    /** On the loop. A GET of the polling transport came in. */
    void poll(PendingPoll poll) {
        if (ended || outlet != polling || polling.isPolled()) {
            poll.answer().json(poll.channel(), HttpResponseStatus.BAD_REQUEST, HandshakeError.BAD_REQUEST.json());
            if (polling.isPolled()) {
                // Two polls at once: whichever is answered, the other one's packets would overtake.
                close(CloseReason.PROTOCOL_ERROR);
            }
            return;
        }
        polling.poll(poll);
    }

    /** Any thread. A connection that may have carried a poll is gone. */
    void pollGone(Channel channel) {
        onLoop(() -> polling.pollGone(channel));
    }

    /** On the loop. The library has packets of its own to send, or a transport has just been bound. */
    void drainLibrary(Transport transport, Channel channel) {
        if (ended) {
            return;
        }
        webSocketBound |= transport == Transport.WEBSOCKET;
        if (outlet == null && transport == Transport.WEBSOCKET) {
            outlet = new WebSocketOutlet(channel, home);
        }
        for (Packet packet = head.getPacketsQueue(transport).poll();
                packet != null;
                packet = head.getPacketsQueue(transport).poll()) {
            EnginePacket ours = ours(packet);
            if (ours != null) {
                send(ours);
            }
        }
    }

    private @Nullable EnginePacket ours(Packet packet) {
        return switch (packet.getType()) {
            case OPEN ->
                new EnginePacket(EnginePacket.Type.OPEN, OpenPacket.json((AuthPacket) packet.getData(), maxPayload));
            case PING -> new EnginePacket(EnginePacket.Type.PING, "");
            case NOOP -> new EnginePacket(EnginePacket.Type.NOOP, "");
            // At a ping timeout the library says "disconnected by the server", after which clients stay away.
            default -> null;
        };
    }

    /** On the loop. A text of the client came in over {@code channel}. */
    void receive(String text, Channel channel) {
        try {
            receive(EnginePacket.decode(text), channel);
        } catch (MalformedPacketException malformed) {
            close(CloseReason.PROTOCOL_ERROR);
        }
    }

    /** On the loop. A packet of the client came in over {@code channel}. */
    void receive(EnginePacket packet, Channel channel) {
        if (ended) {
            return;
        }
        switch (packet.type()) {
            case PING -> probe(packet, channel);
            case PONG -> head.schedulePingTimeout();
            case MESSAGE -> {
                head.schedulePingTimeout();
                conversation.receive(packet.data());
            }
            case UPGRADE -> upgrade(channel);
            case CLOSE -> head.onChannelDisconnect();
            case NOOP -> {}
            case OPEN -> close(CloseReason.PROTOCOL_ERROR);
        }
    }

    /** A WebSocket asks whether it works; meanwhile the pending poll is answered, since the client waits for its end. */
    private void probe(EnginePacket packet, Channel channel) {
        if (outlet != polling || !packet.data().equals(PROBE)) {
            close(CloseReason.PROTOCOL_ERROR);
            return;
        }
        WebSocketOutlet candidate = new WebSocketOutlet(channel, home);
        SocketIoFrame pong = SocketIoFrame.of(new EnginePacket(EnginePacket.Type.PONG, PROBE).encode());
        candidate.force(pong);
        candidate.flush();
        pong.release();
        onTrial = channel;
        head.send(new Packet(PacketType.NOOP, EngineIOVersion.V4), Transport.POLLING);
    }

    private void upgrade(Channel channel) {
        if (outlet != polling || !head.isTransportChannel(channel, Transport.WEBSOCKET)) {
            close(CloseReason.PROTOCOL_ERROR);
            return;
        }
        cancelUpgradeTimeout();
        onTrial = null;
        WebSocketOutlet socket = new WebSocketOutlet(channel, home);
        outlet = socket;
        polling.drainTo(socket);
        socket.flush();
        writable();
        head.upgradeCurrentTransport(Transport.WEBSOCKET);
    }

    /** On the loop. A WebSocket is gone; one that was only tried for an upgrade does not end the session. */
    void webSocketGone(Channel channel) {
        if (outlet instanceof WebSocketOutlet socket && socket.channel() == channel) {
            head.onChannelDisconnect();
        } else if (outlet == polling) {
            webSocketBound = false;
            onTrial = null;
            cancelUpgradeTimeout();
        }
    }

    private void cancelUpgradeTimeout() {
        scheduler.cancel(new SchedulerKey(SchedulerKey.Type.UPGRADE_TIMEOUT, head.getSessionId()));
    }

    @Override
    public void close(CloseReason reason) {
        onLoop(() -> {
            if (!ended) {
                Outlet last = outlet;
                if (last != null) {
                    last.close(reason);
                }
                head.onChannelDisconnect();
            }
        });
    }

    /** Any thread. The library has let go of the client, for whatever reason; nothing follows. */
    void ended() {
        onLoop(() -> {
            if (!ended) {
                ended = true;
                if (outlet == polling) {
                    // Whoever still polls is told that there is nothing more to come.
                    polling.close(CloseReason.PROTOCOL_ERROR);
                }
                polling.discard();
                if (onTrial != null) {
                    onTrial.close();
                }
                conversation.ended();
            }
        });
    }
}
