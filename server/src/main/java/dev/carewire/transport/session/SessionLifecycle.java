package dev.carewire.transport.session;

import dev.carewire.command.RejectedException;
import dev.carewire.command.Rejection;
import dev.carewire.dialect.AdmissionResult;
import dev.carewire.dialect.Credentials;
import dev.carewire.dialect.Dialect;
import dev.carewire.dialect.InboundMessage;
import dev.carewire.event.RoomKey;
import dev.carewire.hub.AckReply;
import dev.carewire.hub.RegistrationResult;
import dev.carewire.hub.Session;
import dev.carewire.hub.SessionEnd;
import dev.carewire.rate.RateLimiter;
import dev.carewire.refusal.AddressText;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The life of one client's session, the same under every protocol. The dialect admits the client and the hub registers
 * the session; then inbound messages are checked against token and rate. Before its admission a client has no hub
 * session, joins no room, and receives no event. Owned by the session's loop.
 */
public final class SessionLifecycle {

    private static final Logger log = LoggerFactory.getLogger(SessionLifecycle.class);

    private final SessionTransport transport;
    private final SessionLoop loop;
    private final Dialect dialect;
    private final SessionRuntime runtime;
    private final RateLimiter rateLimiter;

    /** Null until the session opens, and after it has ended. */
    private @Nullable Session session;

    /** Null as long as {@link #session} is. */
    private @Nullable TokenExpiry tokenExpiry;

    private boolean ended;

    /** A lifecycle without a session. */
    public SessionLifecycle(SessionTransport transport, SessionLoop loop, Dialect dialect, SessionRuntime runtime) {
        this.transport = transport;
        this.loop = loop;
        this.dialect = dialect;
        this.runtime = runtime;
        this.rateLimiter = new RateLimiter(runtime.limits().messages());
    }

    /**
     * Verifies the client's credentials. The transport sends a rejection, unless the client has disconnected meanwhile.
     *
     * @param onGranted runs on the loop when the dialect admits the client; {@linkplain #open opens} the session, now
     *     or later
     */
    public void authenticate(Credentials credentials, Consumer<AdmissionResult.Granted> onGranted) {
        transport.onCredentialsPresented(dialect.admit(
                        credentials, runtime.tokens().from(transport.address()))
                .thenCompose(this::openGate)
                .handle((admission, bug) -> {
                    loop.run(() -> onAdmissionResult(admission, bug, onGranted));
                    return null;
                }));
    }

    /** The tenant of an admitted client; without the database, the client cannot be served. */
    private CompletionStage<@Nullable AdmissionResult> openGate(AdmissionResult admission) {
        return admission instanceof AdmissionResult.Granted granted
                ? runtime.gate()
                        .open(granted.caller().tenant())
                        .handle((opened, away) -> away == null ? admission : null)
                : CompletableFuture.completedStage(admission);
    }

    private void onAdmissionResult(
            @Nullable AdmissionResult admission, @Nullable Throwable bug, Consumer<AdmissionResult.Granted> onGranted) {
        if (ended) {
            return;
        }
        if (admission instanceof AdmissionResult.Granted granted) {
            onGranted.accept(granted);
        } else if (admission instanceof AdmissionResult.Refused refused) {
            transport.onRefused(refused);
        } else {
            if (bug != null) {
                log.atError()
                        .addKeyValue("family", dialect.family())
                        .setCause(bug)
                        .log("admission failed");
            }
            transport.onUnavailable();
        }
    }

    /**
     * Registers a session with the hub and opens it, unless a limit is reached or the client has gone. Before it rejects the client,
     * it closes the user's sessions whose clients no longer answer, and tries again. The hub delivers
     * events in later turns of the loop. The greeting is thus the first thing that the client receives, and it misses
     * nothing that happens afterwards.
     *
     * @param recovery the interrupted session to resume; empty for a new session
     * @param greeting messages that the dialect begins with
     */
    public void open(Session candidate, Optional<GrantedRecovery> recovery, List<String> greeting) {
        candidate.whenEvicted(dialect::evicted);
        if (ended) {
            giveBack(recovery);
            return;
        }
        if (register(candidate, recovery) == RegistrationResult.ADMITTED) {
            begin(candidate, greeting);
            return;
        }
        CompletableFuture<Void> answered = new CompletableFuture<>();
        transport.onCredentialsPresented(answered);
        runtime.hub()
                .closeSilentSessions(candidate.caller())
                .thenRun(() -> loop.run(() -> {
                    openOrReject(candidate, recovery, greeting);
                    answered.complete(null);
                }));
    }

