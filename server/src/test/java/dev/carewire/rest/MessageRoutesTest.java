package dev.carewire.rest;

import static org.assertj.core.api.Assertions.assertThat;

import dev.carewire.text.ExtraFields;
import dev.carewire.transport.http.HttpTestClient;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class MessageRoutesTest extends ClinicTest {

    /** The id of a new thread of doctor and nurse. */
    private String newThread() {
        HttpTestClient.Answer answer = post("/api/threads", "{\"subject\":\"Room 2\",\"memberIds\":[\"u-nurse\"]}");
        assertThat(answer.status()).as(answer.body()).isEqualTo(201);
        return answer.data().path("id").textValue();
    }

    @Test
    void opensAThread() {
        HttpTestClient.Answer answer =
                post("/api/threads", "{\"subject\":\"Room 2\",\"memberIds\":[\"u-nurse\",{\"_id\":\"u-doctor\"}]}");

        assertData(answer, 201, """
                {"id":"%s","subject":"Room 2","createdBy":"u-doctor","memberIds":["u-doctor","u-nurse"],
                 "createdAt":"2026-11-20T15:00:00.000Z","unreadCount":0}
                """.formatted(answer.data().path("id").textValue()));
    }

    @Test
    void opensAThreadForNotes() {
        HttpTestClient.Answer answer = post("/api/threads", "");

        assertThat(answer.status()).isEqualTo(201);
        assertThat(answer.data().path("memberIds")).isEqualTo(HttpTestClient.json("[\"u-doctor\"]"));
        assertThat(answer.data().has("subject")).isFalse();
    }

    @Test
    void writesIntoAThread() {
        String thread = newThread();

        HttpTestClient.Answer answer = post("/api/threads/" + thread + "/messages", "{\"body\":\"Ready?\\n\"}");

        String message = """
                {"id":"%s","threadId":"%s","body":"Ready?\\n","sender":"u-doctor",
                 "senderFirstName":"Dana","senderLastName":"North","createdAt":"2026-11-20T15:00:00.000Z"}
                """.formatted(answer.data().path("id").textValue(), thread);
        assertData(answer, 201, message);
        assertThat(connection
                        .get(StubTokenVerifier.NURSE, "/api/threads/" + thread + "/messages")
                        .json())
                .isEqualTo(HttpTestClient.json("{\"items\":[" + message + "]}"));
    }

    @Test
    void keepsUnknownFieldsOfAMessageUntilItIsRetracted() {
        String path = "/api/threads/" + newThread() + "/messages";

        HttpTestClient.Answer sent =
                post(path, "{\"body\":\"Ready?\",\"color\":\"red\",\"place\":{\"floor\":2},\"attachments\":[]}");
        assertThat(sent.json().path("unknownFields")).isEqualTo(HttpTestClient.json("[\"color\",\"place\"]"));
        assertThat(sent.data().path("place").path("floor").asInt()).isEqualTo(2);
        assertThat(get(path).json().path("items").get(0)).isEqualTo(sent.data());

        String message = path + "/" + sent.data().path("id").textValue();
        HttpTestClient.Answer edited = put(message, "{\"body\":\"Now?\",\"color\":null,\"urgent\":true}");
        assertThat(edited.json().path("unknownFields")).isEqualTo(HttpTestClient.json("[\"color\",\"urgent\"]"));
        assertThat(edited.data().has("color")).isFalse();
        assertThat(edited.data().path("urgent").asBoolean()).isTrue();
        assertThat(edited.data().path("place").path("floor").asInt()).isEqualTo(2);

        assertThat(delete(message).data().has("place")).isFalse();
        assertThat(get(path).json().path("items").get(0).has("urgent")).isFalse();
    }

    @Test
    void rejectsTooManyUnknownFieldsOfAMessage() {
        String path = "/api/threads/" + newThread() + "/messages";

        post(path, "{\"body\":\"a\",\"b\":\"" + "x".repeat(ExtraFields.MAX_BYTES) + "\"}")
                .isRefused(
                        400, "INVALID", "unknown fields: too many or too large (expected: " + ExtraFields.LIMITS + ")");
        assertThat(get(path).json().path("items")).isEmpty();
    }

    @Test
    void listsThreadsWithWhatIsUnread() {
        String thread = newThread();
        pass(Duration.ofMinutes(1));
        post("/api/threads/" + thread + "/messages", "{\"body\":\"One\"}");
        pass(Duration.ofMinutes(1));
        post("/api/threads/" + thread + "/messages", "{\"body\":\"Two\"}");

        assertThat(connection.get(StubTokenVerifier.NURSE, "/api/threads").json())
                .isEqualTo(HttpTestClient.json("""
                {"items":[{"id":"%s","subject":"Room 2","createdBy":"u-doctor","memberIds":["u-doctor","u-nurse"],
                  "createdAt":"2026-11-20T15:00:00.000Z","lastMessageAt":"2026-11-20T15:02:00.000Z",
                  "unreadCount":2}]}
                """.formatted(thread)));
    }

    @Test
    void notesWhatWasRead() {
        String thread = newThread();
        HttpTestClient.Answer first = post("/api/threads/" + thread + "/messages", "{\"body\":\"One\"}");
        pass(Duration.ofMinutes(1));
        HttpTestClient.Answer second = post("/api/threads/" + thread + "/messages", "{\"body\":\"Two\"}");
        String firstId = first.data().path("id").textValue();
        String secondId = second.data().path("id").textValue();

        assertData(
                connection.post(
                        StubTokenVerifier.NURSE,
                        "/api/threads/" + thread + "/read",
                        "{\"messageId\":\"" + firstId + "\"}"),
                200,
                """
                {"messageId":"%s","threadId":"%s","readBy":"u-nurse","readAt":"2026-11-20T15:01:00.000Z"}
                """.formatted(firstId, thread));
        assertThat(onPage(connection.get(StubTokenVerifier.NURSE, "/api/threads"), "unreadCount"))
                .containsExactly("1");
        HttpTestClient.Answer rest = connection.post(StubTokenVerifier.NURSE, "/api/threads/" + thread + "/read", "");
        assertThat(rest.data().path("messageId").textValue()).isEqualTo(secondId);
        assertThat(onPage(connection.get(StubTokenVerifier.NURSE, "/api/threads"), "unreadCount"))
                .containsExactly("0");
    }

    @Test
    void listsTheNewestMessagesFirstUpToALimit() {
        String target = "/api/threads/" + newThread() + "/messages";
        for (String body : new String[] {"One", "Two", "Three"}) {
            post(target, "{\"body\":\"" + body + "\"}");
            pass(Duration.ofSeconds(1));
        }

        assertThat(onPage(get(target), "body")).containsExactly("Three", "Two", "One");
        HttpTestClient.Answer first = get(target + "?limit=2");
        assertThat(onPage(first, "body")).containsExactly("Three", "Two");
        HttpTestClient.Answer last = get(target + "?limit=2&before=" + next(first));
        assertThat(onPage(last, "body")).containsExactly("One");
        assertThat(last.json().has("nextCursor")).isFalse();
        assertRefused(get(target + "?before=unknown"), 404, "message");
        assertRefused(get(target + "?limit=201"), 400, "limit");
        assertRefused(get(target + "?limit=0"), 400, "limit");
    }

    @Test
    void listsThreadsPageByPage() {
        newThread();
        pass(Duration.ofSeconds(1));
        String newest = newThread();

        HttpTestClient.Answer first = get("/api/threads?limit=1");
        assertThat(onPage(first, "id")).containsExactly(newest);
        HttpTestClient.Answer last = get("/api/threads?limit=1&before=" + next(first));
        assertThat(onPage(last, "id")).hasSize(1).doesNotContain(newest);
        assertThat(last.json().has("nextCursor")).isFalse();
        assertRefused(get("/api/threads?before=x"), 400, "before");
        assertRefused(get("/api/threads?limit=201"), 400, "limit");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {"subject | 1", "memberIds | \"u-nurse\"", "memberIds | [1.5]", "memberIds | {\"0\":\"u-nurse\"}"})
    void refusesWhatAThreadCannotBe(String field, String value) {
        assertRefused(post("/api/threads", "{\"" + field + "\":" + value + "}"), 400, field);
    }

    @ParameterizedTest
    @ValueSource(strings = {"{}", "{\"body\":1}", "{\"body\":\"\"}", "{\"body\":null}", "{\"body\":\"a\\u0000b\"}"})
    void refusesWhatIsNoMessage(String body) {
        assertRefused(post("/api/threads/" + newThread() + "/messages", body), 400, "body");
    }

    @Test
    void refusesAMessageThatIsTooLong() {
        String body = "{\"body\":\"" + "x".repeat(10_001) + "\"}";

        assertRefused(post("/api/threads/" + newThread() + "/messages", body), 400, "body");
    }

    @Test
    void refusesAMessageIdThatCannotBe() {
        String target = "/api/threads/" + newThread() + "/read";

        assertRefused(post(target, "{\"messageId\":[]}"), 400, "messageId");
        assertRefused(post(target, "{\"messageId\":\"none\"}"), 404, "message");
        assertRefused(post(target, ""), 404, "message");
    }

    @Test
    void hidesThreadsFromWhoIsNotInThem() {
        String thread =
                "/api/threads/" + post("/api/threads", "").data().path("id").textValue();

        for (String token : new String[] {StubTokenVerifier.NURSE, StubTokenVerifier.STRANGER}) {
            connection.get(token, thread + "/messages").isRefused(404, "NOT_FOUND", "thread not found");
            connection
                    .post(token, thread + "/messages", "{\"body\":\"x\"}")
                    .isRefused(404, "NOT_FOUND", "thread not found");
            connection.post(token, thread + "/read", "").isRefused(404, "NOT_FOUND", "thread not found");
            assertThat(connection.get(token, "/api/threads").body()).isEqualTo("{\"items\":[]}");
        }
    }
}
