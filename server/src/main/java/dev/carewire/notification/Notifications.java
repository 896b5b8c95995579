package dev.carewire.notification;

import dev.carewire.cluster.Transactions;
import dev.carewire.command.Caller;
import dev.carewire.command.Fields;
import dev.carewire.command.Page;
import dev.carewire.command.RejectedException;
import dev.carewire.emit.NotificationEmit;
import dev.carewire.event.NotificationEvents.NotificationUpdated;
import dev.carewire.event.NotificationSnapshot;
import dev.carewire.event.NotificationState;
import dev.carewire.identity.Access;
import dev.carewire.identity.TenantId;
import dev.carewire.notification.Notification.UserAction;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * Tells users something and keeps track of whether they know. A notification is its user's alone: for everybody else it is
 * {@code NOT_FOUND}. Any thread; methods block unless they say otherwise, never on an event loop.
 */
public final class Notifications {

    /** Notifications that one question may ask for. */
    public static final int MAX_LISTED = 200;

    /** Notifications that may be marked at once. */
    public static final int MAX_MARKED = 200;

    /** Unread notifications are counted up to here; the number stands for itself and more. */
    public static final int MAX_COUNTED = 1_000;

    /** Notifications that can be reached by the number of a page; a cursor reaches all. */
    public static final int MAX_PAGED = 10_000;

    /** Notifications that may be passed over. */
    public static final int MAX_OFFSET = 1_000_000;

    private static final int DELETE_BATCH_SIZE = 500;

    private static final Pattern CURSOR = Pattern.compile("[0-9]{1,18}");

    private final Transactions transactions;
    private final NotificationRepository notifications;
    private final Escalations escalations;
    private final NotificationThrottle throttle;
    private final NotificationEmit emit;
    private final Clock clock;

    /** Notifications as kept in {@code notifications}. */
    public Notifications(
            Transactions transactions,
            NotificationRepository notifications,
            Escalations chases,
            NotificationThrottle restraint,
            NotificationEmit emit,
            Clock clock) {
        this.transactions = transactions;
        this.notifications = notifications;
        this.escalations = chases;
        this.throttle = restraint;
        this.emit = emit;
        this.clock = clock;
    }

    /**
     * Stores a notification and tells its user, now or when they come, unless they do not want to be told. Takes part in the
     * transaction open on this thread. For the server's own features: asks for no rights.
     */
    public NotificationSnapshot send(TenantId tenant, NotificationDraft draft) {
        NotificationSnapshot notification = prepare(draft);
        send(tenant, notification);
        return notification;
    }

    /** What {@link #send(TenantId, NotificationSnapshot)} sends, under an id of its own; never blocks. */
    public NotificationSnapshot prepare(NotificationDraft draft) {
        Instant now = clock.instant();
        return new NotificationSnapshot(
                NotificationIds.next(now),
                draft.userId(),
                draft.kind().wireName(),
                draft.title(),
                draft.message(),
                draft.priority(),
                draft.delivery() == DeliveryGuarantee.ACKNOWLEDGED,
                draft.relatedKind(),
                draft.relatedId(),
                draft.actionUrl(),
                Optional.empty(),
                draft.metadata(),
                now);
    }

    /** {@link #send(TenantId, NotificationDraft)} for one that was {@link #prepare}; once. */
    public void send(TenantId tenant, NotificationSnapshot notification) {
        transactions.inTransaction(() -> {
            notifications.add(tenant, notification);
            if (notification.mustAcknowledge()) {
                escalations.start(tenant, notification.id());
            }
            if (throttle.admit(tenant, notification)) {
                emit.sendNotification(tenant, notification);
            }
        });
    }

    /**
     * {@link #send(TenantId, NotificationDraft)} for somebody who works in the clinic.
     *
     * @throws RejectedException {@code FORBIDDEN} for those who may not work with records
     */
    public NotificationSnapshot send(Caller caller, NotificationDraft draft) {
        caller.requireRecordAccess();
        return send(caller.tenant(), draft);
    }

    /**
     * The caller has seen these; ids of others' and unknown ones are passed over.
     *
     * @param ids at most {@value #MAX_MARKED}
     * @param session the one that says so, which is not told
     * @return the ids of those that were unseen
     * @throws RejectedException {@code INVALID} for more, {@code FORBIDDEN} for a display
     */
    public List<String> markSeen(Caller caller, Optional<String> session, Set<String> ids) {
        requireMaySend(caller);
        Fields.within("ids", ids.size(), 0, MAX_MARKED);
        List<String> possible = ids.stream().filter(Fields::isId).toList();
        UserAction mark = new UserAction(clock.instant(), caller.userId());
        return transactions.inTransaction(() -> {
            List<String> seen = notifications.markSeen(caller.tenant(), possible, mark);
            for (String id : seen) {
                publishUpdate(
                        caller.tenant(),
                        session,
                        new NotificationUpdated(caller.userId(), id, NotificationState.SEEN, false, mark.at()));
            }
            return seen;
        });
    }

    /**
     * The caller has seen this one.
     *
     * @return the notification as it is now; seeing again changes nothing
     * @throws RejectedException {@code NOT_FOUND} for one that is not the caller's, {@code FORBIDDEN} for a display
     */
    public Notification markSeen(Caller caller, Optional<String> session, String id) {
        requireOwn(caller, id);
        markSeen(caller, session, Set.of(id));
        return requireOwn(caller, id);
    }

