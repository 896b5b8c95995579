package dev.carewire.transport.session;

import dev.carewire.command.Caller;
import dev.carewire.dialect.Dialect;
import dev.carewire.event.RoomKey;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.BiPredicate;
import java.util.stream.Collectors;

/** Checks the rooms of a session whose user's rights may have changed, all at the same time. */
public final class RoomCheck {

    private RoomCheck() {}

    /**
     * The rooms that the caller may still be in. May block until it returns; never on an event loop.
     *
     * @param granted whether a back end put the session into a room, so that the other rights of {@code caller} do not matter
     * @return completes exceptionally if that cannot be found out for one of the rooms
     */
    public static CompletionStage<Set<RoomKey>> of(
            Collection<RoomKey> rooms, BiPredicate<RoomKey, Caller> granted, Caller caller, Dialect dialect) {
        Map<RoomKey, CompletableFuture<Boolean>> answers = new LinkedHashMap<>();
        rooms.forEach(room -> answers.put(
                room,
                granted.test(room, caller)
                        ? CompletableFuture.completedFuture(true)
                        : dialect.mayRejoin(room, caller).toCompletableFuture()));
        return CompletableFuture.allOf(answers.values().toArray(CompletableFuture[]::new))
                .thenApply(answered -> answers.entrySet().stream()
                        .filter(answer -> answer.getValue().join())
                        .map(Map.Entry::getKey)
                        .collect(Collectors.toUnmodifiableSet()));
    }
}
