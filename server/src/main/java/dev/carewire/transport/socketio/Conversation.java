package dev.carewire.transport.socketio;

import dev.carewire.command.Caller;
import dev.carewire.dialect.Entry;
import dev.carewire.event.RoomKey;
import dev.carewire.hub.Admission;
import dev.carewire.hub.CloseReason;
import dev.carewire.hub.Ending;
import dev.carewire.hub.Lane;
import dev.carewire.hub.Session;
import dev.carewire.protocol.EnginePacket;
import dev.carewire.protocol.MalformedPacketException;
import dev.carewire.protocol.SocketPacket;
import io.github.bucket4j.Bucket;
import io.netty.util.concurrent.Future;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What a client says and is told in the main namespace, from CONNECT to the end. This is the gate: before the dialect has let the
 * client in there is no hub session, so nothing is joined, handled or delivered. Owned by the session's loop.
 */
final class Conversation {

    private static final Logger log = LoggerFactory.getLogger(Conversation.class);
    private static final SecureRandom RANDOM = new SecureRandom();
    private static final int ID_BYTES = 15;

    /** Tells a client that came back that it may have missed something. */
    private static final String GAP = "[\"recovery:gap\",{\"action\":\"reload\"}]";

    private enum State {
        /** Nothing but CONNECT is accepted. */
        WAITING,
        /** The token is being checked. */
        ADMITTING,
        LIVE,
        /** The client was told why not and has a moment to read it. */
        REFUSED,
        OVER
    }

    private final EngineSession engine;
    private final Endpoint endpoint;
    private final SocketIoRuntime runtime;

    private State state = State.WAITING;
    private @Nullable Handshake handshake;
    private @Nullable Session session;
    private @Nullable Bucket allowance;
    private @Nullable Future<?> deadline;

    Conversation(EngineSession engine, Endpoint endpoint, SocketIoRuntime runtime, Handshake handshake) {
        this.engine = engine;
        this.endpoint = endpoint;
        this.runtime = runtime;
        this.handshake = handshake;
    }

    /** The Engine.IO session is open: the time to authenticate begins. */
    void opened() {
        if (state == State.WAITING) {
            closeAfter(runtime.config().authenticationTimeout(), CloseReason.AUTHENTICATION_TIMEOUT);
        }
    }

    /** The client sent a message. */
    void receive(String text) {
        SocketPacket packet;
        try {
            packet = SocketPacket.decode(text);
        } catch (MalformedPacketException malformed) {
            engine.close(CloseReason.PROTOCOL_ERROR);
            return;
        }
        switch (state) {
            case WAITING -> connect(packet);
            case LIVE -> receive(packet);
            // A client must wait for the answer to its CONNECT.
            case ADMITTING -> engine.close(CloseReason.PROTOCOL_ERROR);
            case REFUSED, OVER -> {}
        }
    }

    private void connect(SocketPacket packet) {
        if (packet.type() != SocketPacket.Type.CONNECT) {
            engine.close(CloseReason.PROTOCOL_ERROR);
            return;
        }
        if (!packet.namespace().equals(SocketPacket.MAIN)) {
            unknownNamespace(packet);
            return;
        }
        state = State.ADMITTING;
        Handshake presented = handshake == null ? Handshake.NOTHING : handshake;
        endpoint.dialect()
                .admit(presented.with(packet.data()), runtime.tokens())
                .whenComplete((entry, bug) -> engine.onLoop(() -> decide(packet.data(), entry, bug)));
    }

    private void decide(String payload, @Nullable Entry entry, @Nullable Throwable bug) {
        if (state != State.ADMITTING) {
            return;
        }
        handshake = null;
        if (entry instanceof Entry.Granted granted) {
            letIn(granted.caller(), runtime.config().recovery() ? Return.of(payload) : Optional.empty());
        } else if (entry instanceof Entry.Refused refused) {
            refuse(refused.message());
        } else {
            log.atError()
                    .addKeyValue("dialect", endpoint.dialect().name())
                    .setCause(bug)
                    .log("admission failed");
            refuse("Authentication failed");
        }
    }

    private void letIn(Caller caller, Optional<Return> back) {
        if (back.isEmpty()) {
            admit(caller, Optional.empty());
            return;
        }
        back.get()
                .resume(caller, endpoint, runtime.hub(), runtime.workers())
                .thenAccept(resumption -> engine.onLoop(() -> {
                    if (state == State.ADMITTING) {
                        admit(caller, resumption);
                        if (resumption.isEmpty() && session != null) {
                            session.send(List.of(GAP));
                        }
                    }
                }));
    }

