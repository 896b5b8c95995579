package dev.carewire.adapter.jdbi;

import dev.carewire.idempotency.IdempotencyKey;
import dev.carewire.idempotency.IdempotencyKeys;
import dev.carewire.idempotency.KeptAnswer;
import dev.carewire.idempotency.RequestFingerprint;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.UnableToExecuteStatementException;

/** Stores idempotency keys and answers in the table {@code idempotency_keys}. Any thread; blocks. */
public final class JdbiIdempotencyKeys implements IdempotencyKeys {

    private static final int MAX_WAIT_SECONDS = 2;

    /** The SQL states of a statement that waited too long: canceled, and lock not available, of PostgreSQL and of H2. */
    private static final Set<String> WAITED_TOO_LONG = Set.of("57014", "55P03", "HYT00");

    private static final String BY_KEY = " WHERE tenant = :tenant AND user_id = :user AND idempotency_key = :key";

    private static final ExpiredRows EXPIRED =
            new ExpiredRows("idempotency_keys", "tenant, user_id, idempotency_key", "claimed_at < :before");

    private final Database database;

    /** Keys in {@code database}. */
    public JdbiIdempotencyKeys(Database database) {
        this.database = database;
    }

    @Override
    public Claim claim(IdempotencyKey key, RequestFingerprint request, Instant at, Validity validity) {
        return database.jdbi().inTransaction(handle -> {
            // A concurrent deletion of expired keys may free the key between the statements.
            while (!insert(handle, key, request, at)) {
                Optional<Row> row = row(key);
                if (row.isPresent() && row.get().counts(validity)) {
                    return row.get().claim();
                }
                row.ifPresent(expired -> delete(key, expired));
            }
            return new Claimed();
        });
    }

    private static boolean insert(Handle handle, IdempotencyKey key, RequestFingerprint request, Instant at) {
        try {
            return handle.createUpdate("""
                            INSERT INTO idempotency_keys (tenant, user_id, idempotency_key, target_hash, body_hash, claimed_at)
                            VALUES (:tenant, :user, :key, :target, :body, :at) ON CONFLICT DO NOTHING
                            """)
                            .setQueryTimeout(MAX_WAIT_SECONDS)
                            .bindMap(owned(key))
                            .bind("target", request.target())
                            .bind("body", request.body())
                            .bind("at", at)
                            .execute()
                    == 1;
        } catch (UnableToExecuteStatementException failed) {
            if (failed.getCause() instanceof SQLException cause && WAITED_TOO_LONG.contains(cause.getSQLState())) {
                throw new KeyInUseException(failed);
            }
            throw failed;
        }
    }

    @Override
    public Optional<Answered> find(IdempotencyKey key, Validity validity) {
        return row(key).filter(row -> row.counts(validity))
                .map(Row::claim)
                .filter(Answered.class::isInstance)
                .map(Answered.class::cast);
    }

    private Optional<Row> row(IdempotencyKey key) {
        return database.find(
                "SELECT target_hash, body_hash, status, headers, body, claimed_at FROM idempotency_keys" + BY_KEY,
                owned(key),
                Row::read);
    }

    private void delete(IdempotencyKey key, Row expired) {
        database.jdbi()
                .useHandle(
                        handle -> handle.createUpdate("DELETE FROM idempotency_keys" + BY_KEY + " AND claimed_at = :at")
                                .bindMap(owned(key))
                                .bind("at", expired.claimedAt())
                                .execute());
    }

    @Override
    public void complete(IdempotencyKey key, KeptAnswer answer) {
        database.jdbi()
                .useHandle(handle -> handle.createUpdate(
                                "UPDATE idempotency_keys SET status = :status, headers = :headers, body = :body"
                                        + BY_KEY)
                        .bindMap(owned(key))
                        .bind("status", answer.status())
                        .bind("headers", answer.headers())
                        .bind("body", answer.body())
                        .execute());
    }

    @Override
    public void release(IdempotencyKey key) {
        database.update("DELETE FROM idempotency_keys" + BY_KEY, owned(key));
    }

    @Override
    public int deleteClaimedBefore(Instant moment, int most) {
        return EXPIRED.delete(database, moment, most);
    }

    private static Map<String, Object> owned(IdempotencyKey key) {
        return Map.of("tenant", key.tenant(), "user", key.userId(), "key", key.text());
    }

    private record Row(
            RequestFingerprint request,
            Optional<Integer> status,
            Optional<String> headers,
            Optional<String> body,
            Instant claimedAt) {

        static Row read(ResultSet row) throws SQLException {
            return new Row(
                    new RequestFingerprint(row.getString("target_hash"), row.getString("body_hash")),
                    Optional.ofNullable(row.getObject("status", Integer.class)),
                    Optional.ofNullable(row.getString("headers")),
                    Optional.ofNullable(row.getString("body")),
                    UtcInstants.read(row, "claimed_at"));
        }

        boolean counts(Validity validity) {
            Instant since = status.isPresent() ? validity.answeredSince() : validity.runningSince();
            return !claimedAt.isBefore(since);
        }

        Claim claim() {
            return status.<Claim>map(code -> new Answered(request, new KeptAnswer(code, headers.orElse("{}"), body)))
                    .orElseGet(Running::new);
        }
    }
}
