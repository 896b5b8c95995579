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
 * One event on its way to the sessions of every loop, and afterwards in the ring for those who could not take it: its frames,
 * shared, and who gets them. Counted by its users; whoever is last lets go of the frames. Any thread.
 */
final class FanOut implements RingBuffer.Entry {

    private static final Logger log = LoggerFactory.getLogger(FanOut.class);

    /** What an entry costs besides its frames, roughly. */
    private static final int OVERHEAD_BYTES = 300;

    private final Event<?> event;
    private final Optional<LogPosition> position;
    private final List<RoomKey> rooms;
    private final @Nullable String exceptSession;
    private final RoomKey tenantRoom;
    private final boolean tenantWide;
    private final int bytes;
    private final AtomicInteger refCount = new AtomicInteger(1);

    /** By encoding; without a frame where the dialect has no words. Replaced, never changed. */
    private volatile Map<Encoding, Optional<Frame>> frames;

    private FanOut(Event<?> event, Optional<LogPosition> position, Collection<Encoding> inUse) {
        this.event = event;
        this.position = position;
        this.rooms = event.rooms();
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

    /** An event that no log keeps. The caller is its first holder. */
    static FanOut of(Event<?> event, Collection<Encoding> inUse) {
        return new FanOut(event, Optional.empty(), inUse);
    }

    /** An event with its place in the log. The caller is its first holder. */
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

    /** Its number in the log; 0 for one that no log keeps. */
    @Override
    public long seq() {
        return position.map(LogPosition::seq).orElse(0L);
    }

    @Override
    public int bytes() {
        return bytes;
    }

    /** Whether it may be dropped for a client that does not keep up. */
    boolean isVolatile() {
        return event.type().delivery() == Delivery.VOLATILE;
    }

    /** Whether the session is not told, although it is in {@code room}. */
    boolean excludes(Session session, RoomKey room) {
        return (exceptSession != null && exceptSession.equals(session.id())) || !matchesFilter(session, room);
    }

    /** One session's fault must not keep the event from the others. */
    private boolean matchesFilter(Session session, RoomKey room) {
        try {
            return session.eventFilter().matches(event, room);
        } catch (RuntimeException bug) {
            log.atError()
                    .addKeyValue("event", event.type().name())
                    .addKeyValue("session", session.id())
                    .setCause(bug)
                    .log("interest failed");
            return false;
        }
    }

    /** Whether everybody who works in the clinic is told. */
    boolean isTenantWide() {
        return tenantWide;
    }

    /** The room of everybody who works in the clinic. */
    RoomKey tenantRoom() {
        return tenantRoom;
    }

    /** Whether anybody could be told anything. */
    boolean hasFrames() {
        return frames.values().stream().anyMatch(Optional::isPresent);
    }

    /** The frame for sessions of {@code encoding}, encoded now if nobody had that encoding when the event happened. */
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

    /** One dialect that stumbles over an event must not keep it from the others. */
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
