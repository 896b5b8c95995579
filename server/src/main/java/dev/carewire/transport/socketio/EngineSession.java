package dev.carewire.transport.socketio;

import com.corundumstudio.socketio.Transport;
import com.corundumstudio.socketio.handler.ClientHead;
import dev.carewire.hub.CloseReason;
import dev.carewire.hub.Connection;
import dev.carewire.hub.Frame;
import dev.carewire.hub.OfferResult;
import dev.carewire.hub.TrafficCounters;
import dev.carewire.protocol.BinaryMessage;
import dev.carewire.protocol.EnginePacket;
import dev.carewire.protocol.EngineUnit;
import dev.carewire.protocol.EngineVersion;
import dev.carewire.protocol.HandshakeError;
import dev.carewire.protocol.MalformedPacketException;
import dev.carewire.transport.session.ClientLimits;
import dev.carewire.transport.session.ClientMemory;
import dev.carewire.transport.session.ConnectAttempt;
import dev.carewire.transport.session.EndCause;
import dev.carewire.transport.session.SessionLoop;
import dev.carewire.transport.websocket.MessageFrame;
import dev.carewire.transport.websocket.TransportWriter;
import dev.carewire.transport.websocket.WebSocketWriter;
import io.netty.channel.Channel;
import io.netty.channel.EventLoop;
import io.netty.handler.codec.http.HttpResponseStatus;
import java.time.Duration;
import java.util.OptionalInt;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/**
 * An Engine.IO session: one client over one transport or, after an upgrade, another. The library's {@code ClientHead}
 * knows the channels; this class decides which packets are received and sent, and when. Everything runs on the loop of
 * the connection that opened the session, whichever connection carries a request.
 */
final class EngineSession implements Connection {

    private final SessionLoop loop;
    private final ClientHead clientHead;
    private final Endpoint endpoint;
    private final PayloadFormat format;
    private final EngineConfig config;
    private final TrafficCounters traffic;
    private final ClientLimits limits;
    private final PollingWriter polling;
    private final Heartbeat heartbeat;
    private final Namespaces namespaces;
    private final ClientMemory memory;

    /** Whether the session's only WebSocket exists, as the transport or as an upgrade attempt. */
    private final AtomicBoolean webSocketClaimed;

    /** Null until the WebSocket is open, in a session that starts with one. */
    private @Nullable TransportWriter writer;

    /** A WebSocket that may become the transport. */
    private @Nullable UpgradeAttempt upgradeAttempt;

    private volatile boolean usesWebSocket;
    private boolean ended;

    /** For the log; as long as neither side closes the session, only the connection can end it. */
    private EndCause endCause = EndCause.CONNECTION_LOST;

    /** Whether either side sent anything but heartbeats since the client last proved that it is alive. */
    private boolean active;

    private long idleSince;

    /** Creates the session that {@code request} opens, on a channel of {@code home}. */
    EngineSession(
            EventLoop home, ClientHead head, EngineRequest request, SocketIoRuntime runtime, ConnectAttempt attempt) {
        this.loop = new SessionLoop(home);
        this.clientHead = head;
        this.endpoint = request.endpoint();
        this.format = request.format();
        this.config = runtime.config();
        this.traffic = runtime.sessions().hub().traffic();
        this.limits = runtime.sessions().limits();
        this.polling = new PollingWriter(
                limits.sendWindow(),
                format,
                head::releasePollingChannel,
                this::onWritable,
                runtime.sessions().memory().outgoing(),
                () -> home.execute(() -> close(CloseReason.SLOW_CONSUMER)));
        this.usesWebSocket = request.transport() == Transport.WEBSOCKET;
        this.writer = usesWebSocket ? null : polling;
        this.webSocketClaimed = new AtomicBoolean(usesWebSocket);
        this.heartbeat = new Heartbeat(this, config);
        this.memory = new ClientMemory(runtime.sessions().memory(), attempt.address(), home, this::yieldMemory);
        this.namespaces = new Namespaces(this, endpoint, runtime, request.handshake(), attempt);
    }

