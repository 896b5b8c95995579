package dev.carewire.rest;

import static org.assertj.core.api.Assertions.assertThat;

import dev.carewire.transport.http.HttpTestClient;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AssistantRoutesTest extends ClinicTest {

    private String newThread() {
        return post("/api/threads", "{\"memberIds\":[\"u-nurse\"]}")
                .data()
                .path("id")
                .textValue();
    }

    @Test
    void aQuestionIsAMessageAndWithoutAModelTheSystemSaysSo() {
        String thread = newThread();

        HttpTestClient.Answer answer = post("/api/threads/" + thread + "/assistant", "{\"text\":\"How long?\"}");

        String question = """
                {"id":"%s","threadId":"%s","body":"How long?","sender":"u-doctor",
                 "senderFirstName":"Dana","senderLastName":"North","createdAt":"2026-11-20T15:00:00.000Z"}
                """.formatted(answer.data().path("id").textValue(), thread);
        assertData(answer, 201, question);
        HttpTestClient.Answer messages =
                connection.get(StubTokenVerifier.NURSE, "/api/threads/" + thread + "/messages");
        assertThat(onPage(messages, "sender")).containsExactly("system", "u-doctor");
        assertThat(onPage(messages, "senderFirstName")).containsExactly("System", "Dana");
        assertThat(onPage(messages, "body").get(0)).startsWith("The assistant is not configured");
        assertThat(onPage(connection.get(StubTokenVerifier.NURSE, "/api/threads"), "unreadCount"))
                .containsExactly("2");
        assertThat(onPage(get("/api/threads"), "unreadCount")).containsExactly("1");
    }

    @Test
    void stoppingWhatDoesNotRunIsDone() {
        assertThat(delete("/api/threads/" + newThread() + "/assistant").status())
                .isEqualTo(200);
    }

    @ParameterizedTest
    @ValueSource(strings = {"{}", "{\"text\":7}", "{\"text\":\"\"}", "{\"text\":\"zero\\u0000\"}"})
    void refusesWhatIsNoQuestion(String body) {
        String thread = newThread();
        HttpTestClient.Answer answer = post("/api/threads/" + thread + "/assistant", body);

        assertThat(answer.status()).as(answer.body()).isEqualTo(400);
        assertThat(onPage(get("/api/threads/" + thread + "/messages"), "body")).isEmpty();
    }

    @Test
    void forOthersThereIsNoThread() {
        String target = "/api/threads/" + newThread() + "/assistant";

        assertRefused(connection.post(StubTokenVerifier.STRANGER, target, "{\"text\":\"How long?\"}"), 404, "thread");
        assertRefused(connection.delete(StubTokenVerifier.STRANGER, target), 404, "thread");
        assertRefused(post("/api/threads/unknown/assistant", "{\"text\":\"How long?\"}"), 404, "thread");
    }
}
