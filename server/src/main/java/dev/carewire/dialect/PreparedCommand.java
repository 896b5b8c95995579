package dev.carewire.dialect;

import dev.carewire.hub.SerialExecutor;
import dev.carewire.json.JsonObject;
import java.util.function.Supplier;

/** The work for a client's event, with its argument already parsed. */
public final class PreparedCommand {

    private final boolean blocks;
    private final Supplier<JsonObject> work;

    private PreparedCommand(boolean blocks, Supplier<JsonObject> work) {
        this.blocks = blocks;
        this.work = work;
    }

    /** Work that never blocks. */
    public static PreparedCommand inline(Runnable work) {
        return new PreparedCommand(false, () -> withoutResult(work));
    }

    /**
     * Work that never blocks and has a result.
     *
     * @param work returns the acknowledgement's fields besides success
     */
    public static PreparedCommand inlineWithResult(Supplier<JsonObject> work) {
        return new PreparedCommand(false, work);
    }

    /** Work that may block: it runs on a worker. */
    public static PreparedCommand blocking(Runnable work) {
        return new PreparedCommand(true, () -> withoutResult(work));
    }

    /**
     * Work that may block and has a result: it runs on a worker.
     *
     * @param work returns the acknowledgement's fields besides success
     */
    public static PreparedCommand blockingWithResult(Supplier<JsonObject> work) {
        return new PreparedCommand(true, work);
    }

    private static JsonObject withoutResult(Runnable work) {
        work.run();
        return new JsonObject();
    }

    /**
     * Runs the work on the calling thread.
     *
     * @return the acknowledgement's fields besides success
     * @throws dev.carewire.command.RejectedException if the command is rejected
     */
    JsonObject run() {
        return work.get();
    }

    /** Submits {@code turn}, which runs this command, to the executor; false if that has no room. */
    boolean submit(SerialExecutor executor, Runnable turn) {
        return blocks ? executor.executeBlocking(turn) : executor.executeInline(turn);
    }
}
