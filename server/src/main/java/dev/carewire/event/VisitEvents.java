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
                    "A visit was opened or changed.")
            .stateOf(ReportedRecord.Kind.VISIT, updated -> updated.visit().id());

    static final List<EventType<?>> ALL = List.of(VISIT_UPDATED);

    private VisitEvents() {}

    /**
     * A visit was opened, changed or closed.
     *
     * @param before the previous filter fields, for clients whose filter no longer matches. The current ones if the
     *     visit is new; empty if unknown
     */
    public record VisitUpdated(VisitSnapshot visit, Optional<VisitFilterFields> before) {}
}
