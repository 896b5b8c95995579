package dev.carewire.emission;

import dev.carewire.cluster.Publisher;
import dev.carewire.event.Delivery;
import dev.carewire.event.Event;
import java.util.List;

/** A validated emission, ready for publishing. */
sealed interface PreparedEmission {

    /** The ids that clients know it by, in order. */
    List<String> ids();

    /**
     * Publishes the durable part, which succeeds or fails with the whole request, in the transaction open on this
     * thread. Blocks.
     */
    void publishDurable(Publisher publisher);

    /** Publishes the volatile part after the request was committed. */
    void publishVolatile(Publisher publisher);

    /** An event that is published and then not stored any longer. */
    record PreparedEvent(Event<?> event) implements PreparedEmission {

        @Override
        public List<String> ids() {
            return List.of(event.id().toString());
        }

        @Override
        public void publishDurable(Publisher publisher) {
            if (event.type().delivery() == Delivery.LOGGED) {
                publisher.publish(event);
            }
        }

        @Override
        public void publishVolatile(Publisher publisher) {
            if (event.type().delivery() == Delivery.VOLATILE) {
                publisher.publish(event);
            }
        }
    }

    /** Notifications with the same content, one per user. */
    record PreparedNotifications(List<EscalatedNotifications.Draft> drafts) implements PreparedEmission {

        public PreparedNotifications {
            drafts = List.copyOf(drafts);
        }

        @Override
        public List<String> ids() {
            return drafts.stream().map(EscalatedNotifications.Draft::id).toList();
        }

        @Override
        public void publishDurable(Publisher publisher) {
            drafts.forEach(EscalatedNotifications.Draft::send);
        }

        @Override
        public void publishVolatile(Publisher publisher) {}
    }
}