    /** Starts the session, which is open as soon as it has a transport. On the loop. */
    void start() {
        namespaces.awaitConnect();
        if (writer != null) {
            open();
        }
    }

    private void open() {
        idleSince = eventLoop().ticker().nanoTime();
        heartbeat.restart();
        boolean upgradable = writer == polling && config.offers(EngineFeature.WEBSOCKET);
        send(OpenPacket.of(clientHead.getSessionId(), upgradable, config, limits.maxPayload()));
        namespaces.onTransportOpen();
    }

    /** Whether polling has ended or was never used. Any thread. */
    boolean usesWebSocket() {
        return usesWebSocket;
    }

    /** Claims the session's only WebSocket for the duration of an upgrade; false if it is taken. Any thread. */
    boolean claimWebSocket() {
        boolean taken = webSocketClaimed.compareAndSet(false, true);
        if (taken) {
            onLoop(() -> {
                if (!ended) {
                    upgradeAttempt =
                            new UpgradeAttempt(eventLoop(), polling, config.upgradeTimeout(), this::abandonUpgrade);
                }
            });
        }
        return taken;
    }

    /** The memory of the client's unfinished messages. */
    ClientMemory memory() {
        return memory;
    }

    Endpoint endpoint() {
        return endpoint;
    }

    /** The format of polling responses. */
    PayloadFormat format() {
        return format;
    }

    EngineVersion version() {
        return format.version();
    }

    @Override
    public Executor loop() {
        return eventLoop();
    }

    @Override
    public Executor loopAfterIo() {
        return loop.afterIo();
    }

    SessionLoop sessionLoop() {
        return loop;
    }

    EventLoop eventLoop() {
        return loop.eventLoop();
    }

    /** Runs a task on the session's loop, at once if called there. Dropped after the loop has shut down. */
    void onLoop(Runnable task) {
        loop.run(task);
    }

    /**
     * Runs a task on the session's loop after all tasks that were submitted before. Dropped after the loop has shut
     * down.
     */
    void onLoopLater(Runnable task) {
        loop.runLater(task);
    }

    @Override
    public OfferResult offer(Frame frame) {
        if (ended || writer == null) {
            return OfferResult.CLOSED;
        }
        active = true;
        return writer.offer((MessageFrame) frame);
    }

    @Override
    public void flush() {
        if (!ended && writer != null) {
            writer.flush();
        }
    }

    /** Sends a packet to this client only. On the loop. */
    void send(EnginePacket packet) {
        sendAndRelease(MessageFrame.of(packet.encode()));
    }

    /** Sends a frame to this client only, and releases it. On the loop. */
    void sendAndRelease(MessageFrame frame) {
        try {
            sendBeyondWindow(frame);
        } finally {
            frame.release();
        }
    }

    @Override
    public void send(Frame frame) {
        active = true;
        sendBeyondWindow((MessageFrame) frame);
    }

    private void sendBeyondWindow(MessageFrame frame) {
        TransportWriter current = writer;
        if (ended || current == null) {
            return;
        }
        if (current.offerBeyondWindow(frame) == OfferResult.FULL) {
            close(CloseReason.SLOW_CONSUMER);
        }
        current.flush();
    }

    /** Called on the loop when the send window has room again. */
    private void onWritable() {
        if (!ended) {
            namespaces.onWritable();
        }
    }

    /** Called on any thread when a WebSocket's send buffer has fallen below its low mark. */
    void onWebSocketWritable(Channel channel) {
        onLoop(() -> {
            if (writer instanceof WebSocketWriter socket && socket.channel() == channel) {
                onWritable();
            }
        });
    }

    /** Pings the client. On the loop. */
    void ping() {
        send(new EnginePacket(EnginePacket.Type.PING, ""));
    }

