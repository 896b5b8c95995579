package dev.carewire.appointment;

import dev.carewire.command.RejectedException;
import dev.carewire.command.TimeCursor;
import dev.carewire.event.AppointmentSnapshot;
import dev.carewire.identity.TenantId;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Stores appointments. Every call is limited to one tenant, joins the thread's open transaction, and blocks. To change
 * a row, the caller must hold the lock of its patient.
 */
public interface AppointmentRepository {

    Optional<AppointmentSnapshot> find(TenantId tenant, String id);

    /**
     * By start and code.
     *
     * @param query its limit does not count
     * @param after where the list begins, by start and code; empty for its start
     * @param most appointments at most
     */
    List<AppointmentSnapshot> list(TenantId tenant, AppointmentQuery query, Optional<TimeCursor> after, int most);

    /**
     * Locks those calendars of the appointment's doctor and room until the open transaction ends. A transaction calls this
     * at most once, after it has locked its patient and drawn its codes and tickets.
     */
    void lockCalendars(TenantId tenant, AppointmentSnapshot appointment, Set<Calendar> calendars);

    /**
     * The first other appointment in one of this appointment's calendars that occupies part of its time.
     *
     * @param appointment stored or not
     */
    Optional<AppointmentSnapshot> findOverlapping(TenantId tenant, AppointmentSnapshot appointment, Calendar calendar);

    /** The next short number for the desk, such as {@code APT-0001}. A failed transaction returns its number. */
    String nextCode(TenantId tenant);

    /**
     * Adds a row; stores only the ids of patient and doctor.
     *
     * @throws RejectedException CONFLICT if the tenant has one with this id
     */
    void insert(TenantId tenant, AppointmentSnapshot appointment);

    /** Replaces the row with that id; stores only the ids of patient and doctor. */
    void update(TenantId tenant, AppointmentSnapshot appointment);

    /**
     * Deletes a row.
     *
     * @return false, without deleting, if queue entries or visits refer to it
     */
    boolean delete(TenantId tenant, String id);
}
