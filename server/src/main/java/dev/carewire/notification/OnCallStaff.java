package dev.carewire.notification;

import dev.carewire.event.NotificationSnapshot;
import dev.carewire.identity.TenantId;
import java.util.List;

/** Who answers for somebody who does not. Blocks. */
public interface OnCallStaff {

    /** Users of the tenant who are there and whose role is to take care of such a notification; may be empty. */
    List<String> onDuty(TenantId tenant, NotificationSnapshot unanswered);

    /** Users who lead the clinic, whether they are there or not; may be empty. */
    List<String> clinicLeads(TenantId tenant);
}
