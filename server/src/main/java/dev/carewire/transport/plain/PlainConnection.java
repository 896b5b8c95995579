package dev.carewire.transport.plain;

import dev.carewire.command.RejectedException;
import dev.carewire.command.Rejection;
import dev.carewire.dialect.Credentials;
import dev.carewire.dialect.Entry;
import dev.carewire.dialect.Knock;
import dev.carewire.dialect.Line;
import dev.carewire.dialect.PlainDialect;
import dev.carewire.dialect.Refusal;
import dev.carewire.dialect.Welcome;
import dev.carewire.hub.Admission;
import dev.carewire.hub.CloseReason;
import dev.carewire.hub.Connection;
import dev.carewire.hub.Ending;
import dev.carewire.hub.Frame;
import dev.carewire.hub.Lane;
import dev.carewire.hub.Offer;
import dev.carewire.hub.Session;
import dev.carewire.transport.session.Allowance;
import dev.carewire.transport.session.SessionLoop;
import dev.carewire.transport.session.SessionRuntime;
import dev.carewire.transport.session.TokenTerm;
import dev.carewire.transport.websocket.MessageFrame;
import dev.carewire.transport.websocket.WebSocketOutlet;
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
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Queue;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The life of one plain WebSocket: perhaps a time without a session, in which the client says who it is, then its session, then the end.
 * Everything happens on the loop of its channel.
 */
final class PlainConnection extends SimpleChannelInboundHandler<WebSocketFrame> implements Connection, Line {

    private static final Logger log = LoggerFactory.getLogger(PlainConnection.class);

    /** How often a client may say wrongly who it is. */
    static final int MOST_ATTEMPTS = 5;

    private final Channel channel;
    private final String id;
    private final PlainDialect dialect;
    private final PlainEncoding encoding;
    private final PlainConfig config;
    private final SessionRuntime runtime;
    private final SessionLoop loop;
    private final Allowance allowance;
    private final PlainHeartbeat heartbeat;

    /** What the client said while its credentials are being checked; no more than was read at once, since nothing is read meanwhile. */
    private final Queue<String> waiting = new ArrayDeque<>(0);

    private boolean checking;
    private int attempts;
    private @Nullable WebSocketOutlet outlet;
    private @Nullable Future<?> patience;
    private @Nullable Session session;
    private @Nullable TokenTerm term;
    private boolean ended;

    /** A connection over a channel that is about to become a WebSocket. */
    PlainConnection(Channel channel, String id, PlainEndpoint endpoint, PlainEdge edge) {
        this.channel = channel;
        this.id = id;
        this.dialect = endpoint.dialect();
        this.encoding = endpoint.encoding();
        this.config = edge.config();
        this.runtime = edge.sessions();
        this.loop = new SessionLoop(channel.eventLoop());
        this.allowance = new Allowance(config.messagesPerSecond(), config.messagesBurst());
        this.heartbeat = new PlainHeartbeat(this, channel.eventLoop(), config);
    }

    /** The WebSocket is open. */
    void begin(Welcome welcome) {
        outlet = new WebSocketOutlet(channel, channel.eventLoop(), OptionalInt.empty());
        heartbeat.begin();
        dialect.opened(id, this);
        if (welcome instanceof Welcome.LetIn in) {
            admit(in.entry());
        } else if (welcome instanceof Welcome.Unknown unknown) {
            send(unknown.greeting());
            beginPatience();
        } else if (welcome instanceof Welcome.SentAway away) {
            refuse(away.refusal());
        } else {
            throw new IllegalArgumentException("welcome: " + welcome + " (expected: one with a WebSocket)");
        }
    }

    private void beginPatience() {
        stopPatience();
        Duration time = config.authenticationTimeout();
        patience = channel.eventLoop()
                .schedule(() -> close(CloseReason.AUTHENTICATION_TIMEOUT), time.toNanos(), TimeUnit.NANOSECONDS);
    }

    private void stopPatience() {
        Future<?> running = patience;
        if (running != null) {
            running.cancel(false);
            patience = null;
        }
    }

    /**
     * The greeting is the first thing the client gets: its rooms deliver in later turns of the loop. They are joined before, so that
     * nothing is missed that happens once the client has read it.
     */
    private void admit(Entry.Granted granted) {
        Session admitted =
                new Session(id, Optional.empty(), granted.caller(), encoding, this, new Lane(runtime.workers()));
        Admission admission = runtime.hub().register(admitted);
        if (admission != Admission.ADMITTED) {
            refuse(dialect.full(admission));
            return;
        }
        stopPatience();
        session = admitted;
        TokenTerm begun = new TokenTerm(loop, admitted, dialect, runtime);
        term = begun;
        begun.begin();
        dialect.rooms(granted.caller()).forEach(room -> runtime.hub().join(admitted, room));
        send(granted.greeting());
        dialect.connected(admitted);
    }

    private void refuse(Refusal refusal) {
        send(refusal.messages());
        if (refusal.end().isPresent()) {
            close(refusal.end().get());
        } else if (++attempts < MOST_ATTEMPTS) {
            beginPatience();
        } else {
            close(CloseReason.REFUSED);
        }
    }

    @Override
    protected void channelRead0(ChannelHandlerContext ctx, WebSocketFrame frame) {
        heartbeat.heard();
        if (frame instanceof PingWebSocketFrame ping) {
            channel.writeAndFlush(new PongWebSocketFrame(ping.content().retain()));
        } else if (frame instanceof CloseWebSocketFrame) {
            leave();
        } else if (!(frame instanceof PongWebSocketFrame)) {
            heartbeat.active();
            receive(frame instanceof TextWebSocketFrame text ? text.text() : "");
        }
    }

