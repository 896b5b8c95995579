package dev.carewire.transport.netty;

import dev.carewire.memory.ByteBudget;
import java.util.concurrent.Executor;

/**
 * The memory of one request's body, from its first bytes until the response. A body that is arriving yields when its holder has too much,
 * and one that waits for its response does not. For use on the connection's event loop.
 */
final class BodyMemory implements ByteBudget.Owner {

    private final Executor loop;
    private final Runnable refuse;
    private final ByteBudget.Reservation reservation;
    private long bytes;
    private boolean released;
    private volatile boolean yielded;
    private volatile boolean complete;

    /**
     * The memory of a body without bytes.
     *
     * @param refuse answers a request whose body has to yield before it is complete; runs on the loop
     */
    BodyMemory(ByteBudget bodies, Object holder, Executor loop, Runnable refuse) {
        this.loop = loop;
        this.refuse = refuse;
        this.reservation = bodies.open(holder, this);
    }

    /** More bytes have arrived. Returns whether there is room for them; otherwise the body is refused soon. */
    boolean add(int more) {
        bytes += more;
        reservation.resize(bytes);
        return !yielded;
    }

    /** The body is complete, and an edge answers the request. */
    void complete() {
        complete = true;
    }

    /** The request has its response, or its connection is closed. */
    void release() {
        released = true;
        reservation.close();
    }

    @Override
    public long free(long held, long excess) {
        if (complete) {
            return 0;
        }
        yielded = true;
        loop.execute(this::yieldToOthers);
        return held;
    }

    private void yieldToOthers() {
        if (complete) {
            // Completed in the meantime.
            reservation.resize(bytes);
        } else if (!released) {
            refuse.run();
        }
    }
}
