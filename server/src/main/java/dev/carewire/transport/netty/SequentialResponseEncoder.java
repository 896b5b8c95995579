package dev.carewire.transport.netty;

import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelPromise;
import io.netty.handler.codec.http.HttpResponse;
import io.netty.handler.codec.http.HttpResponseEncoder;
import io.netty.handler.codec.http.HttpStatusClass;
import io.netty.handler.codec.http.LastHttpContent;

/**
 * Encodes the responses of one connection, and lets its {@link SequentialRequestDecoder} continue once a response is written. For use on the
 * connection's event loop.
 */
final class SequentialResponseEncoder extends HttpResponseEncoder {

    private final SequentialRequestDecoder requests;

    SequentialResponseEncoder(SequentialRequestDecoder requests) {
        this.requests = requests;
    }

    @Override
    public void write(ChannelHandlerContext ctx, Object message, ChannelPromise promise) throws Exception {
        if (message instanceof LastHttpContent && !isInformational(message)) {
            super.write(ctx, message, promise.unvoid().addListener(written -> requests.onResponse()));
        } else {
            super.write(ctx, message, promise);
        }
    }

    @Override
    protected boolean isContentAlwaysEmpty(HttpResponse response) {
        return super.isContentAlwaysEmpty(response) || (requests.asksForHeadOnly() && !isInformational(response));
    }

    /** Whether the message precedes the response proper, such as 100 (Continue), or changes the protocol. */
    private static boolean isInformational(Object message) {
        return message instanceof HttpResponse response
                && response.status().codeClass() == HttpStatusClass.INFORMATIONAL;
    }
}
