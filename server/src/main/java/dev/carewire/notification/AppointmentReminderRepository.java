package dev.carewire.notification;

import dev.carewire.identity.TenantId;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;

/**
 * Stores the pending reminders of appointments. Every call is limited to one tenant, joins the transaction open on this
 * thread, and blocks.
 */
public interface AppointmentReminderRepository {

    /** Deletes the reminders of an appointment, except those due at these moments. */
    void keepOnly(TenantId tenant, String appointmentId, Set<Instant> dueAt);

    /** Replaces the data of the reminder due at that moment; whether there is one. */
    boolean update(TenantId tenant, String appointmentId, Instant dueAt, AppointmentReminder reminder);

    /** Adds a reminder, unless one is due at that moment. */
    void add(TenantId tenant, String appointmentId, Instant dueAt, AppointmentReminder reminder);

    /** Removes and returns the reminder due at that moment; of several concurrent callers, only one receives it. */
    Optional<AppointmentReminder> take(TenantId tenant, String appointmentId, Instant dueAt);

    /**
     * A reminder's recipients.
     *
     * @param startsAt when the appointment begins
     * @param patientId the patient's user id, which is the id of their record
     * @param doctorId the doctor's user id
     */
    record AppointmentReminder(Instant startsAt, String patientId, String doctorId) {}
}
