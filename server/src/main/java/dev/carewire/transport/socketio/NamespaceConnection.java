package dev.carewire.transport.socketio;

import dev.carewire.command.Caller;
import dev.carewire.command.RejectedException;
import dev.carewire.command.Rejection;
import dev.carewire.dialect.AdmissionResult;
import dev.carewire.dialect.Credentials;
import dev.carewire.dialect.Dialect;
import dev.carewire.hub.AckReply;
import dev.carewire.hub.CloseReason;
import dev.carewire.hub.RegistrationResult;
import dev.carewire.hub.SerialExecutor;
import dev.carewire.hub.Session;
import dev.carewire.hub.SessionEnd;
import dev.carewire.protocol.EngineVersion;
import dev.carewire.protocol.SocketPacket;
import dev.carewire.rate.RateLimit;
import dev.carewire.rate.RateLimiter;
import dev.carewire.transport.session.SessionIds;
import dev.carewire.transport.session.TokenExpiry;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What a client says and is told in one namespace, from its CONNECT to the end. This is the gate: before the dialect has let the
 * client in there is no hub session, so nothing is joined, handled or delivered. Owned by the session's loop.
 */
final class NamespaceConnection {

    private static final Logger log = LoggerFactory.getLogger(NamespaceConnection.class);

    /** Tells a client that came back that it may have missed something. */
    private static final String GAP = "[\"recovery:gap\",{\"action\":\"reload\"}]";

    private final EngineSession engine;
    private final Namespaces namespaces;
    private final Dialect dialect;
    private final String namespace;
    private final SocketIoEncoding encoding;
    private final SocketIoRuntime runtime;

    /** Null while the client's credentials are being checked, and after the end. */
    private @Nullable Session session;

