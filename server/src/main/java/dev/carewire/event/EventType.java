package dev.carewire.event;

import dev.carewire.identity.TenantId;
import java.time.Instant;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

/**
 * The declaration of a domain event. The dialects define wire names; this name identifies the event in the outbox,
 * metrics and logs.
 *
 * @param name lower case, {@code noun.past-participle}, unique
 * @param payload the record of its data
 * @param audience its recipients
 * @param delivery its delivery guarantee
 * @param phi how much patient data the payload holds
 * @param summary one sentence for the reference pages
 * @param <P> the payload's type
 */
public record EventType<P extends Record>(
        String name, Class<P> payload, Audience<P> audience, Delivery delivery, Phi phi, String summary) {

    public EventType {
        Objects.requireNonNull(name, "name");
        Objects.requireNonNull(payload, "payload");
        Objects.requireNonNull(audience, "audience");
        Objects.requireNonNull(delivery, "delivery");
        Objects.requireNonNull(phi, "phi");
        Objects.requireNonNull(summary, "summary");
    }

    /** A new event of this type for its whole audience. */
    public Event<P> newEvent(TenantId tenant, Instant at, P facts) {
        return new Event<>(UUID.randomUUID(), this, tenant, at, Optional.empty(), Set.of(), facts);
    }

    /** A new event of this type that skips the session which caused it. */
    public Event<P> newEventExcept(TenantId tenant, Instant at, String exceptSession, P facts) {
        return new Event<>(UUID.randomUUID(), this, tenant, at, Optional.of(exceptSession), Set.of(), facts);
    }
}
