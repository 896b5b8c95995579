package dev.carewire.transport.websocket;

import static org.assertj.core.api.Assertions.assertThat;

import dev.carewire.hub.Offer;
import io.netty.channel.ManualIoEventLoop;
import io.netty.channel.WriteBufferWaterMark;
import io.netty.channel.local.LocalIoHandler;
import io.netty.handler.codec.http.websocketx.WebSocket13FrameEncoder;
import java.util.OptionalInt;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A client that does not read. */
class WebSocketOutletTest {

    private static final int WINDOW = 64 << 10;

    /** What Netty counts for an entry besides its bytes, at most. */
    private static final int OVERHEAD = 200;

    private final MemoryChannel channel = new MemoryChannel();
    private final ManualIoEventLoop loop =
            new ManualIoEventLoop(null, Thread.currentThread(), LocalIoHandler.newFactory());
    private final MessageFrame frame = MessageFrame.of("42[\"" + "x".repeat(1_000) + "\"]");
    private WebSocketOutlet outlet;

    @BeforeEach
    void open() {
        channel.pipeline().addLast(new WebSocket13FrameEncoder(false));
        channel.config().setWriteBufferWaterMark(new WriteBufferWaterMark(WINDOW / 2, WINDOW));
        channel.unsafe().register(loop, channel.newPromise());
        loop.runNow();
        outlet = new WebSocketOutlet(channel, loop, OptionalInt.empty());
        channel.reads(false);
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
        while (outlet.offer(frame) == Offer.ACCEPTED) {
            outlet.flush();
            waiting += frame.size();
        }

        assertThat(waiting).isBetween(WINDOW - WINDOW / 4, WINDOW + frame.size());
    }

    @Test
    void mayLetFarMoreAnswersWaitThanEventsButNotAnyNumber() {
        int waiting = 0;
        while (outlet.force(frame) == Offer.ACCEPTED) {
            outlet.flush();
            waiting += frame.size();
        }

        int frames = Outlet.MOST_FORCED / frame.size();
        assertThat(waiting).isBetween(Outlet.MOST_FORCED - OVERHEAD * frames, Outlet.MOST_FORCED + frame.size());
        assertThat(outlet.offer(frame)).isEqualTo(Offer.FULL);
    }

    @Test
    void isOfferedEventsAgainOnceItHasReadHalfAWindow() {
        while (outlet.force(frame) == Offer.ACCEPTED) {
            outlet.flush();
        }

        channel.reads(true);

        assertThat(outlet.offer(frame)).isEqualTo(Offer.ACCEPTED);
        assertThat(outlet.force(frame)).isEqualTo(Offer.ACCEPTED);
    }
}
