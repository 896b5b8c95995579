package dev.carewire.transport.socketio;

import dev.carewire.hub.CloseReason;
import dev.carewire.hub.OfferResult;
import dev.carewire.memory.ByteBudget;
import dev.carewire.protocol.EnginePacket;
import dev.carewire.protocol.HandshakeError;
import dev.carewire.transport.websocket.MessageFrame;
import dev.carewire.transport.websocket.TransportWriter;
import io.netty.buffer.ByteBuf;
import io.netty.channel.Channel;
import io.netty.handler.codec.http.HttpResponseStatus;
import java.util.ArrayDeque;
import java.util.Optional;
import java.util.Queue;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Queues frames for a polling client, up to the send window, and answers its polls. */
final class PollingWriter implements TransportWriter {

    private static final EnginePacket NOOP = new EnginePacket(EnginePacket.Type.NOOP, "");
    private static final EnginePacket CLOSE = new EnginePacket(EnginePacket.Type.CLOSE, "");

    private final int sendWindow;
    private final PayloadFormat format;
    private final Consumer<Channel> onPollAnswered;
    private final Runnable onWritable;
    private final Queue<MessageFrame> backlog = new ArrayDeque<>(2);
    private int backlogBytes;
    private final ByteBudget outgoing;
    private final Runnable onTooSlow;

    /** Null while no frame waits for a poll. */
    private ByteBudget.@Nullable Reservation reservation;

    private @Nullable PendingPoll pending;

    /** Whether a frame was rejected for lack of room. */
    private boolean frameRefused;

    /**
     * An outlet with nothing in it.
     *
     * @param sendWindow bytes that may wait
     * @param onPollAnswered receives the channel of each poll that is answered, before the bytes leave
     * @param onWritable runs when there is room after a frame was refused
     * @param outgoing the budget of all connections
     * @param onTooSlow runs on any thread when this client has left the most bytes of all waiting; must not block
     */
    PollingWriter(
            int sendWindow,
            PayloadFormat format,
            Consumer<Channel> onPollAnswered,
            Runnable onWritable,
            ByteBudget outgoing,
            Runnable onTooSlow) {
        this.sendWindow = sendWindow;
        this.format = format;
        this.onPollAnswered = onPollAnswered;
        this.onWritable = onWritable;
        this.outgoing = outgoing;
        this.onTooSlow = onTooSlow;
    }

    /** Whether a poll is pending: a second one is a client error. */
    boolean hasPendingPoll() {
        return pending != null;
    }

    void poll(PendingPoll poll) {
        pending = poll;
        flush();
    }

    /** Called when a connection is gone; frames for its poll stay in the queue. */
    void onPollClosed(Channel channel) {
        if (pending != null && pending.channel() == channel) {
            pending = null;
        }
    }

    /** The pending poll. */
    Optional<PendingPoll> pending() {
        return Optional.ofNullable(pending);
    }

    /** Answers the pending poll with a NOOP if the queue is empty. */
    void answerIdlePoll() {
        if (pending != null && backlog.isEmpty()) {
            add(NOOP);
            flush();
        }
    }

    @Override
    public OfferResult offer(MessageFrame frame) {
        OfferResult offer = accept(frame, sendWindow);
        frameRefused |= offer == OfferResult.FULL;
        return offer;
    }

    @Override
    public OfferResult offerBeyondWindow(MessageFrame frame) {
        return accept(frame, TransportWriter.maxBeyondWindow(sendWindow));
    }

    private OfferResult accept(MessageFrame frame, int window) {
        // A frame larger than the window is sent alone: no limit may withhold an event for ever.
        if (backlogBytes > 0 && backlogBytes + frame.size() > window) {
            return OfferResult.FULL;
        }
        frame.retain();
        backlog.add(frame);
        backlogBytes += frame.size();
        return OfferResult.ACCEPTED;
    }

    /** Queues a packet of the protocol itself, regardless of the window. */
    private void add(EnginePacket packet) {
        MessageFrame frame = MessageFrame.of(packet.encode());
        backlog.add(frame);
        backlogBytes += frame.size();
    }

    @Override
    public void flush() {
        PendingPoll poll = pending;
        if (poll == null || backlog.isEmpty()) {
            count();
            return;
        }
        pending = null;
        boolean binary = format.isBinary(backlog);
        ByteBuf body = format.join(backlog, poll.channel().alloc());
        discard();
        onPollAnswered.accept(poll.channel());
        poll.response().sendPackets(poll.channel(), body, binary);
        if (frameRefused) {
            frameRefused = false;
            onWritable.run();
        }
    }

    /**
     * Hands all waiting frames to the next transport and refuses a pending poll, which a client must not have when it
     * changes its transport. Returns whether the transport accepted all of them.
     */
    boolean drainTo(TransportWriter next) {
        boolean all = true;
        for (MessageFrame frame = backlog.poll(); frame != null; frame = backlog.poll()) {
            all &= next.offerBeyondWindow(frame) != OfferResult.FULL;
            frame.release();
        }
        backlogBytes = 0;
        count();
        PendingPoll poll = pending;
        if (poll != null) {
            pending = null;
            onPollAnswered.accept(poll.channel());
            poll.response().sendJson(poll.channel(), HttpResponseStatus.BAD_REQUEST, HandshakeError.BAD_REQUEST.json());
        }
        return all;
    }

    @Override
    public void abort() {
        discard();
        PendingPoll poll = pending;
        if (poll != null) {
            pending = null;
            onPollAnswered.accept(poll.channel());
            poll.response()
                    .sendJson(poll.channel(), HttpResponseStatus.BAD_REQUEST, HandshakeError.SESSION_UNKNOWN.json());
        }
    }

    @Override
    public void close(CloseReason reason) {
        add(CLOSE);
        flush();
        discard();
    }

    @Override
    public void end() {
        discard();
        answerIdlePoll();
    }

    /** Releases all waiting frames. */
    @Override
    public void discard() {
        backlog.forEach(MessageFrame::release);
        backlog.clear();
        backlogBytes = 0;
        count();
    }

    private void count() {
        ByteBudget.Reservation held = reservation;
        if (backlogBytes > 0) {
            if (held == null) {
                held = outgoing.open(this, (bytes, excess) -> {
                    onTooSlow.run();
                    return bytes;
                });
                reservation = held;
            }
            held.resize(backlogBytes);
        } else if (held != null) {
            held.close();
            reservation = null;
        }
    }
}
