package dev.carewire.record;

import dev.carewire.command.RejectedException;

/** The fields by which records refer to each other. */
public enum Reference {
    PATIENT("patientId", "no patient"),
    DOCTOR("doctorId", "nobody who works here"),
    /** The person who has to do a task. */
    ASSIGNEE("assigneeId", "nobody who works here"),
    ROOM("roomId", "no room"),
    APPOINTMENT("appointmentId", "no appointment"),
    QUEUE_ENTRY("queueEntryId", "no queue entry"),
    VISIT("visitId", "no visit");

    private final String field;
    private final String nothing;

    Reference(String field, String nothing) {
        this.field = field;
        this.nothing = nothing;
    }

    /** The name of the field in forms and refusals. */
    public String field() {
        return field;
    }

    /** Rejects an id of which the server has no record. */
    RejectedException unknown() {
        return RejectedException.invalid(field + " names " + nothing);
    }
}
