package dev.carewire.emission;

import dev.carewire.identity.TenantId;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * An event in the wire format of one client family, as requested by a back end; not validated yet.
 *
 * @param fieldPrefix its position in the request, as a prefix for field names in rejections; empty for a single event
 * @param family the family's name
 * @param to recipients: the family's names of rooms
 * @param except members of these rooms do not receive it
 * @param event its name on the family's wire
 * @param arguments JSON texts
 * @param delivery name of the delivery guarantee
 */
public record VerbatimEmission(
        String fieldPrefix,
        String family,
        List<String> to,
        List<String> except,
        String event,
        List<String> arguments,
        Optional<String> delivery)
        implements RequestedEvent {

    public VerbatimEmission {
        Objects.requireNonNull(fieldPrefix, "fieldPrefix");
        Objects.requireNonNull(family, "family");
        to = List.copyOf(to);
        except = List.copyOf(except);
        Objects.requireNonNull(event, "event");
        arguments = List.copyOf(arguments);
        Objects.requireNonNull(delivery, "delivery");
    }

    /** This event for all staff of a clinic. */
    public VerbatimEmission toTenant(TenantId tenant) {
        return new VerbatimEmission(
                fieldPrefix, family, List.of("tenant:" + tenant.value()), except, event, arguments, delivery);
    }

    /** Shows the position only: the rest may be patient data. */
    @Override
    public String toString() {
        return "VerbatimEmission[" + fieldPrefix + "]";
    }
}
