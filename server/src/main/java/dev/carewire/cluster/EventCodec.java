package dev.carewire.cluster;

import dev.carewire.event.Event;

/** Converts events to and from text, for storage and for other nodes. Any thread; never blocks. */
public interface EventCodec {

    /** One line of JSON that {@link #decode} converts back to an equal event. */
    String encode(Event<?> event);

    /**
     * Reads the text of an event.
     *
     * @throws IllegalArgumentException if {@link #encode} did not write the text; the message holds no payload
     */
    Event<?> decode(String text);
}