    @Override
    public CompletionStage<Void> closeIfSilent(Duration timeout) {
        CompletableFuture<Void> checked = new CompletableFuture<>();
        onLoop(() -> {
            if (ended) {
                checked.complete(null);
            } else {
                heartbeat.closeIfSilent(timeout, checked);
            }
        });
        return checked;
    }

    /** On the loop. Serves a GET of the polling transport. */
    void poll(PendingPoll poll) {
        heartbeat.recordReceived();
        if (heartbeat.isExpired()) {
            close(CloseReason.PING_TIMEOUT);
        }
        if (ended) {
            // Its id is unknown from now on, even though this request found it.
            poll.response()
                    .sendJson(poll.channel(), HttpResponseStatus.BAD_REQUEST, HandshakeError.SESSION_UNKNOWN.json());
            return;
        }
        if (writer != polling || polling.hasPendingPoll()) {
            poll.response().sendJson(poll.channel(), HttpResponseStatus.BAD_REQUEST, HandshakeError.BAD_REQUEST.json());
            if (polling.hasPendingPoll()) {
                // There are two polls at once: packets in one response could overtake those in the other.
                close(CloseReason.PROTOCOL_ERROR);
            }
            return;
        }
        polling.poll(poll);
    }

    /** Called on any thread when a connection that may have carried a poll is gone. */
    void onPollClosed(Channel channel) {
        onLoop(() -> polling.onPollClosed(channel));
    }

    /** On the loop. A transport has just been bound; drops what the library would send over it. */
    void onTransportBound(Transport transport, Channel channel) {
        clientHead.getPacketsQueue(transport).clear();
        if (transport == Transport.POLLING) {
            return;
        }
        UpgradeAttempt tried = upgradeAttempt;
        if (!ended && writer == null) {
            writer = webSocketWriter(channel);
            open();
        } else if (ended || (writer == polling && (tried == null || !tried.attachWebSocket(channel)))) {
            channel.close();
        }
    }

    /** On the loop. Receives text or bytes of the client over {@code channel}. */
    void receive(UnitDecoder reading, Channel channel) {
        if (ended) {
            return;
        }
        UpgradeAttempt tried = upgradeAttempt;
        try {
            EngineUnit unit = reading.decode(version());
            if (tried != null && tried.isFor(channel)) {
                receiveDuringUpgrade(tried, unit, channel);
            } else {
                receive(unit);
            }
        } catch (MalformedPacketException malformed) {
            if (tried != null && tried.isFor(channel)) {
                abandonUpgrade();
            } else {
                close(CloseReason.PROTOCOL_ERROR);
            }
        }
    }

    /** Decodes a WebSocket frame in the session's version. */
    @FunctionalInterface
    interface UnitDecoder {
        EngineUnit decode(EngineVersion version) throws MalformedPacketException;
    }