    private boolean ended;
    private final RateLimiter rateLimiter;
    private @Nullable TokenExpiry tokenExpiry;

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
        this.rateLimiter = new RateLimiter(RateLimit.perSecond(
                runtime.config().messagesPerSecond(), runtime.config().messagesBurst()));
    }

    String namespace() {
        return namespace;
    }

    /** The client asked to be let in. */
    void authenticate(Credentials credentials) {
        dialect.admit(credentials, runtime.sessions().tokens())
                .whenComplete((entry, bug) ->
                        engine.onLoop(() -> onAdmissionResult(recoveryRequest(credentials), entry, bug)));
    }

    private void onAdmissionResult(
            Optional<RecoveryRequest> back, @Nullable AdmissionResult entry, @Nullable Throwable bug) {
        if (ended) {
            return;
        }
        if (entry instanceof AdmissionResult.Granted granted) {
            recoverAndOpen(granted, back);
        } else if (entry instanceof AdmissionResult.Refused refused) {
            refuse(refused.message(), refused.data());
        } else {
            log.atError().addKeyValue("dialect", dialect.name()).setCause(bug).log("admission failed");
            refuse("Authentication failed", Optional.empty());
        }
    }

    /** Clients of v3 know no recovery. */
    private Optional<RecoveryRequest> recoveryRequest(Credentials credentials) {
        return supportsRecovery() ? credentials.payload().flatMap(RecoveryRequest::of) : Optional.empty();
    }

    private boolean supportsRecovery() {
        return runtime.config().recovery() && engine.version() == EngineVersion.V4;
    }

    private void recoverAndOpen(AdmissionResult.Granted granted, Optional<RecoveryRequest> back) {
        if (back.isEmpty()) {
            openSession(granted, Optional.empty());
            return;
        }
        back.get()
                .resume(
                        granted.caller(),
                        dialect,
                        encoding,
                        runtime.sessions().hub(),
                        runtime.sessions().workers())
                .thenAccept(resumption -> engine.onLoop(() -> {
                    if (!ended) {
                        openSession(granted, resumption);
                        if (resumption.isEmpty() && session != null) {
                            session.send(List.of(GAP));
                        }
                    }
                }));
    }

    private void openSession(AdmissionResult.Granted granted, Optional<RecoveryRequest.GrantedRecovery> resumption) {
        Caller caller = granted.caller();
        Session admitted = new Session(
                resumption.map(going -> going.session().sessionId()).orElseGet(SessionIds::next),
                supportsRecovery()
                        ? Optional.of(
                                resumption.map(going -> going.session().id()).orElseGet(SessionIds::next))
                        : Optional.empty(),
                caller,
                encoding,
                engine,
                new SerialExecutor(runtime.sessions().workers()));
        RegistrationResult admission = resumption
                .map(going -> runtime.sessions().hub().resume(admitted, going.rooms(), going.replayStart()))
                .orElseGet(() -> runtime.sessions().hub().register(admitted));
        if (admission != RegistrationResult.ADMITTED) {
            refuse(text(admission), Optional.empty());
            return;
        }
        session = admitted;
        namespaces.onJoined();
        TokenExpiry begun = new TokenExpiry(engine.sessionLoop(), admitted, dialect, runtime.sessions());
        tokenExpiry = begun;
        begun.start();
        // The rooms deliver in later turns of this loop, so the answer is the first thing the client gets; and once it
        // has it, nothing that happens can be missed.
        dialect.initialRooms(caller).forEach(room -> runtime.sessions().hub().join(admitted, room));
        String answer = engine.version() == EngineVersion.V3 ? "" : connectPayload(admitted);
        send(SocketPacket.of(SocketPacket.Type.CONNECT, namespace, answer), List.of());
        if (!granted.greeting().isEmpty()) {
            admitted.send(granted.greeting());
        }
        resumption.ifPresent(going -> runtime.sessions().hub().catchUp(admitted));
        dialect.connected(admitted);
    }

    /** Ids are ours: letters, digits, dashes and underscores. */
    private static String connectPayload(Session admitted) {
        String pid = admitted.recoveryId().map(id -> ",\"pid\":\"" + id + "\"").orElse("");
        return "{\"sid\":\"" + admitted.id() + "\"" + pid + "}";
    }

    private static String text(RegistrationResult admission) {
        return switch (admission) {
            case ADMITTED -> throw new IllegalArgumentException("admission: ADMITTED (expected: a limit)");
            case NODE_FULL -> "Too many connections";
            case TENANT_FULL -> "Too many connections for tenant";
            case USER_FULL -> "Too many connections for user";
        };
    }

    private void refuse(String message, Optional<String> data) {
        ended = true;
        namespaces.onRefused(this, message, data);
    }

    /** The client sent a packet to this namespace, no CONNECT. It may not before it was let in. */
    void receive(SocketPacket packet, List<byte[]> attachments) {
        Session live = session;
        if (live == null) {
            engine.close(CloseReason.PROTOCOL_ERROR);
            return;
        }
        switch (packet.type()) {
            case EVENT, BINARY_EVENT -> receiveEvent(live, new InboundEvent(this, packet, attachments));
            case DISCONNECT -> {
                end(SessionEnd.FINAL);
                namespaces.onLeft(this);
            }
            case ACK, BINARY_ACK ->
                packet.ackId()
                        .ifPresent(question -> live.receiveAck(question, new AckReply(packet.data(), attachments)));
            case CONNECT, CONNECT_ERROR -> engine.close(CloseReason.PROTOCOL_ERROR);
        }
    }

    private void receiveEvent(Session live, InboundEvent event) {
        runtime.sessions().hub().traffic().countReceived();
        if (tokenExpiry != null && !tokenExpiry.ensureValid()) {
            return;
        }
        if (!rateLimiter.tryAcquire()) {
            dialect.reject(live, event, Rejection.OVERLOADED, "too many messages");
            return;
        }
        Optional<Credentials> renewal;
        try {
            renewal = dialect.renewalCredentials(live, event);
        } catch (RejectedException malformed) {
            dialect.reject(live, event, malformed.rejection(), malformed.text());
            return;
        }
        if (renewal.isPresent() && tokenExpiry != null) {
            tokenExpiry.renew(renewal.get(), event);
        } else {
            dialect.receive(live, event);
        }
    }

    /** Any thread. Sends a packet of this namespace with its attachments, after everything sent before. */
    void sendLater(SocketPacket packet, List<byte[]> attachments) {
        // Like what is sent through the hub session, even on the loop itself: an answer must not overtake it.
        engine.onLoopLater(() -> send(packet, attachments));
    }

    private void send(SocketPacket packet, List<byte[]> attachments) {
        engine.sendAndRelease(SocketIoEncoding.frame(packet, attachments));
    }

    /** There is room in the send window: whatever the client has yet to be told may follow. */
    void onWritable() {
        Session live = session;
        if (live != null) {
            runtime.sessions().hub().catchUp(live);
        }
    }

    /** The client has left the namespace, or the Engine.IO session is over. */
    void end(SessionEnd ending) {
        ended = true;
        TokenExpiry running = tokenExpiry;
        if (running != null) {
            running.end();
            tokenExpiry = null;
        }
        Session last = session;
        if (last != null) {
            session = null;
            runtime.sessions().hub().unregister(last, ending);
            dialect.disconnected(last);
        }
    }
}
