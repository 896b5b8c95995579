package dev.carewire.dialect;

import dev.carewire.hub.SerialExecutor;
import dev.carewire.json.JsonObject;
import java.util.function.Supplier;

/** What a client's event asks for, its argument already understood. */
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
     * @param work returns what the client's acknowledgement says besides success
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
     * @param work returns what the client's acknowledgement says besides success
     */
    public static PreparedCommand blockingWithResult(Supplier<JsonObject> work) {
        return new PreparedCommand(true, work);
    }

    private static JsonObject withoutResult(Runnable work) {
        work.run();
        return new JsonObject();
    }

    /**
     * Does nothing but the work, on the calling thread.
     *
     * @return what the client's acknowledgement says besides success
     * @throws dev.carewire.command.RejectedException if the command is refused
     */
    JsonObject run() {
        return work.get();
    }

    /** Hands {@code turn}, in which this task is run, to the lane; whether the lane took it. */
    boolean submit(SerialExecutor lane, Runnable turn) {
        return blocks ? lane.executeBlocking(turn) : lane.executeInline(turn);
    }
}
