package dev.carewire.event;

/** The lifecycle of an appointment; each dialect has its own names for these. */
public enum AppointmentStatus {
    /** Requested, without a confirmed time. */
    PENDING,
    SCHEDULED,
    CONFIRMED,
    RESCHEDULED,
    CHECKED_IN,
    IN_ROOM,
    WITH_PROVIDER,
    /** The patient has left the provider and settles payment and further appointments. */
    CHECKOUT,
    COMPLETED,
    CANCELLED,
    NO_SHOW;

    /** Whether this state is terminal. */
    public boolean isFinal() {
        return this == COMPLETED || this == CANCELLED || this == NO_SHOW;
    }
}
