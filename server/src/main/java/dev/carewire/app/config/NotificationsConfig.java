package dev.carewire.app.config;

import dev.carewire.identity.Role;
import dev.carewire.notification.EscalationPolicy;
import java.net.URI;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;

/**
 * How notifications are chased and kept. Shows no secret.
 *
 * @param policy how often they are repeated and who is told then
 * @param duty the role that takes care, by kind, by priority in lower case, or for {@code any}
 * @param lead the role of those who lead a clinic
 * @param webhookUrl told last; empty for none
 * @param webhookSecret signs those calls; there if the address is
 * @param retention how long notifications are kept
 */
public record NotificationsConfig(
        EscalationPolicy policy,
        Map<String, Role> duty,
        Role lead,
        Optional<URI> webhookUrl,
        Optional<String> webhookSecret,
        Duration retention) {

    public NotificationsConfig {
        duty = Map.copyOf(duty);
    }

    @Override
    public String toString() {
        return "NotificationsConfig[" + policy + ", duty=" + duty + ", lead=" + lead + ", retention=" + retention + "]";
    }
}
