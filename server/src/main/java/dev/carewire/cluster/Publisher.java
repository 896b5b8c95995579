package dev.carewire.cluster;

import dev.carewire.event.Delivery;
import dev.carewire.event.Event;
import dev.carewire.log.EventLog;
import java.util.Objects;
import java.util.UUID;
import java.util.function.Consumer;

/**
 * Hands events to the cluster. A logged event is stored with the change it reports and delivered after the commit, in the order
 * of its tenant; if the process dies in between, the {@link OutboxRelay} of some node delivers it. Volatile events go straight
 * out.
 */
public final class Publisher {

    private final Outbox outbox;
    private final EventLog log;
    private final Consumer<Event<?>> volatileFanOut;
    private final Consumer<UUID> onDelivered;
    private final DeliveryOrder order = new DeliveryOrder();

    /**
     * A publisher.
     *
     * @param log numbers logged events and brings them to the sessions
     * @param volatileOut copies an event to the sessions; never blocks
     * @param delivered told the id of each logged event that went out; never blocks
     */
    public Publisher(Outbox outbox, EventLog log, Consumer<Event<?>> volatileOut, Consumer<UUID> delivered) {
        this.outbox = Objects.requireNonNull(outbox, "outbox");
        this.log = Objects.requireNonNull(log, "log");
        this.volatileFanOut = Objects.requireNonNull(volatileOut, "volatileOut");
        this.onDelivered = Objects.requireNonNull(delivered, "delivered");
    }

    /**
     * Publishes an event. A logged one takes part in the transaction open on this thread, if there is one, and blocks: never
     * on an event loop, and after the rows it reports were written. A volatile one never blocks and may come from any thread.
     */
    public void publish(Event<?> event) {
        if (event.type().delivery() == Delivery.VOLATILE) {
            volatileFanOut.accept(event);
            return;
        }
        DeliveryOrder.Reservation place = order.reserve(event.tenant());
        try {
            outbox.append(event, new Outbox.TransactionEnd() {
                @Override
                public void committed() {
                    place.complete(() -> deliver(event));
                }

                @Override
                public void rolledBack() {
                    place.cancel();
                }
            });
        } catch (RuntimeException notStored) {
            place.cancel();
            throw notStored;
        }
    }

    private void deliver(Event<?> event) {
        log.append(event);
        onDelivered.accept(event.id());
    }
}
