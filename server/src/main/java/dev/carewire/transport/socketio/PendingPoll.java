package dev.carewire.transport.socketio;

import io.netty.channel.Channel;
import io.netty.handler.codec.http.FullHttpRequest;

/**
 * A polling request that waits for something to send.
 *
 * @param answer the head of its response: what the request says about origin and keep-alive
 */
record PendingPoll(Channel channel, PollingAnswer answer) {

    static PendingPoll of(Channel channel, FullHttpRequest request) {
        return new PendingPoll(channel, PollingAnswer.to(request));
    }
}
