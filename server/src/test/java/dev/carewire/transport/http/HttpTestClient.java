package dev.carewire.transport.http;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.netty.buffer.ByteBufUtil;
import io.netty.buffer.UnpooledByteBufAllocator;
import io.netty.channel.embedded.EmbeddedChannel;
import io.netty.handler.codec.http.DefaultFullHttpRequest;
import io.netty.handler.codec.http.FullHttpRequest;
import io.netty.handler.codec.http.FullHttpResponse;
import io.netty.handler.codec.http.HttpContent;
import io.netty.handler.codec.http.HttpHeaders;
import io.netty.handler.codec.http.HttpMethod;
import io.netty.handler.codec.http.HttpResponse;
import io.netty.handler.codec.http.HttpVersion;
import io.netty.handler.codec.http.LastHttpContent;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** One client connection to an {@link HttpApi}; at its end every buffer must have been released. */
public final class HttpTestClient implements AutoCloseable {

    private static final ObjectMapper MAPPER = new ObjectMapper();

    private final UnpooledByteBufAllocator buffers = new UnpooledByteBufAllocator(false);
    private final List<FullHttpRequest> sent = new ArrayList<>();
    private final EmbeddedChannel channel;

    public HttpTestClient(HttpApi api) {
        channel = new EmbeddedChannel();
        channel.config().setAllocator(buffers);
        channel.pipeline().addLast(new HttpApiHandler(api));
    }

    public EmbeddedChannel channel() {
        return channel;
    }

    /** A request without a body; headers may be added before it is sent. */
    public FullHttpRequest request(HttpMethod method, String target) {
        return request(method, target, "");
    }

    public FullHttpRequest request(HttpMethod method, String target, String body) {
        FullHttpRequest request =
                new DefaultFullHttpRequest(HttpVersion.HTTP_1_1, method, target, ByteBufUtil.writeUtf8(buffers, body));
        request.headers().set("Host", "clinic.example");
        return request;
    }

    public void send(FullHttpRequest request) {
        sent.add(request);
        channel.writeInbound(request);
    }

    /** The next answer that has been written, if there is one. */
    public Optional<Answer> receive() {
        channel.runPendingTasks();
        FullHttpResponse response = channel.readOutbound();
        if (response == null) {
            return Optional.empty();
        }
        Answer answer = new Answer(
                response.status().code(), response.headers(), response.content().toString(StandardCharsets.UTF_8));
        response.release();
        return Optional.of(answer);
    }

    /** The next answer, which may consist of several parts, as a download does. */
    public Answer receiveAll() {
        channel.runPendingTasks();
        HttpResponse head = channel.readOutbound();
        StringBuilder body = new StringBuilder();
        Object part = head;
        while (part != null) {
            if (part instanceof HttpContent content) {
                body.append(content.content().toString(StandardCharsets.UTF_8));
                content.release();
            }
            part = part instanceof LastHttpContent ? null : channel.readOutbound();
        }
        return new Answer(head.status().code(), head.headers(), body.toString());
    }

    public Answer exchange(FullHttpRequest request) {
        send(request);
        return receive().orElseThrow();
    }

    /** A request of a user with a token, answered. */
    public Answer exchange(String token, HttpMethod method, String target, String body) {
        FullHttpRequest request = request(method, target, body);
        request.headers().set("Authorization", "Bearer " + token);
        return exchange(request);
    }

    public Answer get(String token, String target) {
        return exchange(token, HttpMethod.GET, target, "");
    }

    public Answer post(String token, String target, String body) {
        return exchange(token, HttpMethod.POST, target, body);
    }

    public Answer put(String token, String target, String body) {
        return exchange(token, HttpMethod.PUT, target, body);
    }

    public Answer delete(String token, String target) {
        return exchange(token, HttpMethod.DELETE, target, "");
    }

    @Override
    public void close() {
        channel.finishAndReleaseAll();
        assertThat(sent).allSatisfy(request -> assertThat(request.refCnt()).isZero());
        assertThat(buffers.metric().usedHeapMemory() + buffers.metric().usedDirectMemory())
                .as("bytes of buffers that nobody released")
                .isZero();
    }

    public static JsonNode json(String text) {
        try {
            return MAPPER.readTree(text);
        } catch (JsonProcessingException malformed) {
            throw new AssertionError(malformed);
        }
    }

    public record Answer(int status, HttpHeaders headers, String body) {

        public JsonNode json() {
            return HttpTestClient.json(body);
        }

        public JsonNode data() {
            return json().path("data");
        }

        /** The id of the record in the answer, which one family calls {@code _id} and the other {@code id}. */
        public String id() {
            return data().path(data().has("_id") ? "_id" : "id").textValue();
        }

        /** Asserts a refusal of the one shape that all have; it may also list the faulty fields. */
        public void isRefused(int expectedStatus, String code, String text) {
            String refusal = "{\"success\":false,\"error\":\"" + text + "\",\"code\":\"" + code + "\"";
            assertThat(body).startsWith(refusal);
            assertThat(body.substring(refusal.length())).matches("}|,\"faults\":\\[\\{\"field\":.*}]}");
            assertThat(status).isEqualTo(expectedStatus);
        }
    }
}
