package dev.carewire.dialect;

import dev.carewire.hub.Hub;
import dev.carewire.hub.Session;
import dev.carewire.identity.Role;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Delivers the events of every clinic to the users of some roles, and logs for auditors when that begins and ends. On the session's loop;
 * never blocks.
 */
public final class Oversight {

    private static final Logger log = LoggerFactory.getLogger(Oversight.class);

    private final Hub hub;
    private final Set<Role> roles;
    private final Set<String> overseeing = ConcurrentHashMap.newKeySet();

    /** @param roles of which a user needs one; none if empty */
    public Oversight(Hub hub, Set<Role> roles) {
        this.hub = hub;
        this.roles = Set.copyOf(roles);
    }

    /** A session was admitted, or continues with other roles. */
    public void connected(Session session) {
        if (session.caller().principal().hasAnyRole(roles) && overseeing.add(session.id())) {
            hub.subscribeToAllTenants(session);
            log("oversight began", session);
        }
    }

    /** A session has ended, or will be {@link #connected} again with other roles. */
    public void disconnected(Session session) {
        if (overseeing.remove(session.id())) {
            hub.unsubscribeFromAllTenants(session);
            log("oversight ended", session);
        }
    }

    private static void log(String text, Session session) {
        log.atInfo()
                .addKeyValue("session", session.id())
                .addKeyValue("tenant", session.tenant().value())
                .addKeyValue("user", session.caller().userId())
                .log(text);
    }
}
