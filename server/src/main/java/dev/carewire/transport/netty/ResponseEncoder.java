package dev.carewire.transport.netty;

import dev.carewire.http.Download;
import dev.carewire.http.Response;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import io.netty.buffer.ByteBufUtil;
import io.netty.buffer.Unpooled;
import io.netty.handler.codec.http.DefaultFullHttpResponse;
import io.netty.handler.codec.http.DefaultHttpResponse;
import io.netty.handler.codec.http.FullHttpResponse;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaderValues;
import io.netty.handler.codec.http.HttpResponse;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.handler.codec.http.HttpVersion;
import java.util.Set;

/** Encodes responses of the HTTP toolkit as messages for the wire, with the headers that every response has. Any thread. */
public final class ResponseEncoder {

    /** Responses that never have a body. A length of zero would be that of a body which a client has already. */
    private static final Set<HttpResponseStatus> WITHOUT_LENGTH =
            Set.of(HttpResponseStatus.NO_CONTENT, HttpResponseStatus.NOT_MODIFIED);

    private ResponseEncoder() {}

    /** The whole response. The caller owns its buffer. */
    public static FullHttpResponse encode(Response response, ByteBufAllocator buffers) {
        ByteBuf body =
                response.body().isEmpty() ? Unpooled.EMPTY_BUFFER : ByteBufUtil.writeUtf8(buffers, response.body());
        return message(response, body);
    }

    /** The response to a {@code HEAD} request, which only states the length of the body. */
    public static FullHttpResponse encodeWithoutBody(Response response) {
        return message(response, Unpooled.EMPTY_BUFFER);
    }

    /** The whole response, which announces that the server closes the connection. The caller owns its buffer. */
    static FullHttpResponse encodeLast(Response response, ByteBufAllocator buffers) {
        FullHttpResponse message = encode(response, buffers);
        message.headers().set(HttpHeaderNames.CONNECTION, HttpHeaderValues.CLOSE);
        return message;
    }

    /** The head of a response whose body is a download, which the caller sends. */
    public static HttpResponse encodeHead(Response response, Download download) {
        HttpResponse head = new DefaultHttpResponse(HttpVersion.HTTP_1_1, response.status());
        addHeaders(response, head);
        head.headers()
                .set(HttpHeaderNames.CONTENT_TYPE, download.mediaType())
                .set(HttpHeaderNames.CONTENT_LENGTH, download.length());
        return head;
    }

    private static FullHttpResponse message(Response response, ByteBuf body) {
        FullHttpResponse message = new DefaultFullHttpResponse(HttpVersion.HTTP_1_1, response.status(), body);
        addHeaders(response, message);
        if (!response.body().isEmpty() && !message.headers().contains(HttpHeaderNames.CONTENT_TYPE)) {
            message.headers().set(HttpHeaderNames.CONTENT_TYPE, "application/json; charset=utf-8");
        }
        if (!WITHOUT_LENGTH.contains(response.status())) {
            message.headers().set(HttpHeaderNames.CONTENT_LENGTH, ByteBufUtil.utf8Bytes(response.body()));
        }
        return message;
    }

    private static void addHeaders(Response response, HttpResponse message) {
        response.headers().forEach((name, value) -> message.headers().set(name, value));
        message.headers().set(HttpHeaderNames.CACHE_CONTROL, "no-store").set("x-content-type-options", "nosniff");
    }
}
