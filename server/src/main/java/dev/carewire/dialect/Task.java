package dev.carewire.dialect;

import dev.carewire.hub.Lane;

/** What a client's event asks for, its argument already understood. */
public final class Task {

    private final boolean blocks;
    private final Runnable work;

    private Task(boolean blocks, Runnable work) {
        this.blocks = blocks;
        this.work = work;
    }

    /** Work that never blocks. */
    public static Task inline(Runnable work) {
        return new Task(false, work);
    }

    /** Work that may block: it runs on a worker. */
    public static Task blocking(Runnable work) {
        return new Task(true, work);
    }

    /**
     * Does nothing but the work, on the calling thread.
     *
     * @throws dev.carewire.command.RejectedException if the command is refused
     */
    void run() {
        work.run();
    }

    /** Hands {@code turn}, in which this task is run, to the lane; whether the lane took it. */
    boolean queue(Lane lane, Runnable turn) {
        return blocks ? lane.blocking(turn) : lane.inline(turn);
    }
}
