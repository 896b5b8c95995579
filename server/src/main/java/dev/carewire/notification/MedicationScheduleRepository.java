package dev.carewire.notification;

import dev.carewire.identity.TenantId;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * Stores medication schedules. Every call is limited to one tenant, joins the transaction open on this thread, and
 * blocks.
 */
public interface MedicationScheduleRepository {

    /** Adds a schedule whose next time is {@code nextAt}. */
    void add(TenantId tenant, MedicationSchedule schedule, Instant nextAt);

    /** A user's schedules, by their next time. */
    List<ScheduledMedication> list(TenantId tenant, String userId);

    /** The schedule with this id, locked until the end of the transaction. */
    Optional<ScheduledMedication> lock(TenantId tenant, String id);

    /** Sets the next time of a schedule that this transaction has locked. */
    void setNextAt(TenantId tenant, String id, Instant nextAt);

    /** Deletes a schedule; whether there was one. */
    boolean remove(TenantId tenant, String id);

    /** A schedule and its next time. */
    record ScheduledMedication(MedicationSchedule schedule, Instant nextAt) {}
}
