package dev.carewire.transport.socketio;

import static org.assertj.core.api.Assertions.assertThat;

import com.corundumstudio.socketio.handler.ClientsBox;
import dev.carewire.transport.netty.OriginPolicy;
import dev.carewire.transport.session.ConnectGate;
import dev.carewire.transport.session.ConnectLimits;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.embedded.EmbeddedChannel;
import io.netty.handler.codec.http.DefaultFullHttpRequest;
import io.netty.handler.codec.http.DefaultFullHttpResponse;
import io.netty.handler.codec.http.DefaultHttpContent;
import io.netty.handler.codec.http.DefaultHttpRequest;
import io.netty.handler.codec.http.DefaultHttpResponse;
import io.netty.handler.codec.http.HttpMethod;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.handler.codec.http.HttpVersion;
import io.netty.handler.codec.http.LastHttpContent;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** How long a connection to the HTTP API is kept. */
class EngineRequestGuardTest {

    private static final Duration FIRST_REQUEST = Duration.ofSeconds(10);

    /** What follows the guard answers nothing: the test does. */
    private final EmbeddedChannel connection = new EmbeddedChannel();

    @BeforeEach
    void open() {
        EdgeConfig config = SocketIoEdgeTest.config(FIRST_REQUEST, FIRST_REQUEST, FIRST_REQUEST);
        connection.freezeTime();
        connection
                .pipeline()
                .addLast(new EngineRequestGuard(
                        Map.of(),
                        new EngineRequestValidator(new ClientsBox(), config),
                        new OriginPolicy(Set.of()),
                        config,
                        new ConnectGate(ConnectLimits.NONE, Clock.systemUTC())))
                .addLast(SocketIoPipeline.API_HANDLER, new ChannelInboundHandlerAdapter());
        connection.pipeline().fireChannelActive();
    }

    @AfterEach
    void close() {
        connection.finishAndReleaseAll();
    }

    @Test
    void closesAConnectionThatAsksForNothing() {
        pass(9);
        assertThat(connection.isOpen()).isTrue();
        pass(2);
        assertThat(connection.isOpen()).isFalse();
    }

    @Test
    void keepsAConnectionOverWhichABodyComes() {
        connection.writeInbound(new DefaultHttpRequest(HttpVersion.HTTP_1_1, HttpMethod.POST, "/api/attachments"));
        pass(300);
        connection.writeInbound(new DefaultHttpContent(Unpooled.wrappedBuffer(new byte[10])));
        pass(300);
        assertThat(connection.isOpen()).isTrue();
    }

    @Test
    void keepsAConnectionWhileAnAnswerGoesOutInPieces() {
        ask();
        ask();
        connection.writeOutbound(new DefaultFullHttpResponse(HttpVersion.HTTP_1_1, HttpResponseStatus.OK));
        pass(60);
        connection.writeOutbound(new DefaultHttpResponse(HttpVersion.HTTP_1_1, HttpResponseStatus.OK));
        pass(300);
        connection.writeOutbound(new DefaultHttpContent(Unpooled.wrappedBuffer(new byte[10])));
        assertThat(connection.isOpen()).isTrue();

        connection.writeOutbound(LastHttpContent.EMPTY_LAST_CONTENT);
        pass(74);
        assertThat(connection.isOpen()).isTrue();
        pass(2);
        assertThat(connection.isOpen()).isFalse();
    }

    @Test
    void takesLeaveToSendABodyForNoAnswer() {
        connection.writeInbound(new DefaultHttpRequest(HttpVersion.HTTP_1_1, HttpMethod.POST, "/api/attachments"));
        connection.writeOutbound(new DefaultFullHttpResponse(HttpVersion.HTTP_1_1, HttpResponseStatus.CONTINUE));
        pass(300);
        assertThat(connection.isOpen()).isTrue();
    }

    private void ask() {
        connection.writeInbound(new DefaultFullHttpRequest(HttpVersion.HTTP_1_1, HttpMethod.GET, "/api/threads"));
    }

    private void pass(int seconds) {
        connection.advanceTimeBy(seconds, TimeUnit.SECONDS);
        connection.runScheduledPendingTasks();
    }
}
