package dev.carewire.adapter.jdbi;

import dev.carewire.identity.Role;
import dev.carewire.identity.TenantId;
import dev.carewire.user.StaffMember;
import dev.carewire.user.UserRepository;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;

/** Stores staff members in the table {@code users}. Any thread; blocks. */
public final class JdbiUsers extends RecordTable<StaffMember> implements UserRepository {

    private static final String SELECT = "SELECT d.role, " + SnapshotRows.DOCTOR_COLUMNS + " FROM users d";

    private static final Columns<StaffMember> COLUMNS = Columns.<StaffMember>id(
                    colleague -> colleague.staff().id())
            .and("first_name", colleague -> colleague.staff().firstName())
            .and("last_name", colleague -> colleague.staff().lastName())
            .and("email", colleague -> colleague.staff().email())
            .and("role", StaffMember::role)
            .and("specialization", colleague -> colleague.staff().specialization());

    /** Uses the table in {@code database}. */
    public JdbiUsers(Database database) {
        super(database, "users", "d", SELECT, JdbiUsers::colleague, COLUMNS);
    }

    @Override
    public List<StaffMember> list(TenantId tenant) {
        return select(rows(tenant), " ORDER BY d.last_name, d.first_name, d.id");
    }

    private static StaffMember colleague(ResultSet row) throws SQLException {
        return new StaffMember(SnapshotRows.doctor(row), Role.valueOf(row.getString("role")));
    }
}
