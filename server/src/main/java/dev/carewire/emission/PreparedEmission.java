package dev.carewire.emission;

import dev.carewire.cluster.Publisher;
import dev.carewire.event.Event;
import java.util.List;

/** A validated emission, ready for publishing. */
sealed interface PreparedEmission {

    /** The ids that clients know it by, in order. */
    List<String> ids();

    /** Publishes it in the transaction open on this thread; delivered after the commit, in the order of the calls. Blocks. */
    void publish(Publisher publisher);

    /** An event that is published and then not stored any longer. */
    record PreparedEvent(Event<?> event) implements PreparedEmission {

        @Override
        public List<String> ids() {
            return List.of(event.id().toString());
        }

        @Override
        public void publish(Publisher publisher) {
            publisher.publishInOrder(event);
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
        public void publish(Publisher publisher) {
            drafts.forEach(EscalatedNotifications.Draft::send);
        }
    }
}
