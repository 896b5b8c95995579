package dev.carewire.transport.socketio;

import com.corundumstudio.socketio.Transport;
import com.corundumstudio.socketio.handler.ClientHead;
import com.corundumstudio.socketio.handler.ClientsBox;
import dev.carewire.hub.CloseReason;
import dev.carewire.protocol.EngineVersion;
import dev.carewire.protocol.HandshakeError;
import dev.carewire.protocol.MalformedPacketException;
import dev.carewire.protocol.PollingPayload;
import dev.carewire.transport.netty.RequestSender;
import io.netty.buffer.ByteBufUtil;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandler.Sharable;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.handler.codec.http.FullHttpRequest;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpMethod;
import io.netty.handler.codec.http.HttpResponseStatus;
import java.nio.charset.StandardCharsets;

/**
 * Serves the polling transport: a GET waits for packets, a POST carries some. Replaces the library's handler, which
 * answers before it has read, closes every connection and fails with HTTP 500.
 */
@Sharable
final class PollingHandler extends ChannelInboundHandlerAdapter {

    /** Packets that are processed in one turn of the session's loop; other clients' turns are between. */
    private static final int PACKETS_PER_TURN = 1_000;

    private static final String BYTES = "application/octet-stream";

    private final ClientsBox clients;
    private final int maxPayload;

    PollingHandler(ClientsBox clients, int maxPayload) {
        this.clients = clients;
        this.maxPayload = maxPayload;
    }

    @Override
    public void channelRead(ChannelHandlerContext ctx, Object message) {
        if (message instanceof FullHttpRequest request
                && EngineRequest.attachedTo(ctx.channel()).transport() == Transport.POLLING) {
            try {
                serve(ctx.channel(), request);
            } finally {
                request.release();
            }
        } else {
            ctx.fireChannelRead(message);
        }
    }

    private void serve(Channel channel, FullHttpRequest request) {
        ClientHead head = EngineRequest.attachedTo(channel)
                .sid()
                .map(clients::get)
                .orElseGet(() -> SessionCreationHandler.registeredClient(channel));
        if (head == null) {
            PollingResponse.to(request)
                    .sendJson(channel, HttpResponseStatus.BAD_REQUEST, HandshakeError.SESSION_UNKNOWN.json());
            return;
        }
        EngineSession session = SessionStore.of(head);
        RequestSender.attach(channel, session.memory()::user);
        if (request.method().equals(HttpMethod.POST)) {
            post(channel, request, session);
        } else {
            PendingPoll poll = PendingPoll.of(channel, request);
            // The library sends its own packets to this channel until the poll is answered. It must be bound before
            // that, since a binding left behind would cut off a WebSocket that later uses the same connection.
            head.bindChannel(channel, Transport.POLLING);
            // Deferred, so that requests are processed in the order of arrival, whichever loops the client's
            // connections are on.
            session.onLoopLater(() -> session.poll(poll));
        }
    }

    private void post(Channel channel, FullHttpRequest request, EngineSession session) {
        PollingResponse answer = PollingResponse.to(request);
        if (request.content().readableBytes() > maxPayload) {
            // As the reference server does.
            answer.sendJson(channel, HttpResponseStatus.REQUEST_ENTITY_TOO_LARGE, HandshakeError.BAD_REQUEST.json());
            session.close(CloseReason.PROTOCOL_ERROR);
            return;
        }
        PollingPayload payload = payload(request, session.version());
        session.onLoopLater(() -> receive(payload, session, channel, answer));
    }

    private static PollingPayload payload(FullHttpRequest request, EngineVersion version) {
        return version == EngineVersion.V3 && request.headers().contains(HttpHeaderNames.CONTENT_TYPE, BYTES, true)
                ? PollingPayload.of(ByteBufUtil.getBytes(request.content()))
                : PollingPayload.of(request.content().toString(StandardCharsets.UTF_8), version);
    }

    /** On the session's loop. A client may send all at once what it buffered before it connected. */
    private static void receive(
            PollingPayload payload, EngineSession session, Channel channel, PollingResponse answer) {
        try {
            for (int packets = 0; payload.hasNext(); packets++) {
                if (packets == PACKETS_PER_TURN) {
                    session.onLoopLater(() -> receive(payload, session, channel, answer));
                    return;
                }
                session.receive(payload.next());
            }
            answer.sendOk(channel);
        } catch (MalformedPacketException malformed) {
            answer.sendJson(channel, HttpResponseStatus.BAD_REQUEST, HandshakeError.BAD_REQUEST.json());
            session.close(CloseReason.PROTOCOL_ERROR);
        }
    }

    @Override
    public void channelInactive(ChannelHandlerContext ctx) {
        ClientHead head = clients.get(ctx.channel());
        if (head != null && head.isTransportChannel(ctx.channel(), Transport.POLLING)) {
            head.releasePollingChannel(ctx.channel());
            SessionStore.of(head).onPollClosed(ctx.channel());
        }
        ctx.fireChannelInactive();
    }
}
