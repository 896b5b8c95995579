package dev.carewire.transport.websocket;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.ManualIoEventLoop;
import io.netty.channel.local.LocalIoHandler;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A socket that accepts as many bytes as the test sets, and a channel for the rest. */
class GatheringWriteTest {

    private static final int EVERYTHING = Integer.MAX_VALUE;
    private static final WebSocketFrameFormat PLAIN = new WebSocketFrameFormat(OptionalInt.empty(), false);

    private final InMemoryChannel channel = new InMemoryChannel();
    private final ManualIoEventLoop loop =
            new ManualIoEventLoop(null, Thread.currentThread(), LocalIoHandler.newFactory());
    private final StringBuilder wire = new StringBuilder();
    private final List<MessageFrame> frames = new ArrayList<>();
    private final List<ByteBuf> witnesses = new ArrayList<>();
    private final GatheringWrite burst = new GatheringWrite(PLAIN, this::send);
    private ChannelHandlerContext context;
    private int room = EVERYTHING;
    private int sends;

    @BeforeEach
    void open() {
        channel.pipeline().addLast("last", new ChannelInboundHandlerAdapter());
        channel.unsafe().register(loop, channel.newPromise());
        loop.runNow();
        context = channel.pipeline().context("last");
    }

    @AfterEach
    void nobodyHoldsAFrame() {
        channel.close();
        loop.runNow();
        frames.forEach(MessageFrame::release);
        assertThat(witnesses).allSatisfy(bytes -> {
            assertThat(bytes.refCnt()).as("holders besides the witness").isOne();
            bytes.release();
        });
    }

    private int send(Channel to, ByteBuffer bytes, int length) throws IOException {
        sends++;
        if (room < 0) {
            throw new IOException("broken pipe");
        }
        int taken = Math.min(room, length);
        byte[] copy = new byte[taken];
        bytes.duplicate().get(0, copy);
        wire.append(new String(copy, StandardCharsets.UTF_8));
        return taken;
    }

    private MessageFrame frame(String text) {
        return counted(MessageFrame.of(text));
    }

    private MessageFrame counted(MessageFrame frame) {
        frames.add(frame);
        witnesses.add(frame.webSocketBytes(PLAIN));
        return frame;
    }

    private static String bytes(List<MessageFrame> of) {
        StringBuilder all = new StringBuilder();
        for (MessageFrame frame : of) {
            ByteBuf out = Unpooled.buffer();
            frame.writeTo(out, PLAIN);
            all.append(out.toString(StandardCharsets.UTF_8));
        }
        return all.toString();
    }

    /** The bytes that the client has received, over both paths. */
    private String received() {
        loop.runNow();
        return wire + new String(channel.takeReceived(), StandardCharsets.UTF_8);
    }

    @Test
    void whateverTheSocketTakesTheRestFollowsThroughTheChannel() {
        for (int count = 1; count <= 3; count++) {
            List<MessageFrame> all = new ArrayList<>();
            for (int i = 0; i < count; i++) {
                all.add(frame("42[\"event\"," + i + "]"));
            }
            String expected = bytes(all);
            for (room = 0; room <= expected.length(); room++) {
                wire.setLength(0);
                all.forEach(frame -> assertThat(burst.add(frame, channel)).isTrue());

                burst.flush(context);

                assertThat(wire).as("taken by the socket").hasSize(room);
                assertThat(received())
                        .as("%d of %d bytes", room, expected.length())
                        .isEqualTo(expected);
            }
        }
    }

    @Test
    void onceTheSocketIsFullEverythingWaitsItsTurnInTheChannel() {
        channel.setReading(false);
        room = 5;
        burst.add(frame("42[\"first\"]"), channel);
        burst.add(frame("42[\"second\"]"), channel);
        burst.flush(context);
        room = EVERYTHING;

        assertThat(burst.add(frame("42[\"third\"]"), channel))
                .as("taken past what waits")
                .isFalse();
        context.write(frames.get(2).webSocketBytes(PLAIN));
        burst.flush(context);

        assertThat(sends).isOne();
        assertThat(wire).hasSize(5);
        channel.setReading(true);
        assertThat(received()).isEqualTo(bytes(frames));
        assertThat(burst.add(frames.get(0), channel)).as("taken again").isTrue();
        burst.discard();
    }

    @Test
    void whatWasTakenBeforeTheChannelGotBusyGoesThroughTheChannel() {
        channel.setReading(false);
        burst.add(frame("42[\"event\"]"), channel);
        context.writeAndFlush(Unpooled.copiedBuffer("pong", StandardCharsets.US_ASCII));

        burst.flush(context);

        assertThat(sends).isZero();
        channel.setReading(true);
        assertThat(received()).isEqualTo("pong" + bytes(frames));
    }

    @Test
    void whatIsSpilledStaysInFrontOfWhatFollows() {
        burst.add(frame("42[\"first\"]"), channel);
        burst.add(frame("42[\"second\"]"), channel);
        burst.writeToChannel(context);
        context.write(frame("42[\"third\"]").webSocketBytes(PLAIN));
        burst.flush(context);

        assertThat(sends).isZero();
        assertThat(received()).isEqualTo(bytes(frames));
    }

    @Test
    void aBrokenSocketLeavesEverythingToTheChannelThatFindsOut() {
        room = -1;
        burst.add(frame("42[\"event\"]"), channel);
        burst.flush(context);

        assertThat(sends).isOne();
        assertThat(received()).isEqualTo(bytes(frames));
    }

    @Test
    void aClosedChannelTakesNothingAndNothingIsKept() {
        burst.add(frame("42[\"before\"]"), channel);
        channel.close();
        loop.runNow();

        assertThat(burst.add(frame("42[\"after\"]"), channel)).isFalse();
        burst.flush(context);

        assertThat(sends).isZero();
        assertThat(received()).isEmpty();
    }

    @Test
    void takesEightSmallFramesThatAllMayShare() {
        for (int i = 0; i < 8; i++) {
            assertThat(burst.add(frame("42[" + i + "]"), channel)).isTrue();
        }
        assertThat(burst.add(frame("42[8]"), channel)).as("a ninth").isFalse();
        burst.flush(context);
        assertThat(sends).isOne();

        assertThat(burst.add(frame("42[\"" + "x".repeat(8 * 1024) + "\"]"), channel))
                .as("a large one")
                .isFalse();
        GatheringWrite older = new GatheringWrite(new WebSocketFrameFormat(OptionalInt.of(4), false), this::send);
        MessageFrame bytes = counted(MessageFrame.of("451-[\"b\"]", List.of(new byte[3])));
        assertThat(older.add(bytes, channel)).as("one that v3 has otherwise").isFalse();
        assertThat(burst.add(bytes, channel)).isTrue();
        burst.discard();
        burst.flush(context);
        assertThat(sends).as("after all was let go").isOne();
    }
}
