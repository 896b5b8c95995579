package dev.carewire.notification;

import dev.carewire.identity.TenantId;
import java.util.Set;

/** Who works in a clinic. Blocks. */
@FunctionalInterface
public interface StaffDirectory {

    /** The users who are told what concerns everybody: those on the clinic's list, and those who are there; each once. */
    Set<String> userIds(TenantId tenant);
}
