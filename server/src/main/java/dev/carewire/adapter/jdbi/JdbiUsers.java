package dev.carewire.adapter.jdbi;

import dev.carewire.event.StaffSnapshot;
import dev.carewire.identity.Role;
import dev.carewire.identity.TenantId;
import dev.carewire.user.StaffMember;
import dev.carewire.user.UserRepository;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import org.jdbi.v3.core.Handle;

/** The table {@code users}. Any thread; blocks. */
public final class JdbiUsers implements UserRepository {

    private static final String SELECT = "SELECT d.role, " + SnapshotRows.DOCTOR_COLUMNS + " FROM users d";

    private final Database database;

    /** Users in {@code database}. */
    public JdbiUsers(Database database) {
        this.database = database;
    }

    @Override
    public Optional<StaffMember> find(TenantId tenant, String id) {
        WhereClause wanted = new WhereClause("d", tenant).compare("d.id", "=", id);
        return database.jdbi()
                .withHandle(handle -> wanted.bindTo(handle.createQuery(SELECT + wanted.sql()))
                        .map((row, context) -> colleague(row))
                        .findOne());
    }

    @Override
    public List<StaffMember> list(TenantId tenant) {
        WhereClause wanted = new WhereClause("d", tenant);
        return database.jdbi()
                .withHandle(handle -> wanted.bindTo(
                                handle.createQuery(SELECT + wanted.sql() + " ORDER BY d.last_name, d.first_name, d.id"))
                        .map((row, context) -> colleague(row))
                        .list());
    }

    @Override
    public void put(TenantId tenant, StaffMember colleague) {
        database.jdbi().useTransaction(handle -> {
            int replaced = write(handle, """
                    UPDATE users
                    SET first_name = :firstName, last_name = :lastName, email = :email, role = :role,
                        specialization = :specialization
                    WHERE tenant = :tenant AND id = :id
                    """, tenant, colleague);
            if (replaced == 0) {
                write(handle, """
                        INSERT INTO users (tenant, id, first_name, last_name, email, role, specialization)
                        VALUES (:tenant, :id, :firstName, :lastName, :email, :role, :specialization)
                        """, tenant, colleague);
            }
        });
    }

    private static int write(Handle handle, String sql, TenantId tenant, StaffMember colleague) {
        StaffSnapshot staff = colleague.staff();
        return handle.createUpdate(sql)
                .bind("tenant", tenant)
                .bind("id", staff.id())
                .bind("firstName", staff.firstName())
                .bind("lastName", staff.lastName())
                .bind("email", staff.email())
                .bind("role", colleague.role().name())
                .bind("specialization", staff.specialization())
                .execute();
    }

    private static StaffMember colleague(ResultSet row) throws SQLException {
        return new StaffMember(SnapshotRows.doctor(row), Role.valueOf(row.getString("role")));
    }
}
