package dev.carewire.dialect.keney;

import dev.carewire.command.Caller;
import dev.carewire.hub.Session;
import dev.carewire.identity.TenantId;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** The sessions of each user on this node, on the path of rooms. Any thread. Lock: this object. */
final class UserSessions {

    private final Map<TenantId, TenantSessions> tenants = new HashMap<>();

    /** Adds a session. Idempotent. */
    synchronized void add(Session session) {
        TenantSessions clinic = tenants.computeIfAbsent(session.tenant(), none -> new TenantSessions());
        boolean isNew = clinic.users
                .computeIfAbsent(session.caller().userId(), none -> new LinkedHashSet<>(2))
                .add(session);
        clinic.sessions += isNew ? 1 : 0;
    }

    /** Removes a session. Does nothing for an unknown one. */
    synchronized void remove(Session session) {
        TenantSessions clinic = tenants.get(session.tenant());
        if (clinic == null) {
            return;
        }
        clinic.users.computeIfPresent(session.caller().userId(), (user, sessions) -> {
            clinic.sessions -= sessions.remove(session) ? 1 : 0;
            return sessions.isEmpty() ? null : sessions;
        });
        if (clinic.users.isEmpty()) {
            tenants.remove(session.tenant());
        }
    }

    /** The sessions of the user of {@code session}, as of now. */
    synchronized List<Session> ofUser(Session session) {
        TenantSessions clinic = tenants.get(session.tenant());
        return clinic == null
                ? List.of()
                : List.copyOf(clinic.users.getOrDefault(session.caller().userId(), Set.of()));
    }

    /** The counts of a clinic, including a new session of {@code caller}. */
    synchronized Counts countsIncluding(Caller caller) {
        TenantSessions clinic = tenants.get(caller.tenant());
        if (clinic == null) {
            return new Counts(1, 1);
        }
        int more = clinic.users.containsKey(caller.userId()) ? 0 : 1;
        return new Counts(clinic.sessions + 1, clinic.users.size() + more);
    }

    /** The number of a clinic's sessions, and of its users with a session. */
    record Counts(int sessions, int users) {}

    private static final class TenantSessions {
        private final Map<String, Set<Session>> users = new HashMap<>();
        private int sessions;
    }
}
