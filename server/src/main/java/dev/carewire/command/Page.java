package dev.carewire.command;

import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;

/**
 * One page of a longer list.
 *
 * @param items in the list's order
 * @param nextCursor requests the next page; empty on the last one. Opaque to clients
 * @param <T> the type of the items
 */
public record Page<T>(List<T> items, Optional<String> nextCursor) {

    public Page {
        items = List.copyOf(items);
        Objects.requireNonNull(nextCursor, "next");
    }

    /**
     * The page of at most {@code limit} items.
     *
     * @param found the next items of the list, up to {@code limit} plus one
     * @param cursor the cursor for the page that starts after an item
     */
    public static <T> Page<T> of(List<T> found, int limit, Function<T, String> cursor) {
        if (found.size() <= limit) {
            return new Page<>(found, Optional.empty());
        }
        List<T> items = found.subList(0, limit);
        return new Page<>(items, Optional.of(cursor.apply(items.get(limit - 1))));
    }
}
