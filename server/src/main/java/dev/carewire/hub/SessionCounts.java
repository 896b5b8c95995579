package dev.carewire.hub;

import dev.carewire.event.RoomKey;
import dev.carewire.identity.TenantId;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** Counts sessions against {@link SessionLimits}. Any thread. Lock: this object; taken once per session, not per event. */
final class SessionCounts {

    private final SessionLimits limits;
    private final Map<RoomKey, Integer> counts = new ConcurrentHashMap<>();
    private int total;

    SessionCounts(SessionLimits limits) {
        this.limits = limits;
    }

    synchronized RegistrationResult add(Session session) {
        RoomKey tenant = RoomKey.tenant(session.tenant());
        RoomKey user = RoomKey.user(session.tenant(), session.caller().userId());
        if (total >= limits.perNode()) {
            return RegistrationResult.NODE_FULL;
        }
        if (counts.getOrDefault(tenant, 0) >= limits.perTenant()) {
            return RegistrationResult.TENANT_FULL;
        }
        if (counts.getOrDefault(user, 0) >= limits.perUser()) {
            return RegistrationResult.USER_FULL;
        }
        total++;
        counts.merge(tenant, 1, Integer::sum);
        counts.merge(user, 1, Integer::sum);
        return RegistrationResult.ADMITTED;
    }

    synchronized void remove(Session session) {
        total--;
        decrement(RoomKey.tenant(session.tenant()));
        decrement(RoomKey.user(session.tenant(), session.caller().userId()));
    }

    /** As of now. */
    Map<TenantId, Integer> byTenant() {
        Map<TenantId, Integer> sessions = new HashMap<>();
        counts.forEach((room, count) -> {
            if (room.equals(RoomKey.tenant(room.tenant()))) {
                sessions.put(room.tenant(), count);
            }
        });
        return sessions;
    }

    private void decrement(RoomKey key) {
        counts.computeIfPresent(key, (k, count) -> count == 1 ? null : count - 1);
    }
}
