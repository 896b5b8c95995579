package dev.carewire.transport.socketio;

import io.netty.channel.Channel;
import io.netty.handler.codec.http.FullHttpRequest;

/**
 * A polling request that waits for something to send.
 *
 * @param response the head of its response, which depends on the origin and keep-alive of the request
 */
record PendingPoll(Channel channel, PollingResponse response) {

    static PendingPoll of(Channel channel, FullHttpRequest request) {
        return new PendingPoll(channel, PollingResponse.to(request));
    }
}
