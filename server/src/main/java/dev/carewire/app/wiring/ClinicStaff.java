package dev.carewire.app.wiring;

import dev.carewire.identity.TenantId;
import dev.carewire.notification.ConnectedRecipients;
import dev.carewire.notification.StaffDirectory;
import dev.carewire.user.UserRepository;
import java.util.HashSet;
import java.util.Set;

/** The people on the clinic's list, and whoever has a session on this node and may follow what happens in the clinic. */
final class ClinicStaff implements StaffDirectory {

    private final UserRepository users;
    private final ConnectedRecipients deliveries;

    ClinicStaff(UserRepository users, ConnectedRecipients deliveries) {
        this.users = users;
        this.deliveries = deliveries;
    }

    @Override
    public Set<String> userIds(TenantId tenant) {
        Set<String> all = new HashSet<>(deliveries.staff(tenant));
        users.list(tenant).forEach(colleague -> all.add(colleague.staff().id()));
        return all;
    }
}
