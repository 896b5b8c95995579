package dev.carewire.transport.netty;

import static org.assertj.core.api.Assertions.assertThat;

import dev.carewire.http.HttpErrors;
import io.netty.buffer.UnpooledByteBufAllocator;
import io.netty.handler.codec.http.FullHttpResponse;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class ResponseEncoderTest {

    @Test
    void hasAnAnswerForBodiesAboveTheLimit() {
        FullHttpResponse response =
                ResponseEncoder.encodeLast(HttpErrors.tooLarge(1000), UnpooledByteBufAllocator.DEFAULT);

        assertThat(response.status().code()).isEqualTo(413);
        assertThat(response.headers().get("Connection")).isEqualTo("close");
        assertThat(response.headers().get("Content-Type")).isEqualTo("application/json; charset=utf-8");
        assertThat(response.content().toString(StandardCharsets.UTF_8))
                .isEqualTo("{\"success\":false,\"error\":\"body: too large (expected: at most 1000 bytes)\","
                        + "\"code\":\"TOO_LARGE\"}");
        response.release();
    }
}
