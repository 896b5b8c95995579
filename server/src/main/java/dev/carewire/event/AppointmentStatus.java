package dev.carewire.event;

/** The life of an appointment; each dialect has its own words for these. */
public enum AppointmentStatus {
    /** Asked for, not yet given a time for good. */
    PENDING,
    SCHEDULED,
    CONFIRMED,
    RESCHEDULED,
    CHECKED_IN,
    IN_ROOM,
    WITH_PROVIDER,
    COMPLETED,
    CANCELLED,
    NO_SHOW;

    /** Whether nothing can follow. */
    public boolean isFinal() {
        return this == COMPLETED || this == CANCELLED || this == NO_SHOW;
    }
}
