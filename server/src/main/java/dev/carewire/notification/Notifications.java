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
import dev.carewire.text.Identifier;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.regex.Pattern;

/**
 * Sends notifications to users and tracks whether they have been seen. Only its user can access a notification; for
 * other users it is {@code NOT_FOUND}. Any thread; methods block unless they state otherwise, never on an event loop.
 */
public final class Notifications {

    /** Most notifications on a page. */
    public static final int MAX_LISTED = 200;

    /** Most notifications marked in one call. */
    public static final int MAX_MARKED = 200;

    /** Unread notifications are counted up to this number, which stands for any larger one. */
    public static final int MAX_COUNTED = 1_000;

    /** Notifications reachable by page number; a cursor reaches all. */
    public static final int MAX_PAGED = 10_000;

    /** Largest number of skipped notifications. */
    public static final int MAX_OFFSET = 1_000_000;

    private static final int DELETE_BATCH_SIZE = 500;

    private static final Pattern CURSOR = Pattern.compile("[0-9]{1,18}");

    private final Transactions transactions;
    private final NotificationRepository notifications;
    private final Escalations escalations;
    private final NotificationThrottle throttle;
    private final NotificationEmit emit;
    private final IndependentRecipients recipients;
    private final Clock clock;

    /** Notifications stored in {@code notifications}. */
    public Notifications(
            Transactions transactions,
            NotificationRepository notifications,
            Escalations escalations,
            NotificationThrottle throttle,
            NotificationEmit emit,
            Clock clock) {
        this.transactions = transactions;
        this.notifications = notifications;
        this.escalations = escalations;
        this.throttle = throttle;
        this.emit = emit;
        this.recipients = new IndependentRecipients(transactions);
        this.clock = clock;
    }

    /**
     * Stores a notification and delivers it now or at the user's next connect, unless the user's preferences suppress
     * it. Joins the transaction open on this thread. For the server's own features: checks no rights.
     */
    public NotificationSnapshot send(TenantId tenant, NotificationDraft draft) {
        NotificationSnapshot notification = prepare(draft);
        send(tenant, notification);
        return notification;
    }

    /**
     * Like {@link #send(TenantId, NotificationDraft)}, for several recipients. A recipient that cannot be stored fails alone:
     * the server logs the failure, and the others and the transaction open on this thread continue.
     *
     * @param users the recipients, in the order of delivery
     * @param draft the notification for a recipient
     */
    public void sendToEach(TenantId tenant, Collection<String> users, Function<String, NotificationDraft> draft) {
        recipients.sendToEach(tenant, users, user -> send(tenant, draft.apply(user)));
    }

    /**
     * Like {@link #send(TenantId, NotificationDraft)}, in a nested transaction: a failure leaves the transaction open on this
     * thread alone.
     *
     * @param sent accepts the notification
     * @return the failure of {@code draft} or of the database; empty if the notification was sent
     */
    Optional<RuntimeException> sendAlone(
            TenantId tenant, Supplier<NotificationDraft> draft, Consumer<NotificationSnapshot> sent) {
        return transactions.inNestedTransaction(() -> sent.accept(send(tenant, draft.get())));
    }

    /** Creates a notification with a new id for {@link #send(TenantId, NotificationSnapshot)}; never blocks. */
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

