package dev.carewire.transport.session;

import dev.carewire.command.Caller;
import dev.carewire.command.Rejection;
import dev.carewire.dialect.AdmissionResult;
import dev.carewire.dialect.Credentials;
import dev.carewire.dialect.Dialect;
import dev.carewire.dialect.InboundMessage;
import dev.carewire.dialect.RoomAccess;
import dev.carewire.event.RoomKey;
import dev.carewire.hub.CloseReason;
import dev.carewire.hub.Session;
import dev.carewire.identity.TokenVerifier;
import io.netty.util.concurrent.Future;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Closes a session at the end that {@link ExpiryRules} define for its token, unless the client renews the token in time. Warns the client
 * before that end. Runs one timer at a time. Owned by the session's loop.
 */
final class TokenExpiry {

    /** How long before the end of the session the client is warned; at once if less time is left. */
    static final Duration WARNING = Duration.ofSeconds(60);

    private static final Logger log = LoggerFactory.getLogger(TokenExpiry.class);

    private final SessionLoop loop;
    private final Session session;
    private final Dialect dialect;
    private final SessionRuntime runtime;
    private final TokenVerifier tokens;

    private @Nullable Future<?> timer;

    /** Null unless a new token is being verified. */
    private @Nullable CompletableFuture<Void> renewal;

    /** When the session ends, in milliseconds of the clock. */
    private long endMillis = Long.MAX_VALUE;

    private boolean ended;

    /**
     * Creates an expiry that does not run until {@link #start}.
     *
     * @param tokens verifies the client's next tokens
     */
    TokenExpiry(SessionLoop loop, Session session, Dialect dialect, SessionRuntime runtime, TokenVerifier tokens) {
        this.tokens = tokens;
        this.loop = loop;
        this.session = session;
        this.dialect = dialect;
        this.runtime = runtime;
    }

    /** Schedules the warning and the close for the session's current token. */
    void start() {
        stop();
        Optional<Instant> sessionEnd = session.caller()
                .principal()
                .expiresAt()
                .map(tokenExpiry -> runtime.expiry().sessionEnd(dialect.name(), tokenExpiry));
        endMillis = sessionEnd.map(Instant::toEpochMilli).orElse(Long.MAX_VALUE);
        sessionEnd.ifPresent(end -> scheduleAt(end.minus(WARNING), () -> warn(end)));
    }

    /**
     * Returns whether the session may continue with its token, and closes it if not. Called before each use of the token, since
     * timers run late after the machine slept or its clock was set.
     */
    boolean ensureValid() {
        if (runtime.clock().millis() < endMillis) {
            return true;
        }
        close();
        return false;
    }

    private void warn(Instant end) {
        List<String> warning = dialect.tokenExpiryWarning(session, end);
        if (!warning.isEmpty()) {
            session.send(warning);
        }
        scheduleAt(end, this::close);
    }

    private void close() {
        session.connection().close(CloseReason.TOKEN_EXPIRED);
    }

    private void scheduleAt(Instant moment, Runnable task) {
        long left = Duration.between(runtime.clock().instant(), moment).toMillis();
        timer = loop.eventLoop().schedule(task, Math.max(0, left), TimeUnit.MILLISECONDS);
    }

    /**
     * Verifies a new token of the client and answers through the dialect. A rejected token changes nothing.
     *
     * @return completes on the loop when the client has its answer, or the session has ended
     */
    CompletionStage<Void> renew(Credentials credentials, InboundMessage message) {
        if (renewal != null) {
            dialect.reject(session, message, Rejection.CONFLICT, "another token is being checked");
            return CompletableFuture.completedStage(null);
        }
        CompletableFuture<Void> answered = new CompletableFuture<>();
        renewal = answered;
        dialect.admit(credentials, tokens)
                .whenComplete((admission, bug) -> loop.run(() -> onAdmissionResult(admission, bug, message)));
        return answered;
    }

