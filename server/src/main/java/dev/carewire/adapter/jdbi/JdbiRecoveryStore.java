package dev.carewire.adapter.jdbi;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.carewire.hub.RecoverableSession;
import dev.carewire.hub.RecoveryStore;
import dev.carewire.hub.SessionOwner;
import dev.carewire.hub.SessionProgress;
import dev.carewire.identity.TenantId;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.PreparedBatch;

/**
 * Recoverable sessions in the table {@code recoverable_sessions}. It holds hashes of the clients' secrets, so a reader of the database cannot
 * resume a session. Any thread; blocks.
 */
public final class JdbiRecoveryStore implements RecoveryStore {

    private static final String INSERT = """
            INSERT INTO recoverable_sessions (id_hash, generation, session_id, tenant, user_id, encoding, epoch,
                start_seq, last_accepted, caught_up_to, rooms, saved_at)
            VALUES (:hash, :generation, :session, :tenant, :user, :encoding, :epoch, :start, :accepted, :caughtUp, :rooms, :now)
            ON CONFLICT DO NOTHING
            """;

    private static final String UPDATE = """
            UPDATE recoverable_sessions
            SET epoch = :epoch, start_seq = :start, last_accepted = :accepted, caught_up_to = :caughtUp, rooms = :rooms, saved_at = :now
            WHERE id_hash = :hash AND generation = :generation
            """;

    private static final ExpiredRows EXPIRED = new ExpiredRows("recoverable_sessions", "id_hash", "saved_at < :before");

    private final Database database;

    /** The sessions in {@code database}. */
    public JdbiRecoveryStore(Database database) {
        this.database = database;
    }

    @Override
    public List<RecoverableSession> save(Collection<RecoverableSession> sessions, Instant now) {
        // In the order of their keys, so that two nodes never wait for each other.
        Map<String, RecoverableSession> byHash = new TreeMap<>();
        sessions.forEach(session -> byHash.put(hash(session.id()), session));
        return database.jdbi()
                .inTransaction(
                        handle -> execute(handle, INSERT, execute(handle, UPDATE, byHash, now), now).values().stream()
                                .toList());
    }

    /** Returns those for which the statement changed no row. */
    private static Map<String, RecoverableSession> execute(
            Handle handle, String sql, Map<String, RecoverableSession> sessions, Instant now) {
        Map<String, RecoverableSession> unchanged = new LinkedHashMap<>();
        if (sessions.isEmpty()) {
            return unchanged;
        }
        PreparedBatch batch = handle.prepareBatch(sql);
        sessions.forEach((hash, session) ->
                bind(batch, session).bind("hash", hash).bind("now", now).add());
        int[] changed = batch.execute();
        List<Map.Entry<String, RecoverableSession>> all = new ArrayList<>(sessions.entrySet());
        for (int i = 0; i < changed.length; i++) {
            if (changed[i] == 0) {
                unchanged.put(all.get(i).getKey(), all.get(i).getValue());
            }
        }
        return unchanged;
    }

    private static PreparedBatch bind(PreparedBatch batch, RecoverableSession session) {
        SessionProgress progress = session.progress();
        return batch.bind("generation", session.generation())
                .bind("session", session.sessionId())
                .bind("tenant", session.owner().tenant())
                .bind("user", session.owner().userId())
                .bind("encoding", session.owner().encoding())
                .bind("epoch", progress.epoch())
                .bind("start", progress.startSeq())
                .bind("accepted", progress.lastAccepted())
                .bind("caughtUp", progress.caughtUpTo())
                .bind("rooms", StoredRooms.of(session).json());
    }

    @Override
    public Optional<RecoverableSession> claim(String id, SessionOwner owner, Instant since, Instant now) {
        return find(id, owner, since)
                .filter(stored -> beginGeneration(stored, now))
                .map(Row::claimed);
    }

    private Optional<Row> find(String id, SessionOwner owner, Instant since) {
        return database.find(
                """
                SELECT generation, session_id, epoch, start_seq, last_accepted, caught_up_to, rooms
                FROM recoverable_sessions
                WHERE id_hash = :hash AND tenant = :tenant AND user_id = :user AND encoding = :encoding AND saved_at >= :since
                """,
                Map.of(
                        "hash", hash(id),
                        "tenant", owner.tenant(),
                        "user", owner.userId(),
                        "encoding", owner.encoding(),
                        "since", since),
                row -> new Row(id, owner, row));
    }

    private boolean beginGeneration(Row stored, Instant now) {
        return database.update("""
                        UPDATE recoverable_sessions SET generation = generation + 1, saved_at = :now
                        WHERE id_hash = :hash AND generation = :generation
                        """, Map.of("hash", hash(stored.id), "generation", stored.generation, "now", now)) == 1;
    }

    @Override
    public void delete(Collection<RecoverableSession> sessions) {
        if (sessions.isEmpty()) {
            return;
        }
        Map<String, RecoverableSession> byHash = new TreeMap<>();
        sessions.forEach(session -> byHash.put(hash(session.id()), session));
        database.jdbi().useTransaction(handle -> {
            PreparedBatch batch = handle.prepareBatch(
                    "DELETE FROM recoverable_sessions WHERE id_hash = :hash AND generation = :generation");
            byHash.forEach((hash, session) -> batch.bind("hash", hash)
                    .bind("generation", session.generation())
                    .add());
            batch.execute();
        });
    }

    @Override
    public int deleteSavedBefore(Instant before, int most) {
        return EXPIRED.delete(database, before, most);
    }

    private static String hash(String id) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(id.getBytes(UTF_8)));
        } catch (NoSuchAlgorithmException everyJavaHasIt) {
            throw new IllegalStateException(everyJavaHasIt);
        }
    }

    private record Row(
            String id,
            SessionOwner owner,
            long generation,
            String sessionId,
            SessionProgress progress,
            StoredRooms rooms) {

        Row(String id, SessionOwner owner, ResultSet row) throws SQLException {
            this(
                    id,
                    owner,
                    row.getLong("generation"),
                    row.getString("session_id"),
                    new SessionProgress(
                            row.getString("epoch"),
                            row.getLong("start_seq"),
                            row.getLong("last_accepted"),
                            row.getLong("caught_up_to")),
                    StoredRooms.parse(row.getString("rooms")));
        }

        /** The session in its next generation. */
        RecoverableSession claimed() {
            TenantId tenant = owner.tenant();
            return new RecoverableSession(
                    id, generation + 1, sessionId, owner, progress, rooms.joined(tenant), rooms.granted(tenant));
        }
    }
}
