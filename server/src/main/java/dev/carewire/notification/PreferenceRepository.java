package dev.carewire.notification;

import dev.carewire.event.NotificationPreference;
import dev.carewire.identity.TenantId;
import java.util.List;
import java.util.Optional;

/**
 * Where it is kept what users want to be told of. Every call sees one tenant only, takes part in the transaction open on this
 * thread, and blocks.
 */
public interface PreferenceRepository {

    /** A user's preferences, by kind. */
    List<NotificationPreference> list(TenantId tenant, String userId);

    /** What a user said about a kind, otherwise what they said about any; empty if they said neither. */
    Optional<NotificationPreference> findEffective(TenantId tenant, String userId, String kind);

    /** Replaces what a user said about one kind. */
    void put(TenantId tenant, String userId, NotificationPreference preference);

    /** Forgets what a user said about one kind. Does nothing if that is nothing. */
    void remove(TenantId tenant, String userId, String kind);
}
