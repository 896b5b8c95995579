package dev.carewire.adapter.openai;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpHandler;
import dev.carewire.adapter.StubHttpServer;
import dev.carewire.adapter.openai.TranscriberConfig.Format;
import dev.carewire.transcription.Audio;
import dev.carewire.transcription.TranscriptionResult;
import dev.carewire.transcription.TranscriptionResult.Failed;
import dev.carewire.transcription.TranscriptionResult.Reason;
import dev.carewire.transcription.TranscriptionResult.Transcribed;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.slf4j.LoggerFactory;

/** The transcriber against a stub of the endpoint. */
class OpenAiTranscriberTest {

    private static final String KEY = "sk-sentinel";
    private static final Duration LONG = Duration.ofSeconds(30);
    private static final Audio SPEECH =
            new Audio("audio/webm;codecs=opus", List.of(bytes("head-"), bytes("sentinel-speech")));

    private final BlockingQueue<String> requests = new LinkedBlockingQueue<>();
    private final StubHttpServer endpoint = new StubHttpServer();

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.ISO_8859_1);
    }

    @AfterEach
    void close() {
        endpoint.close();
    }

    private TranscriptionResult transcribe(Duration timeout, HttpHandler handler) throws Exception {
        return transcribe(endpoint.serve("/", handler), timeout);
    }

    private static TranscriptionResult transcribe(int port, Duration timeout) throws Exception {
        TranscriberConfig config = new TranscriberConfig(
                URI.create("http://127.0.0.1:" + port + "/v1/?api-version=2"),
                Optional.of(KEY),
                "small",
                Optional.of("en"),
                Format.VERBOSE_JSON,
                timeout);
        return new OpenAiTranscriber(config)
                .transcribe(SPEECH)
                .toCompletableFuture()
                .get(LONG.toSeconds(), TimeUnit.SECONDS);
    }

    private static HttpHandler answering(int status, String body) {
        return exchange -> answer(exchange, status, body);
    }

    private static void answer(HttpExchange exchange, int status, String body) throws IOException {
        exchange.getRequestBody().readAllBytes();
        byte[] answer = body.getBytes(StandardCharsets.UTF_8);
        exchange.sendResponseHeaders(status, answer.length == 0 ? -1 : answer.length);
        exchange.getResponseBody().write(answer);
        exchange.close();
    }

    @Test
    void sendsAFormAsTheInterfaceWantsIt() throws Exception {
        transcribe(LONG, exchange -> {
            requests.add(exchange.getRequestMethod() + " " + exchange.getRequestURI());
            requests.add(exchange.getRequestHeaders().getFirst("authorization"));
            requests.add(exchange.getRequestHeaders().getFirst("content-type"));
            requests.add(new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.ISO_8859_1));
            answer(exchange, 200, "{\"text\":\"x\"}");
        });

        assertThat(requests.remove()).isEqualTo("POST /v1/audio/transcriptions?api-version=2");
        assertThat(requests.remove()).isEqualTo("Bearer " + KEY);
        String type = requests.remove();
        assertThat(type).startsWith("multipart/form-data; boundary=");
        String boundary = type.substring(type.indexOf('=') + 1);
        assertThat(requests.remove())
                .isEqualTo("--B\r\nContent-Disposition: form-data; name=\"model\"\r\n\r\nsmall\r\n"
                        .concat("--B\r\nContent-Disposition: form-data; name=\"response_format\"\r\n\r\n")
                        .concat("verbose_json\r\n")
                        .concat("--B\r\nContent-Disposition: form-data; name=\"language\"\r\n\r\nen\r\n")
                        .concat("--B\r\nContent-Disposition: form-data; name=\"file\"; ")
                        .concat("filename=\"recording.webm\"\r\nContent-Type: audio/webm;codecs=opus\r\n\r\n")
                        .concat("head-sentinel-speech\r\n--B--\r\n")
                        .replace("--B", "--" + boundary));
    }

    @Test
    void saysHowSureItIs() throws Exception {
        assertThat(
                        transcribe(
                                LONG,
                                answering(
                                        200,
                                        "{\"text\":\" It itches. \",\"segments\":[{\"avg_logprob\":0},{\"avg_logprob\":-0.693147}]}")))
                .isEqualTo(new Transcribed("It itches.", Optional.of(0.75)));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"text\":\"It itches.\"}",
                "{\"text\":\"It itches.\",\"segments\":[]}",
                "{\"text\":\"It itches.\",\"segments\":[{},7,{\"avg_logprob\":\"x\"}]}"
            })
    void makesNoConfidenceUp(String answer) throws Exception {
        assertThat(transcribe(LONG, answering(200, answer))).isEqualTo(new Transcribed("It itches.", Optional.empty()));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "{", "[]", "{}", "{\"text\":7}", "{\"text\":null}", "<html>"})
    void whatIsNoTranscriptIsGarbage(String answer) throws Exception {
        assertThat(transcribe(LONG, exchange -> {
                    exchange.getRequestBody().readAllBytes();
                    exchange.sendResponseHeaders(200, 0);
                    exchange.getResponseBody().write(bytes(answer));
                    exchange.close();
                }))
                .isEqualTo(new Failed(Reason.GARBAGE));
    }

    @Test
    void anAnswerWithoutAnEndIsGarbageOnceItIsTooLong() throws Exception {
        assertThat(transcribe(LONG, exchange -> {
                    exchange.getRequestBody().readAllBytes();
                    exchange.sendResponseHeaders(200, 0);
                    exchange.getResponseBody().write(new byte[TranscriptSubscriber.MAX_BYTES + 1]);
                    exchange.getResponseBody().flush();
                    endpoint.hang();
                }))
                .isEqualTo(new Failed(Reason.GARBAGE));
    }

    @ParameterizedTest
    @ValueSource(ints = {201, 302, 400, 401, 413, 429, 500, 503})
    void everyOtherStatusIsARefusal(int status) throws Exception {
        assertThat(transcribe(LONG, answering(status, "{\"text\":\"x\"}"))).isEqualTo(new Failed(Reason.REFUSED));
    }

    @Test
    void waitsNoLongerThanItMayForAnAnswer() throws Exception {
        assertThat(transcribe(Duration.ofMillis(50), exchange -> endpoint.hang()))
                .isEqualTo(new Failed(Reason.TIMED_OUT));
    }

    @Test
    void waitsNoLongerThanItMayForTheRestOfAnAnswer() throws Exception {
        CountDownLatch begun = new CountDownLatch(1);
        assertThat(transcribe(Duration.ofSeconds(2), exchange -> {
                    exchange.getRequestBody().readAllBytes();
                    exchange.sendResponseHeaders(200, 0);
                    exchange.getResponseBody().write(bytes("{\"te"));
                    exchange.getResponseBody().flush();
                    begun.countDown();
                    endpoint.hang();
                }))
                .isEqualTo(new Failed(Reason.TIMED_OUT));
        assertThat(begun.getCount()).isZero();
    }

    @Test
    void aConnectionThatBreaksOffIsBroken() throws Exception {
        try (ServerSocket raw = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            endpoint.executor().execute(() -> breakOff(raw));
            assertThat(transcribe(raw.getLocalPort(), LONG)).isEqualTo(new Failed(Reason.BROKEN));
        }
    }

    private static void breakOff(ServerSocket raw) {
        try (Socket connection = raw.accept()) {
            StringBuilder received = new StringBuilder();
            while (!received.toString().endsWith("--\r\n")) {
                received.append((char) connection.getInputStream().read());
            }
            connection.getOutputStream().write(bytes("HTTP/1.1 200 OK\r\ncontent-length: 100\r\n\r\n{\"te"));
            connection.getOutputStream().flush();
        } catch (IOException gone) {
            throw new UncheckedIOException(gone);
        }
    }

    @Test
    void nobodyThereIsUnreachable() throws Exception {
        int free;
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            free = socket.getLocalPort();
        }
        assertThat(transcribe(free, LONG)).isEqualTo(new Failed(Reason.UNREACHABLE));
    }

    @Test
    void logsNeitherTheKeyNorSpeechNorText() throws Exception {
        Logger root = (Logger) LoggerFactory.getLogger(org.slf4j.Logger.ROOT_LOGGER_NAME);
        ListAppender<ILoggingEvent> lines = new ListAppender<>();
        lines.start();
        Level before = root.getLevel();
        root.setLevel(Level.TRACE);
        root.addAppender(lines);
        try {
            assertThat(transcribe(LONG, answering(500, "sentinel answer"))).isEqualTo(new Failed(Reason.REFUSED));
        } finally {
            root.detachAppender(lines);
            root.setLevel(before);
        }
        assertThat(List.copyOf(lines.list))
                .anySatisfy(line -> assertThat(line.getMessage()).isEqualTo("no transcript"))
                .allSatisfy(line -> assertThat(line.getFormattedMessage() + line.getKeyValuePairs())
                        .doesNotContain("sentinel"));
        assertThat(SPEECH.toString() + new Transcribed("sentinel", Optional.empty()))
                .doesNotContain("sentinel");
    }
}
