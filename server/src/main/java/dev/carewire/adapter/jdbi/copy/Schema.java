package dev.carewire.adapter.jdbi.copy;

import java.sql.Connection;
import java.sql.DatabaseMetaData;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;

/** Reads from a database which tables it has. A table of a later migration is thus copied, too. */
final class Schema {

    private static final String COLUMNS = """
            SELECT c.table_name, c.column_name, c.data_type, c.is_identity
            FROM information_schema.columns c
            JOIN information_schema.tables t ON t.table_schema = c.table_schema AND t.table_name = c.table_name
            WHERE c.table_schema = CURRENT_SCHEMA AND t.table_type LIKE 'BASE%' AND c.is_generated <> 'ALWAYS'
            ORDER BY c.table_name, c.ordinal_position
            """;

    private final Connection connection;
    private final Set<String> left;

    /**
     * The schema that a connection uses.
     *
     * @param left tables that belong to the database itself
     */
    Schema(Connection connection, Set<String> left) {
        this.connection = connection;
        this.left = Set.copyOf(left);
    }

    /** The tables, each behind those that its rows refer to. */
    List<Table> tables() throws SQLException {
        Map<String, List<Table.Column>> columns = new LinkedHashMap<>();
        Map<String, String> identities = new HashMap<>();
        try (Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(COLUMNS)) {
            while (rows.next()) {
                String table = rows.getString(1);
                if (left.contains(table)) {
                    continue;
                }
                String column = rows.getString(2);
                columns.computeIfAbsent(table, name -> new ArrayList<>())
                        .add(new Table.Column(column, ColumnType.of(rows.getString(3), table, column)));
                if (rows.getString(4).equals("YES")) {
                    identities.put(table, column);
                }
            }
        }
        List<Place> places = new ArrayList<>();
        for (Map.Entry<String, List<Table.Column>> table : columns.entrySet()) {
            String name = table.getKey();
            places.add(new Place(
                    new Table(
                            name,
                            table.getValue(),
                            key(name, table.getValue()),
                            Optional.ofNullable(identities.get(name))),
                    references(name)));
        }
        return order(places);
    }

    private List<String> key(String table, List<Table.Column> columns) throws SQLException {
        SortedMap<Integer, String> key = new TreeMap<>();
        DatabaseMetaData metaData = connection.getMetaData();
        try (ResultSet rows = metaData.getPrimaryKeys(connection.getCatalog(), connection.getSchema(), table)) {
            while (rows.next()) {
                key.put(rows.getInt("KEY_SEQ"), rows.getString("COLUMN_NAME"));
            }
        }
        return key.isEmpty() ? columns.stream().map(Table.Column::name).toList() : List.copyOf(key.values());
    }

    private static List<Table> order(List<Place> places) {
        List<Table> ordered = new ArrayList<>();
        Set<String> names = new HashSet<>();
        List<Place> waiting = new ArrayList<>(places);
        while (!waiting.isEmpty()) {
            List<Table> next = waiting.stream()
                    .filter(place -> names.containsAll(place.references()))
                    .map(Place::table)
                    .toList();
            if (next.isEmpty()) {
                throw new CopyException("tables refer to each other: "
                        + waiting.stream().map(place -> place.table().name()).toList()
                        + " (expected: an order in which rows can be inserted)");
            }
            ordered.addAll(next);
            next.forEach(table -> names.add(table.name()));
            waiting.removeIf(place -> names.contains(place.table().name()));
        }
        return ordered;
    }

    /** A table and the names of those that its rows refer to. */
    private record Place(Table table, Set<String> references) {}

    private Set<String> references(String table) throws SQLException {
        Set<String> referenced = new HashSet<>();
        DatabaseMetaData metaData = connection.getMetaData();
        try (ResultSet keys = metaData.getImportedKeys(connection.getCatalog(), connection.getSchema(), table)) {
            while (keys.next()) {
                referenced.add(keys.getString("PKTABLE_NAME"));
            }
        }
        return referenced;
    }
}
