package dev.carewire.adapter.jdbi;

import dev.carewire.identity.TenantId;
import java.time.LocalDate;
import org.jdbi.v3.core.Handle;

/**
 * Series of consecutive numbers. Drawing a number locks its series until the transaction ends, so that no number is
 * used twice or lost in a failed transaction. A command therefore draws at most once, as its last step.
 */
final class Counters {

    /** The day of a series that never restarts. */
    private static final LocalDate NEVER_RESET = LocalDate.of(1970, 1, 1);

    private Counters() {}

    /** The next number, starting with 1, of a series that never restarts. */
    static int next(Handle handle, TenantId tenant, String series) {
        return next(handle, tenant, series, NEVER_RESET);
    }

    /**
     * The next number of a series that restarts with 1 every day. An earlier day than that of the last number
     * counts as that one. Two transactions around midnight may draw in either order, and a new time zone may set a calendar back.
     */
    static int next(Handle handle, TenantId tenant, String series, LocalDate day) {
        return handle.inTransaction(open -> {
            if (increment(open, tenant, series, day) == 0) {
                open.createUpdate("""
                                INSERT INTO counters (tenant, series, counted_on, last_number)
                                VALUES (:tenant, :series, :day, 0)
                                ON CONFLICT DO NOTHING
                                """)
                        .bind("tenant", tenant)
                        .bind("series", series)
                        .bind("day", day)
                        .execute();
                increment(open, tenant, series, day);
            }
            return open.createQuery("SELECT last_number FROM counters WHERE tenant = :tenant AND series = :series")
                    .bind("tenant", tenant)
                    .bind("series", series)
                    .mapTo(Integer.class)
                    .one();
        });
    }

    /** Locks a series until the transaction ends, without drawing a number. A series without numbers is not locked. */
    static void lock(Handle handle, TenantId tenant, String series) {
        handle.createQuery("SELECT last_number FROM counters WHERE tenant = :tenant AND series = :series FOR UPDATE")
                .bind("tenant", tenant)
                .bind("series", series)
                .mapTo(Integer.class)
                .findOne();
    }

    private static int increment(Handle handle, TenantId tenant, String series, LocalDate day) {
        return handle.createUpdate("""
                        UPDATE counters
                        SET last_number = CASE WHEN counted_on >= :day THEN last_number + 1 ELSE 1 END,
                            counted_on = GREATEST(counted_on, :day)
                        WHERE tenant = :tenant AND series = :series
                        """)
                .bind("tenant", tenant)
                .bind("series", series)
                .bind("day", day)
                .execute();
    }
}