    private void admit(Caller caller, Optional<Return.Granted> resumption) {
        Session admitted = new Session(
                resumption.map(going -> going.continuation().sessionId()).orElseGet(Conversation::randomId),
                runtime.config().recovery()
                        ? Optional.of(resumption
                                .map(going -> going.continuation().id())
                                .orElseGet(Conversation::randomId))
                        : Optional.empty(),
                caller,
                endpoint.encoding(),
                engine,
                new Lane(runtime.workers()));
        Admission admission = resumption
                .map(going -> runtime.hub().goOn(admitted, going.rooms(), going.from()))
                .orElseGet(() -> runtime.hub().register(admitted));
        if (admission != Admission.ADMITTED) {
            refuse(text(admission));
            return;
        }
        session = admitted;
        state = State.LIVE;
        cancelDeadline();
        caller.principal()
                .expiresAt()
                .ifPresent(
                        end -> closeAfter(Duration.between(runtime.clock().instant(), end), CloseReason.TOKEN_EXPIRED));
        // The rooms deliver in later turns of this loop, so the answer is the first thing the client gets; and once it
        // has it, nothing that happens can be missed.
        runtime.hub().join(admitted, RoomKey.tenant(admitted.tenant()));
        runtime.hub().join(admitted, RoomKey.user(admitted.tenant(), caller.userId()));
        send(SocketPacket.of(SocketPacket.Type.CONNECT, welcome(admitted)));
        resumption.ifPresent(going -> runtime.hub().catchUp(admitted));
        endpoint.dialect().connected(admitted);
    }

    /** Ids are ours: letters, digits, dashes and underscores. */
    private static String welcome(Session admitted) {
        String pid =
                admitted.continuationId().map(id -> ",\"pid\":\"" + id + "\"").orElse("");
        return "{\"sid\":\"" + admitted.id() + "\"" + pid + "}";
    }

    private static String text(Admission admission) {
        return switch (admission) {
            case ADMITTED -> throw new IllegalArgumentException("admission: ADMITTED (expected: a limit)");
            case NODE_FULL -> "Too many connections";
            case TENANT_FULL -> "Too many connections for tenant";
            case USER_FULL -> "Too many connections for user";
        };
    }

    private void refuse(String message) {
        state = State.REFUSED;
        send(SocketPacket.of(SocketPacket.Type.CONNECT_ERROR, errorJson(message)));
        cancelDeadline();
        closeAfter(runtime.config().refusalGrace(), CloseReason.REFUSED);
    }

    /** {@code message} is one of the dialects' texts: plain words without quotes. */
    private static String errorJson(String message) {
        return "{\"message\":\"" + message + "\"}";
    }

    private void unknownNamespace(SocketPacket packet) {
        send(new SocketPacket(
                SocketPacket.Type.CONNECT_ERROR, packet.namespace(), packet.ackId(), errorJson("Invalid namespace")));
    }

    private void receive(SocketPacket packet) {
        Session live = session;
        if (live == null) {
            return;
        }
        if (!packet.namespace().equals(SocketPacket.MAIN)) {
            if (packet.type() == SocketPacket.Type.CONNECT) {
                unknownNamespace(packet);
            } else {
                engine.close(CloseReason.PROTOCOL_ERROR);
            }
            return;
        }
        switch (packet.type()) {
            case EVENT -> event(packet, live);
            case DISCONNECT -> leave();
            // No event of ours asks for an ack yet, so none is awaited.
            case ACK -> {}
            case CONNECT, CONNECT_ERROR, BINARY_EVENT, BINARY_ACK -> engine.close(CloseReason.PROTOCOL_ERROR);
        }
    }

    private void event(SocketPacket packet, Session live) {
        InboundEvent event = new InboundEvent(this, packet);
        if (allowance().tryConsume(1)) {
            endpoint.dialect().receive(live, event);
        } else {
            endpoint.dialect().refuse(live, event, dev.carewire.command.Rejection.OVERLOADED, "too many messages");
        }
    }

    private Bucket allowance() {
        Bucket bucket = allowance;
        if (bucket == null) {
            bucket = Bucket.builder()
                    .addLimit(limit -> limit.capacity(runtime.config().messagesBurst())
                            .refillGreedy(runtime.config().messagesPerSecond(), Duration.ofSeconds(1)))
                    .build();
            allowance = bucket;
        }
        return bucket;
    }

    /** Any thread. Sends a packet of the main namespace, after everything sent before. */
    void sendLater(SocketPacket packet) {
        engine.onLoop(() -> send(packet));
    }

    private void send(SocketPacket packet) {
        engine.send(new EnginePacket(EnginePacket.Type.MESSAGE, packet.encode()));
    }

    /** The client leaves the namespace; its connection may still be used to come back. */
    private void leave() {
        endSession(Ending.FINAL);
        cancelDeadline();
        state = State.WAITING;
        opened();
    }

    /** There is room in the send window: whatever the client has yet to be told may follow. */
    void writable() {
        Session live = session;
        if (live != null) {
            runtime.hub().catchUp(live);
        }
    }

    /** The Engine.IO session is over. */
    void ended() {
        state = State.OVER;
        handshake = null;
        cancelDeadline();
        endSession(Ending.MAY_GO_ON);
    }

    private void endSession(Ending ending) {
        Session last = session;
        if (last != null) {
            session = null;
            runtime.hub().unregister(last, ending);
            endpoint.dialect().disconnected(last);
        }
    }

    private void closeAfter(Duration time, CloseReason reason) {
        deadline =
                engine.home().schedule(() -> engine.close(reason), Math.max(0, time.toMillis()), TimeUnit.MILLISECONDS);
    }

    private void cancelDeadline() {
        Future<?> running = deadline;
        if (running != null) {
            running.cancel(false);
            deadline = null;
        }
    }

    private static String randomId() {
        byte[] bytes = new byte[ID_BYTES];
        RANDOM.nextBytes(bytes);
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }
}
