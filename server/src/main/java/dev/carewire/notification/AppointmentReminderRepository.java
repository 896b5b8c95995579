package dev.carewire.notification;

import dev.carewire.identity.TenantId;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;

/**
 * Where the reminders of appointments are kept that are still to be given. Every call sees one tenant only, takes part in the
 * transaction open on this thread, and blocks.
 */
public interface AppointmentReminderRepository {

    /** Forgets the reminders of an appointment except those that are due at these moments. */
    void keepOnly(TenantId tenant, String appointmentId, Set<Instant> dueAt);

    /** Replaces what is known of the reminder that is due at that moment; whether there is one. */
    boolean update(TenantId tenant, String appointmentId, Instant dueAt, AppointmentReminder reminder);

    /** Adds a reminder, unless there is one that is due at that moment. */
    void add(TenantId tenant, String appointmentId, Instant dueAt, AppointmentReminder reminder);

    /** Takes out the reminder that is due at that moment: of several who ask, one gets it. */
    Optional<AppointmentReminder> take(TenantId tenant, String appointmentId, Instant dueAt);

    /**
     * Whom a reminder is for.
     *
     * @param startsAt when the appointment begins
     * @param patientId the patient's user id, which is the id of their record
     * @param doctorId the doctor's user id
     */
    record AppointmentReminder(Instant startsAt, String patientId, String doctorId) {}
}
