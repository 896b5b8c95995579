package dev.carewire.adapter.jdbi;

import java.sql.Connection;
import java.sql.DatabaseMetaData;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import org.flywaydb.core.api.migration.Context;

/**
 * The migration that drops the foreign keys to records that another system may keep. It is no SQL file, because H2 and PostgreSQL
 * gave the constraints different names.
 */
final class ForeignKeyRemoval extends CodeMigration {

    private static final List<String> REFERENCED =
            List.of("patients", "users", "rooms", "appointments", "queue_entries");

    ForeignKeyRemoval() {
        super("12.1", "foreign keys");
    }

    @Override
    public void migrate(Context context) throws SQLException {
        Connection connection = context.getConnection();
        for (String table : REFERENCED) {
            for (String drop : drops(connection, table)) {
                try (Statement statement = connection.createStatement()) {
                    statement.execute(drop);
                }
            }
        }
    }

    private static List<String> drops(Connection connection, String table) throws SQLException {
        List<String> drops = new ArrayList<>();
        DatabaseMetaData metaData = connection.getMetaData();
        try (ResultSet keys = metaData.getExportedKeys(connection.getCatalog(), connection.getSchema(), table)) {
            while (keys.next()) {
                if (keys.getInt("KEY_SEQ") == 1) {
                    drops.add("ALTER TABLE " + keys.getString("FKTABLE_NAME") + " DROP CONSTRAINT \""
                            + keys.getString("FK_NAME") + "\"");
                }
            }
        }
        return drops;
    }
}
