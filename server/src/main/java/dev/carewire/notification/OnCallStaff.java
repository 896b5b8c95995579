package dev.carewire.notification;

import dev.carewire.event.NotificationSnapshot;
import dev.carewire.identity.TenantId;
import java.util.List;

/** Finds the recipients for escalating unacknowledged notifications. Blocks. */
public interface OnCallStaff {

    /** Connected users of the tenant whose role handles such a notification; may be empty. */
    List<String> onDuty(TenantId tenant, NotificationSnapshot unanswered);

    /** Leads of the clinic, connected or not; may be empty. */
    List<String> clinicLeads(TenantId tenant);
}
