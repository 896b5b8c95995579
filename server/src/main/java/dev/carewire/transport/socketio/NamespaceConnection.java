package dev.carewire.transport.socketio;

import dev.carewire.dialect.AdmissionResult;
import dev.carewire.dialect.Credentials;
import dev.carewire.dialect.Dialect;
import dev.carewire.hub.AckReply;
import dev.carewire.hub.CloseReason;
import dev.carewire.hub.RegistrationResult;
import dev.carewire.hub.SerialExecutor;
import dev.carewire.hub.Session;
import dev.carewire.hub.SessionEnd;
import dev.carewire.json.Json;
import dev.carewire.protocol.EngineVersion;
import dev.carewire.protocol.SocketPacket;
import dev.carewire.transport.session.EndCause;
import dev.carewire.transport.session.GrantedRecovery;
import dev.carewire.transport.session.SessionIds;
import dev.carewire.transport.session.SessionLifecycle;
import dev.carewire.transport.session.SessionTransport;
import java.net.SocketAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A client in one namespace, from its CONNECT to the end. Speaks Socket.IO for the client's {@link SessionLifecycle}.
 * Owned by the session's loop.
 */
final class NamespaceConnection implements SessionTransport {

    /** Warns a client whose session could not be recovered that it may have missed events. */
    private static final List<String> GAP = List.of("[\"recovery:gap\",{\"action\":\"reload\"}]");

    private final EngineSession engine;
    private final Namespaces namespaces;
    private final Dialect dialect;
    private final String namespace;
    private final SocketIoEncoding encoding;
    private final SocketIoRuntime runtime;
    private final SessionLifecycle lifecycle;

    NamespaceConnection(
            EngineSession engine,
            Namespaces namespaces,
            Dialect dialect,
            String namespace,
            SocketIoEncoding encoding,
            SocketIoRuntime runtime) {
        this.engine = engine;
        this.namespaces = namespaces;
        this.dialect = dialect;
        this.namespace = namespace;
        this.encoding = encoding;
        this.runtime = runtime;
        this.lifecycle = new SessionLifecycle(this, engine.sessionLoop(), dialect, runtime.sessions());
    }

    @Override
    public SocketAddress address() {
        return namespaces.address();
    }

    /** Whether the client has joined the namespace. */
    boolean isJoined() {
        return lifecycle.isOpen();
    }

    String namespace() {
        return namespace;
    }

    /** Processes the client's CONNECT. */
    void authenticate(Credentials credentials) {
        lifecycle.authenticate(
                credentials,
                granted -> recoveryRequest(credentials)
                        .ifPresentOrElse(
                                request -> recoverAndOpen(granted, request),
                                () -> openSession(granted, Optional.empty(), List.of())));
    }

    /** Empty for clients of v3, which do not support recovery. */
    private Optional<RecoveryRequest> recoveryRequest(Credentials credentials) {
        return supportsRecovery() ? credentials.payload().flatMap(RecoveryRequest::of) : Optional.empty();
    }

    private boolean supportsRecovery() {
        return runtime.config().offers(EngineFeature.RECOVERY) && engine.version() == EngineVersion.V4;
    }

    private void recoverAndOpen(AdmissionResult.Granted granted, RecoveryRequest request) {
        request.resume(
                        granted.caller(),
                        dialect,
                        encoding,
                        runtime.sessions().recovery(),
                        runtime.sessions().workers())
                .thenAccept(recovery ->
                        engine.onLoop(() -> openSession(granted, recovery, recovery.isEmpty() ? GAP : List.of())));
    }

    /** @param warning messages that follow the greeting */
    private void openSession(
            AdmissionResult.Granted granted, Optional<GrantedRecovery> recovery, List<String> warning) {
        Optional<String> recoveryId = supportsRecovery()
                ? Optional.of(recovery.map(resumed -> resumed.session().id()).orElseGet(SessionIds::next))
                : Optional.empty();
        Session session = new Session(
                recovery.map(resumed -> resumed.session().sessionId()).orElseGet(SessionIds::next),
                recoveryId,
                granted.caller(),
                encoding,
                engine,
                new SerialExecutor(runtime.sessions().workers()));
        recovery.ifPresent(resumed -> session.inherit(resumed.session()));
        List<String> greeting = new ArrayList<>(granted.greeting());
        greeting.addAll(warning);
        lifecycle.open(session, recovery, greeting);
    }

