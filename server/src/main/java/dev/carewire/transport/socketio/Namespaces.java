package dev.carewire.transport.socketio;

import dev.carewire.dialect.AdmissionResult;
import dev.carewire.dialect.AuthenticationFailure;
import dev.carewire.dialect.Credentials;
import dev.carewire.hub.CloseReason;
import dev.carewire.hub.SessionEnd;
import dev.carewire.protocol.EngineVersion;
import dev.carewire.protocol.MalformedPacketException;
import dev.carewire.protocol.PendingPacket;
import dev.carewire.protocol.SocketPacket;
import dev.carewire.rate.RateLimiter;
import dev.carewire.transport.session.ConnectAttempt;
import dev.carewire.transport.session.EndCause;
import io.netty.handler.codec.http.QueryStringDecoder;
import io.netty.util.concurrent.Future;
import java.net.SocketAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * The Socket.IO side of a session: assembles binary packets and hands each packet to the connection of its namespace. A
 * client that is in no namespace has a limited time to join one. Owned by the session's loop.
 */
final class Namespaces {

    private final EngineSession engine;
    private final Endpoint endpoint;
    private final SocketIoRuntime runtime;

    /** One per namespace that the client has asked to join. There are few, so a list needs the least memory. */
    private final List<NamespaceConnection> connections = new ArrayList<>(1);

    private HandshakeCredentials handshake;
    private final ConnectAttempt attempt;
    private @Nullable PendingPacket pending;
    private @Nullable Future<?> deadline;

    /** Bounds how often the client may present rejected credentials; null before the first rejection. */
    private @Nullable RateLimiter rejections;

    Namespaces(
            EngineSession engine,
            Endpoint endpoint,
            SocketIoRuntime runtime,
            HandshakeCredentials handshake,
            ConnectAttempt attempt) {
        this.engine = engine;
        this.endpoint = endpoint;
        this.runtime = runtime;
        this.handshake = handshake;
        this.attempt = attempt;
    }

    /** The address of the client. */
    SocketAddress address() {
        return attempt.address();
    }

    /** Starts the time limit for joining a namespace. */
    void awaitConnect() {
        cancelDeadline();
        Duration time = runtime.sessions().limits().authenticationTimeout();
        deadline = engine.eventLoop().schedule(this::timeOut, time.toMillis(), TimeUnit.MILLISECONDS);
    }

    private void timeOut() {
        if (connections.isEmpty()) {
            attempt.timeOut();
        }
        engine.close(CloseReason.AUTHENTICATION_TIMEOUT);
    }

    /**
     * The transport is open. A client of v3 does not send a CONNECT for the main namespace, but expects to be in it.
     */
    void onTransportOpen() {
        if (engine.version() == EngineVersion.V3) {
            connect(SocketPacket.of(SocketPacket.Type.CONNECT, SocketPacket.MAIN, ""));
        }
    }

    /** Processes a text message of the client. Before it has joined a namespace, it may send nothing but a CONNECT. */
    void receive(String text) {
        if (!SocketPacket.isConnect(text) && connections.stream().noneMatch(NamespaceConnection::isJoined)) {
            engine.close(CloseReason.PROTOCOL_ERROR);
            return;
        }
        try {
            SocketPacket packet = SocketPacket.decode(text);
            if (pending != null
                    || (packet.attachments() > 0 && !isJoined(packet.namespace()))
                    || packet.attachments() > runtime.sessions().limits().binaryAttachments()) {
                engine.close(CloseReason.PROTOCOL_ERROR);
            } else if (packet.attachments() > 0) {
                pending = new PendingPacket(packet, runtime.sessions().limits().maxPayload());
                engine.memory().holdAttachments(pending.heldBytes());
            } else {
                receive(packet, List.of());
            }
        } catch (MalformedPacketException malformed) {
            engine.close(CloseReason.PROTOCOL_ERROR);
        }
    }

    /** Processes a binary message of the client, which must be the next attachment of a packet. */
    void receive(byte[] attachment) {
        PendingPacket awaiting = pending;
        if (awaiting == null) {
            engine.close(CloseReason.PROTOCOL_ERROR);
            return;
        }
        try {
            awaiting.add(attachment);
            engine.memory().holdAttachments(awaiting.isComplete() ? 0 : awaiting.heldBytes());
            if (awaiting.isComplete()) {
                pending = null;
                receive(awaiting.packet(), awaiting.attachments());
            }
        } catch (MalformedPacketException tooLarge) {
            engine.close(CloseReason.PROTOCOL_ERROR);
        }
    }

