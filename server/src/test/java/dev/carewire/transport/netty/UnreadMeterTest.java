package dev.carewire.transport.netty;

import static org.assertj.core.api.Assertions.assertThat;

import dev.carewire.memory.ByteBudget;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.ChannelOutboundBuffer;
import io.netty.channel.embedded.EmbeddedChannel;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class UnreadMeterTest {

    private final ByteBudget outgoing = new ByteBudget(10_000, 10_000);
    private final List<String> events = new ArrayList<>();
    private final Client small = new Client("small");
    private final Client large = new Client("large");

    @AfterEach
    void close() {
        small.reads = true;
        large.reads = true;
        small.finishAndReleaseAll();
        large.finishAndReleaseAll();
        assertThat(outgoing.heldBytes()).isZero();
    }

    @Test
    void aClientThatReadsHoldsNothing() {
        small.reads = true;
        small.send(5_000);

        assertThat(outgoing.heldBytes()).isZero();
    }

    /** The bytes that many slow clients had not read filled the memory. */
    @Test
    void theConnectionWithTheMostUnreadBytesCloses() {
        large.send(8_000);
        small.send(1_500);
        assertThat(events).isEmpty();
        small.send(1_000);
        large.runPendingTasks();

        assertThat(events).containsExactly("large SlowConsumer");
        assertThat(large.isOpen()).isFalse();
        assertThat(small.isOpen()).isTrue();
    }

    @Test
    void aConnectionWhoseClientHasReadInTheMeantimeStays() {
        large.send(8_000);
        large.reads = true;
        large.unsafe().outboundBuffer().remove();
        small.send(3_000);
        large.runPendingTasks();

        assertThat(large.isOpen()).isTrue();
    }

    /** A connection whose client may not read. */
    private final class Client extends EmbeddedChannel {

        private boolean reads;

        private Client(String name) {
            super(new UnreadMeter(outgoing), new ChannelInboundHandlerAdapter() {
                @Override
                public void userEventTriggered(ChannelHandlerContext context, Object event) {
                    events.add(name + " " + event.getClass().getSimpleName());
                }
            });
        }

        private void send(int bytes) {
            write(Unpooled.wrappedBuffer(new byte[bytes]));
            flush();
        }

        @Override
        protected void doWrite(ChannelOutboundBuffer pending) throws Exception {
            if (reads) {
                super.doWrite(pending);
            }
        }
    }
}
