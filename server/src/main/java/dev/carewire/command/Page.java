package dev.carewire.command;

import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;

/**
 * Part of a list that is too long for one answer.
 *
 * @param items in the list's order
 * @param nextCursor asks for the page behind this one; empty if this is the last. Opaque to clients
 * @param <T> what the list holds
 */
public record Page<T>(List<T> items, Optional<String> nextCursor) {

    public Page {
        items = List.copyOf(items);
        Objects.requireNonNull(nextCursor, "next");
    }

    /**
     * The page of at most {@code limit} items.
     *
     * @param found what comes next in the list, one more than {@code limit} if there is so much
     * @param cursor what a client gives to go on behind an item
     */
    public static <T> Page<T> of(List<T> found, int limit, Function<T, String> cursor) {
        if (found.size() <= limit) {
            return new Page<>(found, Optional.empty());
        }
        List<T> items = found.subList(0, limit);
        return new Page<>(items, Optional.of(cursor.apply(items.get(limit - 1))));
    }
}
