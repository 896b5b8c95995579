package dev.carewire.hub;

import dev.carewire.event.RoomKey;
import dev.carewire.identity.Access;
import dev.carewire.identity.Principal;
import dev.carewire.identity.TenantId;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Counts sessions against {@link SessionLimits} and the {@link FamilyLimits} of their family. A fifth of a tenant's places is kept for
 * its staff and screens, so that its patients cannot take all of them. Any thread. Lock: this object; taken once per session, not per
 * event.
 */
final class SessionCounts {

    /** Of five places of a tenant, those that patients may take. */
    private static final int FIFTHS_FOR_PATIENTS = 4;

    /** Stands for all families together. */
    private static final String ALL_FAMILIES = "";

    private final SessionLimits limits;

    /** The counts that include each session; fixed when it is admitted, since its roles may change. */
    private final Map<Session, List<Count>> counted = new HashMap<>();

    private final Map<Count, Integer> counts = new HashMap<>();
    private final Map<RoomKey, List<Session>> byUser = new HashMap<>();

    SessionCounts(SessionLimits limits) {
        this.limits = limits;
    }

    /** A group of sessions that is counted. */
    private sealed interface Count {

        /** The sessions of a family. */
        record OfFamily(String family) implements Count {}

        /** The sessions of a tenant, in a family or in all. */
        record OfTenant(String family, TenantId tenant) implements Count {}

        /** The sessions of a tenant's patients, in a family or in all. */
        record OfPatients(String family, TenantId tenant) implements Count {}

        /** The sessions of a user in a family. */
        record OfUser(String family, RoomKey user) implements Count {}
    }

    /** Counts a session, unless a limit is reached. */
    synchronized RegistrationResult add(Session session, FamilyLimits family) {
        RegistrationResult result = check(session, family);
        if (result == RegistrationResult.ADMITTED) {
            List<Count> including = including(session, family);
            counted.put(session, including);
            including.forEach(count -> counts.merge(count, 1, Integer::sum));
            byUser.computeIfAbsent(user(session), none -> new ArrayList<>(1)).add(session);
        }
        return result;
    }

    private RegistrationResult check(Session session, FamilyLimits family) {
        if (counted.size() >= limits.perNode() || number(new Count.OfFamily(family.family())) >= family.inAll()) {
            return RegistrationResult.NODE_FULL;
        }
        if (!session.tenant().equals(limits.unlimitedTenant())
                && (isTenantFull(session, ALL_FAMILIES, limits.perTenant())
                        || isTenantFull(session, family.family(), family.perTenant()))) {
            return RegistrationResult.TENANT_FULL;
        }
        RoomKey user = user(session);
        return byUser.getOrDefault(user, List.of()).size() >= limits.perUser()
                        || number(new Count.OfUser(family.family(), user)) >= family.perUser()
                ? RegistrationResult.USER_FULL
                : RegistrationResult.ADMITTED;
    }

    private boolean isTenantFull(Session session, String family, int places) {
        TenantId tenant = session.tenant();
        long forPatients = (long) places * FIFTHS_FOR_PATIENTS / 5;
        return number(new Count.OfTenant(family, tenant)) >= places
                || (isPatient(session) && number(new Count.OfPatients(family, tenant)) >= Math.max(1, forPatients));
    }

    private int number(Count count) {
        return counts.getOrDefault(count, 0);
    }

    /** The counts that a session takes part in; those that nothing limits are left out. */
    private static List<Count> including(Session session, FamilyLimits family) {
        String name = family.family();
        List<Count> including = new ArrayList<>();
        if (family.inAll() != FamilyLimits.UNLIMITED) {
            including.add(new Count.OfFamily(name));
        }
        if (family.perUser() != FamilyLimits.UNLIMITED) {
            including.add(new Count.OfUser(name, user(session)));
        }
        addTenant(including, ALL_FAMILIES, session);
        if (family.perTenant() != FamilyLimits.UNLIMITED) {
            addTenant(including, name, session);
        }
        return List.copyOf(including);
    }

    private static void addTenant(List<Count> including, String family, Session session) {
        including.add(new Count.OfTenant(family, session.tenant()));
        if (isPatient(session)) {
            including.add(new Count.OfPatients(family, session.tenant()));
        }
    }

    private static boolean isPatient(Session session) {
        Principal principal = session.caller().principal();
        return !Access.maySubscribeToTenant(principal) && !Access.maySubscribeToTickets(principal);
    }

    synchronized void remove(Session session) {
        List<Count> including = counted.remove(session);
        if (including == null) {
            return;
        }
        including.forEach(count -> counts.computeIfPresent(count, (key, number) -> number == 1 ? null : number - 1));
        byUser.computeIfPresent(user(session), (user, sessions) -> {
            sessions.remove(session);
            return sessions.isEmpty() ? null : sessions;
        });
    }

    /** The sessions of a user, as of now. */
    synchronized List<Session> ofUser(RoomKey user) {
        return List.copyOf(byUser.getOrDefault(user, List.of()));
    }

    /** As of now. */
    synchronized Map<TenantId, Integer> byTenant() {
        Map<TenantId, Integer> sessions = new HashMap<>();
        counts.forEach((count, number) -> {
            if (count instanceof Count.OfTenant tenant && tenant.family().equals(ALL_FAMILIES)) {
                sessions.put(tenant.tenant(), number);
            }
        });
        return sessions;
    }

    private static RoomKey user(Session session) {
        return RoomKey.user(session.tenant(), session.caller().userId());
    }
}
