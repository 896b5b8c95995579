package dev.carewire.adapter.jdbi;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jdbi.v3.core.statement.PreparedBatch;

/**
 * The expired rows of one table.
 *
 * @param table its name
 * @param key the columns of its primary key, separated by commas
 * @param condition of an expired row, about the moment {@code :before}
 */
record ExpiredRows(String table, String key, String condition) {

    /**
     * Deletes some of them, in a transaction of its own. The condition counts twice: a row that another transaction changes meanwhile
     * stays. One statement could not do both: H2 repeats a nested query with a limit for each deleted row.
     *
     * @param most largest number of deleted rows
     * @return the number of deleted rows
     */
    int delete(Database database, Instant before, int most) {
        String byKey = Stream.of(key.split(", "))
                .map(column -> column + " = :" + column)
                .collect(Collectors.joining(" AND "));
        return database.jdbi().inTransaction(handle -> {
            List<Map<String, Object>> expired = handle.createQuery(
                            "SELECT " + key + " FROM " + table + " WHERE " + condition + " LIMIT :most")
                    .bind("before", before)
                    .bind("most", most)
                    .mapToMap()
                    .list();
            PreparedBatch deletions =
                    handle.prepareBatch("DELETE FROM " + table + " WHERE " + byKey + " AND " + condition);
            expired.forEach(
                    found -> deletions.bindMap(found).bind("before", before).add());
            int[] deleted = expired.isEmpty() ? new int[0] : deletions.execute();
            return IntStream.of(deleted).sum();
        });
    }
}
