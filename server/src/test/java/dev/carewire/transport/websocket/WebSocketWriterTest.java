package dev.carewire.transport.websocket;

import static org.assertj.core.api.Assertions.assertThat;

import dev.carewire.hub.OfferResult;
import io.netty.channel.ManualIoEventLoop;
import io.netty.channel.WriteBufferWaterMark;
import io.netty.channel.local.LocalIoHandler;
import io.netty.handler.codec.http.websocketx.WebSocket13FrameEncoder;
import java.util.OptionalInt;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A client that does not read. */
class WebSocketWriterTest {

    private static final int WINDOW = 64 << 10;

    /** Netty's overhead for an entry, at most. */
    private static final int OVERHEAD = 200;

    private final InMemoryChannel channel = new InMemoryChannel();
    private final ManualIoEventLoop loop =
            new ManualIoEventLoop(null, Thread.currentThread(), LocalIoHandler.newFactory());
    private final MessageFrame frame = MessageFrame.of("42[\"" + "x".repeat(1_000) + "\"]");
    private WebSocketWriter outlet;

    @BeforeEach
    void open() {
        channel.pipeline().addLast(new WebSocket13FrameEncoder(false));
        channel.config().setWriteBufferWaterMark(new WriteBufferWaterMark(WINDOW / 2, WINDOW));
        channel.unsafe().register(loop, channel.newPromise());
        loop.runNow();
        outlet = new WebSocketWriter(channel, loop, OptionalInt.empty());
        channel.setReading(false);
    }

    @AfterEach
    void close() {
        channel.close();
        loop.runNow();
        frame.release();
    }

    @Test
    void isOfferedEventsUpToTheSendWindow() {
        int waiting = 0;
        while (outlet.offer(frame) == OfferResult.ACCEPTED) {
            outlet.flush();
            waiting += frame.size();
        }

        assertThat(waiting).isBetween(WINDOW - WINDOW / 4, WINDOW + frame.size());
    }

    @Test
    void mayLetFarMoreAnswersWaitThanEventsButNotAnyNumber() {
        int waiting = 0;
        while (outlet.offerBeyondWindow(frame) == OfferResult.ACCEPTED) {
            outlet.flush();
            waiting += frame.size();
        }

        int frames = TransportWriter.MIN_BEYOND_WINDOW_BYTES / frame.size();
        assertThat(waiting)
                .isBetween(
                        TransportWriter.MIN_BEYOND_WINDOW_BYTES - OVERHEAD * frames,
                        TransportWriter.MIN_BEYOND_WINDOW_BYTES + frame.size());
        assertThat(outlet.offer(frame)).isEqualTo(OfferResult.FULL);
    }

    @Test
    void isOfferedEventsAgainOnceItHasReadHalfAWindow() {
        while (outlet.offerBeyondWindow(frame) == OfferResult.ACCEPTED) {
            outlet.flush();
        }

        channel.setReading(true);

        assertThat(outlet.offer(frame)).isEqualTo(OfferResult.ACCEPTED);
        assertThat(outlet.offerBeyondWindow(frame)).isEqualTo(OfferResult.ACCEPTED);
    }
}
