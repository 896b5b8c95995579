package dev.carewire.transport.socketio;

import dev.carewire.hub.CloseReason;
import dev.carewire.hub.Offer;
import dev.carewire.protocol.EnginePacket;
import dev.carewire.protocol.HandshakeError;
import dev.carewire.transport.websocket.MessageFrame;
import dev.carewire.transport.websocket.Outlet;
import io.netty.buffer.ByteBuf;
import io.netty.channel.Channel;
import io.netty.handler.codec.http.HttpResponseStatus;
import java.util.ArrayDeque;
import java.util.Optional;
import java.util.Queue;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Keeps what a polling client has not fetched yet, up to the send window, and answers its polls. */
final class PollingOutlet implements Outlet {

    private static final EnginePacket NOOP = new EnginePacket(EnginePacket.Type.NOOP, "");
    private static final EnginePacket CLOSE = new EnginePacket(EnginePacket.Type.CLOSE, "");

    private final int sendWindow;
    private final PayloadFormat format;
    private final Consumer<Channel> answered;
    private final Runnable roomAgain;
    private final Queue<MessageFrame> backlog = new ArrayDeque<>(2);
    private int backlogBytes;
    private @Nullable PendingPoll pending;

    /** Whether a frame was refused for want of room. */
    private boolean wanted;

    /**
     * An outlet with nothing in it.
     *
     * @param sendWindow bytes that may wait
     * @param answered told the channel of each poll that was answered, before the bytes leave
     * @param roomAgain told when there is room after a frame was refused
     */
    PollingOutlet(int sendWindow, PayloadFormat format, Consumer<Channel> answered, Runnable roomAgain) {
        this.sendWindow = sendWindow;
        this.format = format;
        this.answered = answered;
        this.roomAgain = roomAgain;
    }

    /** Whether a poll waits already: a second one is an error of the client. */
    boolean isPolled() {
        return pending != null;
    }

    void poll(PendingPoll poll) {
        pending = poll;
        flush();
    }

    /** The connection of a poll is gone; what it would have fetched stays. */
    void pollGone(Channel channel) {
        if (pending != null && pending.channel() == channel) {
            pending = null;
        }
    }

    /** The poll that waits. */
    Optional<PendingPoll> pending() {
        return Optional.ofNullable(pending);
    }

    /** Ends a poll that waits for nothing. */
    void answerIdlePoll() {
        if (pending != null && backlog.isEmpty()) {
            add(NOOP);
            flush();
        }
    }

    @Override
    public Offer offer(MessageFrame frame) {
        Offer offer = accept(frame, sendWindow);
        wanted |= offer == Offer.FULL;
        return offer;
    }

    @Override
    public Offer force(MessageFrame frame) {
        return accept(frame, Outlet.mostForced(sendWindow));
    }

    private Offer accept(MessageFrame frame, int window) {
        // What does not fit an empty window goes alone: no limit may keep a client from an event for ever.
        if (backlogBytes > 0 && backlogBytes + frame.size() > window) {
            return Offer.FULL;
        }
        frame.retain();
        backlog.add(frame);
        backlogBytes += frame.size();
        return Offer.ACCEPTED;
    }

    /** Something of the protocol's own, however much waits. */
    private void add(EnginePacket packet) {
        MessageFrame frame = MessageFrame.of(packet.encode());
        backlog.add(frame);
        backlogBytes += frame.size();
    }

    @Override
    public void flush() {
        PendingPoll poll = pending;
        if (poll == null || backlog.isEmpty()) {
            return;
        }
        pending = null;
        boolean binary = format.isBinary(backlog);
        ByteBuf body = format.join(backlog, poll.channel().alloc());
        discard();
        answered.accept(poll.channel());
        poll.answer().packets(poll.channel(), body, binary);
        if (wanted) {
            wanted = false;
            roomAgain.run();
        }
    }

    /**
     * Hands everything that was not fetched to the transport that follows, and refuses a poll that waits: a client has none
     * when it changes its transport. False if the transport did not take it all.
     */
    boolean drainTo(Outlet next) {
        boolean all = true;
        for (MessageFrame frame = backlog.poll(); frame != null; frame = backlog.poll()) {
            all &= next.force(frame) != Offer.FULL;
            frame.release();
        }
        backlogBytes = 0;
        PendingPoll poll = pending;
        if (poll != null) {
            pending = null;
            answered.accept(poll.channel());
            poll.answer().json(poll.channel(), HttpResponseStatus.BAD_REQUEST, HandshakeError.BAD_REQUEST.json());
        }
        return all;
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

    /** Lets go of everything that waits. */
    @Override
    public void discard() {
        backlog.forEach(MessageFrame::release);
        backlog.clear();
        backlogBytes = 0;
    }
}