    /**
     * The caller acknowledges: for themselves and everybody else who was told the same because nobody answered.
     *
     * @return the notification as it is now; acknowledging again changes nothing
     * @throws RejectedException {@code NOT_FOUND} for one that is not the caller's, {@code FORBIDDEN} for a display
     */
    public Notification acknowledge(Caller caller, Optional<String> session, String id) {
        requireMaySend(caller);
        String family = requireOwn(caller, id).rootId();
        UserAction mark = new UserAction(clock.instant(), caller.userId());
        return transactions.inTransaction(() -> {
            // First the chase, which waits for a step that is being made: whoever that step tells is acknowledged with
            // us.
            notifications.endEscalation(caller.tenant(), family);
            for (Notification one : notifications.markAcknowledged(caller.tenant(), family, mark)) {
                publishUpdate(
                        caller.tenant(),
                        one.userId().equals(caller.userId()) ? session : Optional.empty(),
                        updateOf(one, mark.at()));
            }
            return requireOwn(caller, id);
        });
    }

    /**
     * The caller puts a notification away; that acknowledges nothing.
     *
     * @return the notification as it is now; dismissing again changes nothing
     * @throws RejectedException {@code NOT_FOUND} for one that is not the caller's, {@code FORBIDDEN} for a display
     */
    public Notification dismiss(Caller caller, Optional<String> session, String id) {
        requireMaySend(caller);
        requireOwn(caller, id);
        Instant now = clock.instant();
        return transactions.inTransaction(() -> {
            boolean news = notifications.markDismissed(caller.tenant(), caller.userId(), id, now);
            Notification dismissed = requireOwn(caller, id);
            if (news) {
                publishUpdate(caller.tenant(), session, updateOf(dismissed, now));
            }
            return dismissed;
        });
    }

    /**
     * The caller's notifications, newest first.
     *
     * @param before what the page before said comes next; empty for the first
     * @param limit how many at most, 1 to {@value #MAX_LISTED}
     * @throws RejectedException {@code INVALID} for another limit, and for a cursor that no page gave
     */
    public Page<Notification> history(Caller caller, Optional<String> before, int limit) {
        Fields.within("limit", limit, 1, MAX_LISTED);
        Optional<Long> sequence = before.map(Notifications::parseCursor);
        return Page.of(
                notifications.history(caller.tenant(), caller.userId(), sequence, limit + 1),
                limit,
                last -> Long.toString(last.sequence()));
    }

    /**
     * A page of the caller's notifications, newest first; empty beyond the last one.
     *
     * @param number from 1
     * @param size 1 to {@value #MAX_LISTED}
     * @throws RejectedException {@code INVALID} for others, and for pages beyond {@value #MAX_PAGED} notifications
     */
    public List<Notification> page(Caller caller, long number, long size) {
        Fields.within("per_page", size, 1, MAX_LISTED);
        Fields.within("page", number, 1, MAX_PAGED / size);
        return notifications.history(
                caller.tenant(), caller.userId(), ReadFilter.ALL, (int) ((number - 1) * size), (int) size);
    }

    /**
     * Part of the caller's notifications, newest first, for clients that count in place of following a cursor. New ones shift
     * the others.
     *
     * @param offset how many are passed over, 0 to {@value #MAX_OFFSET}
     * @param limit how many at most, 1 to {@value #MAX_LISTED}
     * @throws RejectedException {@code INVALID} for other numbers
     */
    public Slice history(Caller caller, ReadFilter reading, int offset, int limit) {
        Fields.within("offset", offset, 0, MAX_OFFSET);
        Fields.within("limit", limit, 1, MAX_LISTED);
        return transactions.inTransaction(() -> new Slice(
                notifications.history(caller.tenant(), caller.userId(), reading, offset, limit),
                notifications.count(caller.tenant(), caller.userId(), reading)));
    }

    /**
     * Part of a user's notifications.
     *
     * @param total how many there are in all
     */
    public record Slice(List<Notification> items, int total) {

        public Slice {
            items = List.copyOf(items);
        }
    }

    private static long parseCursor(String cursor) {
        if (!CURSOR.matcher(cursor).matches()) {
            throw RejectedException.invalid("before: invalid (expected: the nextCursor of a page)");
        }
        return Long.parseLong(cursor);
    }

    /** How many of the caller's notifications are unread; {@value #MAX_COUNTED} stands for that and more. */
    public int countUnread(Caller caller) {
        return notifications.countUnread(caller.tenant(), caller.userId(), MAX_COUNTED);
    }

    /** Forgets what is older than {@code age}, of all tenants, in small steps. */
    public void deleteOlderThan(Duration age) {
        Instant before = clock.instant().minus(age);
        int forgotten;
        do {
            forgotten = notifications.deleteCreatedBefore(before, DELETE_BATCH_SIZE);
        } while (forgotten == DELETE_BATCH_SIZE);
    }

    private static void requireMaySend(Caller caller) {
        if (!Access.maySend(caller.principal())) {
            throw RejectedException.forbidden("a display only watches");
        }
    }

    private Notification requireOwn(Caller caller, String id) {
        return Optional.of(id)
                .filter(Fields::isId)
                .flatMap(known -> notifications.find(caller.tenant(), caller.userId(), known))
                .orElseThrow(() -> RejectedException.notFound("notification"));
    }

    private void publishUpdate(TenantId tenant, Optional<String> session, NotificationUpdated updated) {
        emit.sendNotificationUpdated(tenant, session, updated);
    }

    private static NotificationUpdated updateOf(Notification one, Instant at) {
        return new NotificationUpdated(
                one.userId(), one.id(), one.state(), one.dismissedAt().isPresent(), at);
    }
}
