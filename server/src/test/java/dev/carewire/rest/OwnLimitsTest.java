package dev.carewire.rest;

import static org.assertj.core.api.Assertions.assertThat;

import dev.carewire.transport.http.HttpTestClient;
import io.netty.handler.codec.http.DefaultHttpRequest;
import io.netty.handler.codec.http.FullHttpRequest;
import io.netty.handler.codec.http.HttpMethod;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpVersion;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;

/**
 * A user above a rate or share of their own receives 429 with {@code Retry-After}, and others are not affected. Regression:
 * the answer was 503, as if the server were overloaded.
 */
class OwnLimitsTest extends ClinicTest {

    private static final String QUESTION = "{\"text\":\"How long?\"}";

    OwnLimitsTest() {
        super(Map.of(
                "CAREWIRE_MESSAGING_THREADS_PER_MINUTE", "2",
                "CAREWIRE_ASSISTANT_QUESTIONS_PER_MINUTE", "2",
                "CAREWIRE_MESSAGING_UPLOADS_PER_USER", "1",
                "CAREWIRE_MESSAGING_UPLOADS_PER_TENANT", "2"));
    }

    private String newThread() {
        return created(post("/api/threads", "{\"memberIds\":[\"u-nurse\"]}"));
    }

    private HttpTestClient.Answer keyed(String target, String body) {
        FullHttpRequest request = connection.request(HttpMethod.POST, target, body);
        request.headers()
                .set("Authorization", "Bearer " + StubTokenVerifier.DOCTOR)
                .set("Idempotency-Key", "k");
        return connection.exchange(request);
    }

    private static void assertMustWait(HttpTestClient.Answer answer, String seconds, String text) {
        answer.isRefused(429, "TOO_MANY_REQUESTS", text);
        assertThat(answer.headers().get("Retry-After")).isEqualTo(seconds);
    }

    /** Sends the head and no body. */
    private static void beginUpload(HttpTestClient client, String token, String thread) {
        HttpRequest head = new DefaultHttpRequest(
                HttpVersion.HTTP_1_1, HttpMethod.POST, "/api/threads/" + thread + "/attachments?name=a.txt");
        head.headers()
                .set("Host", "clinic.example")
                .set("Authorization", "Bearer " + token)
                .set("Content-Type", "text/plain")
                .set("Transfer-Encoding", "chunked");
        client.channel().writeInbound(head);
        client.channel().runPendingTasks();
    }

    @Test
    void limitsTheNewThreadsOfAUserAndKeepsNoSuchAnswer() {
        newThread();
        newThread();

        assertMustWait(
                keyed("/api/threads", "{}"), "30", "threads: too many new ones (expected: a pause before the next)");
        assertThat(connection.post(StubTokenVerifier.NURSE, "/api/threads", "").status())
                .isEqualTo(201);
        pass(Duration.ofMillis(29_001));
        assertThat(keyed("/api/threads", "{}").headers().get("Retry-After")).isEqualTo("1");
        pass(Duration.ofSeconds(1));
        HttpTestClient.Answer repeated = keyed("/api/threads", "{}");
        assertThat(repeated.status()).as(repeated.body()).isEqualTo(201);
        assertThat(repeated.headers().contains("Idempotent-Replayed")).isFalse();
    }

    @Test
    void limitsTheQuestionsOfAUserAndKeepsNoSuchAnswer() {
        String assistant = "/api/threads/" + newThread() + "/assistant";
        created(post(assistant, QUESTION));
        created(post(assistant, QUESTION));

        assertMustWait(keyed(assistant, QUESTION), "30", "too many questions (expected: at most 2 a minute)");
        created(connection.post(StubTokenVerifier.NURSE, assistant, QUESTION));
        pass(Duration.ofSeconds(30));
        created(keyed(assistant, QUESTION));
    }

    @Test
    void limitsTheUploadsOfAUserApartFromThoseOfTheClinic() {
        String thread = newThread();
        try (HttpTestClient doctor = another();
                HttpTestClient nurse = another()) {
            beginUpload(doctor, StubTokenVerifier.DOCTOR, thread);
            beginUpload(connection, StubTokenVerifier.DOCTOR, thread);
            assertMustWait(
                    connection.receive().orElseThrow(),
                    "1",
                    "uploads: too many of this user (expected: at most 1 at a time)");
            beginUpload(nurse, StubTokenVerifier.NURSE, thread);
            assertThat(files.openDrafts()).isEqualTo(2);

            try (HttpTestClient admin = another()) {
                String notes = created(admin.post(StubTokenVerifier.ADMIN, "/api/threads", ""));
                beginUpload(admin, StubTokenVerifier.ADMIN, notes);
                HttpTestClient.Answer full = admin.receive().orElseThrow();
                full.isRefused(503, "OVERLOADED", "uploads: too many of this clinic (expected: at most 2 at a time)");
                assertThat(full.headers().get("Retry-After")).isEqualTo("1");
            }
        }
        assertThat(files.openDrafts()).isZero();
    }
}
