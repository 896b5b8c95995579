package dev.carewire.dialect;

import dev.carewire.authorization.RoomDecision;
import dev.carewire.authorization.RoomLease;
import dev.carewire.authorization.RoomRights;
import dev.carewire.command.Caller;
import dev.carewire.command.RejectedException;
import dev.carewire.command.Rejection;
import dev.carewire.command.UnavailableException;
import dev.carewire.event.RoomKey;
import dev.carewire.hub.Hub;
import dev.carewire.hub.Session;
import dev.carewire.identity.Access;
import dev.carewire.record.RecordKind;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;

/**
 * Lets a family's clients into the rooms of threads, patients and appointments. The record decides if this server keeps
 * it; otherwise its id is an opaque text of the caller's tenant, and the {@link RoomRights} decide. Any thread but the
 * event loops: methods may block until they return, and their stages may complete later. A stage fails with a
 * {@link RejectedException} for a caller without the right.
 */
public final class RoomAccess {

    private static final Set<RoomKey.Kind> KINDS =
            Set.of(RoomKey.Kind.THREAD, RoomKey.Kind.PATIENT, RoomKey.Kind.APPOINTMENT);

    private final Hub hub;
    private final Rooms rooms;
    private final ClientFeatures features;
    private final RoomRights rights;

    /** Access to the rooms of this node. A session that loses the right to a room is {@linkplain Hub#evict evicted}. */
    public RoomAccess(Hub hub, ClientFeatures features) {
        this.hub = hub;
        this.rooms = new Rooms(hub);
        this.features = features;
        this.rights = features.rooms();
    }

    /** Whether a room is one of a thread, patient or appointment. Never blocks. */
    public static boolean isOfRecord(RoomKey room) {
        return KINDS.contains(room.kind());
    }

    /** Whether this server keeps the record of a room. Never blocks. */
    public boolean keepsRecordOf(RoomKey room) {
        return rights.kept().keeps(recordKind(room.kind()));
    }

    private static RecordKind recordKind(RoomKey.Kind kind) {
        return switch (kind) {
            case THREAD -> RecordKind.THREADS;
            case PATIENT -> RecordKind.PATIENTS;
            case APPOINTMENT -> RecordKind.APPOINTMENTS;
            default -> throw new IllegalArgumentException("kind: " + kind + " (expected: one of " + KINDS + ")");
        };
    }

    /** Joins a session to a room of a thread, patient or appointment. Idempotent. */
    public CompletionStage<Void> join(Session session, RoomKey room) {
        return joinIf(() -> true, session, room);
    }

    /**
     * Joins a session to a room, unless the condition has become false by then.
     *
     * @param condition never blocks
     */
    public CompletionStage<Void> joinIf(BooleanSupplier condition, Session session, RoomKey room) {
        if (room.kind() == RoomKey.Kind.THREAD && keepsRecordOf(room)) {
            return attempt(() -> {
                // A removed member leaves the room in the order of the log, so the membership must last until the join.
                features.messaging().runAsMember(session.caller(), room.id(), () -> {
                    if (condition.getAsBoolean()) {
                        rooms.join(session, room);
                    }
                });
                return CompletableFuture.completedStage(null);
            });
        }
        return require(session.caller(), room).thenAccept(until -> {
            if (condition.getAsBoolean()) {
                until.ifPresentOrElse(end -> joinUntil(end, session, room), () -> rooms.join(session, room));
            }
        });
    }

    private void joinUntil(Instant end, Session session, RoomKey room) {
        RoomLease lease = rights.leases()
                .add(new SessionStay(hub, session.id(), room), end)
                .orElseThrow(() -> new RejectedException(Rejection.OVERLOADED, "rooms: too many on this server"));
        try {
            rooms.join(session, room);
        } finally {
            session.whenLeft(room, lease::end);
        }
    }

    /** Leaves a room. Idempotent; never blocks. */
    public void leave(Session session, RoomKey room) {
        rooms.leave(session, room);
    }

