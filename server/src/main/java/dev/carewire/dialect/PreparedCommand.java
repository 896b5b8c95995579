package dev.carewire.dialect;

import dev.carewire.hub.SerialExecutor;
import dev.carewire.json.JsonObject;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Supplier;

/** The work for a client's event, with its argument already parsed. */
public final class PreparedCommand {

    private final boolean blocks;
    private final Supplier<CompletionStage<JsonObject>> work;

    private PreparedCommand(boolean blocks, Supplier<CompletionStage<JsonObject>> work) {
        this.blocks = blocks;
        this.work = work;
    }

    /** Work that never blocks. */
    public static PreparedCommand inline(Runnable work) {
        return inlineWithResult(() -> withoutResult(work));
    }

    /**
     * Work that never blocks and has a result.
     *
     * @param work returns the acknowledgement's fields besides success
     */
    public static PreparedCommand inlineWithResult(Supplier<JsonObject> work) {
        return new PreparedCommand(false, () -> CompletableFuture.completedStage(work.get()));
    }

    /** Work that may block: it runs on a worker. */
    public static PreparedCommand blocking(Runnable work) {
        return blockingWithResult(() -> withoutResult(work));
    }

    /**
     * Work that may block and has a result: it runs on a worker.
     *
     * @param work returns the acknowledgement's fields besides success
     */
    public static PreparedCommand blockingWithResult(Supplier<JsonObject> work) {
        return new PreparedCommand(true, () -> CompletableFuture.completedStage(work.get()));
    }

    /**
     * Work that starts on a worker, where it may block, and may end later without one. The client's next command waits
     * for its end.
     */
    public static PreparedCommand pending(Supplier<? extends CompletionStage<?>> work) {
        return pendingWithResult(() -> work.get().thenApply(done -> new JsonObject()));
    }

    /**
     * {@link #pending} with a result.
     *
     * @param work completes with the acknowledgement's fields besides success, or with a
     *     {@link dev.carewire.command.RejectedException}
     */
    public static PreparedCommand pendingWithResult(Supplier<CompletionStage<JsonObject>> work) {
        return new PreparedCommand(true, work);
    }

    private static JsonObject withoutResult(Runnable work) {
        work.run();
        return new JsonObject();
    }

    /**
     * Starts the work on the calling thread.
     *
     * @return completes at its end, with the acknowledgement's fields besides success or the rejection
     * @throws dev.carewire.command.RejectedException if the command is rejected at once
     */
    CompletionStage<JsonObject> run() {
        return work.get();
    }

    /**
     * Submits {@code turn}, which runs this command, to the executor; false if that has no room.
     *
     * @param turn returns the end of the command
     */
    boolean submit(SerialExecutor executor, Supplier<CompletionStage<?>> turn) {
        // Work that never blocks has ended when its turn returns.
        return blocks
                ? executor.executePending(turn)
                : executor.executeInline(() -> turn.get().toCompletableFuture().join());
    }
}
