package dev.carewire.event;

import java.util.List;
import java.util.Optional;

/** Appointments and arrivals. */
public final class AppointmentEvents {

    public static final EventType<AppointmentCreated> APPOINTMENT_CREATED = new EventType<>(
                    "appointment.created",
                    AppointmentCreated.class,
                    Audience.tenantAndEntity(RoomKey.Kind.APPOINTMENTS),
                    Delivery.LOGGED,
                    Phi.CLINICAL,
                    "An appointment was created.")
            .stateOf(
                    ReportedRecord.Kind.APPOINTMENT,
                    created -> created.appointment().id());

    public static final EventType<AppointmentUpdated> APPOINTMENT_UPDATED = new EventType<>(
                    "appointment.updated",
                    AppointmentUpdated.class,
                    Audience.tenantAndEntity(RoomKey.Kind.APPOINTMENTS),
                    Delivery.LOGGED,
                    Phi.CLINICAL,
                    "An appointment changed.")
            .stateOf(
                    ReportedRecord.Kind.APPOINTMENT,
                    updated -> updated.appointment().id());

    public static final EventType<AppointmentCancelled> APPOINTMENT_CANCELLED = new EventType<>(
                    "appointment.cancelled",
                    AppointmentCancelled.class,
                    Audience.tenantAndEntity(RoomKey.Kind.APPOINTMENTS),
                    Delivery.LOGGED,
                    Phi.CLINICAL,
                    "An appointment will not take place.")
            .stateOf(
                    ReportedRecord.Kind.APPOINTMENT,
                    cancelled -> cancelled.appointment().id());

    public static final EventType<PatientCheckedIn> PATIENT_CHECKED_IN = new EventType<>(
                    "patient.checked-in",
                    PatientCheckedIn.class,
                    Audience.tenant(),
                    Delivery.LOGGED,
                    Phi.CLINICAL,
                    "A patient arrived for an appointment.")
            .stateOf(
                    ReportedRecord.Kind.APPOINTMENT,
                    checkedIn -> checkedIn.appointment().id());

    static final List<EventType<?>> ALL =
            List.of(APPOINTMENT_CREATED, APPOINTMENT_UPDATED, APPOINTMENT_CANCELLED, PATIENT_CHECKED_IN);

    private AppointmentEvents() {}

    /** An appointment was created. */
    public record AppointmentCreated(AppointmentSnapshot appointment) {}

    /**
     * An appointment's time, people or state changed.
     *
     * @param before the previous filter fields, for clients whose filter no longer matches; empty if unknown
     */
    public record AppointmentUpdated(AppointmentSnapshot appointment, Optional<AppointmentFilterFields> before) {}

    /**
     * An appointment will not take place.
     *
     * @param reason as entered on cancellation, for the staff
     * @param before as in {@link AppointmentUpdated}
     */
    public record AppointmentCancelled(
            AppointmentSnapshot appointment, Optional<String> reason, Optional<AppointmentFilterFields> before) {
        /** Omits the reason. */
        @Override
        public String toString() {
            return "AppointmentCancelled[" + appointment + "]";
        }
    }

    /** A patient arrived for an appointment. */
    public record PatientCheckedIn(AppointmentSnapshot appointment) {}
}
