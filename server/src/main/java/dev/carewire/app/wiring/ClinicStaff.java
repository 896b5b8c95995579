package dev.carewire.app.wiring;

import dev.carewire.identity.TenantId;
import dev.carewire.notification.ConnectedRecipients;
import dev.carewire.notification.StaffDirectory;
import dev.carewire.user.UserRepository;
import java.util.HashSet;
import java.util.Set;

/** The users on the clinic's list, and those with a session on this node who may subscribe to the whole clinic. */
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
        all.addAll(users.ids(tenant));
        return all;
    }

    @Override
    public boolean isConnected(TenantId tenant, String userId) {
        return deliveries.isConnected(tenant, userId);
    }
}
