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
import java.util.TreeMap;

/** What users want to be told of; each user's own. Any thread; every method blocks, never on an event loop. */
public final class Preferences {

    /** Kinds about which a user may say something. */
    public static final int MAX_KINDS = 64;

    private final Transactions transactions;
    private final PreferenceRepository preferences;
    private final NotificationEmit emit;

    /** Preferences as kept in {@code preferences}. */
    public Preferences(Transactions transactions, PreferenceRepository preferences, NotificationEmit emit) {
        this.transactions = transactions;
        this.preferences = preferences;
        this.emit = emit;
    }

    /** The caller's, by kind. */
    public List<NotificationPreference> list(Caller caller) {
        return preferences.list(caller.tenant(), caller.userId());
    }

    /** Tells the caller's sessions what {@link #list} returns. */
    public void publish(Caller caller) {
        emit.sendNotificationPreferences(caller.tenant(), caller.userId(), list(caller));
    }

    /**
     * Replaces what the caller said about some kinds and tells their sessions. What is held for quiet hours comes at the time that
     * was known when it was held.
     *
     * @param changes by kind; empty to take back what was said about it
     * @return all of the caller's, by kind
     * @throws RejectedException {@code INVALID} for a kind that cannot be, and for more than {@value #MAX_KINDS};
     *     {@code FORBIDDEN} for a display
     */
    public List<NotificationPreference> change(Caller caller, Map<String, Optional<NotificationPreference>> changes) {
        if (!Access.maySend(caller.principal())) {
            throw RejectedException.forbidden("a display only watches");
        }
        changes.keySet().stream()
                .filter(kind -> !kind.equals(NotificationPreference.ANY))
                .forEach(NotificationKind::new);
        List<NotificationPreference> all = transactions.inTransaction(() -> {
            // In one order everywhere: two changes of the same user must not meet half-way.
            new TreeMap<>(changes)
                    .forEach((kind, change) -> change.ifPresentOrElse(
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
