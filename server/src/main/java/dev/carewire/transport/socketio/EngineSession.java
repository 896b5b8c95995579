package dev.carewire.transport.socketio;

import com.corundumstudio.socketio.Transport;
import com.corundumstudio.socketio.handler.ClientHead;
import dev.carewire.hub.CloseReason;
import dev.carewire.hub.Connection;
import dev.carewire.hub.Frame;
import dev.carewire.hub.Offer;
import dev.carewire.protocol.BinaryMessage;
import dev.carewire.protocol.EnginePacket;
import dev.carewire.protocol.EngineUnit;
import dev.carewire.protocol.EngineVersion;
import dev.carewire.protocol.HandshakeError;
import dev.carewire.protocol.MalformedPacketException;
import dev.carewire.transport.session.SessionLoop;
import dev.carewire.transport.websocket.MessageFrame;
import dev.carewire.transport.websocket.Outlet;
import dev.carewire.transport.websocket.WebSocketOutlet;
import io.netty.channel.Channel;
import io.netty.channel.EventLoop;
import io.netty.handler.codec.http.HttpResponseStatus;
import java.util.OptionalInt;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/**
 * An Engine.IO session: one client over one transport or, after an upgrade, another. The library's {@code ClientHead} knows the
 * channels; this class decides what goes in and out, and when. Everything runs on the loop of the connection that opened the
 * session, whichever connection a request comes from.
 */
final class EngineSession implements Connection {

    private final SessionLoop loop;
    private final ClientHead head;
    private final Endpoint endpoint;
    private final PayloadFormat format;
    private final EdgeConfig config;
    private final PollingOutlet polling;
    private final Heartbeat heartbeat;
    private final Namespaces namespaces;

    /** Whether the one place for a WebSocket is taken: by the transport, or by one that may become it. */
    private final AtomicBoolean webSocketTaken;

    /** Null until the WebSocket of a session that begins with one is there. */
    private @Nullable Outlet outlet;

    /** A WebSocket that may become the transport. */
    private @Nullable UpgradeTrial trial;

    private volatile boolean overWebSocket;
    private boolean ended;

    /** Whether anything but heartbeats went either way since the client last showed that it is there. */
    private boolean active;

    private long idleSince;

    /** A session that {@code request}, on a channel of {@code home}, asked for. */
    EngineSession(EventLoop home, ClientHead head, EngineRequest request, SocketIoRuntime runtime) {
        this.loop = new SessionLoop(home);
        this.head = head;
        this.endpoint = request.endpoint();
        this.format = request.format();
        this.config = runtime.config();
        this.polling = new PollingOutlet(config.sendWindow(), format, head::releasePollingChannel, this::writable);
        this.overWebSocket = request.transport() == Transport.WEBSOCKET;
        this.outlet = overWebSocket ? null : polling;
        this.webSocketTaken = new AtomicBoolean(overWebSocket);
        this.heartbeat = new Heartbeat(this, config);
        this.namespaces = new Namespaces(this, endpoint, runtime, request.handshake());
    }

    /** On the loop. The session's life begins; it is open as soon as there is a transport. */
    void begin() {
        namespaces.awaitConnect();
        if (outlet != null) {
            open();
        }
    }

    private void open() {
        idleSince = home().ticker().nanoTime();
        heartbeat.beat();
        boolean upgradable = outlet == polling && config.webSocket();
        send(OpenPacket.of(head.getSessionId(), upgradable, config));
        namespaces.opened();
    }

    /** Any thread. Whether polling is over, or has never been. */
    boolean isOverWebSocket() {
        return overWebSocket;
    }

    /** Any thread. Takes the session's one place for a WebSocket, for the time that an upgrade may take; false if it is taken. */
    boolean takeWebSocket() {
        boolean taken = webSocketTaken.compareAndSet(false, true);
        if (taken) {
            onLoop(() -> {
                if (!ended) {
                    trial = new UpgradeTrial(home(), polling, config.upgradeTimeout(), this::endTrial);
                }
            });
        }
        return taken;
    }

    Endpoint endpoint() {
        return endpoint;
    }

    /** How the client reads polling responses. */
    PayloadFormat format() {
        return format;
    }

    EngineVersion version() {
        return format.version();
    }

    @Override
    public Executor loop() {
        return home();
    }

    @Override
    public Executor loopAfterInput() {
        return loop.afterInput();
    }

    SessionLoop sessionLoop() {
        return loop;
    }

    EventLoop home() {
        return loop.thread();
    }

    /** Runs a task on the session's loop: at once if this is it. Dropped after the loop has shut down. */
    void onLoop(Runnable task) {
        loop.run(task);
    }

    /** Runs a task on the session's loop after all that were handed to it before. Dropped after the loop has shut down. */
    void onLoopLater(Runnable task) {
        loop.runLater(task);
    }

    @Override
    public Offer offer(Frame frame) {
        if (ended || outlet == null) {
            return Offer.CLOSED;
        }
        active = true;
        return outlet.offer((MessageFrame) frame);
    }

    @Override
    public void flush() {
        if (!ended && outlet != null) {
            outlet.flush();
        }
    }

    /** On the loop. Sends a packet to this client alone. */
    void send(EnginePacket packet) {
        sendOnce(MessageFrame.of(packet.encode()));
    }

    /** On the loop. Sends a frame to this client alone, and releases it. */
    void sendOnce(MessageFrame frame) {
        try {
            force(frame);
        } finally {
            frame.release();
        }
    }

    @Override
    public void send(Frame frame) {
        active = true;
        force((MessageFrame) frame);
    }