    private void onAdmissionResult(
            @Nullable AdmissionResult admission, @Nullable Throwable bug, InboundMessage message) {
        if (ended) {
            return;
        }
        if (admission instanceof AdmissionResult.Granted granted) {
            Caller caller = granted.caller();
            if (!caller.isSameUserAs(session.caller())) {
                refuse(message, Rejection.UNAUTHENTICATED, "token of another user");
            } else if (caller.principal()
                    .roles()
                    .equals(session.caller().principal().roles())) {
                session.renew(caller);
                confirmRenewal(message);
            } else if (!session.executor().executePending(() -> changeRoles(caller, message))) {
                refuse(message, Rejection.OVERLOADED, "too many commands are waiting");
            }
        } else if (admission instanceof AdmissionResult.Refused refused) {
            refuse(message, Rejection.UNAUTHENTICATED, refused.message());
        } else {
            failRenewal(message, bug);
        }
    }

    /**
     * Runs on a worker, since the dialect may look rooms up, and in order with the client's commands. Earlier commands
     * have the old roles, later ones the new roles.
     *
     * @return completes when the session has the new roles, or keeps the old ones
     */
    private CompletionStage<?> changeRoles(Caller caller, InboundMessage message) {
        Set<RoomKey> before = session.rooms();
        CompletionStage<Set<RoomKey>> allowed;
        try {
            allowed = RoomCheck.of(before, session::isGranted, caller, dialect);
        } catch (RuntimeException outOfReach) {
            allowed = CompletableFuture.failedStage(outOfReach);
        }
        return allowed.thenAccept(rooms -> changeRoles(caller, before, rooms, message))
                .exceptionally(outOfReach -> {
                    loop.runLater(() -> failRoomCheck(message, outOfReach));
                    return null;
                });
    }

    private void changeRoles(Caller caller, Set<RoomKey> before, Set<RoomKey> allowed, InboundMessage message) {
        Set<RoomKey> noLongerGranted = session.renew(caller);
        // A back end may have granted a room after the check began.
        Stream.concat(before.stream(), noLongerGranted.stream())
                .filter(room -> !allowed.contains(room))
                .forEach(room -> runtime.hub().evict(session, room));
        dialect.initialRooms(caller).forEach(room -> runtime.hub().join(session, room));
        loop.runLater(() -> {
            if (!ended) {
                dialect.disconnected(session);
                dialect.connected(session);
                confirmRenewal(message);
            }
        });
    }

    private void confirmRenewal(InboundMessage message) {
        start();
        dialect.tokenRenewed(session, message);
        completeRenewal();
    }

    /** An outage of the system that decides about rooms is no fault of this server. */
    private void failRoomCheck(InboundMessage message, Throwable failure) {
        RoomAccess.findRejection(failure)
                .ifPresentOrElse(outage -> refuseUnchecked(message), () -> failRenewal(message, failure));
    }

    private void failRenewal(InboundMessage message, @Nullable Throwable cause) {
        log.atError()
                .addKeyValue("session", session.id())
                .addKeyValue("family", dialect.family())
                .setCause(cause)
                .log("renewal failed");
        refuseUnchecked(message);
    }

    private void refuseUnchecked(InboundMessage message) {
        refuse(message, Rejection.OVERLOADED, "the token cannot be checked now");
    }

    private void refuse(InboundMessage message, Rejection rejection, String text) {
        dialect.reject(session, message, rejection, text);
        completeRenewal();
    }

    private void completeRenewal() {
        CompletableFuture<Void> done = renewal;
        if (done != null) {
            renewal = null;
            done.complete(null);
        }
    }

    /** Called when the session has ended. */
    void end() {
        ended = true;
        stop();
        completeRenewal();
    }

    private void stop() {
        Future<?> running = timer;
        if (running != null) {
            running.cancel(false);
            timer = null;
        }
    }
}
