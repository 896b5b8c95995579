package dev.carewire.event;

import java.util.List;

/** Prescriptions. */
public final class PrescriptionEvents {

    public static final EventType<PrescriptionCreated> PRESCRIPTION_CREATED = new EventType<>(
            "prescription.created",
            PrescriptionCreated.class,
            Audience.tenantAnd(RoomKey.Kind.PRESCRIPTIONS),
            Delivery.LOGGED,
            Phi.CLINICAL,
            "A prescription was written.");

    static final List<EventType<?>> ALL = List.of(PRESCRIPTION_CREATED);

    private PrescriptionEvents() {}

    /** A prescription was written. */
    public record PrescriptionCreated(PrescriptionSnapshot prescription) {}
}
