package dev.carewire.notification;

import dev.carewire.event.NotificationPreference;
import dev.carewire.identity.TenantId;
import java.util.List;
import java.util.Optional;

/**
 * Stores users' notification preferences. Every call is limited to one tenant, joins the transaction open on this
 * thread, and blocks.
 */
public interface PreferenceRepository {

    /** A user's preferences, by kind. */
    List<NotificationPreference> list(TenantId tenant, String userId);

    /** Locks a user's preferences, present and future ones, until the open transaction ends. */
    void lock(TenantId tenant, String userId);

    /** A user's preference for a kind, else the one for any kind; empty without either. */
    Optional<NotificationPreference> findEffective(TenantId tenant, String userId, String kind);

    /** Replaces a user's preference for one kind. */
    void put(TenantId tenant, String userId, NotificationPreference preference);

    /** Deletes a user's preference for one kind. Does nothing if there is none. */
    void remove(TenantId tenant, String userId, String kind);
}
