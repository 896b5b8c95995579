package dev.carewire.appointment;

import dev.carewire.clinic.Clinics;
import dev.carewire.clinic.Overlap;
import dev.carewire.command.RecordConflict;
import dev.carewire.command.RejectedException;
import dev.carewire.event.AppointmentSnapshot;
import dev.carewire.identity.TenantId;
import java.util.EnumSet;
import java.util.Set;

/**
 * The calendars of doctors and rooms. Rejects an appointment that overlaps another one in a calendar, unless its request
 * or the clinic allows this. Appointments overlap if each begins before the other ends: one may begin as another ends.
 *
 * <p>A check locks the calendars until the open transaction ends, so that a concurrent booking waits and then finds the
 * appointment. Every transaction takes its locks in one order: its patient, the counters of codes and tickets, the queue
 * entry's room, then the calendars by number. No transaction that waits for a calendar holds a lock that its holder takes
 * later. Hence no two transactions wait for each other. An allowed overlap needs no lock: it may overlap all that is
 * stored. Blocks.
 */
public final class Calendars {

    private final AppointmentRepository appointments;
    private final Clinics clinics;

    /** The calendars of the appointments in {@code appointments}; {@code clinics} decide whether they may overlap. */
    public Calendars(AppointmentRepository appointments, Clinics clinics) {
        this.appointments = appointments;
        this.clinics = clinics;
    }

    /**
     * Requires free calendars for a new appointment.
     *
     * @param overlap {@code ALLOW} if the request allows an overlap
     * @throws RejectedException CONFLICT, naming the other appointment
     */
    void requireFree(TenantId tenant, AppointmentSnapshot created, Overlap overlap) {
        requireFree(tenant, created, EnumSet.allOf(Calendar.class), overlap);
    }

    /**
     * Requires free calendars for a changed appointment: those in which it takes time that it did not have before. A
     * change of other fields is never rejected.
     *
     * @param overlap {@code ALLOW} if the request allows an overlap
     * @throws RejectedException CONFLICT, naming the other appointment
     */
    void requireFree(TenantId tenant, AppointmentSnapshot before, AppointmentSnapshot after, Overlap overlap) {
        boolean sameTime = before.status().occupiesTime()
                && before.start().equals(after.start())
                && before.end().equals(after.end());
        Set<Calendar> changed = EnumSet.allOf(Calendar.class);
        changed.removeIf(calendar -> sameTime && calendar.ownerIn(before).equals(calendar.ownerIn(after)));
        requireFree(tenant, after, changed, overlap);
    }

    private void requireFree(
            TenantId tenant, AppointmentSnapshot appointment, Set<Calendar> calendars, Overlap overlap) {
        if (!appointment.status().occupiesTime() || calendars.isEmpty() || isAllowed(tenant, overlap)) {
            return;
        }
        appointments.lockCalendars(tenant, appointment, calendars);
        for (Calendar calendar : calendars) {
            appointments.findOverlapping(tenant, appointment, calendar).ifPresent(other -> {
                throw RejectedException.conflict(calendar.occupied(), new RecordConflict(calendar.field(), other.id()));
            });
        }
    }

    private boolean isAllowed(TenantId tenant, Overlap requested) {
        return requested == Overlap.ALLOW || clinics.of(tenant).overlap() == Overlap.ALLOW;
    }
}
