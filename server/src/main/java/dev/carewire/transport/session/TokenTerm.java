package dev.carewire.transport.session;

import dev.carewire.command.Caller;
import dev.carewire.command.Rejection;
import dev.carewire.dialect.Credentials;
import dev.carewire.dialect.Dialect;
import dev.carewire.dialect.Entry;
import dev.carewire.dialect.Inbound;
import dev.carewire.event.RoomKey;
import dev.carewire.hub.CloseReason;
import dev.carewire.hub.Session;
import io.netty.util.concurrent.Future;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * For how long a session may go on: until its token ends, of which the client is warned, or as long as it presents another one in
 * time. One timer at a time. Owned by the session's loop.
 */
public final class TokenTerm {

    /** How long before the end a client is warned; at once if less is left. */
    public static final Duration WARNING = Duration.ofSeconds(60);

    private static final Logger log = LoggerFactory.getLogger(TokenTerm.class);

    private final SessionLoop loop;
    private final Session session;
    private final Dialect dialect;
    private final SessionRuntime runtime;

    private @Nullable Future<?> timer;

    /** Null while no other token is being checked. */
    private @Nullable CompletableFuture<Void> renewal;

    /** When the token ends, in milliseconds of the clock. */
    private long endMillis = Long.MAX_VALUE;

    private boolean over;

    /** A term that has not begun, of the session of that loop. */
    public TokenTerm(SessionLoop loop, Session session, Dialect dialect, SessionRuntime runtime) {
        this.loop = loop;
        this.session = session;
        this.dialect = dialect;
        this.runtime = runtime;
    }

    /** The term of the token that the session has now begins. */
    public void begin() {
        stop();
        Optional<Instant> expiry = session.caller().principal().expiresAt();
        endMillis = expiry.map(Instant::toEpochMilli).orElse(Long.MAX_VALUE);
        expiry.ifPresent(end -> at(end.minus(WARNING), () -> warn(end)));
    }

    /**
     * Whether the token still counts, asked before anything is done in its name; the session is closed if not. The timers notice
     * the end late after the machine slept or its clock was set.
     */
    public boolean holds() {
        if (runtime.clock().millis() < endMillis) {
            return true;
        }
        close();
        return false;
    }

    private void warn(Instant end) {
        List<String> warning = dialect.expiring(session, end);
        if (!warning.isEmpty()) {
            session.send(warning);
        }
        at(end, this::close);
    }

    private void close() {
        session.connection().close(CloseReason.TOKEN_EXPIRED);
    }

    private void at(Instant moment, Runnable task) {
        long left = Duration.between(runtime.clock().instant(), moment).toMillis();
        timer = loop.thread().schedule(task, Math.max(0, left), TimeUnit.MILLISECONDS);
    }

    /**
     * The client presents another token. It is answered through the dialect; one that is refused changes nothing.
     *
     * @return completes on the loop when it has been answered, or the session has ended
     */
    public CompletionStage<Void> renew(Credentials credentials, Inbound message) {
        if (renewal != null) {
            dialect.refuse(session, message, Rejection.CONFLICT, "another token is being checked");
            return CompletableFuture.completedStage(null);
        }
        CompletableFuture<Void> answered = new CompletableFuture<>();
        renewal = answered;
        dialect.admit(credentials, runtime.tokens())
                .whenComplete((entry, bug) -> loop.run(() -> decide(entry, bug, message)));
        return answered;
    }

    private void decide(@Nullable Entry entry, @Nullable Throwable bug, Inbound message) {
        if (over) {
            return;
        }
        if (entry instanceof Entry.Granted granted) {
            Caller caller = granted.caller();
            if (!caller.isSameUserAs(session.caller())) {
                refuse(message, Rejection.UNAUTHENTICATED, "token of another user");
            } else if (caller.principal()
                    .roles()
                    .equals(session.caller().principal().roles())) {
                session.renew(caller);
                goOn(message);
            } else if (!session.lane().blocking(() -> changeRoles(caller, message))) {
                refuse(message, Rejection.OVERLOADED, "too many commands are waiting");
            }
        } else if (entry instanceof Entry.Refused refused) {
            refuse(message, Rejection.UNAUTHENTICATED, refused.message());
        } else {
            fail(message, bug);
        }
    }

    /**
     * On a worker, since rooms may have to be looked up, and in its turn among the client's commands: those before it are carried
     * out with the old roles, those after it with the new ones.
     */
    private void changeRoles(Caller caller, Inbound message) {
        List<RoomKey> lost;
        try {
            lost = session.rooms().stream()
                    .filter(room -> !dialect.mayReturnTo(room, caller))
                    .toList();
        } catch (RuntimeException outOfReach) {
            loop.runLater(() -> fail(message, outOfReach));
            return;
        }
        session.renew(caller);
        lost.forEach(room -> runtime.hub().leave(session, room));
        dialect.rooms(caller).forEach(room -> runtime.hub().join(session, room));
        loop.runLater(() -> {
            if (!over) {
                dialect.disconnected(session);
                dialect.connected(session);
                goOn(message);
            }
        });
    }

    private void goOn(Inbound message) {
        begin();
        dialect.renewed(session, message);
        answered();
    }

    private void fail(Inbound message, @Nullable Throwable cause) {
        log.atError()
                .addKeyValue("session", session.id())
                .addKeyValue("dialect", dialect.name())
                .setCause(cause)
                .log("renewal failed");
        refuse(message, Rejection.OVERLOADED, "the token cannot be checked now");
    }

    private void refuse(Inbound message, Rejection rejection, String text) {
        dialect.refuse(session, message, rejection, text);
        answered();
    }

    private void answered() {
        CompletableFuture<Void> done = renewal;
        if (done != null) {
            renewal = null;
            done.complete(null);
        }
    }

    /** The session has ended. */
    public void end() {
        over = true;
        stop();
        answered();
    }

    private void stop() {
        Future<?> running = timer;
        if (running != null) {
            running.cancel(false);
            timer = null;
        }
    }
}
