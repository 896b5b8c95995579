package dev.carewire.notification;

import dev.carewire.cluster.Transactions;
import dev.carewire.command.Caller;
import dev.carewire.command.RejectedException;
import dev.carewire.emit.NotificationEmit;
import dev.carewire.event.NotificationPreference;
import dev.carewire.identity.Access;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/**
 * Users' notification preferences; each user accesses their own. Any thread; every method blocks, never on an event
 * loop.
 */
public final class Preferences {

    /** Most kinds with a preference of one user. */
    public static final int MAX_KINDS = 64;

    private final Transactions transactions;
    private final PreferenceRepository preferences;
    private final NotificationEmit emit;

    /** Preferences stored in {@code preferences}. */
    public Preferences(Transactions transactions, PreferenceRepository preferences, NotificationEmit emit) {
        this.transactions = transactions;
        this.preferences = preferences;
        this.emit = emit;
    }

    /** The caller's preferences, by kind. */
    public List<NotificationPreference> list(Caller caller) {
        return preferences.list(caller.tenant(), caller.userId());
    }

    /** Publishes the result of {@link #list} to the caller's sessions. */
    public void publish(Caller caller) {
        emit.sendNotificationPreferences(caller.tenant(), caller.userId(), list(caller));
    }

    /**
     * Replaces the caller's preferences for some kinds and publishes all to their sessions. A notification that is
     * already held for quiet hours keeps its delivery time.
     *
     * @param changes by kind; empty to delete the preference
     * @return all of the caller's preferences, by kind
     * @throws RejectedException {@code INVALID} for an invalid kind, and for more than {@value #MAX_KINDS}.
     *     {@code FORBIDDEN} for a display
     */
    public List<NotificationPreference> change(Caller caller, Map<String, Optional<NotificationPreference>> changes) {
        return change(caller, current -> changes);
    }

    /**
     * As {@link #change(Caller, Map)}.
     *
     * @param changesOf receives the caller's locked preferences, by kind; a rejection that it throws changes nothing
     */
    public List<NotificationPreference> change(
            Caller caller,
            Function<List<NotificationPreference>, Map<String, Optional<NotificationPreference>>> changesOf) {
        if (!Access.maySend(caller.principal())) {
            throw RejectedException.forbidden("a display only watches");
        }
        List<NotificationPreference> all = transactions.inTransaction(() -> {
            preferences.lock(caller.tenant(), caller.userId());
            Map<String, Optional<NotificationPreference>> changes = changesOf.apply(list(caller));
            changes.keySet().stream()
                    .filter(kind -> !kind.equals(NotificationPreference.ANY))
                    .forEach(NotificationKind::new);
            changes.forEach((kind, change) -> change.ifPresentOrElse(
                    preference -> preferences.put(caller.tenant(), caller.userId(), preference),
                    () -> preferences.remove(caller.tenant(), caller.userId(), kind)));
            List<NotificationPreference> now = list(caller);
            if (now.size() > MAX_KINDS) {
                throw RejectedException.invalid("preferences: too many (expected: at most " + MAX_KINDS + " types)");
            }
            return now;
        });
        emit.sendNotificationPreferences(caller.tenant(), caller.userId(), all);
        return all;
    }
}
