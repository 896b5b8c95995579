package dev.carewire.cluster;

import dev.carewire.event.Delivery;
import dev.carewire.event.Event;
import dev.carewire.log.EventLog;
import java.util.Objects;
import java.util.function.Consumer;

/**
 * Publishes events. A logged event is stored with its change; {@link LogDelivery} delivers it after the commit, in its tenant's order.
 * Volatile events are delivered immediately.
 */
public final class Publisher {

    private final EventLog log;
    private final Consumer<Event<?>> volatileFanOut;

    /**
     * A publisher.
     *
     * @param log stores logged events
     * @param volatileFanOut copies an event to the sessions; never blocks
     */
    public Publisher(EventLog log, Consumer<Event<?>> volatileFanOut) {
        this.log = Objects.requireNonNull(log, "log");
        this.volatileFanOut = Objects.requireNonNull(volatileFanOut, "volatileFanOut");
    }

    /**
     * Publishes an event. A logged event joins the transaction open on this thread, if any. It blocks: never publish one on an event loop,
     * and only after writing the rows it reports. Publishing a volatile event never blocks and works on any thread.
     */
    public void publish(Event<?> event) {
        if (event.type().delivery() == Delivery.VOLATILE) {
            volatileFanOut.accept(event);
        } else {
            log.append(event);
        }
    }

    /**
     * Like {@link #publish}, but a volatile event also joins the transaction open on this thread, and keeps its place among the tenant's logged
     * events. It is not stored: a crash, or a client that does not keep up, loses it. Blocks.
     */
    public void publishInOrder(Event<?> event) {
        log.append(event);
    }
}
