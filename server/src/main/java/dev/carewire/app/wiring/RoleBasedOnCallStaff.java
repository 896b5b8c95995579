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

/** Selects on-call staff by role: those with the responsible role and a session on this node. */
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
    public List<String> onDuty(TenantId tenant, NotificationSnapshot unanswered) {
        String priority = unanswered.priority().name().toLowerCase(Locale.ROOT);
        Optional<Role> role = Optional.ofNullable(roles.get(unanswered.kind()))
                .or(() -> Optional.ofNullable(roles.get(priority)))
                .or(() -> Optional.ofNullable(roles.get(ANY)));
        return role.map(wanted -> withRole(tenant, wanted)).orElse(List.of()).stream()
                .filter(user -> deliveries.isConnected(tenant, user))
                .toList();
    }

    @Override
    public List<String> clinicLeads(TenantId tenant) {
        return withRole(tenant, lead);
    }

    private List<String> withRole(TenantId tenant, Role role) {
        return users.list(tenant).stream()
                .filter(colleague -> colleague.roles().contains(role))
                .map(colleague -> colleague.staff().id())
                .toList();
    }
}
