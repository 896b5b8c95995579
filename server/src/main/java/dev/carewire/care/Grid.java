package dev.carewire.care;

import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * The effects of one kind of record on another, by the states of both. Immutable.
 *
 * @param <R> the states that a record can change to: the rows
 * @param <C> the states that the other record can have then: the columns
 */
final class Grid<R extends Enum<R>, C extends Enum<C>> {

    private final Map<R, Map<C, Effect<C>>> rows;

    private Grid(Map<R, Map<C, Effect<C>>> rows) {
        this.rows = rows;
    }

    /**
     * A grid of these rows.
     *
     * @param rows a row for each state, with an effect for each state of the other record, in the order of declaration
     */
    static <R extends Enum<R>, C extends Enum<C>> Grid<R, C> of(
            Class<R> rowStates, Class<C> columnStates, Map<R, List<Effect<C>>> rows) {
        Map<R, Map<C, Effect<C>>> cells = new EnumMap<>(rowStates);
        for (R state : rowStates.getEnumConstants()) {
            cells.put(state, row(state, columnStates, rows.getOrDefault(state, List.of())));
        }
        return new Grid<>(cells);
    }

    private static <C extends Enum<C>> Map<C, Effect<C>> row(
            Enum<?> state, Class<C> columnStates, List<Effect<C>> effects) {
        C[] columns = columnStates.getEnumConstants();
        if (effects.size() != columns.length) {
            throw new IllegalArgumentException(
                    state + ": " + effects.size() + " effects (expected: " + columns.length + ")");
        }
        Map<C, Effect<C>> row = new EnumMap<>(columnStates);
        for (C column : columns) {
            row.put(column, effects.get(row.size()));
        }
        return row;
    }

    /** The effect of a change to {@code changed} on the other record. */
    Effect<C> effect(R changed, C other) {
        return Objects.requireNonNull(Objects.requireNonNull(rows.get(changed)).get(other));
    }
}