    private void receive(String text) {
        runtime.hub().traffic().received();
        if (checking) {
            waiting.add(text);
        } else if (!ended) {
            understand(text);
        }
    }

    private void understand(String text) {
        Session live = session;
        if (live != null) {
            understand(live, new PlainMessage(text));
        } else if (allowance.use()) {
            knock(dialect.knock(id, text));
        } else {
            close(new Refusal.End(WebSocketCloseStatus.POLICY_VIOLATION.code(), "too many messages"));
        }
    }

    private void knock(Knock knock) {
        if (knock instanceof Knock.Presented presented) {
            check(presented.credentials());
        } else {
            send(((Knock.Answered) knock).messages());
        }
    }

    private void check(Credentials credentials) {
        hold(dialect.admit(credentials, runtime.tokens()).handle((entry, bug) -> {
            loop.run(() -> decide(entry, bug));
            return null;
        }));
    }

    private void decide(@Nullable Entry entry, @Nullable Throwable bug) {
        if (ended) {
            return;
        }
        if (entry instanceof Entry.Granted granted) {
            admit(granted);
        } else if (entry instanceof Entry.Refused refused) {
            refuse(dialect.refusal(refused));
        } else {
            log.atError().addKeyValue("dialect", dialect.name()).setCause(bug).log("admission failed");
            close(CloseReason.REFUSED);
        }
    }

    private void understand(Session live, PlainMessage message) {
        if (term != null && !term.holds()) {
            return;
        }
        if (!allowance.use()) {
            dialect.refuse(live, message, Rejection.OVERLOADED, "too many messages");
            return;
        }
        Optional<Credentials> renewal;
        try {
            renewal = dialect.renewal(live, message);
        } catch (RejectedException malformed) {
            dialect.refuse(live, message, malformed.rejection(), malformed.text());
            return;
        }
        if (renewal.isPresent() && term != null) {
            hold(term.renew(renewal.get(), message));
        } else {
            dialect.receive(live, message);
        }
    }

    /** Nothing that the client says afterwards is understood before {@code stage} has completed. */
    private void hold(CompletionStage<?> stage) {
        checking = true;
        channel.config().setAutoRead(false);
        stage.whenComplete((done, bug) -> loop.run(this::goOn));
    }

    private void goOn() {
        checking = false;
        while (!checking && !ended && !waiting.isEmpty()) {
            understand(waiting.remove());
        }
        if (!checking) {
            waiting.clear();
            channel.config().setAutoRead(true);
        }
    }

    /** On the loop. Asks the client whether it is there. */
    void ping() {
        channel.writeAndFlush(new PingWebSocketFrame());
        if (session != null) {
            dialect.heartbeat().ifPresent(words -> sendNow(List.of(words)));
        }
    }

    @Override
    public void say(List<String> messages) {
        loop.runLater(() -> send(messages));
    }

    private void send(List<String> messages) {
        if (!messages.isEmpty()) {
            heartbeat.active();
            sendNow(messages);
        }
    }

    private void sendNow(List<String> messages) {
        MessageFrame frame = encoding.encode(messages);
        try {
            force(frame);
        } finally {
            frame.release();
        }
    }

    @Override
    public Executor loop() {
        return loop.thread();
    }

    @Override
    public Executor loopAfterInput() {
        return loop.afterInput();
    }

    @Override
    public Offer offer(Frame frame) {
        WebSocketOutlet out = outlet;
        if (ended || out == null) {
            return Offer.CLOSED;
        }
        heartbeat.active();
        return out.offer((MessageFrame) frame);
    }

    @Override
    public void send(Frame frame) {
        heartbeat.active();
        force((MessageFrame) frame);
    }

    private void force(MessageFrame frame) {
        WebSocketOutlet out = outlet;
        if (ended || out == null) {
            return;
        }
        if (out.force(frame) == Offer.FULL) {
            close(CloseReason.SLOW_CONSUMER);
        }
        out.flush();
    }

    @Override
    public void flush() {
        WebSocketOutlet out = outlet;
        if (!ended && out != null) {
            out.flush();
        }
    }

    @Override
    public void channelWritabilityChanged(ChannelHandlerContext ctx) {
        Session live = session;
        if (channel.isWritable() && live != null) {
            runtime.hub().catchUp(live);
        }
        ctx.fireChannelWritabilityChanged();
    }

    @Override
    public void close(CloseReason reason) {
        loop.run(() -> dialect.end(reason).ifPresentOrElse(this::close, () -> closing(out -> out.close(reason))));
    }

    @Override
    public void close(Refusal.End end) {
        loop.run(() -> closing(out -> out.close(new WebSocketCloseStatus(end.code(), end.reason()), end.reason())));
    }

    /** The client has taken its leave. */
    private void leave() {
        closing(WebSocketOutlet::end);
    }

    private void closing(Consumer<WebSocketOutlet> farewell) {
        WebSocketOutlet out = outlet;
        if (!ended && out != null) {
            farewell.accept(out);
            end();
        }
    }

    @Override
    public void channelInactive(ChannelHandlerContext ctx) {
        end();
        ctx.fireChannelInactive();
    }

    private void end() {
        WebSocketOutlet out = outlet;
        if (ended || out == null) {
            return;
        }
        ended = true;
        waiting.clear();
        heartbeat.stop();
        stopPatience();
        TokenTerm running = term;
        if (running != null) {
            running.end();
        }
        out.discard();
        Session last = session;
        if (last != null) {
            session = null;
            runtime.hub().unregister(last, Ending.FINAL);
            dialect.disconnected(last);
        }
        dialect.closed(id);
    }
}
