package dev.carewire.hub;

import dev.carewire.event.Delivery;
import dev.carewire.event.Event;
import dev.carewire.event.RoomKey;
import dev.carewire.log.LogPosition;
import dev.carewire.log.LoggedEvent;
import dev.carewire.log.RingBuffer;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One event on its way to the sessions of every loop, with its shared frames and its recipients. It stays in the ring
 * for sessions that could not accept it. Reference-counted; the last holder releases the frames. Any thread.
 */
final class FanOut implements RingBuffer.Entry {

    private static final Logger log = LoggerFactory.getLogger(FanOut.class);

    /** Approximate size of an entry without its frames. */
    private static final int OVERHEAD_BYTES = 300;

    private final Event<?> event;
    private final Optional<LogPosition> position;
    private final List<RoomKey> rooms;
    private final List<RoomKey> exceptRooms;
    private final @Nullable String exceptSession;
    private final RoomKey tenantRoom;
    private final boolean tenantWide;
    private final int bytes;
    private final AtomicInteger refCount = new AtomicInteger(1);

    /** By encoding; empty where the dialect does not render the event. Replaced as a whole, never changed. */
    private volatile Map<Encoding, Optional<Frame>> frames;

    private FanOut(Event<?> event, Optional<LogPosition> position, Collection<Encoding> inUse) {
        this.event = event;
        this.position = position;
        this.rooms = event.rooms();
        this.exceptRooms = event.exceptRooms();
        this.tenantRoom = RoomKey.tenant(event.tenant());
        this.tenantWide = rooms.contains(tenantRoom);
        this.exceptSession = event.exceptSession().orElse(null);
        Map<Encoding, Optional<Frame>> encoded = new HashMap<>();
        int held = 0;
        for (Encoding encoding : inUse) {
            Optional<Frame> frame = encode(encoding);
            encoded.put(encoding, frame);
            held += frame.map(Frame::memorySize).orElse(0);
        }
        this.frames = encoded;
        this.bytes = OVERHEAD_BYTES + held;
    }

    /** An unlogged event. The caller is its first holder. */
    static FanOut of(Event<?> event, Collection<Encoding> inUse) {
        return new FanOut(event, Optional.empty(), inUse);
    }

    /** An event with its position in the log. The caller is its first holder. */
    static FanOut of(LoggedEvent logged, Collection<Encoding> inUse) {
        return new FanOut(logged.event(), Optional.of(logged.position()), inUse);
    }

    Event<?> event() {
        return event;
    }

    List<RoomKey> rooms() {
        return rooms;
    }

    boolean isLogged() {
        return position.isPresent();
    }

    /** Its position in the log; empty for an unlogged event. */
    Optional<LogPosition> position() {
        return position;
    }

    /** Its number in the log; 0 for an unlogged event. */
    @Override
    public long seq() {
        return position.map(LogPosition::seq).orElse(0L);
    }

    @Override
    public int bytes() {
        return bytes;
    }

    /** Whether it may be dropped for a slow client. */
    boolean isVolatile() {
        return event.type().delivery() == Delivery.VOLATILE;
    }

    /** Whether the session does not receive it, although it is in {@code room}. On the session's loop. */
    boolean excludes(Session session, RoomKey room) {
        return (exceptSession != null && exceptSession.equals(session.id()))
                || session.cursor().isInAny(exceptRooms)
                || !matchesFilter(session, room);
    }

    /** A faulty filter of one session must not keep the event from the others. */
    private boolean matchesFilter(Session session, RoomKey room) {
        try {
            return session.eventFilter().matches(event, room);
        } catch (RuntimeException bug) {
            log.atError()
                    .addKeyValue("event", event.type().name())
                    .addKeyValue("session", session.id())
                    .setCause(bug)
                    .log("event filter failed");
            return false;
        }
    }

    /** Whether its audience is all staff of the clinic. */
    boolean isTenantWide() {
        return tenantWide;
    }

    /** The room of all staff of the clinic. */
    RoomKey tenantRoom() {
        return tenantRoom;
    }

    /** Whether any dialect renders it. */
    boolean hasFrames() {
        return frames.values().stream().anyMatch(Optional::isPresent);
    }

    /**
     * The frame for sessions of {@code encoding}, encoded now if no session had that encoding when the event happened.
     */
    @Nullable
    Frame frame(Encoding encoding) {
        Optional<Frame> frame = frames.get(encoding);
        return (frame == null ? encodeOnDemand(encoding) : frame).orElse(null);
    }

    private synchronized Optional<Frame> encodeOnDemand(Encoding encoding) {
        Optional<Frame> known = frames.get(encoding);
        if (known != null) {
            return known;
        }
        Optional<Frame> frame = encode(encoding);
        Map<Encoding, Optional<Frame>> more = new HashMap<>(frames);
        more.put(encoding, frame);
        frames = more;
        return frame;
    }

    /** A fault in one dialect must not keep the event from the others. */
    private Optional<Frame> encode(Encoding encoding) {
        try {
            return encoding.encode(event, position);
        } catch (RuntimeException bug) {
            log.atError()
                    .addKeyValue("event", event.type().name())
                    .setCause(bug)
                    .log("encoding failed");
            return Optional.empty();
        }
    }

    @Override
    public void retain() {
        refCount.incrementAndGet();
    }

    @Override
    public void release() {
        if (refCount.decrementAndGet() == 0) {
            frames.values().forEach(frame -> frame.ifPresent(Frame::release));
        }
    }
}
