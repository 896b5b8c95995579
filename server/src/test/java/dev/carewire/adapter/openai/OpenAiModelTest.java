package dev.carewire.adapter.openai;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpHandler;
import dev.carewire.adapter.SilentServer;
import dev.carewire.adapter.StubHttpServer;
import dev.carewire.assistant.LanguageModel.Call;
import dev.carewire.assistant.LanguageModel.FinishReason;
import dev.carewire.assistant.LanguageModel.Listener;
import dev.carewire.assistant.Turn;
import dev.carewire.assistant.Turn.Speaker;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.slf4j.LoggerFactory;

/** The model against a stub of the endpoint. */
class OpenAiModelTest {

    private static final String KEY = "sk-sentinel";
    private static final List<Turn> QUESTION = List.of(new Turn(Speaker.MEMBER, "sentinel question"));
    private static final int DEADLINE_SECONDS = 30;

    private final StubHttpServer endpoint = new StubHttpServer();
    private final BlockingQueue<String> requests = new LinkedBlockingQueue<>();
    private final Heard heard = new Heard();

    @AfterEach
    void close() {
        endpoint.close();
    }

    private OpenAiModel model(String path, HttpHandler handler) {
        return model(endpoint.serve("/", handler), path, Optional.of(KEY));
    }

    private static OpenAiModel model(int port, String path, Optional<String> key) {
        return new OpenAiModel(new OpenAiConfig(
                URI.create("http://127.0.0.1:" + port + path), key, "small", Optional.of("Be brief.")));
    }

    private Call ask(HttpHandler handler) {
        return model("/v1", handler).answer(QUESTION, heard);
    }

    /** Streams these bodies' lines and ends. */
    private static HttpHandler streaming(String... lines) {
        return exchange -> {
            OutputStream out = open(exchange);
            for (String line : lines) {
                write(out, line);
            }
            exchange.close();
        };
    }

    private static OutputStream open(HttpExchange exchange) throws IOException {
        exchange.getRequestBody().readAllBytes();
        exchange.getResponseHeaders().add("content-type", "text/event-stream");
        exchange.sendResponseHeaders(200, 0);
        return exchange.getResponseBody();
    }

    private static void write(OutputStream out, String text) throws IOException {
        out.write(text.getBytes(StandardCharsets.UTF_8));
        out.flush();
    }

    private static String piece(String text) {
        return "data: {\"choices\":[{\"index\":0,\"delta\":{\"content\":\"" + text + "\"}}]}\n\n";
    }

    private static String finish(String reason) {
        return "data: {\"choices\":[{\"index\":0,\"delta\":{},\"finish_reason\":\"" + reason + "\"}]}\n\n";
    }

    @Test
    void asksAsTheInterfaceWantsIt() throws Exception {
        HttpHandler handler = exchange -> {
            requests.add(exchange.getRequestMethod() + " " + exchange.getRequestURI());
            requests.add(exchange.getRequestHeaders().getFirst("authorization"));
            requests.add(exchange.getRequestHeaders().getFirst("content-type"));
            requests.add(new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8));
            streaming("data: [DONE]\n\n").handle(exchange);
        };
        model("/v1/?api-version=2", handler)
                .answer(
                        List.of(
                                new Turn(Speaker.MEMBER, "Is \"cream\" enough?"),
                                new Turn(Speaker.ASSISTANT, "Yes."),
                                new Turn(Speaker.MEMBER, "How long?")),
                        heard);

