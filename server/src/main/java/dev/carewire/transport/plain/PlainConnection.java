package dev.carewire.transport.plain;

import dev.carewire.dialect.AdmissionResult;
import dev.carewire.dialect.ConnectRefusal;
import dev.carewire.dialect.HandshakeDecision;
import dev.carewire.dialect.PlainDialect;
import dev.carewire.dialect.PreAuthMessage;
import dev.carewire.dialect.WebSocketHandle;
import dev.carewire.hub.CloseReason;
import dev.carewire.hub.Connection;
import dev.carewire.hub.Frame;
import dev.carewire.hub.OfferResult;
import dev.carewire.hub.RegistrationResult;
import dev.carewire.hub.SerialExecutor;
import dev.carewire.hub.Session;
import dev.carewire.hub.SessionEnd;
import dev.carewire.transport.netty.SlowConsumer;
import dev.carewire.transport.session.ClientMemory;
import dev.carewire.transport.session.ConnectAttempt;
import dev.carewire.transport.session.EndCause;
import dev.carewire.transport.session.SessionLifecycle;
import dev.carewire.transport.session.SessionLoop;
import dev.carewire.transport.session.SessionRuntime;
import dev.carewire.transport.session.SessionTransport;
import dev.carewire.transport.websocket.MessageFrame;
import dev.carewire.transport.websocket.WebSocketPong;
import dev.carewire.transport.websocket.WebSocketWriter;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.SimpleChannelInboundHandler;
import io.netty.handler.codec.http.websocketx.CloseWebSocketFrame;
import io.netty.handler.codec.http.websocketx.PingWebSocketFrame;
import io.netty.handler.codec.http.websocketx.PongWebSocketFrame;
import io.netty.handler.codec.http.websocketx.TextWebSocketFrame;
import io.netty.handler.codec.http.websocketx.WebSocketCloseStatus;
import io.netty.handler.codec.http.websocketx.WebSocketFrame;
import io.netty.util.concurrent.Future;
import java.net.SocketAddress;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * One plain WebSocket, which carries the messages of the client's {@link SessionLifecycle}. The client may have to
 * authenticate first. Everything runs on the channel's loop.
 */
