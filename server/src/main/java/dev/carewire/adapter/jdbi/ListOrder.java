package dev.carewire.adapter.jdbi;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/**
 * The order of a list, and the condition for the rows after one of its places. The columns distinguish all rows of a tenant and
 * have an index with the same directions, after the tenant. The tenant is part of the order, because H2 uses an index
 * only for an order that begins with the same columns. Immutable.
 */
final class ListOrder {

    private final String alias;
    private final List<Key> keys;

    private ListOrder(String alias, List<Key> keys) {
        this.alias = alias;
        this.keys = List.copyOf(keys);
    }

    /** An order without columns yet, of the table with this alias. */
    static ListOrder of(String alias) {
        return new ListOrder(alias, List.of());
    }

    /** This order, and rows of the same place in it by {@code column}, smallest first. */
    ListOrder ascending(String column) {
        return with(new Key(alias + "." + column, ">", ""));
    }

    /** This order, and rows of the same place in it by {@code column}, greatest first. */
    ListOrder descending(String column) {
        return with(new Key(alias + "." + column, "<", " DESC"));
    }

    private ListOrder with(Key key) {
        List<Key> more = new ArrayList<>(keys);
        more.add(key);
        return new ListOrder(alias, more);
    }

    /** The columns for ORDER BY. */
    String sql() {
        return alias + ".tenant, "
                + keys.stream().map(key -> key.column() + key.direction()).collect(Collectors.joining(", "));
    }

    /**
     * Restricts the rows to those after a place.
     *
     * @param place the values of the order's columns
     */
    void after(WhereClause rows, Object... place) {
        List<String> values = new ArrayList<>();
        for (Object value : place) {
            values.add(rows.parameter(value));
        }
        Key first = keys.get(0);
        // The first part, which the second one implies, lets both databases enter the index at the place.
        rows.and(first.column() + " " + first.after() + "= " + values.get(0));
        rows.and(after(0, values));
    }

    private String after(int index, List<String> values) {
        Key key = keys.get(index);
        String value = values.get(index);
        String later = key.column() + " " + key.after() + " " + value;
        return index == keys.size() - 1
                ? later
                : "(" + later + " OR (" + key.column() + " = " + value + " AND " + after(index + 1, values) + "))";
    }

    /**
     * A column.
     *
     * @param after the operator between a later row's value and a place's
     * @param direction the suffix of the column in ORDER BY
     */
    private record Key(String column, String after, String direction) {}
}
