package dev.carewire.event;

import java.util.List;
import java.util.Optional;

/** Visits. */
public final class VisitEvents {

    public static final EventType<VisitUpdated> VISIT_UPDATED = new EventType<>(
            "visit.updated",
            VisitUpdated.class,
            Audience.tenantAndEntity(RoomKey.Kind.VISITS),
            Delivery.LOGGED,
            Phi.CLINICAL,
            "A visit was opened or changed.");

    static final List<EventType<?>> ALL = List.of(VISIT_UPDATED);

    private VisitEvents() {}

    /**
     * A visit was opened, changed or closed.
     *
     * @param before the visit before this change, so that clients who chose it are told that it leaves; as it is now if it is
     *     new; empty if whoever reports the change does not know
     */
    public record VisitUpdated(VisitSnapshot visit, Optional<VisitFilterFields> before) {}
}