    /** On the loop. Receives a message or packet of the client over the transport. */
    void receive(EngineUnit unit) {
        if (ended) {
            return;
        }
        heartbeat.recordReceived();
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
                    onClientAlive();
                    send(new EnginePacket(EnginePacket.Type.PONG, packet.data()));
                } else {
                    close(CloseReason.PROTOCOL_ERROR);
                }
            }
            case PONG -> {
                if (version() == EngineVersion.V4) {
                    onClientAlive();
                } else {
                    close(CloseReason.PROTOCOL_ERROR);
                }
            }
            case CLOSE -> {
                endCause = EndCause.CLIENT_LEFT;
                if (writer != null) {
                    writer.end();
                }
                clientHead.onChannelDisconnect();
            }
            case NOOP -> {}
            case OPEN, UPGRADE -> close(CloseReason.PROTOCOL_ERROR);
        }
    }

    /** Records a sign of life of the client, which alone does not keep the session open for ever. */
    private void onClientAlive() {
        long now = eventLoop().ticker().nanoTime();
        if (active) {
            active = false;
            idleSince = now;
        }
        if (limits.isIdle(now - idleSince)) {
            close(CloseReason.IDLE);
        } else {
            heartbeat.restart();
        }
    }

    /** A WebSocket that fails during the upgrade leaves polling as it is. */
    private void receiveDuringUpgrade(UpgradeAttempt tried, EngineUnit unit, Channel channel) {
        if (UpgradeAttempt.isProbe(unit)) {
            WebSocketWriter candidate = webSocketWriter(channel);
            MessageFrame pong = MessageFrame.of(UpgradeAttempt.PROBE_RESPONSE.encode());
            candidate.offerBeyondWindow(pong);
            candidate.flush();
            pong.release();
            tried.onProbe();
        } else if (unit instanceof EnginePacket packet && packet.type() == EnginePacket.Type.UPGRADE) {
            upgrade(tried, channel);
        } else {
            abandonUpgrade();
        }
    }

    private WebSocketWriter webSocketWriter(Channel channel) {
        return new WebSocketWriter(
                channel,
                eventLoop(),
                version() == EngineVersion.V4
                        ? OptionalInt.empty()
                        : OptionalInt.of(EnginePacket.Type.MESSAGE.number()));
    }

    private void upgrade(UpgradeAttempt succeeded, Channel channel) {
        succeeded.cancelTimers();
        upgradeAttempt = null;
        WebSocketWriter socket = webSocketWriter(channel);
        writer = socket;
        usesWebSocket = true;
        boolean all = polling.drainTo(socket);
        socket.flush();
        onWritable();
        clientHead.upgradeCurrentTransport(Transport.WEBSOCKET);
        if (!all) {
            close(CloseReason.SLOW_CONSUMER);
        }
    }

    private void abandonUpgrade() {
        UpgradeAttempt failed = upgradeAttempt;
        if (failed != null) {
            failed.cancelTimers();
            failed.close();
            upgradeAttempt = null;
            webSocketClaimed.set(false);
        }
    }

    /** Called on the loop when the client has sent a close frame; the WebSocket closes next. */
    void onCloseFrame(Channel channel) {
        if (writer instanceof WebSocketWriter socket && socket.channel() == channel) {
            endCause = EndCause.CLIENT_LEFT;
        }
    }

    /** Called on the loop when a WebSocket was closed. If it was only an upgrade attempt, the session continues. */
    void onWebSocketClosed(Channel channel) {
        if (writer instanceof WebSocketWriter socket && socket.channel() == channel) {
            clientHead.onChannelDisconnect();
        } else if (upgradeAttempt != null && upgradeAttempt.isFor(channel)) {
            abandonUpgrade();
        }
    }

    @Override
    public void disconnect() {
        onLoop(() -> {
            if (!ended) {
                namespaces.disconnect();
            }
        });
    }

    @Override
    public void close(CloseReason reason) {
        onLoop(() -> {
            if (!ended) {
                traffic.countClosed(reason);
                endCause = EndCause.of(reason);
                TransportWriter last = writer;
                if (last != null && reason.isTemporary()) {
                    last.abort();
                } else if (last != null) {
                    last.close(reason);
                }
                clientHead.onChannelDisconnect();
            }
        });
    }

    /** Closes the session without waiting for the client, whose unfinished messages stay in memory otherwise. On the loop. */
    private void yieldMemory() {
        TransportWriter last = writer;
        close(CloseReason.OVER_LIMIT);
        if (last instanceof WebSocketWriter socket) {
            socket.channel().close();
        }
    }

    /** Any thread. The library has released the client: ends the session. */
    void end() {
        onLoop(() -> {
            if (!ended) {
                ended = true;
                heartbeat.stop();
                abandonUpgrade();
                polling.end();
                if (writer != null) {
                    writer.discard();
                }
                namespaces.end(endCause);
                memory.close();
            }
        });
    }
}
