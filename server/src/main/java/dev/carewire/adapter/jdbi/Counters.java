package dev.carewire.adapter.jdbi;

import dev.carewire.identity.TenantId;
import java.time.LocalDate;
import org.jdbi.v3.core.Handle;

/**
 * Numbers drawn one after the other. Drawing locks the series until the transaction ends, so that no number is given twice
 * and none is lost with a transaction that fails; a command therefore draws last and draws once.
 */
final class Counters {

    /** The day of a series that never begins again. */
    private static final LocalDate NEVER_RESET = LocalDate.of(1970, 1, 1);

    private Counters() {}

    /** The next number, 1 at first, of a series that never begins again. */
    static int next(Handle handle, TenantId tenant, String series) {
        return next(handle, tenant, series, NEVER_RESET);
    }

    /** The next number of a series that begins again with 1 on each new day. */
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

    private static int increment(Handle handle, TenantId tenant, String series, LocalDate day) {
        return handle.createUpdate("""
                        UPDATE counters
                        SET last_number = CASE WHEN counted_on = :day THEN last_number + 1 ELSE 1 END,
                            counted_on = :day
                        WHERE tenant = :tenant AND series = :series
                        """)
                .bind("tenant", tenant)
                .bind("series", series)
                .bind("day", day)
                .execute();
    }
}
