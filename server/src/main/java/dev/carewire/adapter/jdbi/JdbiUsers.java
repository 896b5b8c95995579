package dev.carewire.adapter.jdbi;

import dev.carewire.identity.Role;
import dev.carewire.identity.TenantId;
import dev.carewire.user.StaffMember;
import dev.carewire.user.StaffMember.Origin;
import dev.carewire.user.UserDirectory;
import dev.carewire.user.UserRepository;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Arrays;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.BiConsumer;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.PreparedBatch;

/** Stores staff members in the table {@code users}. Any thread; blocks. */
public final class JdbiUsers extends RecordTable<StaffMember> implements UserRepository {

    private static final String SELECT = "SELECT d.id AS doctor_id, d.roles, d.entered, d.last_seen_at, "
            + SnapshotRows.DOCTOR_COLUMNS + " FROM users d";

    /** All but the time when a member was last seen, which only {@link #recordSightings} changes. */
    private static final Columns<StaffMember> COLUMNS = Columns.<StaffMember>id(
                    member -> member.staff().id())
            .and("first_name", member -> member.staff().firstName())
            .and("last_name", member -> member.staff().lastName())
            .and("email", member -> member.staff().email())
            .and("roles", JdbiUsers::roleNames)
            .and("entered", member -> member.origin() == Origin.ENTERED)
            .and("specialization", member -> member.staff().specialization());

    private static final String ADD = COLUMNS.insertInto("users") + " ON CONFLICT DO NOTHING";

    /** Only its transaction sees the row before {@link #put} completes it. */
    private static final String RESERVE = "INSERT INTO users (tenant, id) VALUES (:tenant, :id) ON CONFLICT DO NOTHING";

    private static final String UPDATE = COLUMNS.update("users");

    /** A sighting counts once, whichever node writes it, and however late. */
    private static final String NEWER = " AND (last_seen_at IS NULL OR last_seen_at < :seenAt)";

    private static final String UPDATE_LAST_SEEN =
            "UPDATE users SET last_seen_at = :seenAt WHERE tenant = :tenant AND id = :id" + NEWER;

    private static final String UPDATE_LEARNED = UPDATE + " AND NOT entered";

    private static final String UNSEEN = " NOT entered AND last_seen_at < :limit ";

    /** Repeats the condition: a person may be seen or entered after the selection. */
    private static final String DELETE_UNSEEN = "DELETE FROM users WHERE tenant = :tenant AND id = :id AND" + UNSEEN;

    /**
     * All transactions lock rows in this order, one by one, so that they do not deadlock. A database may order text
     * differently, and a statement that locks several rows may lock them in any order.
     */
    private static final Comparator<Key> LOCK_ORDER =
            Comparator.comparing((Key key) -> key.tenant().value()).thenComparing(Key::id);

    private static final Comparator<Sighting> LOCK_ORDER_OF_SIGHTINGS = Comparator.comparing(Key::of, LOCK_ORDER);

    private final UserDirectory directory;

    /** Uses the table in {@code database}. */
    public JdbiUsers(Database database, UserDirectory directory) {
        super(database, "users", "d", SELECT, JdbiUsers::member, COLUMNS);
        this.directory = directory;
    }

    @Override
    WhereClause rows(TenantId tenant) {
        WhereClause all = super.rows(tenant);
        return directory == UserDirectory.OPEN ? all : all.compare("d.entered", "=", true);
    }

    @Override
    public List<StaffMember> list(TenantId tenant) {
        return select(rows(tenant), " ORDER BY d.last_name NULLS LAST, d.first_name NULLS LAST, d.id");
    }

    @Override
    public List<String> ids(TenantId tenant) {
        return ids(rows(tenant));
    }

    @Override
    public List<String> idsWithRole(TenantId tenant, Role role) {
        return ids(rows(tenant).compare("',' || d.roles || ','", "LIKE", "%," + role.name() + ",%"));
    }

    private List<String> ids(WhereClause wanted) {
        return database.jdbi()
                .withHandle(handle -> wanted.bindTo(
                                handle.createQuery("SELECT d.id FROM users d" + wanted.sql() + " ORDER BY d.id"))
                        .mapTo(String.class)
                        .list());
    }

    @Override
    public int countEntered(TenantId tenant) {
        return count(tenant, true);
    }

    private int count(TenantId tenant, boolean entered) {
        return database.count(
                "SELECT COUNT(*) FROM users WHERE tenant = :tenant AND entered = :entered",
                Map.of("tenant", tenant, "entered", entered));
    }

    @Override
    public List<StaffMember> lockAll(TenantId tenant, Collection<String> ids) {
        List<String> ordered = ids.stream().sorted().distinct().toList();
        return database.jdbi().inTransaction(handle -> {
            // Inserts first, as all transactions on this table, so that they do not deadlock.
            List<String> existing = withoutReserved(handle, tenant, ordered);
            existing.forEach(id -> lockRow(tenant, id));
            return select(rows(tenant).oneOf("d.id", existing), "");
        });
    }

    /** Reserves the ids that no row has, and returns the others. */
    private static List<String> withoutReserved(Handle handle, TenantId tenant, List<String> ids) {
        if (ids.isEmpty()) {
            return ids;
        }
        PreparedBatch batch = handle.prepareBatch(RESERVE);
        ids.forEach(id -> batch.bind("tenant", tenant).bind("id", id).add());
        int[] inserted = batch.execute();
        return IntStream.range(0, inserted.length)
                .filter(index -> inserted[index] == 0)
                .mapToObj(ids::get)
                .toList();
    }

