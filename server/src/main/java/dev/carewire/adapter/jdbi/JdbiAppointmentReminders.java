package dev.carewire.adapter.jdbi;

import dev.carewire.identity.TenantId;
import dev.carewire.notification.AppointmentReminderRepository;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Stores appointment reminders in the table {@code appointment_reminders}. Any thread; blocks. */
public final class JdbiAppointmentReminders implements AppointmentReminderRepository {

    private final Database database;

    /** Reminders in {@code database}. */
    public JdbiAppointmentReminders(Database database) {
        this.database = database;
    }

    @Override
    public void keepOnly(TenantId tenant, String appointmentId, Set<Instant> dueAt) {
        List<Instant> present = database.list(
                """
                        SELECT due_at FROM appointment_reminders
                        WHERE tenant = :tenant AND appointment_id = :appointment
                        """, Map.of("tenant", tenant, "appointment", appointmentId), row -> UtcInstants.read(row, "due_at"));
        present.stream().filter(due -> !dueAt.contains(due)).forEach(due -> remove(tenant, appointmentId, due));
    }

    private boolean remove(TenantId tenant, String appointmentId, Instant dueAt) {
        return database.update("""
                        DELETE FROM appointment_reminders
                        WHERE tenant = :tenant AND appointment_id = :appointment AND due_at = :due
                        """, Map.of("tenant", tenant, "appointment", appointmentId, "due", dueAt)) == 1;
    }

    @Override
    public boolean update(TenantId tenant, String appointmentId, Instant dueAt, AppointmentReminder reminder) {
        return write("""
                UPDATE appointment_reminders SET starts_at = :starts, patient_id = :patient, doctor_id = :doctor
                WHERE tenant = :tenant AND appointment_id = :appointment AND due_at = :due
                """, tenant, appointmentId, dueAt, reminder);
    }

    @Override
    public void add(TenantId tenant, String appointmentId, Instant dueAt, AppointmentReminder reminder) {
        write("""
                INSERT INTO appointment_reminders (tenant, appointment_id, due_at, starts_at, patient_id, doctor_id)
                VALUES (:tenant, :appointment, :due, :starts, :patient, :doctor) ON CONFLICT DO NOTHING
                """, tenant, appointmentId, dueAt, reminder);
    }

    private boolean write(
            String sql, TenantId tenant, String appointmentId, Instant dueAt, AppointmentReminder reminder) {
        return database.update(
                        sql,
                        Map.of(
                                "tenant",
                                tenant,
                                "appointment",
                                appointmentId,
                                "due",
                                dueAt,
                                "starts",
                                reminder.startsAt(),
                                "patient",
                                reminder.patientId(),
                                "doctor",
                                reminder.doctorId()))
                == 1;
    }

    @Override
    public Optional<AppointmentReminder> take(TenantId tenant, String appointmentId, Instant dueAt) {
        return database.jdbi()
                .inTransaction(handle -> database.find(
                                """
                                SELECT starts_at, patient_id, doctor_id FROM appointment_reminders
                                WHERE tenant = :tenant AND appointment_id = :appointment AND due_at = :due FOR UPDATE
                                """,
                                Map.of("tenant", tenant, "appointment", appointmentId, "due", dueAt),
                                row -> new AppointmentReminder(
                                        UtcInstants.read(row, "starts_at"),
                                        row.getString("patient_id"),
                                        row.getString("doctor_id")))
                        .filter(found -> remove(tenant, appointmentId, dueAt)));
    }
}
