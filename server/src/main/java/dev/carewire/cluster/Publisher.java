package dev.carewire.cluster;

import dev.carewire.event.Delivery;
import dev.carewire.event.Event;
import dev.carewire.identity.TenantId;
import dev.carewire.log.EventLog;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Consumer;
import java.util.function.Supplier;

/**
 * Publishes events. A logged event is stored with its change and delivered after the commit, in its tenant's order. If
 * the process dies in between, the {@link OutboxRelay} of the next one delivers it. Volatile events are delivered
 * immediately.
 */
public final class Publisher {

    private final Outbox outbox;
    private final EventLog log;
    private final Consumer<Event<?>> volatileFanOut;
    private final StoredEventListener stored;
    private final DeliveryOrder order = new DeliveryOrder();

    /**
     * A publisher.
     *
     * @param log numbers logged events and delivers them to the sessions
     * @param volatileFanOut copies an event to the sessions; never blocks
     * @param stored learns what became of each stored event
     */
    public Publisher(Outbox outbox, EventLog log, Consumer<Event<?>> volatileFanOut, StoredEventListener stored) {
        this.outbox = Objects.requireNonNull(outbox, "outbox");
        this.log = Objects.requireNonNull(log, "log");
        this.volatileFanOut = Objects.requireNonNull(volatileFanOut, "volatileFanOut");
        this.stored = Objects.requireNonNull(stored, "stored");
    }

    /**
     * Publishes an event. A logged event joins the transaction open on this thread, if any. It blocks: never publish
     * one on an event loop, and only after writing the rows it reports. Publishing a volatile event never blocks and
     * works on any thread.
     */
    public void publish(Event<?> event) {
        if (event.type().delivery() == Delivery.VOLATILE) {
            volatileFanOut.accept(event);
            return;
        }
        inOrder(event, () -> deliver(event), end -> outbox.append(event, end));
    }

    /**
     * Like {@link #publish}, but a volatile event also joins the transaction open on this thread, and keeps its place
     * among the tenant's logged events. It is not stored: a crash, or a client that does not keep up, loses it. Blocks.
     */
    public void publishInOrder(Event<?> event) {
        if (event.type().delivery() == Delivery.VOLATILE) {
            inOrder(event, () -> volatileFanOut.accept(event), outbox::onTransactionEnd);
        } else {
            publish(event);
        }
    }

    /**
     * Runs an action in the tenant's order, after the delivery of the events published before. Never blocks.
     *
     * @param action must not block
     * @return completes with the action's result or failure
     */
    public <T> CompletionStage<T> runInOrder(TenantId tenant, Supplier<T> action) {
        CompletableFuture<T> done = new CompletableFuture<>();
        order.reserve(tenant).complete(() -> {
            try {
                done.complete(action.get());
            } catch (RuntimeException failed) {
                done.completeExceptionally(failed);
            }
        });
        return done;
    }

    private void inOrder(Event<?> event, Runnable deliver, Consumer<Outbox.TransactionEnd> join) {
        DeliveryOrder.Reservation reservation = order.reserve(event.tenant());
        try {
            join.accept(new Outbox.TransactionEnd() {
                @Override
                public void committed() {
                    reservation.complete(deliver);
                }

                @Override
                public void rolledBack() {
                    reservation.cancel();
                }

                /** The event keeps its place until its outcome is known. */
                @Override
                public void unknown() {
                    if (event.type().delivery() == Delivery.VOLATILE) {
                        reservation.cancel();
                    } else {
                        stored.onCommitUnknown(event, this);
                    }
                }
            });
        } catch (RuntimeException notStored) {
            reservation.cancel();
            throw notStored;
        }
    }

    private void deliver(Event<?> event) {
        log.append(event);
        stored.onDelivered(event.id());
    }
}
