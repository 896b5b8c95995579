package dev.carewire.app.config;

import dev.carewire.identity.Role;
import dev.carewire.notification.EscalationPolicy;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Escalation and retention of notifications. Shows no secret.
 *
 * @param policy when they are repeated, and the recipients of the escalation
 * @param startDelay how long escalations wait for clients after the server's start
 * @param onCallRoles the responsible role, by kind, by priority in lower case, or for {@code any}
 * @param leadRole the role of a clinic's leads
 * @param webhookUrl the last step; empty for none
 * @param webhookSecret signs those calls; present if the address is
 * @param retention how long notifications are kept
 * @param maxPerKindPerMinute most notifications of one kind for a user in a minute before the rest is summarized
 * @param appointmentReminders how long before an appointment each reminder is sent
 * @param appointmentsToPatients whether patients are notified about their appointments
 * @param labResultsToPatients whether patients are notified of a new result
 */
public record NotificationsConfig(
        EscalationPolicy policy,
        Duration startDelay,
        Map<String, Role> onCallRoles,
        Role leadRole,
        Optional<URI> webhookUrl,
        Optional<String> webhookSecret,
        Duration retention,
        int maxPerKindPerMinute,
        List<Duration> appointmentReminders,
        boolean appointmentsToPatients,
        boolean labResultsToPatients) {

    public NotificationsConfig {
        appointmentReminders = List.copyOf(appointmentReminders);
        onCallRoles = Map.copyOf(onCallRoles);
    }

    @Override
    public String toString() {
        return "NotificationsConfig[" + policy + ", duty=" + onCallRoles + ", lead=" + leadRole + ", retention="
                + retention + "]";
    }
}