final class PlainConnection extends SimpleChannelInboundHandler<WebSocketFrame>
        implements Connection, SessionTransport, WebSocketHandle {

    /** Failed attempts to authenticate before the server closes the WebSocket. */
    static final int MAX_ATTEMPTS = 5;

    private final Channel channel;
    private final String id;
    private final PlainDialect dialect;
    private final PlainEncoding encoding;
    private final SessionRuntime runtime;
    private final SessionLoop loop;
    private final SessionLifecycle lifecycle;
    private final PlainHeartbeat heartbeat;
    private final ConnectAttempt attempt;
    private final ClientMemory memory;

    /**
     * Frames that arrived while credentials are being verified. Reading is paused then, so these are at most the frames
     * of one read.
     */
    private final Queue<String> backlog = new ArrayDeque<>(0);

    /** Credentials that are being verified; while there are any, later frames wait. */
    private int pendingAnswers;

    private int attempts;
    private @Nullable WebSocketWriter writer;
    private @Nullable Future<?> authenticationTimer;
    private boolean ended;

    /** Creates a connection for a channel that is about to become a WebSocket. */
    PlainConnection(
            Channel channel,
            String id,
            PlainEndpoint endpoint,
            PlainEdge edge,
            ConnectAttempt attempt,
            ClientMemory memory) {
        this.attempt = attempt;
        this.memory = memory;
        this.channel = channel;
        this.id = id;
        this.dialect = endpoint.dialect();
        this.encoding = endpoint.encoding();
        this.runtime = edge.sessions();
        this.loop = new SessionLoop(channel.eventLoop());
        this.lifecycle = new SessionLifecycle(this, loop, dialect, runtime);
        this.heartbeat = new PlainHeartbeat(this, channel.eventLoop(), edge.config(), runtime.limits());
    }

    @Override
    public SocketAddress address() {
        return attempt.address();
    }

    /** Called when the WebSocket is open. */
    void onOpen(HandshakeDecision decision) {
        writer = new WebSocketWriter(channel, channel.eventLoop(), OptionalInt.empty());
        memory.setClose(this::yieldMemory);
        attempt.setClose(() -> close(CloseReason.OVER_LIMIT));
        heartbeat.start();
        dialect.opened(id, this);
        if (decision instanceof HandshakeDecision.Accepted accepted) {
            openSession(accepted.granted());
        } else if (decision instanceof HandshakeDecision.Unauthenticated unauthenticated) {
            send(unauthenticated.greeting());
            startAuthenticationTimer();
        } else if (decision instanceof HandshakeDecision.ClosedAfterUpgrade closed) {
            attempt.reject(closed.failure());
            refuse(closed.refusal());
        } else {
            throw new IllegalArgumentException("decision: " + decision + " (expected: one with a WebSocket)");
        }
    }

    /** Closes without waiting for the client, whose unfinished messages stay in memory otherwise. */
    private void yieldMemory() {
        close(CloseReason.OVER_LIMIT);
        channel.close();
    }

    private void startAuthenticationTimer() {
        cancelAuthenticationTimer();
        Duration time = runtime.limits().authenticationTimeout();
        authenticationTimer =
                channel.eventLoop().schedule(this::closeUnauthenticated, time.toNanos(), TimeUnit.NANOSECONDS);
    }

    private void closeUnauthenticated() {
        if (pendingAnswers == 0) {
            attempt.timeOut();
        }
        close(CloseReason.AUTHENTICATION_TIMEOUT);
    }

    private void cancelAuthenticationTimer() {
        Future<?> running = authenticationTimer;
        if (running != null) {
            running.cancel(false);
            authenticationTimer = null;
        }
    }

    private void openSession(AdmissionResult.Granted granted) {
        attempt.authenticate();
        SerialExecutor executor = new SerialExecutor(runtime.workers());
        lifecycle.open(
                new Session(id, Optional.empty(), granted.caller(), encoding, this, executor),
                Optional.empty(),
                granted.greeting());
    }

    @Override
    public void onOpen(Session session, List<String> greeting) {
        attempt.release();
        memory.authenticate(session.caller());
        cancelAuthenticationTimer();
        send(greeting);
    }

    @Override
    public void onRefused(AdmissionResult.Refused refused) {
        boolean mayTryAgain = attempt.reject(refused.failure());
        refuse(dialect.refusal(refused));
        if (!mayTryAgain) {
            close(CloseReason.REFUSED);
        }
    }

    @Override
    public void onLimitReached(RegistrationResult limit) {
        refuse(dialect.limitReached(id, limit));
    }

    @Override
    public void onUnavailable() {
        close(CloseReason.UNAVAILABLE);
    }

    private void refuse(ConnectRefusal refusal) {
        send(refusal.messages());
        if (refusal.closeStatus().isPresent()) {
            close(CloseReason.REFUSED, refusal.closeStatus().get());
        } else if (++attempts < MAX_ATTEMPTS) {
            startAuthenticationTimer();
        } else {
            close(CloseReason.REFUSED);
        }
    }

    @Override
    protected void channelRead0(ChannelHandlerContext ctx, WebSocketFrame frame) {
        heartbeat.recordReceived();
        if (frame instanceof PingWebSocketFrame ping) {
            WebSocketPong.answer(channel, ping.retain());
        } else if (frame instanceof CloseWebSocketFrame last) {
            closeWith(EndCause.CLIENT_LEFT, out -> out.answerClose(last));
        } else if (!(frame instanceof PongWebSocketFrame)) {
            heartbeat.recordActivity();
            receive(frame instanceof TextWebSocketFrame text ? text.text() : "");
        }
    }

    private void receive(String text) {
        runtime.hub().traffic().countReceived();
        if (pendingAnswers > 0) {
            backlog.add(text);
        } else if (!ended) {
            dispatch(text);
        }
    }

    private void dispatch(String text) {
        if (lifecycle.isOpen()) {
            lifecycle.receive(new PlainMessage(text));
        } else if (lifecycle.admitsMessage()) {
            receivePreAuth(dialect.parsePreAuthMessage(id, text));
        } else {
            close(
                    CloseReason.PROTOCOL_ERROR,
                    new ConnectRefusal.CloseStatus(WebSocketCloseStatus.POLICY_VIOLATION.code(), "too many messages"));
        }
    }

    private void receivePreAuth(PreAuthMessage message) {
        if (message instanceof PreAuthMessage.Authentication authentication) {
            lifecycle.authenticate(authentication.credentials(), this::openSession);
        } else {
            send(((PreAuthMessage.Answered) message).messages());
        }
    }

    @Override
    public void onCredentialsPresented(CompletionStage<?> answered) {
        pendingAnswers++;
        channel.config().setAutoRead(false);
        answered.whenComplete((done, bug) -> loop.run(this::resumeReading));
    }

    /** Whether the client waits for the answer to its credentials, and the server reads no frames. On the loop. */
    boolean owesAnswer() {
        return pendingAnswers > 0;
    }

    private void resumeReading() {
        pendingAnswers--;
        while (pendingAnswers == 0 && !ended && !backlog.isEmpty()) {
            dispatch(backlog.remove());
        }
        if (pendingAnswers == 0) {
            backlog.clear();
            channel.config().setAutoRead(true);
        }
    }

    @Override
    public CompletionStage<Void> closeIfSilent(Duration timeout) {
        CompletableFuture<Void> checked = new CompletableFuture<>();
        loop.run(() -> {
            if (ended) {
                checked.complete(null);
            } else {
                heartbeat.closeIfSilent(timeout, checked);
            }
        });
        return checked;
    }

    /** Sends a ping of the protocol. On the loop. */
    void sendPing() {
        channel.writeAndFlush(new PingWebSocketFrame());
    }

    /** Pings the client, with the family's heartbeat. On the loop. */
    void ping() {
        sendPing();
        if (lifecycle.isOpen()) {
            dialect.heartbeat().ifPresent(words -> sendNow(List.of(words)));
        }
    }

    @Override
    public void sendMessages(List<String> messages) {
        loop.runLater(() -> send(messages));
    }

    private void send(List<String> messages) {
        if (!messages.isEmpty()) {
            heartbeat.recordActivity();
            sendNow(messages);
        }
    }

    private void sendNow(List<String> messages) {
        MessageFrame frame = encoding.encode(messages);
        try {
            sendBeyondWindow(frame);
        } finally {
            frame.release();
        }
    }

    @Override
    public Executor loop() {
        return loop.eventLoop();
    }

    @Override
    public Executor loopAfterIo() {
        return loop.afterIo();
    }

    @Override
    public OfferResult offer(Frame frame) {
        WebSocketWriter out = writer;
        if (ended || out == null) {
            return OfferResult.CLOSED;
        }
        heartbeat.recordActivity();
        return out.offer((MessageFrame) frame);
    }

    @Override
    public void send(Frame frame) {
        heartbeat.recordActivity();
        sendBeyondWindow((MessageFrame) frame);
    }

    private void sendBeyondWindow(MessageFrame frame) {
        WebSocketWriter out = writer;
        if (ended || out == null) {
            return;
        }
        if (out.offerBeyondWindow(frame) == OfferResult.FULL) {
            close(CloseReason.SLOW_CONSUMER);
        }
        out.flush();
    }

    @Override
    public void flush() {
        WebSocketWriter out = writer;
        if (!ended && out != null) {
            out.flush();
        }
    }

    @Override
    public void userEventTriggered(ChannelHandlerContext ctx, Object event) throws Exception {
        if (event == SlowConsumer.EVENT) {
            close(CloseReason.SLOW_CONSUMER);
        }
        super.userEventTriggered(ctx, event);
    }

    @Override
    public void channelWritabilityChanged(ChannelHandlerContext ctx) {
        if (channel.isWritable()) {
            lifecycle.catchUp();
        }
        ctx.fireChannelWritabilityChanged();
    }

    @Override
    public void close(CloseReason reason) {
        dialect.closeStatus(reason)
                .ifPresentOrElse(status -> close(reason, status), () -> close(reason, out -> out.close(reason)));
    }

    @Override
    public void close(ConnectRefusal.CloseStatus end) {
        close(CloseReason.DISCONNECTED, end);
    }

    private void close(CloseReason reason, ConnectRefusal.CloseStatus end) {
        close(reason, out -> out.close(new WebSocketCloseStatus(end.code(), end.reason()), end.reason()));
    }

    private void close(CloseReason reason, Consumer<WebSocketWriter> action) {
        loop.run(() -> {
            if (!ended) {
                runtime.hub().traffic().countClosed(reason);
            }
            closeWith(EndCause.of(reason), action);
        });
    }

    private void closeWith(EndCause cause, Consumer<WebSocketWriter> action) {
        WebSocketWriter out = writer;
        if (!ended && out != null) {
            action.accept(out);
            end(cause);
        }
    }

    @Override
    public void channelInactive(ChannelHandlerContext ctx) {
        end(EndCause.CONNECTION_LOST);
        ctx.fireChannelInactive();
    }

    private void end(EndCause cause) {
        WebSocketWriter out = writer;
        if (ended || out == null) {
            return;
        }
        ended = true;
        backlog.clear();
        heartbeat.stop();
        cancelAuthenticationTimer();
        out.discard();
        lifecycle.end(SessionEnd.FINAL, cause);
        dialect.closed(id);
    }
}
