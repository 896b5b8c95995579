package dev.carewire.rest;

import static org.assertj.core.api.Assertions.assertThat;

import dev.carewire.messaging.MessageAttachments;
import dev.carewire.transport.http.HttpTestClient;
import io.netty.buffer.Unpooled;
import io.netty.handler.codec.http.DefaultHttpContent;
import io.netty.handler.codec.http.DefaultHttpRequest;
import io.netty.handler.codec.http.DefaultLastHttpContent;
import io.netty.handler.codec.http.FullHttpRequest;
import io.netty.handler.codec.http.FullHttpResponse;
import io.netty.handler.codec.http.HttpContent;
import io.netty.handler.codec.http.HttpMethod;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpResponse;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.handler.codec.http.HttpVersion;
import io.netty.handler.codec.http.LastHttpContent;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class AttachmentRoutesTest extends ClinicTest {

    private static final String PDF = "%PDF-1.7\n" + "x".repeat(100_000);

    private String thread() {
        return post("/api/threads", "{\"memberIds\":[\"u-nurse\"]}")
                .data()
                .path("id")
                .textValue();
    }

    private HttpRequest head(String token, String target, String type) {
        HttpRequest head = new DefaultHttpRequest(HttpVersion.HTTP_1_1, HttpMethod.POST, target);
        head.headers()
                .set("Host", "clinic.example")
                .set("Authorization", "Bearer " + token)
                .set("Content-Type", type)
                .set("Transfer-Encoding", "chunked");
        return head;
    }

    private void send(Object... messages) {
        for (Object message : messages) {
            connection.channel().writeInbound(message);
            connection.channel().runPendingTasks();
        }
    }

    private static HttpContent piece(String text) {
        return new DefaultHttpContent(Unpooled.copiedBuffer(text, StandardCharsets.UTF_8));
    }

    private static LastHttpContent end(String text) {
        return new DefaultLastHttpContent(Unpooled.copiedBuffer(text, StandardCharsets.UTF_8));
    }

    private HttpTestClient.Answer upload(String thread, String name) {
        send(
                head(
                        StubTokenVerifier.DOCTOR,
                        "/api/threads/" + thread + "/attachments?name=" + name,
                        "application/pdf"),
                piece(PDF.substring(0, 3)),
                piece(PDF.substring(3, 70_000)),
                end(PDF.substring(70_000)));
        return connection.receive().orElseThrow();
    }

    @Test
    void takesInAFileInPiecesAndSendsItInPieces() {
        String thread = thread();

        HttpTestClient.Answer answer = upload(thread, "..%2FPlan%20%C3%BC.pdf");
        String id = answer.data().path("id").textValue();
        assertData(answer, 201, """
                {"id":"%s","name":"Plan ü.pdf","mediaType":"application/pdf","size":%d,"url":"/api/attachments/%s"}
                """.formatted(id, PDF.length(), id));
        HttpTestClient.Answer message =
                post("/api/threads/" + thread + "/messages", "{\"attachmentIds\":[\"" + id + "\"]}");
        assertThat(message.status()).as(message.body()).isEqualTo(201);
        assertThat(message.data().path("body").textValue()).isEmpty();
        assertThat(message.data().path("attachments").get(0)).isEqualTo(answer.data());

        FullHttpRequest request = connection.request(HttpMethod.GET, "/api/attachments/" + id);
        request.headers().set("Authorization", "Bearer " + StubTokenVerifier.NURSE);
        connection.send(request);
        connection.channel().runPendingTasks();
        HttpResponse head = connection.channel().readOutbound();
        assertThat(head).isNotInstanceOf(FullHttpResponse.class);
        assertThat(head.status()).isEqualTo(HttpResponseStatus.OK);
        assertThat(head.headers().get("Content-Type")).isEqualTo("application/pdf");
        assertThat(head.headers().get("Content-Length")).isEqualTo(String.valueOf(PDF.length()));
        assertThat(head.headers().get("Content-Disposition"))
                .isEqualTo("attachment; filename=\"Plan u.pdf\"; filename*=UTF-8''Plan%20%C3%BC.pdf");
        assertThat(head.headers().get("X-Content-Type-Options")).isEqualTo("nosniff");
        assertThat(head.headers().get("Content-Security-Policy")).isEqualTo("default-src 'none'; sandbox");
        assertThat(restOfDownload()).isEqualTo(PDF);
        assertThat(get("/api/threads").status()).isEqualTo(200);
    }

    @Test
    void storesARepeatedUploadOnceEvenInTheLastPlace() {
        String thread = thread();
        String file = PDF.substring(0, 75_000);
        for (int i = 1; i < MessageAttachments.MAX_PENDING; i++) {
            assertThat(uploadUnderKey(thread, "k-" + i, file).status()).isEqualTo(201);
        }

        HttpTestClient.Answer first = uploadUnderKey(thread, "last", file);
        HttpTestClient.Answer second = uploadUnderKey(thread, "last", file);
        HttpTestClient.Answer other = uploadUnderKey(thread, "last", file + "x");

        assertThat(first.status()).as(first.body()).isEqualTo(201);
        assertThat(second.status()).isEqualTo(201);
        assertThat(second.body()).isEqualTo(first.body());
        assertThat(second.headers().get("Idempotent-Replayed")).isEqualTo("true");
        other.isRefused(409, "CONFLICT", "Idempotency-Key: used for another request (expected: a new key)");
        assertThat(files.ids()).hasSize(MessageAttachments.MAX_PENDING);
        assertThat(files.openDrafts()).isZero();
    }

    /** Regression: the server read the whole body of such a repetition before its answer. */
    @Test
    void answersARepeatedUploadBeforeItsBodyWhileTheFirstOneArrives() {
        String thread = thread();
        send(keyedHead(thread, "k"), piece(PDF.substring(0, 50_000)));

        try (HttpTestClient repeating = another()) {
            repeating.channel().writeInbound(keyedHead(thread, "k"));
            HttpTestClient.Answer answer = repeating.receive().orElseThrow();
            answer.isRefused(409, "CONFLICT", "Idempotency-Key: its first request is still running");
            assertThat(answer.headers().get("Retry-After")).isEqualTo("1");
        }

        send(end(PDF.substring(50_000)));
        assertThat(connection.receive().orElseThrow().status()).isEqualTo(201);
        assertThat(files.openDrafts()).isZero();
    }

    private HttpRequest keyedHead(String thread, String key) {
        HttpRequest head =
                head(StubTokenVerifier.DOCTOR, "/api/threads/" + thread + "/attachments?name=a.pdf", "application/pdf");
        head.headers().set("Idempotency-Key", key);
        return head;
    }

    private HttpTestClient.Answer uploadUnderKey(String thread, String key, String content) {
        send(keyedHead(thread, key), piece(content.substring(0, 70_000)), end(content.substring(70_000)));
        return connection.receive().orElseThrow();
    }

    private String restOfDownload() {
        StringBuilder body = new StringBuilder();
        HttpContent piece = connection.channel().readOutbound();
        while (!(piece instanceof LastHttpContent)) {
            body.append(piece.content().toString(StandardCharsets.UTF_8));
            piece.release();
            piece = connection.channel().readOutbound();
        }
        return body.toString();
    }

    @Test
    void saysToHeadWhatADownloadWouldSay() {
        String id = upload(thread(), "a.pdf").data().path("id").textValue();

        FullHttpRequest request = connection.request(HttpMethod.HEAD, "/api/attachments/" + id);
        request.headers().set("Authorization", "Bearer " + StubTokenVerifier.DOCTOR);
        connection.send(request);
        connection.channel().runPendingTasks();

        HttpResponse head = connection.channel().readOutbound();
        assertThat(head.headers().get("Content-Length")).isEqualTo(String.valueOf(PDF.length()));
        Object end = connection.channel().readOutbound();
        assertThat(end).isSameAs(LastHttpContent.EMPTY_LAST_CONTENT);
    }

    @Test
    void hidesFilesFromWhoIsNotInTheThread() {
        String id = upload(thread(), "a.pdf").data().path("id").textValue();

        for (String token : new String[] {StubTokenVerifier.NURSE, StubTokenVerifier.STRANGER}) {
            connection.get(token, "/api/attachments/" + id).isRefused(404, "NOT_FOUND", "attachment not found");
        }
    }

    @Test
    void refusesBeforeTheBodyHasComeAndEndsTheConnectionWithIt() {
        String target = "/api/threads/" + thread() + "/attachments";
        send(head(StubTokenVerifier.STRANGER, target, "application/pdf"), piece("%PDF-"));

        HttpTestClient.Answer answer = connection.receive().orElseThrow();
        answer.isRefused(404, "NOT_FOUND", "thread not found");
        assertThat(answer.headers().get("Connection")).isEqualTo("close");
        assertThat(connection.channel().isActive()).isTrue();
        send(piece("more"), end(""));
        assertThat(connection.channel().isActive()).isFalse();
        assertThat(files.openDrafts()).isZero();
    }

    @Test
    void refusesWithoutAToken() {
        HttpRequest head = head("nobody", "/api/threads/x/attachments", "application/pdf");
        send(head);

        assertThat(connection.receive().orElseThrow().status()).isEqualTo(401);
    }

    @Test
    void refusesAFileThatTurnsOutToBeTooLarge() {
        send(head(StubTokenVerifier.DOCTOR, "/api/threads/" + thread() + "/attachments", "text/plain"));
        for (int sent = 0; sent <= MAX_FILE; sent += 50_000) {
            assertThat(connection.receive()).isEmpty();
            send(piece("x".repeat(50_000)));
        }

        assertRefused(connection.receive().orElseThrow(), 413, "body: too large");
        assertThat(files.openDrafts()).isZero();
        assertThat(files.ids()).isEmpty();
    }

    @Test
    void refusesAFileWhoseLengthIsTooLargeAtOnce() {
        HttpRequest head = head(StubTokenVerifier.DOCTOR, "/api/threads/" + thread() + "/attachments", "text/plain");
        head.headers().remove("Transfer-Encoding").set("Content-Length", MAX_FILE + 1);
        send(head);

        assertRefused(connection.receive().orElseThrow(), 413, "body: too large");
    }

    @Test
    void refusesAFileThatIsNotWhatItIsSaidToBe() {
        String target = "/api/threads/" + thread() + "/attachments";
        send(head(StubTokenVerifier.DOCTOR, target, "image/png"), end("<script>"));

        assertRefused(connection.receive().orElseThrow(), 400, "body: not what content-type says");
        assertThat(files.ids()).isEmpty();
        assertThat(files.openDrafts()).isZero();
        assertThat(get("/api/threads").status()).as("the body had come").isEqualTo(200);
        send(head(StubTokenVerifier.DOCTOR, target, "text/html"), end("<script>"));
        assertRefused(connection.receive().orElseThrow(), 400, "content-type");
    }

    @Test
    void leavesNothingOfAnUploadThatBreaksOff() {
        send(
                head(StubTokenVerifier.DOCTOR, "/api/threads/" + thread() + "/attachments", "application/pdf"),
                piece(PDF.substring(0, 50_000)));
        assertThat(files.openDrafts()).isEqualTo(1);

        connection.channel().close();
        connection.channel().runPendingTasks();

        assertThat(files.openDrafts()).isZero();
        assertThat(files.ids()).isEmpty();
    }

    @Test
    void tellsAClientThatWaitsToGoOn() {
        HttpRequest head =
                head(StubTokenVerifier.DOCTOR, "/api/threads/" + thread() + "/attachments", "application/pdf");
        head.headers().set("Expect", "100-continue");
        send(head);

        HttpResponse go = connection.channel().readOutbound();
        assertThat(go.status()).isEqualTo(HttpResponseStatus.CONTINUE);
        send(end(PDF));
        assertThat(connection.receive().orElseThrow().status()).isEqualTo(201);
    }
}
