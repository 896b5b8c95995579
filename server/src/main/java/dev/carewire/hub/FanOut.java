package dev.carewire.hub;

import dev.carewire.event.Delivery;
import dev.carewire.event.Event;
import dev.carewire.event.RoomKey;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/** One event on its way to the sessions of every loop: its frames, shared, and who gets them. */
final class FanOut {

    private final long id;
    private final List<RoomKey> rooms;
    private final @Nullable String exceptSession;
    private final Delivery delivery;
    private final Map<Encoding, Frame> frames;
    private final AtomicInteger loopsToGo;

    FanOut(long id, Event<?> event, Map<Encoding, Frame> frames, int loops) {
        this.id = id;
        this.rooms = event.rooms();
        this.exceptSession = event.exceptSession().orElse(null);
        this.delivery = event.type().delivery();
        this.frames = frames;
        this.loopsToGo = new AtomicInteger(loops);
    }

    long id() {
        return id;
    }

    List<RoomKey> rooms() {
        return rooms;
    }

    Delivery delivery() {
        return delivery;
    }

    boolean skips(Session session) {
        return exceptSession != null && exceptSession.equals(session.id());
    }

    /** The frame for sessions of {@code encoding}, or null when its dialect has no words for the event. */
    @Nullable
    Frame frame(Encoding encoding) {
        return frames.get(encoding);
    }

    /** One loop has passed the event on; the frames are let go after the last. */
    void loopDone() {
        if (loopsToGo.decrementAndGet() == 0) {
            frames.values().forEach(Frame::release);
        }
    }
}