    /** Like {@link #send(TenantId, NotificationDraft)}, for a {@link #prepare}d notification; call once. */
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
     * Like {@link #send(TenantId, NotificationDraft)}, for a member of the clinic's staff.
     *
     * @throws RejectedException {@code FORBIDDEN} without access to records
     */
    public NotificationSnapshot send(Caller caller, NotificationDraft draft) {
        caller.requireRecordAccess();
        return send(caller.tenant(), draft);
    }

    /**
     * Marks notifications as seen by the caller; ignores unknown ids and those of other users.
     *
     * @param ids at most {@value #MAX_MARKED}
     * @param session the caller's session, which is not notified
     * @return the ids of those that were unseen
     * @throws RejectedException {@code INVALID} for more, {@code FORBIDDEN} for a display
     */
    public List<String> markSeen(Caller caller, Optional<String> session, Set<String> ids) {
        requireMaySend(caller);
        Fields.within("ids", ids.size(), 0, MAX_MARKED);
        List<String> possible = ids.stream().filter(Identifier::isValid).toList();
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
     * Marks a notification as seen by the caller; repeated calls change nothing.
     *
     * @return the notification in its new state
     * @throws RejectedException {@code NOT_FOUND} for another user's, {@code FORBIDDEN} for a display
     */
    public Notification markSeen(Caller caller, Optional<String> session, String id) {
        requireOwn(caller, id);
        markSeen(caller, session, Set.of(id));
        return requireOwn(caller, id);
    }

    /**
     * Acknowledges a notification, for the caller and all recipients of its escalation. Repeated calls change
     * nothing.
     *
     * @return the notification in its new state
     * @throws RejectedException {@code NOT_FOUND} for another user's, {@code FORBIDDEN} for a display
     */
    public Notification acknowledge(Caller caller, Optional<String> session, String id) {
        requireMaySend(caller);
        String rootId = requireOwn(caller, id).rootId();
        UserAction mark = new UserAction(clock.instant(), caller.userId());
        return transactions.inTransaction(() -> {
            // Ending the escalation waits for a concurrent step, whose recipients are then acknowledged as well.
            notifications.endEscalation(caller.tenant(), rootId);
            for (Notification one : notifications.markAcknowledged(caller.tenant(), rootId, mark)) {
                publishUpdate(
                        caller.tenant(),
                        one.userId().equals(caller.userId()) ? session : Optional.empty(),
                        updateOf(one, mark.at()));
            }
            return requireOwn(caller, id);
        });
    }

    /**
     * Dismisses a notification without acknowledging it; repeated calls change nothing.
     *
     * @return the notification in its new state
     * @throws RejectedException {@code NOT_FOUND} for another user's, {@code FORBIDDEN} for a display
     */
    public Notification dismiss(Caller caller, Optional<String> session, String id) {
        requireMaySend(caller);
        requireOwn(caller, id);
        Instant now = clock.instant();
        return transactions.inTransaction(() -> {
            boolean changed = notifications.markDismissed(caller.tenant(), caller.userId(), id, now);
            Notification dismissed = requireOwn(caller, id);
            if (changed) {
                publishUpdate(caller.tenant(), session, updateOf(dismissed, now));
            }
            return dismissed;
        });
    }

    /**
     * The caller's notifications, newest first.
     *
     * @param before the previous page's cursor; empty for the first page
     * @param limit largest number, 1 to {@value #MAX_LISTED}
     * @throws RejectedException {@code INVALID} for another limit or an invalid cursor
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
     * @throws RejectedException {@code INVALID} for other numbers, and for pages beyond {@value #MAX_PAGED}
     *     notifications
     */
    public List<Notification> page(Caller caller, long number, long size) {
        Fields.within("per_page", size, 1, MAX_LISTED);
        Fields.within("page", number, 1, MAX_PAGED / size);
        return notifications.history(
                caller.tenant(), caller.userId(), ReadFilter.ALL, (int) ((number - 1) * size), (int) size);
    }

    /**
     * A slice of the caller's notifications, newest first, for clients that use offsets instead of cursors. New
     * notifications shift the others.
     *
     * @param offset number of skipped notifications, 0 to {@value #MAX_OFFSET}
     * @param limit largest number, 1 to {@value #MAX_LISTED}
     * @throws RejectedException {@code INVALID} for other numbers
     */
    public Slice history(Caller caller, ReadFilter filter, int offset, int limit) {
        Fields.within("offset", offset, 0, MAX_OFFSET);
        Fields.within("limit", limit, 1, MAX_LISTED);
        return transactions.inTransaction(() -> new Slice(
                notifications.history(caller.tenant(), caller.userId(), filter, offset, limit),
                notifications.count(caller.tenant(), caller.userId(), filter)));
    }

    /**
     * A slice of a user's notifications.
     *
     * @param total the number of all of them
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

    /** The caller's number of unread notifications; {@value #MAX_COUNTED} stands for any larger number. */
    public int countUnread(Caller caller) {
        return notifications.countUnread(caller.tenant(), caller.userId(), MAX_COUNTED);
    }

    /**
     * Deletes at most {@value #DELETE_BATCH_SIZE} notifications older than {@code age}, of all tenants. Users of unread ones receive
     * their number of unread notifications. Call every few seconds.
     */
    public void deleteOlderThan(Duration age) {
        Instant before = clock.instant().minus(age);
        transactions.inTransaction(() -> {
            NotificationRepository.Deletion batch = notifications.deleteCreatedBefore(before, DELETE_BATCH_SIZE);
            batch.usersOfUnread().forEach(this::sendUnreadCount);
            return batch.count();
        });
    }

    private void sendUnreadCount(UserKey user) {
        emit.sendUnreadNotificationCount(
                user.tenant(), user.userId(), notifications.countUnread(user.tenant(), user.userId(), MAX_COUNTED));
    }

    private static void requireMaySend(Caller caller) {
        if (!Access.maySend(caller.principal())) {
            throw RejectedException.forbidden("a display only watches");
        }
    }

    private Notification requireOwn(Caller caller, String id) {
        return Optional.of(id)
                .filter(Identifier::isValid)
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