        assertThat(heard.ending()).isEqualTo(FinishReason.WHOLE);
        assertThat(requests)
                .containsExactly(
                        "POST /v1/chat/completions?api-version=2",
                        "Bearer " + KEY,
                        "application/json",
                        "{\"model\":\"small\",\"stream\":true,\"messages\":["
                                + "{\"role\":\"system\",\"content\":\"Be brief.\"},"
                                + "{\"role\":\"user\",\"content\":\"Is \\\"cream\\\" enough?\"},"
                                + "{\"role\":\"assistant\",\"content\":\"Yes.\"},"
                                + "{\"role\":\"user\",\"content\":\"How long?\"}]}");
    }

    @Test
    void tellsPiecesAsTheyArrive() throws Exception {
        CountDownLatch goOn = new CountDownLatch(1);
        ask(exchange -> {
            OutputStream out = open(exchange);
            write(out, "data: {\"choices\":[{\"delta\":{\"role\":\"assistant\",\"content\":\"\"}}]}\n\n");
            write(out, piece("Two "));
            await(goOn);
            write(out, ": keep-alive\r\n\r\nevent: x\r\n" + piece("weeks 🏥").replace("\n", "\r\n"));
            write(out, finish("stop"));
            write(out, "data: {\"choices\":[],\"usage\":{\"total_tokens\":9}}\n\ndata: [DONE]\n\n");
            exchange.close();
        });

        assertThat(heard.piece()).isEqualTo("Two ");
        goOn.countDown();
        assertThat(heard.piece()).isEqualTo("weeks 🏥");
        assertThat(heard.ending()).isEqualTo(FinishReason.WHOLE);
        assertThat(heard.pieces).isEmpty();
    }

    @Test
    void understandsCharactersThatArriveInHalves() throws Exception {
        CountDownLatch goOn = new CountDownLatch(1);
        ask(exchange -> {
            OutputStream out = open(exchange);
            byte[] bytes = piece("ü").getBytes(StandardCharsets.UTF_8);
            int half = new String(bytes, StandardCharsets.ISO_8859_1).indexOf('\u00c3') + 1;
            out.write(bytes, 0, half);
            out.flush();
            goOn.countDown();
            out.write(bytes, half, bytes.length - half);
            write(out, "data: [DONE]\n\n");
            exchange.close();
        });
        await(goOn);

        assertThat(heard.piece()).isEqualTo("ü");
        assertThat(heard.ending()).isEqualTo(FinishReason.WHOLE);
    }

    @Test
    void theLastWordMayBeTheReason() throws Exception {
        ask(streaming(piece("Two"), finish("stop")));
        assertThat(heard.ending()).isEqualTo(FinishReason.WHOLE);
    }

    @Test
    void tellsWhatTheModelWasNotAllowedToFinish() throws Exception {
        ask(streaming(piece("Two"), finish("length"), "data: [DONE]\n\n"));
        assertThat(heard.ending()).isEqualTo(FinishReason.CUT);
    }

    @Test
    void aFilteredAnswerIsRefused() throws Exception {
        ask(streaming(piece("Two"), finish("content_filter")));
        assertThat(heard.ending()).isEqualTo(FinishReason.REFUSED);
    }

    @Test
    void aFaultInTheStreamIsARefusal() throws Exception {
        ask(streaming(piece("Two"), "data: {\"error\":{\"message\":\"quota\"}}\n\n"));
        assertThat(heard.ending()).isEqualTo(FinishReason.REFUSED);
    }

    @ParameterizedTest
    @ValueSource(ints = {201, 302, 400, 401, 429, 500, 503})
    void everyOtherStatusIsARefusal(int status) throws Exception {
        ask(exchange -> {
            exchange.getRequestBody().readAllBytes();
            exchange.getResponseHeaders().add("location", "/elsewhere");
            exchange.sendResponseHeaders(status, 0);
            write(exchange.getResponseBody(), piece("Two"));
            exchange.close();
        });

        assertThat(heard.ending()).isEqualTo(FinishReason.REFUSED);
        assertThat(heard.pieces).isEmpty();
    }

    @Test
    void aRefusalThatDoesNotEndIsOneAtOnce() throws Exception {
        ask(exchange -> {
            exchange.sendResponseHeaders(500, 0);
            write(exchange.getResponseBody(), "x");
            endpoint.hang();
        });
        assertThat(heard.ending()).isEqualTo(FinishReason.REFUSED);
    }

    @Test
    void anAnswerWithoutAnEndIsBroken() throws Exception {
        ask(streaming(piece("Two")));
        assertThat(heard.piece()).isEqualTo("Two");
        assertThat(heard.ending()).isEqualTo(FinishReason.BROKEN);
    }

    @Test
    void aConnectionThatBreaksOffIsBroken() throws Exception {
        try (ServerSocket raw = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            model(raw.getLocalPort(), "/v1", Optional.empty()).answer(QUESTION, heard);
            try (Socket connection = raw.accept()) {
                String body = piece("Two");
                write(
                        connection.getOutputStream(),
                        "HTTP/1.1 200 OK\r\ncontent-type: text/event-stream\r\ntransfer-encoding: chunked\r\n\r\n"
                                + Integer.toHexString(body.length()) + "\r\n" + body + "\r\nff\r\ndata: {");
                assertThat(heard.piece()).isEqualTo("Two");
            }
            assertThat(heard.ending()).isEqualTo(FinishReason.BROKEN);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"data: <html>\n\n", "data: {\"choices\n\n", "data: [1]\n\n", "data: \n\n"})
    void whatIsNoEventIsGarbage(String line) throws Exception {
        ask(streaming(piece("Two"), line, piece("weeks")));
        assertThat(heard.ending()).isEqualTo(FinishReason.GARBAGE);
    }

    @Test
    void aLineWithoutAnEndIsGarbage() throws Exception {
        ask(exchange -> {
            OutputStream out = open(exchange);
            write(out, "data: " + "x".repeat(ServerSentEventParser.MAX_LINE_BYTES));
            endpoint.hang();
        });
        assertThat(heard.ending()).isEqualTo(FinishReason.GARBAGE);
    }

    @Test
    void nobodyThereIsUnreachable() throws Exception {
        int free;
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            free = socket.getLocalPort();
        }
        model(free, "/v1", Optional.empty()).answer(QUESTION, heard);
        assertThat(heard.ending()).isEqualTo(FinishReason.UNREACHABLE);
    }

    /** A canceled call sometimes reported a broken connection. */
    @RepeatedTest(100)
    void aCallThatIsCancelledHangsUpAndTellsNothing() throws Exception {
        CountDownLatch hungUp = new CountDownLatch(1);
        Call call = ask(exchange -> {
            OutputStream out = open(exchange);
            write(out, piece("Two"));
            try {
                while (endpoint.isOpen()) {
                    write(out, ": still there\n");
                }
            } catch (IOException gone) {
                hungUp.countDown();
            }
        });
        assertThat(heard.piece()).isEqualTo("Two");

        call.cancel();

        await(hungUp);
        assertThat(heard.endings).isEmpty();
    }

    @Test
    void anEndpointBehindANetworkThatSwallowsPacketsIsUnreachable() throws Exception {
        try (SilentServer silent = SilentServer.swallowing()) {
            model(silent.port(), "/v1", Optional.empty()).answer(QUESTION, heard);

            assertThat(heard.ending()).isEqualTo(FinishReason.UNREACHABLE);
        }
    }

    @Test
    void logsNeitherTheKeyNorATextNorTheAddress() throws Exception {
        Logger root = (Logger) LoggerFactory.getLogger(org.slf4j.Logger.ROOT_LOGGER_NAME);
        ListAppender<ILoggingEvent> lines = new ListAppender<>();
        lines.start();
        Level before = root.getLevel();
        root.setLevel(Level.TRACE);
        root.addAppender(lines);
        try {
            ask(streaming(piece("sentinel answer"), "data: sentinel garbage\n\n"));
            assertThat(heard.ending()).isEqualTo(FinishReason.GARBAGE);
        } finally {
            root.detachAppender(lines);
            root.setLevel(before);
        }
        assertThat(List.copyOf(lines.list))
                .anySatisfy(line -> assertThat(line.getMessage()).isEqualTo("language model gave no answer"))
                .allSatisfy(line -> assertThat(line.getFormattedMessage() + line.getKeyValuePairs())
                        .doesNotContain("sentinel"));
        assertThat(new OpenAiConfig(URI.create("http://sentinel/v1"), Optional.of(KEY), "small", Optional.empty()))
                .asString()
                .doesNotContain("sentinel");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "two words", "line\nbreak", "ü"})
    void refusesAKeyThatCannotBeSent(String key) {
        assertThatThrownBy(() -> model(1, "/v1", Optional.of(key)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("key: invalid (expected: visible ASCII characters)");
    }

    private static void await(CountDownLatch latch) {
        try {
            assertThat(latch.await(DEADLINE_SECONDS, TimeUnit.SECONDS)).isTrue();
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    /** The calls of a listener. */
    private static final class Heard implements Listener {

        private final BlockingQueue<String> pieces = new LinkedBlockingQueue<>();
        private final BlockingQueue<FinishReason> endings = new LinkedBlockingQueue<>();

        @Override
        public void onChunk(String piece) {
            pieces.add(piece);
        }

        @Override
        public void onEnded(FinishReason ending) {
            endings.add(ending);
        }

        Optional<String> next() throws InterruptedException {
            return Optional.ofNullable(pieces.poll(DEADLINE_SECONDS, TimeUnit.SECONDS));
        }

        String piece() throws InterruptedException {
            return next().orElse("nothing arrived");
        }

        /** The end of the answer, which happens once. */
        FinishReason ending() throws InterruptedException {
            FinishReason ending = endings.poll(DEADLINE_SECONDS, TimeUnit.SECONDS);
            assertThat(ending).isNotNull();
            assertThat(endings).isEmpty();
            return ending;
        }
    }
}
