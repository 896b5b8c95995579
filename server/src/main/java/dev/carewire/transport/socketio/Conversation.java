package dev.carewire.transport.socketio;

import dev.carewire.command.Caller;
import dev.carewire.command.RejectedException;
import dev.carewire.command.Rejection;
import dev.carewire.dialect.Credentials;
import dev.carewire.dialect.Dialect;
import dev.carewire.dialect.Entry;
import dev.carewire.hub.Admission;
import dev.carewire.hub.Answer;
import dev.carewire.hub.CloseReason;
import dev.carewire.hub.Ending;
import dev.carewire.hub.Lane;
import dev.carewire.hub.Session;
import dev.carewire.protocol.EngineVersion;
import dev.carewire.protocol.SocketPacket;
import dev.carewire.transport.session.Allowance;
import dev.carewire.transport.session.SessionIds;
import dev.carewire.transport.session.TokenTerm;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What a client says and is told in one namespace, from its CONNECT to the end. This is the gate: before the dialect has let the
 * client in there is no hub session, so nothing is joined, handled or delivered. Owned by the session's loop.
 */
final class Conversation {

    private static final Logger log = LoggerFactory.getLogger(Conversation.class);

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

    private boolean over;
    private final Allowance allowance;
    private @Nullable TokenTerm term;

    Conversation(
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
        this.allowance = new Allowance(
                runtime.config().messagesPerSecond(), runtime.config().messagesBurst());
    }

    String namespace() {
        return namespace;
    }

    /** The client asked to be let in. */
    void begin(Credentials credentials) {
        dialect.admit(credentials, runtime.sessions().tokens())
                .whenComplete((entry, bug) -> engine.onLoop(() -> decide(back(credentials), entry, bug)));
    }

    private void decide(Optional<Return> back, @Nullable Entry entry, @Nullable Throwable bug) {
        if (over) {
            return;
        }
        if (entry instanceof Entry.Granted granted) {
            letIn(granted, back);
        } else if (entry instanceof Entry.Refused refused) {
            refuse(refused.message(), refused.data());
        } else {
            log.atError().addKeyValue("dialect", dialect.name()).setCause(bug).log("admission failed");
            refuse("Authentication failed", Optional.empty());
        }
    }

    /** Clients of v3 know no recovery. */
    private Optional<Return> back(Credentials credentials) {
        return mayGoOn() ? credentials.payload().flatMap(Return::of) : Optional.empty();
    }

    private boolean mayGoOn() {
        return runtime.config().recovery() && engine.version() == EngineVersion.V4;
    }

    private void letIn(Entry.Granted granted, Optional<Return> back) {
        if (back.isEmpty()) {
            admit(granted, Optional.empty());
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
                    if (!over) {
                        admit(granted, resumption);
                        if (resumption.isEmpty() && session != null) {
                            session.send(List.of(GAP));
                        }
                    }
                }));
    }

    private void admit(Entry.Granted granted, Optional<Return.Granted> resumption) {
        Caller caller = granted.caller();
        Session admitted = new Session(
                resumption.map(going -> going.continuation().sessionId()).orElseGet(SessionIds::next),
                mayGoOn()
                        ? Optional.of(resumption
                                .map(going -> going.continuation().id())
                                .orElseGet(SessionIds::next))
                        : Optional.empty(),
                caller,
                encoding,
                engine,
                new Lane(runtime.sessions().workers()));
        Admission admission = resumption
                .map(going -> runtime.sessions().hub().goOn(admitted, going.rooms(), going.from()))
                .orElseGet(() -> runtime.sessions().hub().register(admitted));
        if (admission != Admission.ADMITTED) {
            refuse(text(admission), Optional.empty());
            return;
        }
        session = admitted;
        namespaces.joined();
        TokenTerm begun = new TokenTerm(engine.sessionLoop(), admitted, dialect, runtime.sessions());
        term = begun;
        begun.begin();
        // The rooms deliver in later turns of this loop, so the answer is the first thing the client gets; and once it
        // has it, nothing that happens can be missed.
        dialect.rooms(caller).forEach(room -> runtime.sessions().hub().join(admitted, room));
        String answer = engine.version() == EngineVersion.V3 ? "" : welcome(admitted);
        send(SocketPacket.of(SocketPacket.Type.CONNECT, namespace, answer), List.of());
        if (!granted.greeting().isEmpty()) {
            admitted.send(granted.greeting());
        }
        resumption.ifPresent(going -> runtime.sessions().hub().catchUp(admitted));
        dialect.connected(admitted);
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

    private void refuse(String message, Optional<String> data) {
        over = true;
        namespaces.refused(this, message, data);
    }

    /** The client sent a packet to this namespace, no CONNECT. It may not before it was let in. */
    void receive(SocketPacket packet, List<byte[]> attachments) {
        Session live = session;
        if (live == null) {
            engine.close(CloseReason.PROTOCOL_ERROR);
            return;
        }
        switch (packet.type()) {
            case EVENT, BINARY_EVENT -> event(live, new InboundEvent(this, packet, attachments));
            case DISCONNECT -> {
                ended(Ending.FINAL);
                namespaces.left(this);
            }
            case ACK, BINARY_ACK ->
                packet.ackId().ifPresent(question -> live.answered(question, new Answer(packet.data(), attachments)));
            case CONNECT, CONNECT_ERROR -> engine.close(CloseReason.PROTOCOL_ERROR);
        }
    }

    private void event(Session live, InboundEvent event) {
        runtime.sessions().hub().traffic().received();
        if (term != null && !term.holds()) {
            return;
        }
        if (!allowance.use()) {
            dialect.refuse(live, event, Rejection.OVERLOADED, "too many messages");
            return;
        }
        Optional<Credentials> renewal;
        try {
            renewal = dialect.renewal(live, event);
        } catch (RejectedException malformed) {
            dialect.refuse(live, event, malformed.rejection(), malformed.text());
            return;
        }
        if (renewal.isPresent() && term != null) {
            term.renew(renewal.get(), event);
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
        engine.sendOnce(SocketIoEncoding.frame(packet, attachments));
    }

    /** There is room in the send window: whatever the client has yet to be told may follow. */
    void writable() {
        Session live = session;
        if (live != null) {
            runtime.sessions().hub().catchUp(live);
        }
    }

    /** The client has left the namespace, or the Engine.IO session is over. */
    void ended(Ending ending) {
        over = true;
        TokenTerm running = term;
        if (running != null) {
            running.end();
            term = null;
        }
        Session last = session;
        if (last != null) {
            session = null;
            runtime.sessions().hub().unregister(last, ending);
            dialect.disconnected(last);
        }
    }
}
