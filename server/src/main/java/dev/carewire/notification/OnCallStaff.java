package dev.carewire.notification;

import dev.carewire.event.NotificationSnapshot;
import dev.carewire.identity.TenantId;
import java.util.List;

/** Finds the recipients for escalating unacknowledged notifications. Blocks. */
public interface OnCallStaff {

    /** Users of the tenant whose role handles such a notification. */
    OnCall onDuty(TenantId tenant, NotificationSnapshot unanswered);

    /** Leads of the clinic. */
    OnCall clinicLeads(TenantId tenant);

    /**
     * The users of an escalation step, each once.
     *
     * @param connected have a session on this node; may be empty
     * @param absent read the notification at their next connect; may be empty
     */
    record OnCall(List<String> connected, List<String> absent) {
        public OnCall {
            connected = List.copyOf(connected);
            absent = List.copyOf(absent);
        }
    }
}
