package dev.carewire.transport.socketio;

import com.corundumstudio.socketio.messages.OutPacketMessage;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandler.Sharable;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelOutboundHandlerAdapter;
import io.netty.channel.ChannelPromise;

/**
 * Notifies a session when the library has bound a transport to it, which shows in the library's first packet. Replaces the library's
 * encoder, which encodes every packet anew for every recipient.
 */
@Sharable
final class TransportBindingHandler extends ChannelOutboundHandlerAdapter {

    @Override
    public void write(ChannelHandlerContext ctx, Object message, ChannelPromise promise) {
        if (message instanceof OutPacketMessage packets) {
            Channel channel = ctx.channel();
            EngineSession session = SessionStore.of(packets.getClientHead());
            session.onLoop(() -> {
                session.onTransportBound(packets.getTransport(), channel);
                promise.trySuccess();
            });
        } else {
            ctx.write(message, promise);
        }
    }
}
