package dev.carewire.transport.websocket;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelPromise;
import io.netty.channel.ManualIoEventLoop;
import io.netty.channel.local.LocalIoHandler;
import io.netty.channel.socket.DuplexChannel;
import io.netty.handler.codec.http.websocketx.CloseWebSocketFrame;
import io.netty.handler.codec.http.websocketx.WebSocket13FrameEncoder;
import io.netty.handler.codec.http.websocketx.WebSocketCloseStatus;
import io.netty.util.concurrent.MockTicker;
import io.netty.util.concurrent.Ticker;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Limits for a client after the server has closed its WebSocket. */
class WebSocketCloseTest {

    private final MockTicker ticker = Ticker.newMockTicker();
    private final ManualIoEventLoop loop =
            new ManualIoEventLoop(null, Thread.currentThread(), LocalIoHandler.newFactory(), ticker);
    private final HalfClosingChannel channel = new HalfClosingChannel();

    @BeforeEach
    void open() {
        channel.pipeline().addLast(new WebSocket13FrameEncoder(false));
        channel.unsafe().register(loop, channel.newPromise());
        loop.runNow();
    }

    @AfterEach
    void close() {
        channel.close();
        loop.runNow();
    }

    private void say() {
        WebSocketClose.send(channel, new CloseWebSocketFrame(WebSocketCloseStatus.POLICY_VIOLATION, "enough"));
        loop.runNow();
    }

    private void pass(long seconds) {
        ticker.advance(seconds, TimeUnit.SECONDS);
        loop.runNow();
    }

    @Test
    void theClientIsToldWhyBeforeTheServersHalfEnds() {
        say();

        assertThat(new String(channel.takeReceived(), StandardCharsets.US_ASCII))
                .endsWith("enough");
        assertThat(channel.isOutputShutdown()).isTrue();
        assertThat(channel.isOpen()).isTrue();
    }

    @Test
    void aClientThatGoesOnSendingIsCutOffAfterAWhile() {
        say();
        for (long second = 1; second < WebSocketClose.LINGER_SECONDS; second++) {
            channel.send(new byte[1_000]);
            pass(1);
        }
        assertThat(channel.isOpen()).isTrue();

        channel.send(new byte[1_000]);
        pass(1);

        assertThat(channel.isOpen()).isFalse();
    }

    @Test
    void aClientThatReadsNothingIsCutOffAfterAWhile() {
        channel.setReading(false);
        say();
        pass(WebSocketClose.CLOSE_TIMEOUT_SECONDS - 1);
        assertThat(channel.isOutputShutdown()).isFalse();
        assertThat(channel.isOpen()).isTrue();

        pass(1);

        assertThat(channel.isOpen()).isFalse();
    }

    @Test
    void aClientThatReadsLateGetsNoMoreTimeThanOneThatReadsNothing() {
        channel.setReading(false);
        say();
        pass(WebSocketClose.CLOSE_TIMEOUT_SECONDS - 1);
        channel.setReading(true);
        loop.runNow();
        assertThat(channel.isOutputShutdown()).isTrue();

        pass(1);

        assertThat(channel.isOpen()).isFalse();
    }

    /** Its halves close separately, like those of a TCP connection. */
    private static final class HalfClosingChannel extends InMemoryChannel implements DuplexChannel {

        private boolean outputEnded;

        @Override
        public boolean isOutputShutdown() {
            return outputEnded;
        }

        @Override
        public ChannelFuture shutdownOutput() {
            return shutdownOutput(newPromise());
        }

        @Override
        public ChannelFuture shutdownOutput(ChannelPromise promise) {
            outputEnded = true;
            return promise.setSuccess();
        }

        @Override
        public boolean isInputShutdown() {
            return !isOpen();
        }

        @Override
        public ChannelFuture shutdownInput() {
            return shutdownInput(newPromise());
        }

        @Override
        public ChannelFuture shutdownInput(ChannelPromise promise) {
            throw new UnsupportedOperationException("the client ends its half by itself");
        }

        @Override
        public boolean isShutdown() {
            return isOutputShutdown() && isInputShutdown();
        }

        @Override
        public ChannelFuture shutdown() {
            return shutdown(newPromise());
        }

        @Override
        public ChannelFuture shutdown(ChannelPromise promise) {
            return close(promise);
        }
    }
}