    private void openOrReject(Session candidate, Optional<GrantedRecovery> recovery, List<String> greeting) {
        if (ended) {
            giveBack(recovery);
            return;
        }
        RegistrationResult registration = register(candidate, recovery);
        if (registration == RegistrationResult.ADMITTED) {
            begin(candidate, greeting);
        } else {
            giveBack(recovery);
            runtime.hub().traffic().countRefused(registration);
            transport.onLimitReached(registration);
        }
    }

    /** The client could not resume its session now, but may do so at its next attempt. */
    private void giveBack(Optional<GrantedRecovery> recovery) {
        recovery.ifPresent(granted -> runtime.recovery().retain(granted.session()));
    }

    private RegistrationResult register(Session candidate, Optional<GrantedRecovery> recovery) {
        return recovery.map(granted ->
                        runtime.hub().resume(candidate, dialect.limits(), granted.rooms(), granted.replayStart()))
                .orElseGet(() -> runtime.hub().register(candidate, dialect.limits()));
    }

    private void begin(Session candidate, List<String> greeting) {
        session = candidate;
        TokenExpiry expiry = new TokenExpiry(
                loop, candidate, dialect, runtime, runtime.tokens().from(transport.address()));
        tokenExpiry = expiry;
        expiry.start();
        dialect.initialRooms(candidate.caller()).forEach(room -> runtime.hub().join(candidate, room));
        runtime.hub().join(candidate, RoomKey.backEnd(candidate.tenant(), candidate.id()));
        transport.onOpen(candidate, greeting);
        dialect.connected(candidate);
        log.atDebug()
                .addKeyValue("session", candidate.id())
                .addKeyValue("tenant", candidate.tenant())
                .addKeyValue("family", dialect.family())
                .addKeyValue("address", AddressText.of(transport.address()))
                .addKeyValue("resumed", candidate.isResumed())
                .log("connected");
    }

    /** Whether the session has been opened and has not ended. */
    public boolean isOpen() {
        return session != null;
    }

    /** Counts a message of a client without a session, and returns whether its rate allows the message. */
    public boolean admitsMessage() {
        return rateLimiter.tryAcquire();
    }

    /**
     * Processes a client's message: renews the token or passes the message to the dialect. Does nothing without a
     * session.
     */
    public void receive(InboundMessage message) {
        Session live = session;
        TokenExpiry expiry = tokenExpiry;
        if (live == null || expiry == null || !expiry.ensureValid()) {
            return;
        }
        if (!rateLimiter.tryAcquire()) {
            dialect.reject(live, message, Rejection.OVERLOADED, "too many messages");
            return;
        }
        Optional<Credentials> renewal;
        try {
            renewal = dialect.renewalCredentials(live, message);
        } catch (RejectedException malformed) {
            dialect.reject(live, message, malformed.rejection(), malformed.text());
            return;
        }
        if (renewal.isPresent()) {
            transport.onCredentialsPresented(expiry.renew(renewal.get(), message));
        } else {
            dialect.receive(live, message);
        }
    }

    /** Completes an acknowledgement that the server requested. Does nothing without a session. */
    public void receiveAck(long id, AckReply reply) {
        if (session != null) {
            session.receiveAck(id, reply);
        }
    }

    /** Sends messages to the client, in order. Does nothing without a session. */
    public void send(List<String> messages) {
        if (session != null) {
            session.send(messages);
        }
    }

    /** Delivers missed events when the send window has room again. Does nothing without a session. */
    public void catchUp() {
        if (session != null) {
            runtime.hub().catchUp(session);
        }
    }

    /**
     * Ends the session, if there is one, and ignores the pending result of {@link #authenticate}.
     *
     * @param cause for the log
     */
    public void end(SessionEnd ending, EndCause cause) {
        ended = true;
        TokenExpiry expiry = tokenExpiry;
        if (expiry != null) {
            tokenExpiry = null;
            expiry.end();
        }
        Session last = session;
        if (last != null) {
            session = null;
            runtime.hub().unregister(last, ending);
            dialect.disconnected(last);
            log.atDebug()
                    .addKeyValue("session", last.id())
                    .addKeyValue("tenant", last.tenant())
                    .addKeyValue("family", dialect.family())
                    .addKeyValue("address", AddressText.of(transport.address()))
                    .addKeyValue("reason", cause)
                    .addKeyValue("resumable", ending == SessionEnd.MAY_GO_ON)
                    .log("disconnected");
        }
    }
}
