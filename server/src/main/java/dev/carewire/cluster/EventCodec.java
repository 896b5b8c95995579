package dev.carewire.cluster;

import dev.carewire.event.Event;

/** Events as text, for storage and for other nodes. Any thread, never blocks. */
public interface EventCodec {

    /** One line of JSON that {@link #decode} turns back into an equal event. */
    String encode(Event<?> event);

    /**
     * The event that {@code text} stands for.
     *
     * @throws IllegalArgumentException if the text is not one that {@link #encode} writes; the message holds no payload
     */
    Event<?> decode(String text);
}
