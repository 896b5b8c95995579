package dev.carewire.appointment;

import dev.carewire.event.AppointmentSnapshot;
import dev.carewire.event.RoomSnapshot;
import java.util.Optional;

/** The kinds of calendars in which an appointment occupies its time: that of its doctor, and that of its room. */
public enum Calendar {
    DOCTOR("doctorId", "doctor already has an appointment at this time") {
        @Override
        public Optional<String> ownerIn(AppointmentSnapshot appointment) {
            return Optional.of(appointment.doctor().id());
        }
    },
    ROOM("roomId", "room is already booked at this time") {
        @Override
        public Optional<String> ownerIn(AppointmentSnapshot appointment) {
            return appointment.room().map(RoomSnapshot::id);
        }
    };

    private final String field;
    private final String occupied;

    Calendar(String field, String occupied) {
        this.field = field;
        this.occupied = occupied;
    }

    /** The id of the doctor or room whose calendar holds the appointment; empty for an appointment without a room. */
    public abstract Optional<String> ownerIn(AppointmentSnapshot appointment);

    /** The name of the field with that id. */
    String field() {
        return field;
    }

    /** The text of a rejection: the calendar is occupied at the appointment's time. */
    String occupied() {
        return occupied;
    }
}
