package dev.carewire.hub;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Executor;

/** A client that records what it receives. Accepts {@link TextFrame}s. Any thread. Lock: this object. */
public final class RecordingConnection implements Connection {

    private final Executor loop;
    private final Executor loopAfterInput;
    private final List<String> offered = new ArrayList<>();
    private final List<String> received = new ArrayList<>();
    private final List<CloseReason> closed = new ArrayList<>();
    private OfferResult answer = OfferResult.ACCEPTED;
    private int untilFull = Integer.MAX_VALUE;
    private int flushes;

    /** A client with a loop of its own. */
    public RecordingConnection() {
        this(new DirectEventLoop());
    }

    /** A client on that loop. */
    public RecordingConnection(Executor loop) {
        this(loop, loop);
    }

    /** A client on that loop, which polls for I/O before it runs tasks of {@code loopAfterInput}. */
    public RecordingConnection(Executor loop, Executor loopAfterInput) {
        this.loop = loop;
        this.loopAfterInput = loopAfterInput;
    }

    /** Sets the result of every offer from now on; only accepted frames are received. */
    public synchronized void answerWith(OfferResult next) {
        answer = next;
        untilFull = Integer.MAX_VALUE;
    }

    /** Accepts the next {@code offers}; later ones find the window full. */
    public synchronized void acceptNext(int offers) {
        answer = OfferResult.ACCEPTED;
        untilFull = offers;
    }

    /** The messages that were flushed, in order. */
    public synchronized List<String> received() {
        return List.copyOf(received);
    }

    /** The messages that were flushed since the last call. */
    public synchronized List<String> takeReceived() {
        List<String> taken = List.copyOf(received);
        received.clear();
        return taken;
    }

    /** The reasons of all calls of close. */
    public synchronized List<CloseReason> closeReasons() {
        return List.copyOf(closed);
    }

    public synchronized int flushes() {
        return flushes;
    }

    @Override
    public Executor loop() {
        return loop;
    }

    @Override
    public Executor loopAfterIo() {
        return loopAfterInput;
    }

    @Override
    public synchronized OfferResult offer(Frame frame) {
        if (untilFull == 0) {
            answer = OfferResult.FULL;
        }
        if (answer == OfferResult.ACCEPTED) {
            untilFull--;
            offered.addAll(((TextFrame) frame).messages());
        }
        return answer;
    }

    @Override
    public synchronized void send(Frame frame) {
        received.addAll(((TextFrame) frame).messages());
    }

    @Override
    public synchronized void flush() {
        flushes++;
        received.addAll(offered);
        offered.clear();
    }

    @Override
    public synchronized void close(CloseReason reason) {
        closed.add(reason);
    }
}
