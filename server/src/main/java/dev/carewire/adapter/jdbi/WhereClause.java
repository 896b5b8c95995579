package dev.carewire.adapter.jdbi;

import dev.carewire.command.TimeRange;
import dev.carewire.identity.TenantId;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.jdbi.v3.core.statement.Query;

/**
 * The WHERE clause of a list: always one tenant, with further conditions. Columns are literals of the code; values are
 * only ever bound. One thread.
 */
final class WhereClause {

    private final StringBuilder sql = new StringBuilder();
    private final Map<String, Object> values = new LinkedHashMap<>();

    /** Rows of {@code tenant} in the table with this alias. */
    WhereClause(String alias, TenantId tenant) {
        sql.append(" WHERE ").append(alias).append(".tenant = :tenant");
        values.put("tenant", tenant);
    }

    /** Rows whose column equals this value, if there is one. */
    WhereClause equal(String column, Optional<String> value) {
        value.ifPresent(given -> compare(column, "=", given));
        return this;
    }

    /** Rows whose column compares with the value by {@code operator}. */
    WhereClause compare(String column, String operator, Object value) {
        sql.append(" AND ")
                .append(column)
                .append(' ')
                .append(operator)
                .append(" :")
                .append(addParameter(value));
        return this;
    }

    /** Rows whose column lies in a range. */
    WhereClause within(String column, TimeRange range) {
        range.from().ifPresent(from -> compare(column, ">=", from));
        range.before().ifPresent(before -> compare(column, "<", before));
        return this;
    }

    /** Rows that meet a condition, whose values are {@link #parameter parameters} of this clause. */
    WhereClause and(String condition) {
        sql.append(" AND ").append(condition);
        return this;
    }

    /** Rows whose column holds the name of one of these; all rows if there are none. */
    <E extends Enum<E>> WhereClause in(String column, Set<E> wanted) {
        if (!wanted.isEmpty()) {
            List<String> names = new ArrayList<>();
            new TreeSet<>(wanted).forEach(one -> names.add(":" + addParameter(one.name())));
            sql.append(" AND ")
                    .append(column)
                    .append(" IN (")
                    .append(String.join(", ", names))
                    .append(')');
        }
        return this;
    }

    /** Rows whose column equals one of these values; no rows if there are none. */
    WhereClause oneOf(String column, Collection<String> wanted) {
        if (wanted.isEmpty()) {
            sql.append(" AND 1 = 0");
        } else {
            sql.append(" AND ")
                    .append(column)
                    .append(" IN (")
                    .append(wanted.stream().map(one -> ":" + addParameter(one)).collect(Collectors.joining(", ")))
                    .append(')');
        }
        return this;
    }

    /** The condition that a column contains {@code part}, in which no character is a wildcard. */
    String contains(String column, String part) {
        return column + " LIKE " + parameter("%" + literal(part) + "%") + " ESCAPE '!'";
    }

    private static String literal(String part) {
        return part.replace("!", "!!").replace("%", "!%").replace("_", "!_");
    }

    /** Binds a value; the result refers to it in SQL. */
    String parameter(Object value) {
        return ":" + addParameter(value);
    }

    /** The clause that limits the number of rows. */
    String limit(int most) {
        return " LIMIT :" + addParameter(most);
    }

    /** The SQL text, starting with WHERE. */
    String sql() {
        return sql.toString();
    }

    Query bindTo(Query query) {
        return query.bindMap(values);
    }

    private String addParameter(Object value) {
        String name = "value" + values.size();
        values.put(name, value);
        return name;
    }
}
