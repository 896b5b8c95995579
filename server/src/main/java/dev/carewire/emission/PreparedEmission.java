package dev.carewire.emission;

import dev.carewire.cluster.Publisher;
import dev.carewire.event.Delivery;
import dev.carewire.event.Event;
import java.util.List;

/** What comes of an emission, checked and not yet told. */
sealed interface PreparedEmission {

    /** What clients know it by, in order. */
    List<String> ids();

    /** Tells what must not be told unless all of its request is; in the transaction open on this thread. Blocks. */
    void publishDurable(Publisher publisher);

    /** Tells what nobody promised to keep, once the request is safe. */
    void publishVolatile(Publisher publisher);

    /** An event that is told and not kept any longer. */
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

    /** Notifications of the same content, one for each of its users. */
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