    @Override
    public void onOpen(Session session, List<String> greeting) {
        namespaces.onJoined();
        engine.memory().authenticate(session.caller());
        String answer = engine.version() == EngineVersion.V3 ? "" : connectPayload(session);
        send(SocketPacket.of(SocketPacket.Type.CONNECT, namespace, answer), List.of());
        if (!greeting.isEmpty()) {
            session.send(greeting);
        }
        if (session.isResumed()) {
            runtime.sessions().hub().catchUp(session);
        }
    }

    /** The server's ids need no escaping: they consist of letters, digits, dashes and underscores. */
    private static String connectPayload(Session admitted) {
        String pid = admitted.recoveryId().map(id -> ",\"pid\":\"" + id + "\"").orElse("");
        return "{\"sid\":\"" + admitted.id() + "\"" + pid + "}";
    }

    @Override
    public void onRefused(AdmissionResult.Refused refused) {
        namespaces.onRefused(this, refused);
    }

    /** Closes without CONNECT_ERROR or DISCONNECT, after which clients would not try again. */
    @Override
    public void onLimitReached(RegistrationResult limit) {
        engine.close(CloseReason.OVER_LIMIT);
    }

    /** Closes without CONNECT_ERROR or DISCONNECT, after which clients would not try again. */
    @Override
    public void onUnavailable() {
        namespaces.onUnavailable();
    }

    /** Processes any packet for this namespace but a CONNECT. Before the client's admission it is a protocol error. */
    void receive(SocketPacket packet, List<byte[]> attachments) {
        if (!lifecycle.isOpen()) {
            engine.close(CloseReason.PROTOCOL_ERROR);
            return;
        }
        switch (packet.type()) {
            case EVENT, BINARY_EVENT -> {
                runtime.sessions().hub().traffic().countReceived();
                lifecycle.receive(new InboundEvent(this, packet, attachments));
            }
            case DISCONNECT -> {
                end(SessionEnd.FINAL, EndCause.CLIENT_LEFT);
                namespaces.onLeft(this);
            }
            case ACK, BINARY_ACK -> receiveAck(packet, attachments);
            case CONNECT, CONNECT_ERROR -> engine.close(CloseReason.PROTOCOL_ERROR);
        }
    }

    /** A reply that is nested too deeply for its readers counts as none. */
    private void receiveAck(SocketPacket packet, List<byte[]> attachments) {
        if (Json.isWithinMaxDepth(packet.data())) {
            packet.ackId().ifPresent(id -> lifecycle.receiveAck(id, new AckReply(packet.data(), attachments)));
        }
    }

    /** Sends a packet with its attachments, after all earlier packets. Any thread. */
    void sendLater(SocketPacket packet, List<byte[]> attachments) {
        // Deferred like the messages of the hub session, even on the loop: an acknowledgement must not overtake them.
        engine.onLoopLater(() -> send(packet, attachments));
    }

    private void send(SocketPacket packet, List<byte[]> attachments) {
        engine.sendAndRelease(SocketIoEncoding.frame(packet, attachments));
    }

    /** Sends the client that it has left, and ends the session permanently. */
    void disconnect() {
        send(SocketPacket.of(SocketPacket.Type.DISCONNECT, namespace, ""), List.of());
        end(SessionEnd.FINAL, EndCause.of(CloseReason.DISCONNECTED));
    }

    /** Called when the send window has room again. */
    void onWritable() {
        lifecycle.catchUp();
    }

    /** Called when the client has left the namespace or the Engine.IO session has ended. */
    void end(SessionEnd ending, EndCause cause) {
        lifecycle.end(ending, cause);
    }
}
