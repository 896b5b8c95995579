package dev.carewire.app.config;

import dev.carewire.identity.Role;
import dev.carewire.notification.EscalationPolicy;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * How notifications are chased and kept. Shows no secret.
 *
 * @param policy how often they are repeated and who is told then
 * @param onCallRoles the role that takes care, by kind, by priority in lower case, or for {@code any}
 * @param leadRole the role of those who lead a clinic
 * @param webhookUrl told last; empty for none
 * @param webhookSecret signs those calls; there if the address is
 * @param retention how long notifications are kept
 * @param maxPerKindPerMinute how many of one kind a user is told in a minute before the others are told in one
 * @param appointmentReminders how long before an appointment each reminder of it is given
 * @param appointmentsToPatients whether patients are told of the course of their appointments
 * @param labResultsToPatients whether patients are told that a result is there
 */
public record NotificationsConfig(
        EscalationPolicy policy,
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