    private void force(MessageFrame frame) {
        Outlet current = outlet;
        if (ended || current == null) {
            return;
        }
        if (current.force(frame) == Offer.FULL) {
            close(CloseReason.SLOW_CONSUMER);
        }
        current.flush();
    }

    /** On the loop. The send window has room again. */
    private void writable() {
        if (!ended) {
            namespaces.writable();
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

    /** On the loop. Asks the client whether it is there. */
    void ping() {
        send(new EnginePacket(EnginePacket.Type.PING, ""));
    }

    /** On the loop. A GET of the polling transport came in. */
    void poll(PendingPoll poll) {
        if (heartbeat.isOver()) {
            close(CloseReason.PING_TIMEOUT);
        }
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

    /** On the loop. A transport has just been bound; what the library would send over it is ours to say. */
    void bound(Transport transport, Channel channel) {
        head.getPacketsQueue(transport).clear();
        if (transport == Transport.POLLING) {
            return;
        }
        UpgradeTrial tried = trial;
        if (!ended && outlet == null) {
            outlet = webSocketOutlet(channel);
            open();
        } else if (ended || (outlet == polling && (tried == null || !tried.begin(channel)))) {
            channel.close();
        }
    }

    /** On the loop. Text or bytes of the client came in over {@code channel}. */
    void receive(Reading reading, Channel channel) {
        if (ended) {
            return;
        }
        UpgradeTrial tried = trial;
        try {
            EngineUnit unit = reading.read(version());
            if (tried != null && tried.isOf(channel)) {
                tryOut(tried, unit, channel);
            } else {
                receive(unit);
            }
        } catch (MalformedPacketException malformed) {
            if (tried != null && tried.isOf(channel)) {
                endTrial();
            } else {
                close(CloseReason.PROTOCOL_ERROR);
            }
        }
    }

    /** What a WebSocket frame holds, to be read as the session's version has it. */
    @FunctionalInterface
    interface Reading {
        EngineUnit read(EngineVersion version) throws MalformedPacketException;
    }

    /** On the loop. A message or packet of the client came in over the transport. */
    void receive(EngineUnit unit) {
        if (ended) {
            return;
        }
        if (unit instanceof BinaryMessage message) {
            active = true;
            namespaces.receive(message.bytes());
        } else {
            receive((EnginePacket) unit);
        }
    }

    private void receive(EnginePacket packet) {
        switch (packet.type()) {
            case MESSAGE -> {
                active = true;
                namespaces.receive(packet.data());
            }
            case PING -> {
                if (version() == EngineVersion.V3) {
                    alive();
                    send(new EnginePacket(EnginePacket.Type.PONG, packet.data()));
                } else {
                    close(CloseReason.PROTOCOL_ERROR);
                }
            }
            case PONG -> {
                if (version() == EngineVersion.V4) {
                    alive();
                } else {
                    close(CloseReason.PROTOCOL_ERROR);
                }
            }
            case CLOSE -> {
                if (outlet != null) {
                    outlet.end();
                }
                head.onChannelDisconnect();
            }
            case NOOP -> {}
            case OPEN, UPGRADE -> close(CloseReason.PROTOCOL_ERROR);
        }
    }

    /** The client shows that it is there, which alone is no reason to keep it for ever. */
    private void alive() {
        long now = home().ticker().nanoTime();
        if (active) {
            active = false;
            idleSince = now;
        }
        if (now - idleSince < config.idleTimeout().toNanos()) {
            heartbeat.beat();
        } else {
            close(CloseReason.IDLE);
        }
    }

    /** Whatever goes wrong with a WebSocket that is only tried, polling goes on. */
    private void tryOut(UpgradeTrial tried, EngineUnit unit, Channel channel) {
        if (UpgradeTrial.isProbe(unit)) {
            WebSocketOutlet candidate = webSocketOutlet(channel);
            MessageFrame pong = MessageFrame.of(UpgradeTrial.ANSWER.encode());
            candidate.force(pong);
            candidate.flush();
            pong.release();
            tried.probed();
        } else if (unit instanceof EnginePacket packet && packet.type() == EnginePacket.Type.UPGRADE) {
            upgrade(tried, channel);
        } else {
            endTrial();
        }
    }

    private WebSocketOutlet webSocketOutlet(Channel channel) {
        return new WebSocketOutlet(
                channel,
                home(),
                version() == EngineVersion.V4
                        ? OptionalInt.empty()
                        : OptionalInt.of(EnginePacket.Type.MESSAGE.number()));
    }

    private void upgrade(UpgradeTrial succeeded, Channel channel) {
        succeeded.stop();
        trial = null;
        WebSocketOutlet socket = webSocketOutlet(channel);
        outlet = socket;
        overWebSocket = true;
        boolean all = polling.drainTo(socket);
        socket.flush();
        writable();
        head.upgradeCurrentTransport(Transport.WEBSOCKET);
        if (!all) {
            close(CloseReason.SLOW_CONSUMER);
        }
    }

    private void endTrial() {
        UpgradeTrial failed = trial;
        if (failed != null) {
            failed.stop();
            failed.close();
            trial = null;
            webSocketTaken.set(false);
        }
    }

    /** On the loop. A WebSocket is gone; one that was only tried for an upgrade does not end the session. */
    void webSocketGone(Channel channel) {
        if (outlet instanceof WebSocketOutlet socket && socket.channel() == channel) {
            head.onChannelDisconnect();
        } else if (trial != null && trial.isOf(channel)) {
            endTrial();
        }
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
                heartbeat.stop();
                endTrial();
                polling.end();
                if (outlet != null) {
                    outlet.discard();
                }
                namespaces.ended();
            }
        });
    }
}
