package dev.carewire.event;

import dev.carewire.identity.TenantId;
import java.time.Instant;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;

/**
 * The declaration of a domain event. The dialects define wire names; this name identifies the event in the log,
 * metrics and logs.
 *
 * @param name lower case, {@code noun.past-participle}, unique
 * @param payload the record of its data
 * @param audience its recipients
 * @param delivery its delivery guarantee
 * @param phi how much patient data the payload holds
 * @param summary one sentence for the reference pages
 * @param report the record whose state it reports; empty for a fact that no later event makes obsolete
 * @param <P> the payload's type
 */
public record EventType<P extends Record>(
        String name,
        Class<P> payload,
        Audience<P> audience,
        Delivery delivery,
        Phi phi,
        String summary,
        Optional<Report<P>> report) {

    /**
     * How to find the record in an event's payload.
     *
     * @param id of the record, unique among those of its kind and tenant
     * @param <P> the payload's type
     */
    public record Report<P>(ReportedRecord.Kind kind, Function<P, String> id, ReportedRecord.Extent extent) {}

    public EventType {
        Objects.requireNonNull(name, "name");
        Objects.requireNonNull(payload, "payload");
        Objects.requireNonNull(audience, "audience");
        Objects.requireNonNull(delivery, "delivery");
        Objects.requireNonNull(phi, "phi");
        Objects.requireNonNull(summary, "summary");
        Objects.requireNonNull(report, "report");
    }

    /** A fact that no later event makes obsolete. */
    public EventType(String name, Class<P> payload, Audience<P> audience, Delivery delivery, Phi phi, String summary) {
        this(name, payload, audience, delivery, phi, summary, Optional.empty());
    }

    /** The same event, which reports the whole state of a record. */
    EventType<P> stateOf(ReportedRecord.Kind kind, Function<P, String> id) {
        return reporting(kind, id, ReportedRecord.Extent.STATE);
    }

    /** The same event, which reports a part of a record's state. */
    EventType<P> changeOf(ReportedRecord.Kind kind, Function<P, String> id) {
        return reporting(kind, id, ReportedRecord.Extent.CHANGE);
    }

    private EventType<P> reporting(ReportedRecord.Kind kind, Function<P, String> id, ReportedRecord.Extent extent) {
        return new EventType<>(
                name, payload, audience, delivery, phi, summary, Optional.of(new Report<>(kind, id, extent)));
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
