package dev.carewire.transport.websocket;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.OptionalInt;
import java.util.Random;
import org.junit.jupiter.api.Test;

class MessageFrameTest {

    private static final WebSocketFrameFormat PLAIN = new WebSocketFrameFormat(OptionalInt.empty(), false);
    private static final WebSocketFrameFormat DEFLATED = new WebSocketFrameFormat(OptionalInt.empty(), true);
    private static final String LONG = "42[\"" + "text ".repeat(1_000) + "\"]";

    private static List<ServerFrame> frames(MessageFrame frame, WebSocketFrameFormat form) {
        ByteBuf bytes = frame.webSocketBytes(form);
        try {
            return ServerFrame.of(ByteBufUtil.getBytes(bytes));
        } finally {
            bytes.release();
        }
    }

    @Test
    void everybodyGetsTheSameCompressedBytes() {
        MessageFrame frame = MessageFrame.of(LONG).deflated();

        ByteBuffer shared = frame.shared(DEFLATED);
        assertThat(frame.shared(DEFLATED)).isSameAs(shared);
        assertThat(shared.remaining()).isEqualTo(frame.size(DEFLATED)).isLessThan(frame.size(PLAIN) / 10);
        assertThat(frames(frame, DEFLATED)).extracting(ServerFrame::text).containsExactly(LONG);
        assertThat(frames(frame, PLAIN)).extracting(ServerFrame::text).containsExactly(LONG);
        frame.release();
    }

    @Test
    void bothFormsCountForTheMemoryItHolds() {
        MessageFrame frame = MessageFrame.of(LONG).deflated();

        assertThat(frame.size()).isEqualTo(frame.size(PLAIN));
        assertThat(frame.memorySize()).isEqualTo(frame.size(PLAIN) + frame.size(DEFLATED));
        frame.release();
    }

    @Test
    void onlyWhatIsLongEnoughIsCompressed() {
        MessageFrame frame = MessageFrame.of(List.of("42[\"short\"]", LONG)).deflated();

        assertThat(frames(frame, DEFLATED))
                .extracting(ServerFrame::isDeflated, ServerFrame::text)
                .containsExactly(tuple(false, "42[\"short\"]"), tuple(true, LONG));
        frame.release();
    }

    @Test
    void attachmentsAreCompressedWhereClientsTakeThemAsTheyAre() {
        byte[] zeros = new byte[5_000];
        MessageFrame frame = MessageFrame.of(LONG, List.of(zeros)).deflated();

        assertThat(frames(frame, DEFLATED)).allMatch(ServerFrame::isDeflated);
        assertThat(frames(frame, DEFLATED).get(1).message()).isEqualTo(zeros);
        assertThat(frames(frame, new WebSocketFrameFormat(OptionalInt.of(4), true)))
                .noneMatch(ServerFrame::isDeflated);
        frame.release();
    }

    @Test
    void aFrameThatIsTooShortStaysWhatItWas() {
        MessageFrame frame = MessageFrame.of("42[\"short\"]");

        assertThat(frame.deflated()).isSameAs(frame);
        assertThat(frame.memorySize()).isEqualTo(frame.size());
        frame.release();
    }

    @Test
    void whatDoesNotShrinkIsTriedOnce() {
        byte[] noise = new byte[5_000];
        new Random(1).nextBytes(noise);

        MessageFrame frame = MessageFrame.of("451-[\"file\"]", List.of(noise)).deflated();

        assertThat(frame.deflated()).isSameAs(frame);
        assertThat(frame.memorySize()).isEqualTo(frame.size());
        assertThat(frames(frame, DEFLATED)).noneMatch(ServerFrame::isDeflated);
        frame.release();
    }
}