    /**
     * Requires the right to be in a room of a thread, patient or appointment.
     *
     * @return completes with the time at which the right has to be checked again; empty if it follows the record or the
     *     roles
     */
    public CompletionStage<Optional<Instant>> require(Caller caller, RoomKey room) {
        return attempt(() -> {
            if (!Access.maySend(caller.principal())) {
                throw RejectedException.forbidden("displays may not join rooms");
            }
            if (keepsRecordOf(room)) {
                requireRecord(caller, room);
                return CompletableFuture.completedStage(Optional.empty());
            }
            return rights.authorization().decide(caller, room).thenApply(RoomDecision::require);
        });
    }

    /**
     * Requires the right of a session's user to a room of a thread, patient or appointment. Where another system keeps the
     * record, a session in the room has the right: it joined by its own, or by a back end's grant.
     */
    public CompletionStage<Void> require(Session session, RoomKey room) {
        return session.isIn(room) && !keepsRecordOf(room)
                ? CompletableFuture.completedStage(null)
                : require(session.caller(), room).thenAccept(until -> {});
    }

    private void requireRecord(Caller caller, RoomKey room) {
        switch (recordKind(room.kind())) {
            case THREADS -> features.messaging().requireMember(caller, room.id());
            case PATIENTS -> features.patients().get(caller, room.id());
            case APPOINTMENTS -> features.appointments().get(caller, room.id());
            default -> throw new IllegalArgumentException("kind: " + room.kind() + " (expected: one of " + KINDS + ")");
        }
    }

    /**
     * Whether a caller may be in a room of a thread, patient or appointment. Completes exceptionally if that cannot be
     * found out now.
     */
    public CompletionStage<Boolean> mayBeIn(Caller caller, RoomKey room) {
        if (!room.tenant().equals(caller.tenant())) {
            return CompletableFuture.completedStage(false);
        }
        return require(caller, room).handle((until, failure) -> {
            if (failure == null) {
                return true;
            }
            RejectedException refusal = rejection(failure);
            return switch (refusal.rejection()) {
                case TOO_MANY_REQUESTS, OVERLOADED, UNAVAILABLE -> throw refusal;
                default -> false;
            };
        });
    }

    /**
     * Checks the rooms of a session that was resumed or has changed its roles, except those that a back end granted. The
     * check follows the session's waiting commands; if too many wait, the session leaves these rooms unchecked. On the
     * session's loop; never blocks.
     */
    public void recheckLater(Session session) {
        List<RoomKey> unchecked = ownRooms(session);
        if (!unchecked.isEmpty() && !session.executor().executePending(() -> recheck(session))) {
            unchecked.forEach(room -> hub.evict(session, room));
        }
    }

    /** The rooms of records in which a session is by its user's own right. */
    private static List<RoomKey> ownRooms(Session session) {
        return session.rooms().stream()
                .filter(room -> isOfRecord(room) && !session.isGranted(room))
                .toList();
    }

    /** Without a decision that allows a room, the session leaves it, whatever the reason. */
    private CompletionStage<Void> recheck(Session session) {
        return CompletableFuture.allOf(ownRooms(session).stream()
                .map(room -> joinIf(() -> session.isIn(room), session, room)
                        .exceptionally(failure -> {
                            hub.evict(session, room);
                            rejection(failure);
                            return null;
                        })
                        .toCompletableFuture())
                .toArray(CompletableFuture[]::new));
    }

    /**
     * The rejection with which a stage of this class failed.
     *
     * @throws CompletionException for any other failure
     */
    public static RejectedException rejection(Throwable failure) {
        return findRejection(failure).orElseThrow(() -> new CompletionException(cause(failure)));
    }

    /** The rejection with which a stage of this class failed; empty for any other failure. */
    public static Optional<RejectedException> findRejection(Throwable failure) {
        Throwable cause = cause(failure);
        if (cause instanceof UnavailableException away) {
            return Optional.of(away.rejection());
        }
        return cause instanceof RejectedException refusal ? Optional.of(refusal) : Optional.empty();
    }

    private static Throwable cause(Throwable failure) {
        return failure instanceof CompletionException && failure.getCause() != null ? failure.getCause() : failure;
    }

    /** Turns an immediate failure into a failed stage. */
    private static <T> CompletionStage<T> attempt(Supplier<CompletionStage<T>> step) {
        try {
            return step.get();
        } catch (RuntimeException failure) {
            return CompletableFuture.failedStage(failure);
        }
    }
}