    private void receive(SocketPacket packet, List<byte[]> attachments) {
        if (packet.type() == SocketPacket.Type.CONNECT) {
            connect(packet);
            return;
        }
        Optional<NamespaceConnection> connection = find(packet.namespace());
        if (connection.isPresent()) {
            connection.get().receive(packet, attachments);
        } else {
            engine.close(CloseReason.PROTOCOL_ERROR);
        }
    }

    private void connect(SocketPacket packet) {
        QueryStringDecoder address = new QueryStringDecoder(packet.namespace());
        String namespace = engine.version() == EngineVersion.V3 ? address.rawPath() : packet.namespace();
        Optional<SocketIoEncoding> encoding = endpoint.encoding(namespace, engine.version());
        if (find(namespace).isPresent()) {
            // A client sends one CONNECT per namespace and waits for the response.
            engine.close(CloseReason.PROTOCOL_ERROR);
        } else if (encoding.isEmpty()) {
            refuse(namespace, "Invalid namespace", Optional.empty());
        } else {
            Credentials credentials = engine.version() == EngineVersion.V3
                    ? handshake.credentials(address)
                    : handshake.credentials(packet.data());
            NamespaceConnection connection =
                    new NamespaceConnection(engine, this, endpoint.dialect(), namespace, encoding.get(), runtime);
            connections.add(connection);
            connection.authenticate(credentials);
        }
    }

    private boolean isJoined(String namespace) {
        return find(namespace).filter(NamespaceConnection::isJoined).isPresent();
    }

    private Optional<NamespaceConnection> find(String namespace) {
        return connections.stream()
                .filter(connection -> connection.namespace().equals(namespace))
                .findFirst();
    }

    /** The client has joined a namespace. */
    void onJoined() {
        attempt.release();
        handshake = HandshakeCredentials.EMPTY;
        cancelDeadline();
    }

    /**
     * A namespace refused the client. As at the reference server, the session stays until the time to authenticate is
     * over. Older clients take its end for a lost connection, and would reconnect for ever. The session ends if the
     * client's address has sent too many tokens that are not genuine.
     */
    void onRefused(NamespaceConnection connection, AdmissionResult.Refused refusal) {
        boolean mayTryAgain = attempt.reject(refusal.failure());
        connections.remove(connection);
        refuse(connection.namespace(), refusal.message(), refusal.data());
        if (!mayTryAgain) {
            engine.close(CloseReason.REFUSED);
        }
    }

    /** The server could not verify the client's token, which does not count against its address. */
    void onUnavailable() {
        attempt.reject(AuthenticationFailure.EXCUSED);
        engine.close(CloseReason.UNAVAILABLE);
    }

    /** The client has left a namespace. Without any other, it has a limited time to join one again. */
    void onLeft(NamespaceConnection connection) {
        connections.remove(connection);
        if (connections.isEmpty()) {
            awaitConnect();
        }
    }

    private void refuse(String namespace, String message, Optional<String> data) {
        if (!allowsRejection()) {
            engine.close(CloseReason.PROTOCOL_ERROR);
            return;
        }
        String text = "\"" + message + "\"";
        String json = engine.version() == EngineVersion.V3
                ? data.orElse(text)
                : "{\"message\":" + text + data.map(more -> ",\"data\":" + more).orElse("") + "}";
        engine.sendAndRelease(
                SocketIoEncoding.frame(SocketPacket.of(SocketPacket.Type.CONNECT_ERROR, namespace, json), List.of()));
    }

    private boolean allowsRejection() {
        RateLimiter used = rejections;
        if (used == null) {
            used = new RateLimiter(runtime.sessions().limits().messages());
            rejections = used;
        }
        return used.tryAcquire();
    }

    /** Ends the client's sessions in all namespaces. It may join one again within a limited time. */
    void disconnect() {
        List.copyOf(connections).forEach(connection -> {
            connection.disconnect();
            onLeft(connection);
        });
    }

    /** The send window has room again. */
    void onWritable() {
        connections.forEach(NamespaceConnection::onWritable);
    }

    /** Called when the Engine.IO session has ended. */
    void end(EndCause cause) {
        cancelDeadline();
        attempt.release();
        handshake = HandshakeCredentials.EMPTY;
        pending = null;
        List.copyOf(connections).forEach(connection -> connection.end(SessionEnd.MAY_GO_ON, cause));
        connections.clear();
    }

    private void cancelDeadline() {
        Future<?> running = deadline;
        if (running != null) {
            running.cancel(false);
            deadline = null;
        }
    }
}
