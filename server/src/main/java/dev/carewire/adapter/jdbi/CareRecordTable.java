package dev.carewire.adapter.jdbi;

import dev.carewire.command.TimeCursor;
import dev.carewire.identity.TenantId;
import dev.carewire.record.RecordQuery;
import dev.carewire.record.RecordRepository;
import java.util.List;
import java.util.Optional;

/**
 * A table of care records. Its alias is {@code t}. Any thread; blocks.
 *
 * @param <R> the record
 * @param <S> its statuses
 */
class CareRecordTable<R, S extends Enum<S>> extends RecordTable<R> implements RecordRepository<R, S> {

    private static final ListOrder NEWEST_FIRST =
            ListOrder.of("t").descending("created_at").descending("id");

    CareRecordTable(Database database, String name, String select, RowReader<R> reader, Columns<R> columns) {
        super(database, name, "t", select, reader, columns);
    }

    @Override
    public List<R> list(TenantId tenant, RecordQuery<S> query, Optional<TimeCursor> before, int most) {
        WhereClause wanted = rows(tenant, query);
        before.ifPresent(place -> NEWEST_FIRST.after(wanted, place.at(), place.id()));
        return select(wanted, NEWEST_FIRST, most);
    }
}
