package dev.carewire.event;

import java.util.List;

/** Visits. */
public final class VisitEvents {

    public static final EventType<VisitUpdated> VISIT_UPDATED = new EventType<>(
            "visit.updated",
            VisitUpdated.class,
            Audience.tenantAnd(RoomKey.Kind.VISITS),
            Delivery.LOGGED,
            Phi.CLINICAL,
            "A visit was opened or changed.");

    static final List<EventType<?>> ALL = List.of(VISIT_UPDATED);

    private VisitEvents() {}

    /** A visit was opened, changed or closed. */
    public record VisitUpdated(VisitSnapshot visit) {}
}
