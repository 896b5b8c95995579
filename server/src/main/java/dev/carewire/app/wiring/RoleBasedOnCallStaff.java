package dev.carewire.app.wiring;

import dev.carewire.event.NotificationSnapshot;
import dev.carewire.identity.Role;
import dev.carewire.identity.TenantId;
import dev.carewire.notification.ConnectedRecipients;
import dev.carewire.notification.OnCallStaff;
import dev.carewire.user.UserRepository;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * Selects on-call staff by role: users whose connected client's token names the role, and users with that role in the
 * directory.
 */
final class RoleBasedOnCallStaff implements OnCallStaff {

    /** The key of the role for all other kinds and priorities. */
    private static final String ANY = "any";

    private final UserRepository users;
    private final ConnectedRecipients deliveries;
    private final Map<String, Role> roles;
    private final Role lead;

    /**
     * On-call staff by role.
     *
     * @param roles by kind, by priority in lower case, or for {@value #ANY}; the first match counts
     */
    RoleBasedOnCallStaff(UserRepository users, ConnectedRecipients deliveries, Map<String, Role> roles, Role lead) {
        this.users = users;
        this.deliveries = deliveries;
        this.roles = roles;
        this.lead = lead;
    }

    @Override
    public OnCall onDuty(TenantId tenant, NotificationSnapshot unanswered) {
        String priority = unanswered.priority().name().toLowerCase(Locale.ROOT);
        Optional<Role> role = Optional.ofNullable(roles.get(unanswered.kind()))
                .or(() -> Optional.ofNullable(roles.get(priority)))
                .or(() -> Optional.ofNullable(roles.get(ANY)));
        List<String> connected =
                role.map(wanted -> withRole(tenant, wanted).connected()).orElse(List.of());
        return new OnCall(connected, List.of());
    }

    @Override
    public OnCall clinicLeads(TenantId tenant) {
        return withRole(tenant, lead);
    }

    private OnCall withRole(TenantId tenant, Role role) {
        List<String> listed = users.idsWithRole(tenant, role);
        Set<String> connected = new TreeSet<>(deliveries.withRole(tenant, role));
        listed.stream().filter(user -> deliveries.isConnected(tenant, user)).forEach(connected::add);
        List<String> absent =
                listed.stream().filter(user -> !connected.contains(user)).toList();
        return new OnCall(List.copyOf(connected), absent);
    }
}
