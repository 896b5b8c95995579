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

    /** Whether the patient has not arrived yet and is expected. */
    public boolean isUpcoming() {
        return this == PENDING || this == SCHEDULED || this == CONFIRMED || this == RESCHEDULED;
    }

    /**
     * Whether an appointment in this state occupies its time in the calendars of doctor and room. Both are free once the
     * patient has left the doctor or missed the appointment.
     */
    public boolean occupiesTime() {
        return switch (this) {
            case PENDING, SCHEDULED, CONFIRMED, RESCHEDULED, CHECKED_IN, IN_ROOM, WITH_PROVIDER -> true;
            case CHECKOUT, COMPLETED, CANCELLED, NO_SHOW -> false;
        };
    }

    /** Whether the appointment is over; only a no-show can be undone. */
    public boolean hasEnded() {
        return this == COMPLETED || this == CANCELLED || this == NO_SHOW;
    }

    /**
     * Whether an appointment in this state may change to another one, or keep it. {@link #COMPLETED} and
     * {@link #CANCELLED} are terminal. A {@link #NO_SHOW} can be undone: the patient is expected again, or has arrived.
     */
    public boolean mayBecome(AppointmentStatus next) {
        return next == this || !hasEnded() || (this == NO_SHOW && !next.hasEnded() && next != CHECKOUT);
    }
}
