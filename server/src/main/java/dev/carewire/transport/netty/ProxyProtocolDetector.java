package dev.carewire.transport.netty;

import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.SimpleChannelInboundHandler;
import io.netty.handler.codec.ByteToMessageDecoder;
import io.netty.handler.codec.haproxy.HAProxyCommand;
import io.netty.handler.codec.haproxy.HAProxyMessage;
import io.netty.handler.codec.haproxy.HAProxyMessageDecoder;
import java.net.InetSocketAddress;
import java.util.List;

/**
 * Reads the address of the client that a trusted proxy states at the start of a connection. Supports versions 1 and 2 of the PROXY protocol.
 * The statement is optional: HTTP may begin instead. Leaves the pipeline before the first request.
 */
final class ProxyProtocolDetector extends ByteToMessageDecoder {

    /** Bytes of further facts in version 2, which the server ignores. A longer header closes the connection. */
    private static final int MAX_TLV_BYTES = 4_096;

    @Override
    protected void decode(ChannelHandlerContext ctx, ByteBuf in, List<Object> out) {
        switch (HAProxyMessageDecoder.detectProtocol(in).state()) {
            case NEEDS_MORE_DATA -> {}
            case INVALID -> ctx.pipeline().remove(this);
            case DETECTED -> {
                ctx.pipeline().addAfter(ctx.name(), "proxiedAddress", new ProxiedAddressHandler());
                ctx.pipeline().addAfter(ctx.name(), "proxyHeader", new HAProxyMessageDecoder(MAX_TLV_BYTES));
                ctx.pipeline().remove(this);
            }
        }
    }

    /** Stores the stated address. A proxy's own connections, such as health checks, state none. */
    private static final class ProxiedAddressHandler extends SimpleChannelInboundHandler<HAProxyMessage> {

        @Override
        protected void channelRead0(ChannelHandlerContext ctx, HAProxyMessage header) {
            if (header.command() == HAProxyCommand.PROXY) {
                IpLiteral.parse(header.sourceAddress()).ifPresent(client -> {
                    ClientAddress.setOfConnection(ctx.channel(), new InetSocketAddress(client, header.sourcePort()));
                    ctx.fireUserEventTriggered(ClientNamed.EVENT);
                });
            }
            ctx.pipeline().remove(this);
        }
    }
}
