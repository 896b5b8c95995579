package dev.carewire.notification;

import dev.carewire.identity.TenantId;
import java.util.Set;

/** Lists the staff of a clinic. Blocks. */
public interface StaffDirectory {

    /** The recipients of notifications for all staff: users on the clinic's list, and connected ones; each once. */
    Set<String> userIds(TenantId tenant);

    /** Whether a user has a session on this node. Never blocks. */
    boolean isConnected(TenantId tenant, String userId);
}