    @Override
    public void put(TenantId tenant, Collection<StaffMember> members) {
        List<Sighting> ordered = members.stream()
                .map(member -> new Sighting(tenant, member))
                .sorted(LOCK_ORDER_OF_SIGHTINGS)
                .toList();
        database.jdbi().useTransaction(handle -> {
            // Inserts first: the update then also sees rows that concurrent transactions have inserted.
            write(handle, ADD, ordered, JdbiUsers::bindMember);
            write(handle, UPDATE, ordered, JdbiUsers::bindMember);
        });
    }

    @Override
    public boolean remove(TenantId tenant, String id) {
        return database.jdbi().inTransaction(handle -> lock(tenant, id).isPresent() && deleteRow(tenant, id));
    }

    @Override
    public void recordSightings(Collection<Sighting> sightings) {
        List<Sighting> ordered =
                sightings.stream().sorted(LOCK_ORDER_OF_SIGHTINGS).toList();
        database.jdbi().useTransaction(handle -> {
            if (directory == UserDirectory.OPEN) {
                write(handle, ADD, withinLimit(ordered), JdbiUsers::bindMember);
            }
            // Locks entered and learned rows in one order, before any further update.
            List<Sighting> newer = write(handle, UPDATE_LAST_SEEN, ordered, JdbiUsers::bindTime);
            if (directory == UserDirectory.OPEN) {
                write(handle, UPDATE_LEARNED, newer, JdbiUsers::bindMember);
            }
        });
    }

    @Override
    public int deleteLearned(Instant limit, int most) {
        return database.jdbi().inTransaction(handle -> {
            PreparedBatch batch = handle.prepareBatch(DELETE_UNSEEN);
            // Not as a subquery of the deletion: H2 runs it again after each deleted row.
            handle
                    .createQuery("SELECT tenant, id FROM users WHERE" + UNSEEN + "ORDER BY tenant, id LIMIT :most")
                    .bind("limit", limit)
                    .bind("most", most)
                    .map((row, context) -> new Key(new TenantId(row.getString("tenant")), row.getString("id")))
                    .stream()
                    .sorted(LOCK_ORDER)
                    .forEach(key -> key.bindTo(batch).bind("limit", limit).add());
            return Arrays.stream(batch.execute()).sum();
        });
    }

    /** Leaves out new people beyond the limit of their tenant. */
    private List<Sighting> withinLimit(List<Sighting> sightings) {
        Map<TenantId, List<Sighting>> byTenant = sightings.stream().collect(Collectors.groupingBy(Sighting::tenant));
        Map<TenantId, Set<String>> unknown = new HashMap<>();
        byTenant.forEach((tenant, seen) -> {
            int room = MAX_LEARNED - count(tenant, false);
            if (room < seen.size()) {
                unknown.put(tenant, beyond(room, tenant, seen));
            }
        });
        Predicate<Sighting> fits = sighting -> !unknown.getOrDefault(sighting.tenant(), Set.of())
                .contains(sighting.member().staff().id());
        return sightings.stream().filter(fits).toList();
    }

    /** The ids of new people after the first {@code room} ones. */
    private Set<String> beyond(int room, TenantId tenant, List<Sighting> seen) {
        List<String> ids =
                seen.stream().map(sighting -> sighting.member().staff().id()).toList();
        Set<String> known = Set.copyOf(ids(rows(tenant).oneOf("d.id", ids)));
        return ids.stream()
                .filter(id -> !known.contains(id))
                .skip(Math.max(0, room))
                .collect(Collectors.toSet());
    }

    private static void bindMember(PreparedBatch batch, Sighting row) {
        COLUMNS.bindTo(batch, row.tenant(), row.member());
    }

    private static void bindTime(PreparedBatch batch, Sighting row) {
        Key.of(row).bindTo(batch).bind("seenAt", row.member().lastSeen());
    }

    /** Runs a statement for each of these rows, in their order, and returns those that it has changed. */
    private static List<Sighting> write(
            Handle handle, String sql, List<Sighting> rows, BiConsumer<PreparedBatch, Sighting> values) {
        if (rows.isEmpty()) {
            return rows;
        }
        PreparedBatch batch = handle.prepareBatch(sql);
        rows.forEach(row -> {
            values.accept(batch, row);
            batch.add();
        });
        int[] changed = batch.execute();
        return IntStream.range(0, changed.length)
                .filter(index -> changed[index] > 0)
                .mapToObj(rows::get)
                .toList();
    }

    private static String roleNames(StaffMember member) {
        return member.roles().stream().map(Role::name).collect(Collectors.joining(","));
    }

    private static StaffMember member(ResultSet row) throws SQLException {
        Set<Role> roles = Arrays.stream(row.getString("roles").split(","))
                .filter(name -> !name.isEmpty())
                .map(Role::valueOf)
                .collect(Collectors.toSet());
        return new StaffMember(
                SnapshotRows.doctor(row),
                roles,
                row.getBoolean("entered") ? Origin.ENTERED : Origin.LEARNED,
                UtcInstants.readOptional(row, "last_seen_at"));
    }

    /** Identifies a row. */
    private record Key(TenantId tenant, String id) {

        static Key of(Sighting sighting) {
            return new Key(sighting.tenant(), sighting.member().staff().id());
        }

        PreparedBatch bindTo(PreparedBatch batch) {
            return batch.bind("tenant", tenant).bind("id", id);
        }
    }
}
